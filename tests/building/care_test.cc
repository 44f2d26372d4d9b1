// Services of an organisation and what they need.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "building/lists.h"

namespace {

using building_test::built;
using building_test::defaults;
using building_test::device;
using building_test::trust;
using building_test::two_zones;
using Rows = std::vector<std::vector<std::string>>;

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

/// What is told of a list of services of a trust with one desktop.
std::string told(const std::string& services, const std::string& subnets = two_zones) {
  building::Sources sources = trust({device("a", "10.1.0.1")}, subnets);
  sources.services = ingest::read_service_list("services.csv", services, "X01").value();
  const auto draft = building::build(sources, defaults());
  return draft ? "" : draft.error().to_text();
}

TEST(Built, CirclesOfServicesAreToldAtTheirRow) {
  EXPECT_EQ(told("name,systems\nBeds,a;wards\nWards,theatre\nTheatre,beds\nClinic,beds\n"),
            "services.csv: row 4, column systems: 'Beds needs Wards needs Theatre needs Beds' is a circle of services; "
            "take one of them out of the other's systems\n");
  EXPECT_EQ(told("name,systems\nBeds,a\nWards,beds;a\nClinic,beds;wards\n"), "");
}

TEST(Built, SystemsWithoutDevicesOfTheStoreAreTold) {
  for (const char* one : {"server", "East", "east-server", "X01/east-server", "Rechner"}) {
    EXPECT_EQ(told("name,systems\nWards," + std::string(one) + "\n",
                   "site,cidr,use\nMain,10.1.0.0/24,desktop\nEast,10.1.1.0/24,server\nEast,10.1.2.0/24,Rechner\n"),
              "services.csv: row 2, column systems: '" + std::string(one) +
                  "' has no devices of the store; import the inventories of its devices, or take it out\n");
  }
}

TEST(Built, AServiceNamesNoMoreThanAnExpressionHolds) {
  std::vector<building::Device> devices;
  for (int i = 0; i < 3000; ++i)
    devices.push_back(device("d" + std::to_string(i), "", "kind number " + std::to_string(i)));
  building::Sources sources = trust(devices, "site,cidr,use\nMain,10.1.0.0/16,desktop\n");
  auto draft = built(sources);
  ASSERT_EQ(draft.tables["services"].size(), 1U);
  EXPECT_LE(draft.tables["services"][0][3].size(), 65536U);
  sources.services = ingest::read_service_list("services.csv", "name,systems\nWards,main\n", "X01").value();
  const auto refused = building::build(sources, defaults());
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().to_text().find("services.csv: row 2, column systems: stands for more device groups than"),
            std::string::npos)
      << refused.error().to_text();
}

}  // namespace
