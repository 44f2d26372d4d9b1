// From lists to the rows of an estate: where devices stand, what makes a group, what services need, what is assumed.

#include "world/building/build.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "building/lists.h"
#include "world/building/devices.h"
#include "world/building/names.h"
#include "world/ingest/building_defaults.h"
#include "world/ingest/building_lists.h"

namespace {

using building_test::built;
using building_test::defaults;
using building_test::device;
using building_test::shipped;
using building_test::trust;
using building_test::two_zones;
using Rows = std::vector<std::vector<std::string>>;

TEST(Built, AnOrganisationWithoutDevicesOrPrefixesIsRefused) {
  const auto none = building::build(trust({}, two_zones), defaults());
  ASSERT_FALSE(none.has_value());
  EXPECT_NE(none.error().to_text().find("cordon.db: --organisation: 'X01' has no devices in the store"),
            std::string::npos);
  const auto others =
      building::build(trust({device("a", "10.1.0.1")}, "cidr,organisation\n10.1.0.0/24,X02\n"), defaults());
  ASSERT_FALSE(others.has_value());
  EXPECT_NE(others.error().to_text().find("subnets.csv: 'X01' has no prefix in the list"), std::string::npos);
}

TEST(Built, OfAListTypicalOrganisationsStandInUntilBothPrefixesAndDevicesAreKnown) {
  building::Sources sources = trust({device("a", "10.1.0.1")}, "cidr,organisation\n10.1.0.0/24,X01\n10.1.0.0/25,X03\n");
  sources.list = true;
  sources.organisations = ingest::read_organisation_list("ods.csv",
                                                         "code,name,role,parent\n"
                                                         "X01,Riverside NHS Trust,RO197,\n"
                                                         "X02,Northern Ambulance NHS Trust,RO197,\n"
                                                         "X03,Castle Surgery,RO76,X01\n"
                                                         "X04,Nobody knows,,\n")
                              .value();
  auto draft = built(sources);
  EXPECT_EQ(draft.counts.organisations, 4U);
  EXPECT_EQ(draft.counts.typical_organisations, 3U);
  EXPECT_EQ(draft.counts.without_devices, 1U);
  const Rows& organisations = draft.tables["organisations"];
  EXPECT_EQ(organisations[0][2], "acute") << "the default for a trust";
  EXPECT_EQ(organisations[1][2], "ambulance") << "by its name";
  EXPECT_EQ(organisations[2][2], "gp-practice") << "by its role";
  EXPECT_EQ(organisations[2][3], "gp");
  EXPECT_EQ(organisations[3][2], "other");
  for (const auto& group : draft.tables["devices"]) {
    const bool typical = !group[0].starts_with("X01/");
    EXPECT_EQ(group[7], typical ? "count platform" : "") << group[0];
  }
  EXPECT_EQ(draft.counts.devices - draft.counts.typical_devices, 1U);
}

TEST(Built, IdsOfTypicalOrganisationsAreTheirOwn) {
  building::Sources sources = trust({device("a", "10.1.0.1")}, "cidr,organisation\n10.1.0.0/24,X01\n");
  sources.list = true;
  sources.organisations = {{"X01", "", "acute", "", "", 2}, {"X01-a", "", "acute", "", "", 3}};
  sources.services = ingest::read_service_list("services.csv", "name,systems\nA scans,a\n", "X01").value();
  auto draft = built(sources);
  std::vector<std::string> ids;
  for (const auto& row : draft.tables["services"]) ids.push_back(row[0]);
  EXPECT_EQ(ids[0], "X01-a-scans");
  EXPECT_EQ(ids[1], "X01-a-scans-2") << "of the typical organisation X01-a";
  const auto& emergency = draft.tables["services"][3];
  EXPECT_EQ(emergency[0], "X01-a-emergency");
  EXPECT_EQ(emergency[3], "all(70% of (X01-a/ed-pcs), 80% of (X01-a/records), X01-a-scans-2, X01-a-laboratory)");
  EXPECT_TRUE(std::ranges::any_of(draft.assumptions(), [](const auto& one) {
    return one.taken.name == "needs.desktops" && one.taken.low == 0.4 && one.taken.high == 0.95;
  }));
}

TEST(Built, AKindWithoutTypicalGroupsIsTold) {
  building::Sources sources = trust({}, "cidr,organisation\n10.1.0.0/24,X09\n");
  sources.list = true;
  sources.organisations_file = "ods.csv";
  sources.organisations = {{"X01", "", "acute", "", "", 2}, {"X02", "", "gp", "", "", 3}};
  std::erase_if(sources.typical.groups, [](const auto& group) { return group.kind == "gp-practice"; });
  const auto draft = building::build(sources, defaults());
  ASSERT_FALSE(draft.has_value());
  EXPECT_EQ(draft.error().to_text(),
            "ods.csv: row 3: 'X02' is of the kind gp-practice, of which there are no typical groups; add rows of the "
            "kind with --typical, or correct its kind\n");
}

TEST(Built, OfSeveralOrganisationsEachRowSaysWhose) {
  building::Sources sources = trust({device("a", "10.1.0.1")}, two_zones, "");
  sources.list = true;
  sources.organisations.push_back({"X02", "", "RO76", "", "", 3});
  const auto draft = building::build(sources, defaults());
  ASSERT_FALSE(draft.has_value());
  EXPECT_EQ(draft.error().total(), 2U);
  EXPECT_NE(draft.error().to_text().find("subnets.csv: row 3, column organisation: is blank, and there are several"),
            std::string::npos);
}

TEST(Built, ThePrivateRangesHaveRoomForAllOrTheListIsRefused) {
  building::Sources sources = trust({device("a", "10.1.0.1")},
                                    "cidr,organisation\n10.0.0.0/8,X01\n172.16.0.0/12,X01\n192.168.0.0/16,X01\n"
                                    "100.64.0.0/10,X01\n");
  EXPECT_TRUE(building::build(sources, defaults()).has_value()) << "all that there are";
  sources.list = true;
  sources.organisations_file = "ods.csv";
  sources.organisations.push_back({"X02", "", "RO76", "", "", 3});
  const auto draft = building::build(sources, defaults());
  ASSERT_FALSE(draft.has_value());
  EXPECT_EQ(draft.error().to_text(),
            "ods.csv: '22085780 addresses' are more than the private ranges have, 22085632; give the prefixes that are "
            "in use, not the whole of 10.0.0.0/8\n");
}

TEST(Built, DoesNotDependOnTheOrderOfDevices) {
  std::vector<building::Device> devices;
  for (int i = 0; i < 60; ++i) {  // more servers than the zone of servers has addresses
    devices.push_back(device("d" + std::to_string(i), i % 3 == 0 ? "" : "10.1.0." + std::to_string(i),
                             i % 2 == 0 ? "Desktop" : "Server", i % 5 == 0 ? "" : "Main",
                             i % 7 == 0 ? "" : "windows-10"));
  }
  const auto first = built(trust(devices, two_zones)).tables;
  std::mt19937 random(1);
  for (int i = 0; i < 5; ++i) {
    std::ranges::shuffle(devices, random);
    EXPECT_EQ(built(trust(devices, two_zones)).tables, first);
  }
}

TEST(Names, AreWordsOfTheTables) {
  EXPECT_EQ(building::word_of("CT scanner (East)"), "ct-scanner-east");
  EXPECT_EQ(building::word_of("--"), "");
  EXPECT_EQ(building::word_of("Écho"), "cho");
  EXPECT_EQ(building::word_of("ab cd", 3), "ab");
  EXPECT_EQ(building::spelling_of(" CT_scanner - East"), "ct-scanner-east");
  EXPECT_NE(building::spelling_of("Écho"), building::spelling_of("cho"));
  EXPECT_EQ(building::words_of("Écho/guest"), "Écho-guest");
  const std::string longest(150, 'x');
  EXPECT_EQ(building::fitted(longest).size(), 100U);
  EXPECT_NE(building::fitted(longest), building::fitted(longest + "y"));
}

}  // namespace
