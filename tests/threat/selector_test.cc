#include "world/threat/selector.h"

#include <gtest/gtest.h>

namespace {

// One trust with a desktop and a server zone, one practice with one zone.
estate::Estate small_estate() {
  estate::Tables tables;
  tables.organisations = {{"T1", "Trust", "acute", "trust", "north", estate::none},
                          {"P1", "Practice", "gp-practice", "gp", "south", estate::none}};
  tables.networks = {{"wide", 1000, estate::none}};
  tables.zones = {{"T1-desk", 0, 0, 100, "desktop"}, {"T1-serv", 0, 0, 100, "server"}, {"P1-all", 1, 0, 10, "desktop"}};
  tables.groups = {{"t-pc", 0, 50, "windows-7", "desktop", "", {}},
                   {"t-xp", 0, 5, "windows-xp", "desktop", "", {}},
                   {"t-srv", 1, 8, "windows-server", "server", "", {}},
                   {"p-pc", 2, 6, "windows-7", "desktop", "", {}}};
  return estate::Estate(std::move(tables));
}

std::vector<std::string> groups_of(const threat::Selector& selector) {
  const estate::Estate estate = small_estate();
  std::vector<std::string> ids;
  for (estate::Index g = 0; g < estate.groups.size(); ++g) {
    if (threat::matches_group(selector, estate, g)) ids.push_back(estate.groups[g].id);
  }
  return ids;
}

using Ids = std::vector<std::string>;
using threat::Selector;

Selector of(Ids Selector::*list, Ids ids, Selector selector = {}) {
  selector.*list = std::move(ids);
  return selector;
}

TEST(Selector, empty_matches_everything) {
  EXPECT_EQ(groups_of({}), (Ids{"t-pc", "t-xp", "t-srv", "p-pc"}));
}

TEST(Selector, each_list_chooses) {
  EXPECT_EQ(groups_of(of(&Selector::organisations, {"P1"})), Ids{"p-pc"});
  EXPECT_EQ(groups_of(of(&Selector::kinds, {"acute"})), (Ids{"t-pc", "t-xp", "t-srv"}));
  EXPECT_EQ(groups_of(of(&Selector::sectors, {"gp"})), Ids{"p-pc"});
  EXPECT_EQ(groups_of(of(&Selector::regions, {"south"})), Ids{"p-pc"});
  EXPECT_EQ(groups_of(of(&Selector::zones, {"T1-serv"})), Ids{"t-srv"});
  EXPECT_EQ(groups_of(of(&Selector::purposes, {"desktop"})), (Ids{"t-pc", "t-xp", "p-pc"}));
  EXPECT_EQ(groups_of(of(&Selector::groups, {"t-xp", "p-pc"})), (Ids{"t-xp", "p-pc"}));
  EXPECT_EQ(groups_of(of(&Selector::platforms, {"windows-7"})), (Ids{"t-pc", "p-pc"}));
  EXPECT_EQ(groups_of(of(&Selector::types, {"server"})), Ids{"t-srv"});
}

TEST(Selector, all_lists_must_hold) {
  EXPECT_EQ(groups_of(of(&Selector::kinds, {"acute"}, of(&Selector::platforms, {"windows-7"}))), Ids{"t-pc"});
  EXPECT_EQ(groups_of(of(&Selector::sectors, {"gp"}, of(&Selector::types, {"server"}))), Ids{});
}

TEST(Selector, organisations_are_judged_by_their_own_columns_only) {
  const estate::Estate estate = small_estate();
  EXPECT_TRUE(threat::matches_organisation(of(&Selector::kinds, {"acute"}, of(&Selector::zones, {"elsewhere"})),
                                           estate.organisations[0]));
  EXPECT_FALSE(threat::matches_organisation(of(&Selector::organisations, {"P1"}), estate.organisations[0]));
  EXPECT_FALSE(threat::matches_organisation(of(&Selector::regions, {"north"}), estate.organisations[1]));
  EXPECT_FALSE(threat::matches_organisation(of(&Selector::sectors, {"trust"}), estate.organisations[1]));
}

}  // namespace
