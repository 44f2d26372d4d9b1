// What is asked of some products only, and which advisories say it.

#include "foresee/exposure/overview.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "exposure/small_fleet.h"

namespace {

/// A device with two products of Maker and a mended Windows 7, whose updates another list has; one with Windows 7
/// alone.
small::World world() {
  small::World one;
  small::add_flaw(one.claims, "CVE-2024-0001", "Pump", "<2");
  small::add_flaw(one.claims, "CVE-2024-0002", "Gateway", "<2");
  small::add_flaw(one.claims, "CVE-2024-0002", "Pump", "<1");
  one.claims.add(small::windows_flaw());
  const auto products = one.source("X01", "csv", "2024-03-01");
  const auto updates = one.source("X01", "hotfix", "2024-03-01", inventory::Tells::hotfixes);
  one.device("X01", "ward-1");
  one.holds(products, {small::product("Pump", "1.5"), small::product("Gateway", "1.5"), small::windows(small::seven)});
  one.holds(updates, {small::windows("", {4012212})});
  one.device("X01", "ward-2");
  one.holds(products, {small::windows(small::seven)});
  one.holds(updates, {small::windows("", {1})});
  return one;
}

/// Ids with the devices that are affected or of which it cannot be told.
std::map<std::string, std::size_t> of(const std::string& product) {
  const small::World one = world();
  const exposure::Stock stock(one.fleet, {});
  std::map<std::string, std::size_t> found;
  for (const auto& row : exposure::overview(one.fleet, one.claims, stock, one.rules(), nullptr, product)) {
    found[row.id] = row.affected + row.cannot_tell;
  }
  return found;
}

TEST(OverviewOfAProduct, CountsWhatIsCalledSo) {
  using Found = std::map<std::string, std::size_t>;
  EXPECT_EQ(of(""), (Found{{"CVE-2017-0144", 1}, {"CVE-2024-0001", 1}, {"CVE-2024-0002", 1}}));
  EXPECT_EQ(of("pUMP"), (Found{{"CVE-2024-0001", 1}})) << "1.5 is not below 1";
  EXPECT_EQ(of("gateway"), (Found{{"CVE-2024-0002", 1}}));
  EXPECT_EQ(of("maker"), (Found{{"CVE-2024-0001", 1}, {"CVE-2024-0002", 1}}));
  EXPECT_EQ(of("windows 7"), (Found{{"CVE-2017-0144", 1}})) << "the updates of the other list count too";
  EXPECT_EQ(of("windows 10"), Found{});
}

TEST(OverviewOfAProduct, NamesTheAdvisoriesThatSaySo) {
  const small::World one = world();
  const exposure::Stock stock(one.fleet, {});
  std::map<std::string, std::vector<std::string>> said;
  for (const auto& row : exposure::overview(one.fleet, one.claims, stock, one.rules())) {
    for (const advisory::Name& name : row.advisories) said[row.id].push_back(name.id);
  }
  EXPECT_EQ(said["CVE-2024-0001"], std::vector<std::string>{"M-CVE-2024-0001"});
  EXPECT_EQ(said["CVE-2024-0002"], std::vector<std::string>{"M-CVE-2024-0002"}) << "the one on the pump clears it";
  EXPECT_EQ(said["CVE-2017-0144"], std::vector<std::string>{"CVE-2017-0144"});
}

TEST(OverviewOfAProduct, AProductIsFoundByEachOfItsNames) {
  inventory::Component one = small::product("Pump", "1");
  one.purl = "pkg:generic/pump@1";
  one.cpe = "cpe:2.3:h:maker:pump";
  for (const char* text : {"pump", "MAKER", "pkg:generic", "cpe:2.3:h"}) EXPECT_TRUE(exposure::is_called(one, text));
  EXPECT_FALSE(exposure::is_called(one, "gateway"));
  EXPECT_TRUE(exposure::is_called(small::windows(small::seven), "windows 7"));
}

}  // namespace
