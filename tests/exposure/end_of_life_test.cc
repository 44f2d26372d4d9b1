// Who runs what nobody mends any longer.

#include "foresee/exposure/end_of_life.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace {

using exposure::EndOfLife;

/// Releases of a product: name, versions as the feed writes them, end of security updates.
struct Release {
  std::string name;
  std::string versions;
  std::string ends;
};

advisory::Advisory lifecycle(const std::string& product, const std::vector<Release>& releases) {
  advisory::Advisory one;
  one.feed = advisory::Feed::end_of_life;
  one.id = product;
  for (const Release& release : releases) {
    advisory::Vulnerability& flaw = one.vulnerabilities.emplace_back();
    flaw.id = "EOL:" + product + ":" + release.name;
    flaw.statements = {{static_cast<std::uint32_t>(one.products.size()), advisory::Status::known_affected}};
    flaw.lifecycle = advisory::Lifecycle{};
    flaw.lifecycle->security_ends = release.ends;
    advisory::Product& what = one.products.emplace_back();
    what.id = release.name;
    what.name = product;
    what.versions = advisory::Versions::range;
    what.version = release.versions;
  }
  return one;
}

inventory::Component windows(const std::string& product, const std::string& build) {
  inventory::Component one;
  one.windows = inventory::Windows{product, build, {}};
  return one;
}

inventory::Component package(const std::string& purl) {
  inventory::Component one;
  one.purl = purl;
  return one;
}

inventory::Component named(const std::string& vendor, const std::string& name, const std::string& version) {
  inventory::Component one;
  one.vendor = vendor;
  one.name = name;
  one.version = version;
  return one;
}

/// One device a component, every second one of another organisation.
inventory::Fleet fleet_of(const std::vector<inventory::Component>& components) {
  inventory::Fleet fleet;
  fleet.organisations = {"X01", "X02"};
  fleet.sources = {{0, "csv", "a.csv", inventory::Tells::products, ""},
                   {1, "csv", "b.csv", inventory::Tells::products, ""}};
  fleet.components = components;
  for (std::uint32_t i = 0; i < components.size(); ++i) {
    fleet.devices.push_back({i % 2, "d" + std::to_string(i), "", ""});
    fleet.holdings.push_back({i, i % 2, i, i + 1});
    fleet.held.push_back(i);
  }
  return fleet;
}

std::vector<EndOfLife> ended(const std::vector<inventory::Component>& components,
                             const std::vector<advisory::Advisory>& lifecycles, const std::string& day) {
  const inventory::Fleet fleet = fleet_of(components);
  return exposure::ended(fleet, exposure::Stock(fleet, {}), lifecycles, {}, day);
}

TEST(EndOfLife, WindowsIsKnownByItsBuild) {
  const auto client = lifecycle("windows", {{"10-22h2", "vers:windows/>=10.0.19045|<10.0.19046", "2025-10-14"},
                                            {"7-sp1", "vers:windows/>=6.1.7601|<6.1.7602", "2020-01-14"}});
  const auto server = lifecycle("windows-server", {{"2008-r2-sp1", "vers:windows/>=6.1.7601|<6.1.7602", "2020-01-13"}});
  const std::vector<inventory::Component> devices{
      windows("Windows 7 for x64-based Systems Service Pack 1", "6.1.7601"),
      windows("Windows Server 2008 R2 for x64-based Systems Service Pack 1", "6.1.7601"),
      windows("Windows 10 Version 22H2 for x64-based Systems", "10.0.19045.3803"),
      windows("Windows 7 for 32-bit Systems Service Pack 1", "6.1.7601")};
  const auto found = ended(devices, {client, server}, "2020-01-15");
  ASSERT_EQ(found.size(), 2U) << "Windows 10 is looked after";
  EXPECT_EQ(found[0].id, "EOL:windows:7-sp1");
  EXPECT_EQ(found[0].devices, 2U);
  EXPECT_EQ(found[0].organisations, 2U);
  EXPECT_EQ(found[1].product, "windows-server");
  EXPECT_EQ(ended(devices, {client, server}, "2020-01-14").size(), 1U) << "the last day still counts";
  EXPECT_EQ(ended(devices, {client, server}, "2025-10-15").size(), 3U);
}

TEST(EndOfLife, EditionsWithOneBuildAreToldApartOnlyWhenAllHaveEnded) {
  const std::string build = "vers:windows/>=10.0.19044|<10.0.19045";
  const auto client = lifecycle("windows", {{"10-21h2-w", build, "2023-06-13"}, {"10-21h2-e", build, "2024-06-11"}});
  const std::vector<inventory::Component> devices{
      windows("Windows 10 Version 21H2 for x64-based Systems", "10.0.19044")};
  EXPECT_TRUE(ended(devices, {client}, "2023-01-01").empty());
  const auto some = ended(devices, {client}, "2023-07-01");
  ASSERT_EQ(some.size(), 1U);
  EXPECT_EQ(some[0].release, "10-21h2-w");
  EXPECT_EQ(some[0].devices, 0U);
  EXPECT_EQ(some[0].perhaps, 1U);
  const auto all = ended(devices, {client}, "2024-07-01");
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].release, "10-21h2-e");
  EXPECT_EQ(all[0].devices, 1U);
}

TEST(EndOfLife, DistributionsByTheirPackagesAndOthersByNameAndVersion) {
  auto database = lifecycle("postgresql", {{"9.6", "9.6.x", "2021-11-11"}, {"15", "15.x", "2027-11-11"}});
  for (advisory::Product& product : database.products) product.cpe = "cpe:2.3:a:postgresql:postgresql:*:*:*:*:*:*:*:*";
  auto exact = named("", "PostgreSQL", "9.6.24");
  exact.cpe = "cpe:2.3:a:postgresql:postgresql:9.6.24:*:*:*:*:*:*:*";
  const std::vector<inventory::Component> devices{package("pkg:deb/debian/bash@4.4?arch=amd64&distro=debian-9"),
                                                  package("pkg:deb/debian/bash@5.2?arch=amd64&distro=debian-12"),
                                                  package("pkg:deb/ubuntu/bash@5.2?arch=amd64&distro=ubuntu-9"),
                                                  exact,
                                                  named("", "postgresql", "9.6.1"),
                                                  named("PostgreSQL Global Development Group", "PostgreSQL", "15.2")};
  const auto found =
      ended(devices, {lifecycle("debian", {{"9", "9.x", "2020-07-18"}, {"12", "12.x", "2028-06-30"}}), database},
            "2026-01-01");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].id, "EOL:postgresql:9.6");
  EXPECT_EQ(found[0].devices, 1U) << "by its CPE";
  EXPECT_EQ(found[0].perhaps, 1U) << "the name alone agrees";
  EXPECT_EQ(found[1].id, "EOL:debian:9");
  EXPECT_EQ(found[1].devices, 1U);
}

TEST(EndOfLife, ADayThatNobodyGivesAndOtherFeedsAreNoEnd) {
  auto never = lifecycle("pump-os", {{"9", "9.x", ""}});
  const std::vector<inventory::Component> devices{named("", "pump-os", "9.1")};
  EXPECT_TRUE(ended(devices, {never}, "2026-01-01").empty());
  never.vulnerabilities[0].lifecycle->security_over = true;
  EXPECT_EQ(ended(devices, {never}, "2026-01-01").size(), 1U) << "over, nobody says since when";
  never.withdrawn = true;
  EXPECT_TRUE(ended(devices, {never}, "2026-01-01").empty());
}

}  // namespace
