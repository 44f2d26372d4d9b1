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

#include "foresee/exposure/evidence.h"
#include "foresee/exposure/exposed.h"

namespace {

using advisory::Status;
using advisory::Versions;
using exposure::Missing;
using exposure::Whom;
using inventory::Tells;

const std::string seven = "Windows 7 for x64-based Systems Service Pack 1";

/// Adds a vulnerability of its own advisory, about a product of Maker.
void add_flaw(exposure::Claims& claims, const std::string& id, const std::string& product, const std::string& range) {
  advisory::Advisory one;
  one.publisher = "Maker";
  one.id = "M-" + id;
  advisory::Product& pump = one.products.emplace_back();
  pump.vendor = "Maker";
  pump.name = product;
  pump.versions = Versions::range;
  pump.version = range;
  one.vulnerabilities.emplace_back().id = id;
  one.vulnerabilities[0].statements = {{0, Status::known_affected}};
  claims.add(one);
}

advisory::Advisory windows_flaw() {
  advisory::Advisory one;
  one.feed = advisory::Feed::microsoft;
  one.id = "CVE-2017-0144";
  one.date = "2017-03-14";
  one.products.emplace_back().name = seven;
  advisory::Vulnerability& flaw = one.vulnerabilities.emplace_back();
  flaw.id = one.id;
  flaw.statements = {{0, Status::known_affected}};
  flaw.remediations = {{"vendor_fix", "", "KB4012212", "2017-03-14", {0}}};
  return one;
}

inventory::Component product(const std::string& name, const std::string& version, const std::string& vendor = "Maker") {
  inventory::Component one;
  one.vendor = vendor;
  one.name = name;
  one.version = version;
  return one;
}

inventory::Component windows(const std::string& name) {
  inventory::Component one;
  one.windows = inventory::Windows{name, "", {}};
  return one;
}

/// Devices and what lists have of them, one call a holding; devices come one after the other.
struct World {
  inventory::Fleet fleet;
  exposure::Claims claims{advisory::Aliases{}};

  std::uint32_t organisation(const std::string& id) {
    const auto at = std::ranges::find(fleet.organisations, id);
    const auto number = static_cast<std::uint32_t>(at - fleet.organisations.begin());
    if (at == fleet.organisations.end()) fleet.organisations.push_back(id);
    return number;
  }

  std::uint32_t source(const std::string& of, const std::string& tool, const std::string& date,
                       Tells tells = Tells::products) {
    fleet.sources.push_back({organisation(of), tool, tool + "-" + of + ".csv", tells, date, 0});
    return static_cast<std::uint32_t>(fleet.sources.size() - 1);
  }

  void device(const std::string& of, const std::string& id) { fleet.devices.push_back({organisation(of), id, "", ""}); }

  /// What a source found on the last device.
  void holds(std::uint32_t source, const std::vector<inventory::Component>& components) {
    std::vector<std::uint32_t> numbers;
    for (const inventory::Component& one : components) {
      const auto at = std::ranges::find(fleet.components, one);
      numbers.push_back(static_cast<std::uint32_t>(at - fleet.components.begin()));
      if (at == fleet.components.end()) fleet.components.push_back(one);
    }
    std::ranges::sort(numbers);
    const std::size_t begin = fleet.held.size();
    fleet.held.insert(fleet.held.end(), numbers.begin(), numbers.end());
    fleet.holdings.push_back({static_cast<std::uint32_t>(fleet.devices.size() - 1), source, begin, fleet.held.size()});
  }

  [[nodiscard]] exposure::WindowsRules rules() const {
    std::vector<const advisory::Advisory*> microsoft;
    for (const advisory::Advisory& one : claims.advisories()) {
      if (one.feed == advisory::Feed::microsoft) microsoft.push_back(&one);
    }
    return {microsoft, {}};
  }

  [[nodiscard]] exposure::MissingFields missing(const exposure::Coverage* coverage = nullptr,
                                                const std::vector<std::string>& only = {}) const {
    const exposure::Stock stock(fleet, claims.aliases());
    return exposure::missing(fleet, claims, stock, rules(), {only, "2024-03-02", coverage});
  }

  /// How many devices `cordon exposed` leaves open, over all vulnerabilities: the slow way to the same number.
  [[nodiscard]] std::size_t open() const {
    const exposure::Stock stock(fleet, claims.aliases());
    const exposure::WindowsRules windows = rules();
    std::size_t number = 0;
    for (const std::string& id : claims.ids()) {
      std::vector<std::optional<exposure::Verdict>> verdicts;
      if (const auto rule = windows.number_of(id)) {
        for (const auto& state : stock.windows()) verdicts.emplace_back(windows.check(state, *rule).verdict);
        if (verdicts.empty()) verdicts.emplace_back();
      }
      auto found = exposure::exposed(fleet, stock, exposure::answers_for(claims, stock, {id}), verdicts);
      exposure::let_age(fleet, !verdicts.empty(), "2024-03-02", found);
      number += found.count[static_cast<std::size_t>(exposure::Standing::cannot_tell)];
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

/// A fleet at random: pumps and gateways, with and without versions and vendors, in up to two lists of two tools, some
/// of them too old.
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
                       world.source(of, "get-hotfix", "2024-03-01", Tells::hotfixes)});
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
      if (source == sources[organisation][2]) {
        world.holds(source, {windows(next(2) == 0 ? seven : "")});
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
