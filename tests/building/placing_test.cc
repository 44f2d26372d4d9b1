// Where devices stand, and what makes a zone and a group.

#include "world/building/placing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "building/lists.h"

namespace {

using building_test::built;
using building_test::device;
using building_test::trust;
using building_test::two_zones;
using building_test::zone_of;
using Rows = std::vector<std::vector<std::string>>;

TEST(Built, DevicesStandWhereTheirAddressLies) {
  auto draft =
      built(trust({device("a", "10.1.0.7"), device("b", "fe80::1, 10.1.1.3"), device("c", "10.1.0.255")}, two_zones));
  EXPECT_EQ(zone_of(draft, "a"), "X01/main-desktop");
  EXPECT_EQ(zone_of(draft, "b"), "X01/main-server") << "the address that lies in a prefix";
  EXPECT_EQ(zone_of(draft, "c"), "X01/main-desktop") << "the last address of the prefix";
  EXPECT_EQ(draft.counts.by_address, 3U);
  EXPECT_EQ(draft.counts.by_site + draft.counts.unplaced, 0U);
}

TEST(Built, DevicesWithoutAnAddressStandAtTheirSiteOrApart) {
  auto draft = built(trust({device("a", ""), device("b", "10.1.2.0", "Server"), device("c", "", "Infusion pump"),
                            device("d", "", "Desktop", "East"), device("e", "10.1.0.1")},
                           two_zones));
  EXPECT_EQ(zone_of(draft, "a"), "X01/main-desktop");
  EXPECT_EQ(zone_of(draft, "b"), "X01/main-server") << "outside of all prefixes";
  EXPECT_EQ(zone_of(draft, "c"), "X01/unplaced") << "no medical zone at its site";
  EXPECT_EQ(zone_of(draft, "d"), "X01/unplaced") << "no zone at its site";
  EXPECT_EQ(draft.counts.by_site, 2U);
  EXPECT_EQ(draft.counts.unplaced, 2U);
  const auto& groups = draft.tables["devices"];
  const auto of = [&](const char* id) { return std::ranges::find(groups, id, [](const auto& row) { return row[0]; }); };
  ASSERT_NE(of("X01/main-desktop/windows-10-by-site"), groups.end()) << "its zone is known in another way than e's";
  EXPECT_EQ((*of("X01/main-desktop/windows-10-by-site"))[7], "zone");
  EXPECT_EQ((*of("X01/main-desktop/windows-10"))[7], "");
}

TEST(Built, AZoneNeverHasMoreDevicesThanAddresses) {
  std::vector<building::Device> devices;
  for (int i = 0; i < 12; ++i) devices.push_back(device("s" + std::to_string(i), "10.1.1.1", "Server"));
  auto draft = built(trust(devices, two_zones));
  EXPECT_EQ(draft.counts.by_address, 8U) << "a /29";
  EXPECT_EQ(draft.counts.unplaced, 4U);
}

TEST(Built, PublicPrefixesLieInTheInternet) {
  auto draft = built(trust({device("a", "10.1.0.7"), device("b", "192.0.2.3", "Server")},
                           "site,cidr,use\nMain,10.1.0.0/24,desktop\nMain,192.0.2.0/28,DMZ\n"));
  const Rows& zones = draft.tables["zones"];
  ASSERT_EQ(zones.size(), 2U);
  EXPECT_EQ(zones[1], (std::vector<std::string>{"X01/main-public", "X01", "internet", "", "192.0.2.0/28", "public"}));
  const Rows& conduits = draft.tables["conduits"];
  EXPECT_TRUE(std::ranges::any_of(conduits, [](const auto& row) { return row[0] == "internet"; }));
  for (const std::uint32_t address : {0x0A000000U, 0x0AFFFFFFU, 0xAC100000U, 0xAC1FFFFFU, 0xC0A80000U, 0x64400000U}) {
    EXPECT_TRUE(building::is_private(address)) << address;
  }
  for (const std::uint32_t address : {0x09FFFFFFU, 0x0B000000U, 0xAC200000U, 0xC0A90000U, 0x64800000U}) {
    EXPECT_FALSE(building::is_private(address)) << address;
  }
}

TEST(Built, NothingIsPutAtTheInternetByAGuess) {
  auto draft = built(trust({device("a", "10.1.0.7"), device("b", "", "Server")},
                           "site,cidr,use\nMain,10.1.0.0/24,desktop\nMain,192.0.2.0/28,server\n"));
  EXPECT_EQ(zone_of(draft, "b"), "X01/unplaced");
}

TEST(Built, WhereNoPrefixHasASiteAnySiteWillDo) {
  auto draft = built(trust({device("a", "", "Desktop", "East"), device("b", "", "Server", ""), device("c", "10.1.0.1")},
                           "cidr,use\n10.1.0.0/24,desktop\n10.1.1.0/24,server\n"));
  EXPECT_EQ(zone_of(draft, "a"), "X01/site-desktop");
  EXPECT_EQ(zone_of(draft, "b"), "X01/site-server");
  auto one = built(trust({device("a", "", "Desktop", "East"), device("b", "", "Desktop", "")}, two_zones));
  EXPECT_EQ(zone_of(one, "a"), "X01/unplaced") << "its site is another one";
  EXPECT_EQ(zone_of(one, "b"), "X01/main-desktop") << "the only site";
}

TEST(Built, DifferentNamesMakeDifferentZonesAndGroups) {
  auto draft = built(trust({device("a", "10.1.0.1", "\u00C4"), device("b", "10.1.0.2", "\u00D6"),
                            device("c", "10.1.1.1"), device("d", "10.1.2.1"), device("e", "10.1.3.1"),
                            device("f", "10.1.4.1"), device("g", "10.1.5.1"), device("h", "10.1.6.1")},
                           "site,cidr,use\n"
                           "\u00C9cole,10.1.0.0/24,desktop\ncole,10.1.1.0/24,desktop\n"
                           "Main,10.1.2.0/24,Robots of the warehouse\nMain,10.1.3.0/24,Robots of the ware room\n"
                           "Main,10.1.4.0/24,\u00C9guest\nmain,10.1.5.0/24,ROBOTS of the warehouse\n"
                           "Main,10.1.6.0/24,\u00D6\n"));
  EXPECT_NE(zone_of(draft, "a"), zone_of(draft, "c"));
  EXPECT_NE(zone_of(draft, "d"), zone_of(draft, "e"));
  EXPECT_EQ(zone_of(draft, "d"), zone_of(draft, "g")) << "another spelling";
  EXPECT_EQ(zone_of(draft, "f"), "X01/main-use-guest") << "no word for guests";
  EXPECT_EQ(zone_of(draft, "h"), "X01/main-use");
  EXPECT_EQ(draft.tables["zones"].size(), 6U);
  std::vector<std::string> types;
  for (const auto& group : draft.tables["devices"]) {
    if (group[1] == zone_of(draft, "a")) types.push_back(group[4]);
  }
  EXPECT_EQ(types, (std::vector<std::string>{"kind", "kind-2"}));
}

}  // namespace
