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
using Rows = std::vector<std::vector<std::string>>;

constexpr const char* two_zones = "site,cidr,use\nMain,10.1.0.0/24,desktop\nMain,10.1.1.0/29,server\n";

/// The zone that stands beside a device group's device.
std::string zone_of(building::Draft& draft, const std::string& device) {
  for (const auto& member : draft.tables["members"]) {
    if (member[0] != device) continue;
    for (const auto& group : draft.tables["devices"]) {
      if (group[0] == member[1]) return group[1];
    }
  }
  return "";
}

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

TEST(Built, DoesNotDependOnTheOrderOfDevices) {
  std::vector<building::Device> devices;
  for (int i = 0; i < 60; ++i) {
    devices.push_back(device("d" + std::to_string(i), i % 3 == 0 ? "" : "10.1.0." + std::to_string(i),
                             i % 2 == 0 ? "Desktop" : "Server", i % 5 == 0 ? "" : "Main",
                             i % 7 == 0 ? "" : "windows-10"));
  }
  std::ranges::sort(devices, {}, &building::Device::id);  // as devices_of() has them
  const auto first = built(trust(devices, two_zones)).tables;
  std::mt19937 random(1);
  for (int i = 0; i < 5; ++i) {
    std::ranges::shuffle(devices, random);
    std::ranges::sort(devices, {}, &building::Device::id);
    EXPECT_EQ(built(trust(devices, two_zones)).tables, first);
  }
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

TEST(Built, ServicesNeedDevicesSitesUsesAndOtherServices) {
  building::Sources sources = trust({device("PACS-1", "10.1.1.1", "Server", "Main", "windows-server-2016"),
                                     device("a", "10.1.0.1"), device("b", "10.1.0.2", "Laptop")},
                                    "site,cidr,use\nMain,10.1.0.0/24,Workstations\nMain,10.1.1.0/29,server\n");
  sources.services = ingest::read_service_list("services.csv",
                                               "name,recovery time,systems,fallback\n"
                                               "Scans,1 day,pacs-1,0.1\n"
                                               "Emergency,4h,scans; Workstations; pacs-1,\n"
                                               "Clinics,,main,\n",
                                               "X01")
                         .value();
  auto draft = built(sources);
  const Rows& services = draft.tables["services"];
  ASSERT_EQ(services.size(), 3U);
  const std::string desktops = "70% of (X01/main-desktop/windows-10, X01/main-desktop/windows-10-laptop)";
  EXPECT_EQ(services[0][3], "X01/pacs-1");
  EXPECT_EQ(services[0][4], "0.1");
  EXPECT_EQ(services[0][6], "2");
  EXPECT_EQ(services[1][3], "all(X01-scans, " + desktops + ", X01/pacs-1)");
  EXPECT_EQ(services[1][4], "paper");
  EXPECT_EQ(services[1][6], "1") << "back first";
  EXPECT_EQ(services[2][6], "3") << "no recovery time: last";
  EXPECT_NE(services[2][3].find("X01/pacs-1"), std::string::npos);
}

TEST(Built, ManyServicesAreNumberedOnce) {
  building::Sources sources = trust({device("a", "10.1.0.1")}, two_zones);
  constexpr int most = 30'000;  // a set for each of them took minutes
  for (int i = 0; i < most; ++i) {
    building::ServiceRow one;
    one.organisation = "X01";
    one.name = "s" + std::to_string(i);
    one.systems = {"a"};
    if (i % 3 != 0) one.recovery_s = most - i;
    one.row = static_cast<std::size_t>(i) + 2;
    sources.services.push_back(one);
  }
  auto draft = built(sources);
  const Rows& services = draft.tables["services"];
  ASSERT_EQ(services.size(), static_cast<std::size_t>(most));
  EXPECT_EQ(services[most - 1][6], "1");
  EXPECT_EQ(services[1][6], "20000");
  EXPECT_EQ(services[0][6], "20001") << "no time: last";
}

TEST(Built, SystemsThatThereAreNotAreTold) {
  building::Sources sources = trust({device("a", "10.1.0.1")}, two_zones);
  sources.services =
      ingest::read_service_list("services.csv", "name,systems\nScans,pacs-l; scans\nWards,a\n", "X01").value();
  sources.nearest = [](std::string_view, const std::vector<std::string>&) { return std::optional<std::string>("a"); };
  const auto draft = building::build(sources, defaults());
  ASSERT_FALSE(draft.has_value());
  EXPECT_EQ(draft.error().to_text(),
            "services.csv: row 2, column systems: 'pacs-l' is no device, site, use, zone, device group or service of "
            "this organisation; did you mean 'a'?\n"
            "services.csv: row 2, column systems: 'scans' is the service itself; name what it needs\n");
}

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

TEST(Built, NothingIsPutAtTheInternetByAGuess) {
  auto draft = built(trust({device("a", "10.1.0.7"), device("b", "", "Server")},
                           "site,cidr,use\nMain,10.1.0.0/24,desktop\nMain,192.0.2.0/28,server\n"));
  EXPECT_EQ(zone_of(draft, "b"), "X01/unplaced");
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

TEST(Platforms, AreTheSystemWithoutRelease) {
  const auto windows = [](const char* product, const char* build = "") {
    inventory::Component component;
    component.windows = inventory::Windows{product, build, {}};
    return building::platform_of(component);
  };
  EXPECT_EQ(windows("Windows 7 for x64-based Systems Service Pack 1"), "windows-7");
  EXPECT_EQ(windows("Windows 10 Version 1607 for x64-based Systems"), "windows-10");
  EXPECT_EQ(windows("Windows XP Service Pack 3"), "windows-xp");
  EXPECT_EQ(windows("Windows Server 2008 R2 for x64-based Systems Service Pack 1"), "windows-server-2008-r2");
  EXPECT_EQ(windows("Windows Server 2016"), "windows-server-2016");
  EXPECT_EQ(windows("Windows Server 2012 R2 (Server Core installation)"), "windows-server-2012-r2");
  EXPECT_EQ(windows(""), "windows");
  inventory::Component other;
  other.cpe = "cpe:2.3:o:microsoft:windows_10_1607:*:*:*:*:*:*:x64:*";
  EXPECT_EQ(building::platform_of(other), "windows-10");
  other.cpe = "cpe:2.3:a:google:chrome:119:*:*:*:*:*:*:*";
  EXPECT_EQ(building::platform_of(other), "");
  other.cpe.clear();
  other.purl = "pkg:deb/debian/bash@5.2?distro=debian-12";
  EXPECT_EQ(building::platform_of(other), "linux");
  other.purl.clear();
  other.name = "macOS 14";
  EXPECT_EQ(building::platform_of(other), "macos");
  other.name = "Iosys";
  EXPECT_EQ(building::platform_of(other), "");
}

TEST(Platforms, OfABuildDependOnWhetherTheDeviceIsAServer) {
  const auto windows = [](const char* build, bool server) {
    inventory::Component component;
    component.windows = inventory::Windows{"", build, {}};
    return building::platform_of(component, server);
  };
  EXPECT_EQ(windows("10.0.14393.4169", false), "windows-10");
  EXPECT_EQ(windows("10.0.14393.4169", true), "windows-server-2016");
  EXPECT_EQ(windows("10.0.20348", true), "windows-server-2022");
  EXPECT_EQ(windows("10.0.20348", false), "windows-server-2022") << "there is no client of this build";
  EXPECT_EQ(windows("6.1.7601", true), "windows-server-2008-r2");
  EXPECT_EQ(windows("6.1.7601", false), "windows-7");
  inventory::Component vague;
  vague.windows = inventory::Windows{"Windows", "10.0.14393", {}};
  EXPECT_EQ(building::platform_of(vague), "windows-10") << "the name has no release, the build has one";
  vague.windows = inventory::Windows{"Windows Server, version 1903", "10.0.18362", {}};
  EXPECT_EQ(building::platform_of(vague), "windows-server");
  EXPECT_EQ(windows("10.0.18363", true), "windows-server") << "Windows Server, version 1909";
}

TEST(Platforms, AreReadFromNamesOfWindows) {
  const std::pair<const char*, const char*> table[] = {{"Windows 7", "windows-7"},
                                                       {"Windows 10 Enterprise", "windows-10"},
                                                       {"Microsoft Windows 10 Pro 64-bit", "windows-10"},
                                                       {"Windows 8.1 Pro", "windows-8-1"},
                                                       {"Windows 7 Professional SP1", "windows-7"},
                                                       {"Windows XP Professional", "windows-xp"},
                                                       {"Windows Server 2008 R2 Standard", "windows-server-2008-r2"},
                                                       {"Windows Server 2008 Standard", "windows-server-2008"},
                                                       {"Windows Server 2019 Datacenter", "windows-server-2019"},
                                                       {"Windows 7 USB/DVD Download Tool", ""},
                                                       {"Windows Media Player", ""},
                                                       {"Windows 8.1 SDK", ""},
                                                       {"Windows Defender", ""}};
  for (const auto& [name, platform] : table) {
    inventory::Component component;
    component.name = name;
    EXPECT_EQ(building::platform_of(component), platform) << name;
  }
}

/// The platform of one device that has these components.
std::string platform_with(const std::vector<inventory::Component>& components, const char* kind) {
  inventory::Fleet fleet;
  fleet.organisations = {"X00", "X01", "X02"};
  fleet.devices = {{0, "other", "", ""}, {1, "a", "", ""}, {2, "a", "", ""}};
  fleet.components = components;
  for (std::uint32_t i = 0; i < components.size(); ++i) fleet.held.push_back(i);
  fleet.holdings = {{1, 0, 0, components.size()}};
  inventory::Beliefs beliefs;
  beliefs.devices.push_back({"a", "", "", kind, "", "", {}});
  building::Platforms platforms;
  platforms.read(fleet.components);
  EXPECT_EQ(platforms.devices_of(fleet, 2, beliefs).at(0).platform, "") << "another organisation's device of the name";
  return platforms.devices_of(fleet, 1, beliefs).at(0).platform;
}

TEST(Platforms, TheWordThatSaysMoreCounts) {
  inventory::Component vague, exact, packages, server;
  vague.windows = inventory::Windows{};
  exact.cpe = "cpe:2.3:o:microsoft:windows_7:-:sp1:*:*:*:*:*:*";
  packages.purl = "pkg:deb/debian/bash@5.2";
  server.windows = inventory::Windows{"", "10.0.14393", {}};
  EXPECT_EQ(platform_with({vague, exact}, ""), "windows-7");
  EXPECT_EQ(platform_with({exact, vague}, ""), "windows-7");
  EXPECT_EQ(platform_with({packages, vague}, ""), "windows") << "no release, but an installation";
  EXPECT_EQ(platform_with({vague, server}, "Server"), "windows-server-2016");
  EXPECT_EQ(platform_with({vague, server}, "Laptop"), "windows-10");
}

TEST(Names, AreWordsOfTheTables) {
  EXPECT_EQ(building::word_of("CT scanner (East)"), "ct-scanner-east");
  EXPECT_EQ(building::word_of("--"), "");
  EXPECT_EQ(building::word_of("Écho"), "cho");
  EXPECT_EQ(building::word_of("ab cd", 3), "ab");
  const std::string longest(150, 'x');
  EXPECT_EQ(building::fitted(longest).size(), 100U);
  EXPECT_NE(building::fitted(longest), building::fitted(longest + "y"));
}

}  // namespace
