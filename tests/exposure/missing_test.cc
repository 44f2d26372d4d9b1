// Which absent field would settle most: a small fleet worked out by hand, and by giving the field and asking again.

#include "foresee/exposure/missing.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "exposure/small_fleet.h"

namespace {

using exposure::Missing;
using exposure::Whom;
using inventory::Tells;

using small::add_flaw;
using small::product;
using small::seven;
using small::windows;
using small::windows_flaw;

struct World : small::World {
  [[nodiscard]] exposure::MissingFields missing(const exposure::Coverage* coverage = nullptr,
                                                const std::vector<std::string>& only = {}) const {
    const exposure::Stock stock(fleet, claims.aliases());
    return exposure::missing(fleet, claims, stock, rules(), {only, "2024-03-02", coverage});
  }

  /// How many devices `cordon exposed` leaves open, over all vulnerabilities: the slow way to the same number.
  [[nodiscard]] std::size_t open() const {
    std::size_t number = 0;
    for (const std::string& id : claims.ids()) {
      number += ask({id}, "2024-03-02").found.count[static_cast<std::size_t>(exposure::Standing::cannot_tell)];
    }
    return number;
  }
};

std::string line(const Missing& one) {
  constexpr const char* words[] = {"tool", "publisher", "nobody"};
  return fmt::format("{}|{} {}|{}|{} {} {}", one.organisation, words[static_cast<int>(one.whom)], one.of, one.field,
                     one.settles, one.with_others, one.devices);
}

std::vector<std::string> lines(const exposure::MissingFields& fields) {
  std::vector<std::string> all;
  for (const Missing& one : fields.rows) all.push_back(line(one));
  return all;
}

TEST(Missing, ASmallFleetByHand) {
  World world;
  add_flaw(world.claims, "CVE-2024-1", "Pump", "<4.1");
  add_flaw(world.claims, "CVE-2024-2", "Pump", "<5");
  add_flaw(world.claims, "CVE-2024-3", "Gateway", "see our site");
  world.claims.add(windows_flaw());
  const auto csv = world.source("X01", "csv", "2024-03-01");
  const auto old = world.source("X02", "lansweeper", "2024-01-01");
  const auto undated = world.source("X02", "armis", "");
  const auto fixes = world.source("X02", "get-hotfix", "2024-03-01", Tells::hotfixes);
  // Two pumps without a version: both flaws of each, and of the system nothing is known.
  for (const char* id : {"a", "b"}) {
    world.device("X01", id);
    world.holds(csv, {product("Pump", "")});
  }
  // One whose vendor is not named either: two fields are absent in each of its two questions.
  world.device("X01", "c");
  world.holds(csv, {product("Pump", "", "")});
  // A gateway, whose range nobody can read.
  world.device("X01", "d");
  world.holds(csv, {product("Gateway", "2.0")});
  // An exposed pump in an old list: its two flaws are settled, the gateway's is not.
  world.device("X02", "e");
  world.holds(old, {product("Pump", "3.0")});
  // A list without a date clears none of three.
  world.device("X02", "f");
  world.holds(undated, {product("Browser", "1")});
  // Some updates of a Windows, and no list of products.
  world.device("X02", "g");
  world.holds(fixes, {windows(seven)});
  const auto fields = world.missing();
  EXPECT_EQ(lines(fields), (std::vector<std::string>{
                               "X01|nobody |its operating system and build|4 0 4",
                               "X01|tool csv|version of Maker Pump|4 0 2",
                               "X02|tool armis|date of its list|3 0 1",
                               "X02|nobody |a list of its products|3 0 1",
                               "X02|nobody |its operating system and build|2 0 2",
                               "|publisher Maker|a range of Maker Gateway that can be read|1 0 1",
                               "X02|tool get-hotfix|a whole list of updates|1 0 1",
                               "X02|tool lansweeper|a newer list|1 0 1",
                               "X01|tool csv|vendor of Pump|0 2 1",
                               "X01|tool csv|version of Pump|0 2 1",
                           }));
  EXPECT_EQ(fields.questions, 21U);
  EXPECT_EQ(fields.questions, world.open());
  EXPECT_EQ(fields.vulnerabilities, 4U);
  EXPECT_EQ(fields.rows[1].files, std::vector<std::string>{"csv-X01.csv"});
  EXPECT_EQ(lines(world.missing(nullptr, {"CVE-2024-3"})),
            (std::vector<std::string>{
                "|publisher Maker|a range of Maker Gateway that can be read|1 0 1",
                "X02|tool armis|date of its list|1 0 1",
                "X02|tool lansweeper|a newer list|1 0 1",
                "X02|nobody |a list of its products|1 0 1",
            }));
}

TEST(Missing, AnOldListOfUpdatesIsAskedForAnewThoughAFreshOneNamesTheSystem) {
  World world;
  world.claims.add(windows_flaw());
  world.device("X01", "ward-7");
  world.holds(world.source("X01", "get-hotfix", "2018-01-01", Tells::hotfixes), {windows(seven, {4012212})});
  world.holds(world.source("X01", "csv", "2024-03-01"), {windows(seven)});
  EXPECT_EQ(lines(world.missing()), std::vector<std::string>{"X01|tool get-hotfix|a newer list|1 0 1"});
  EXPECT_EQ(world.open(), 1U);
}

TEST(Missing, TwoToolsThatLeaveItOpenMustBothSayIt) {
  World world;
  add_flaw(world.claims, "CVE-2024-1", "Pump", "<4.1");
  const auto one = world.source("X01", "csv", "2024-03-01");
  const auto other = world.source("X01", "armis", "2024-03-01");
  world.device("X01", "a");
  world.holds(one, {product("Pump", "")});
  world.holds(other, {product("Pump", "")});
  EXPECT_EQ(lines(world.missing()), (std::vector<std::string>{"X01|tool armis|version of Maker Pump|0 1 1",
                                                              "X01|tool csv|version of Maker Pump|0 1 1"}));
  EXPECT_EQ(world.missing().questions, 1U);
}

TEST(Missing, WhatHasNoIdentifierSettlesNothingThatIsKnown) {
  World world;
  add_flaw(world.claims, "CVE-2024-1", "Pump", "<4.1");
  const auto csv = world.source("X01", "csv", "2024-03-01");
  world.device("X01", "a");
  world.holds(csv, {{}});
  EXPECT_EQ(lines(world.missing()),
            std::vector<std::string>{"X01|tool csv|an identifier (package URL, CPE or name)|0 0 1"});
}

TEST(Missing, OrganisationsThatSentNothingLeaveEverythingOpen) {
  World world;
  add_flaw(world.claims, "CVE-2024-1", "Pump", "<4.1");
  add_flaw(world.claims, "CVE-2024-2", "Pump", "<4.1");
  const auto csv = world.source("X01", "csv", "2024-03-01");
  world.device("X01", "a");
  world.holds(csv, {product("Pump", "5")});
  exposure::Coverage coverage;
  coverage.organisations.resize(4);
  coverage.organisations[0].id = "X02";
  coverage.organisations[0].expected = 30;
  coverage.organisations[1].id = "X01";
  coverage.organisations[1].seen = 1;
  coverage.organisations[1].expected = 3;
  coverage.organisations[1].refused = 4;
  coverage.organisations[2].id = "X03";
  coverage.organisations[2].seen = 95;
  coverage.organisations[2].expected = 100;
  coverage.organisations[3].id = "X04";  // without devices
  coverage.organisations[3].expected = 0;
  EXPECT_EQ(
      lines(world.missing(&coverage)),
      (std::vector<std::string>{"X02|nobody |an inventory|60 0 30", "X01|nobody |rows that can be understood|8 0 4",
                                "X01|nobody |lists of the devices that were not seen|4 0 2"}));
  EXPECT_EQ(world.missing(&coverage).questions, 0U) << "those are of devices that are known";
}

/// A fleet at random: pumps and gateways, with and without versions and vendors, in up to two lists of two tools, and
/// Windows in two others; some of them too old.
World world_of(const std::vector<std::uint32_t>& numbers) {
  World world;
  add_flaw(world.claims, "CVE-2024-1", "Pump", "<4.1");
  add_flaw(world.claims, "CVE-2024-2", "Pump", "<6");
  add_flaw(world.claims, "CVE-2024-3", "Gateway", "<2");
  add_flaw(world.claims, "CVE-2024-4", "Gateway", "see our site");
  world.claims.add(windows_flaw());
  std::vector<std::vector<std::uint32_t>> sources;
  for (const char* of : {"X01", "X02"}) {
    sources.push_back({world.source(of, "csv", "2024-03-01"), world.source(of, "armis", "2024-01-01"),
                       world.source(of, "get-hotfix", "2024-03-01", Tells::hotfixes),
                       world.source(of, "configmgr", "2023-12-01", Tells::hotfixes)});
  }
  const std::vector<inventory::Component> all{product("Pump", ""),       product("Pump", "5.0"),
                                              product("Gateway", ""),    product("Gateway", "3"),
                                              product("Pump", "", ""),   {},
                                              product("Gateway", "1.0"), product("Browser", "")};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    std::uint32_t number = numbers[i];
    const auto next = [&](std::uint32_t of) { return std::exchange(number, number / of) % of; };
    const std::uint32_t organisation = next(2);
    world.device(organisation == 0 ? "X01" : "X02", std::to_string(i));
    for (const std::uint32_t source : sources[organisation]) {
      if (next(2) == 0) continue;
      if (world.fleet.sources[source].tells == Tells::hotfixes) {
        const std::string name = next(2) == 0 ? seven : "";
        world.holds(source, {windows(name, next(2) == 0 ? std::vector<std::uint32_t>{} : std::vector{4012212U})});
        continue;
      }
      std::vector<inventory::Component> some{all[next(8)]};
      if (const auto& more = all[next(8)]; more != some[0]) some.push_back(more);
      world.holds(source, some);
    }
  }
  return world;
}

RC_GTEST_PROP(Missing, EveryOpenQuestionIsCountedOnce, ()) {
  const World world = world_of(*rc::gen::container<std::vector<std::uint32_t>>(rc::gen::arbitrary<std::uint32_t>()));
  const auto fields = world.missing();
  RC_ASSERT(fields.questions == world.open());
  std::size_t alone = 0;
  for (const Missing& one : fields.rows) alone += one.settles;
  RC_ASSERT(alone <= fields.questions);
}

/// Gives every component of a kind that a tool of an organisation has without a version the version 9, which clears it.
World given(World world, const Missing& row) {
  const std::vector<inventory::Component> before = world.fleet.components;
  for (const inventory::Holding& holding : world.fleet.holdings) {
    const inventory::Source& source = world.fleet.sources[holding.source];
    if (source.tool != row.of || world.fleet.organisations[source.organisation] != row.organisation) continue;
    for (std::size_t i = holding.begin; i < holding.end; ++i) {
      inventory::Component one = before[world.fleet.held[i]];
      const std::string name = one.vendor.empty() ? one.name : one.vendor + " " + one.name;
      if (!one.version.empty() || row.field != "version of " + name) continue;
      one.version = "9";
      world.fleet.held[i] = static_cast<std::uint32_t>(world.fleet.components.size());
      world.fleet.components.push_back(one);
    }
    std::sort(world.fleet.held.begin() + static_cast<std::ptrdiff_t>(holding.begin),
              world.fleet.held.begin() + static_cast<std::ptrdiff_t>(holding.end));
  }
  return world;
}

RC_GTEST_PROP(Missing, AVersionThatComesSettlesAsMuchAsWasSaid, ()) {
  World world = world_of(*rc::gen::container<std::vector<std::uint32_t>>(rc::gen::arbitrary<std::uint32_t>()));
  // The version comes in a list of today.
  for (inventory::Source& source : world.fleet.sources) source.date = "2024-03-01";
  const std::size_t open = world.open();
  for (const Missing& row : world.missing().rows) {
    if (!row.field.starts_with("version of ")) continue;
    RC_ASSERT(open - given(world, row).open() == row.settles);
  }
}

}  // namespace
