// What several tools say of one device becomes one device, whatever the order in which it comes.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "world/store/schema.h"
#include "world/store/store.h"

namespace {

namespace fs = std::filesystem;
using inventory::IdentifierKind;
using store::Change;

/// A store in a folder that goes with its owner.
struct Place {
  Place() {
    std::string name = testing::TempDir() + "sightingsXXXXXX";
    folder = mkdtemp(name.data()) == nullptr ? "" : name;
    file = folder / "cordon.db";
  }
  ~Place() { fs::remove_all(folder); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  template <class Thing>
  auto put(const Thing& thing) const {
    auto opened = store::Store::open_to_write(file);
    auto import = opened->import();
    auto report = import->put(thing);
    EXPECT_TRUE(report && import->commit());
    return *report;
  }
  [[nodiscard]] inventory::Fleet fleet() const { return *store::Store::open(file)->fleet(); }

  fs::path folder;
  fs::path file;
};

/// One row of one tool: a device with one product in some version.
inventory::Inventory row(const std::string& tool, const std::string& id, const std::string& date, int version,
                         std::vector<inventory::Identifier> identifiers) {
  inventory::Inventory one;
  one.organisation = "X01";
  one.source = fmt::format("{}-{}-{}-{}.csv", tool, id, date, version);
  one.tool = tool;
  one.date = date;
  inventory::Component pump;
  pump.name = "Pump";
  pump.version = std::to_string(version);
  one.components = {pump};
  inventory::Device& device = one.devices.emplace_back(inventory::Device{id, "", "", {0}});
  for (const auto& identifier : identifiers) {
    if (identifier.kind == IdentifierKind::name) device.name = identifier.value;
  }
  device.identifiers = std::move(identifiers);
  std::sort(device.identifiers.begin(), device.identifiers.end());
  return one;
}

TEST(SightingsInAStore, OfTwoToolsAreOneDevice) {
  const Place place;
  place.put(row("intune", "1", "2026-03-01", 1,
                {{IdentifierKind::serial, "5CG12345"}, {IdentifierKind::name, "WS-1.trust.example"}}));
  place.put(row("register", "a", "2026-02-01", 2, {{IdentifierKind::serial, "5CG12345"}}));
  const auto fleet = place.fleet();
  ASSERT_EQ(fleet.devices.size(), 1U);
  EXPECT_EQ(fleet.devices[0].id, "WS-1");
  EXPECT_EQ(fleet.holdings.size(), 2U) << "every source is kept";
  EXPECT_EQ(store::Store::open(place.file)->sightings("X01")->size(), 2U);
}

TEST(SightingsInAStore, AMarkStaysWithItsDeviceWhenThatTurnsOutToBeAnother) {
  const Place place;
  place.put(row("register", "a", "2026-02-01", 1, {{IdentifierKind::serial, "5CG12345"}}));
  ASSERT_EQ(place.fleet().devices.at(0).id, "5CG12345");
  const inventory::Mark mark{"X01",        "5CG12345", "CVE-2024-1", inventory::Progress::done, "vendor_fix",
                             "2026-03-02", ""};
  EXPECT_EQ(place.put(mark), Change::added);
  place.put(
      row("intune", "1", "2026-03-01", 1, {{IdentifierKind::serial, "5CG12345"}, {IdentifierKind::name, "WS-1"}}));
  const auto marks = store::Store::open(place.file)->marks_of({"CVE-2024-1"});
  ASSERT_EQ(marks->size(), 1U);
  EXPECT_EQ(marks->at(0).device, "WS-1");
}

TEST(SightingsInAStore, OfADeviceEnrolledAgainTheLaterCounts) {
  const Place place;
  for (const bool later : {true, false}) {
    place.put(row("intune", later ? "2" : "1", later ? "2026-03-01" : "2025-01-01", later ? 2 : 1,
                  {{IdentifierKind::serial, "5CG12345"}}));
  }
  const auto fleet = place.fleet();
  ASSERT_EQ(fleet.devices.size(), 1U);
  ASSERT_EQ(fleet.holdings.size(), 1U);
  EXPECT_EQ(fleet.components.at(fleet.of(fleet.holdings[0])[0]).version, "2");
}

/// All that is believed, as text.
std::string beliefs_of(const Place& place) {
  const inventory::Fleet fleet = place.fleet();
  std::vector<std::string> lines;
  for (const inventory::Holding& holding : fleet.holdings) {
    const auto& source = fleet.sources[holding.source];
    for (const std::uint32_t one : fleet.of(holding)) {
      lines.push_back(fmt::format("{} {} {} {}\n", fleet.devices[holding.device].id, source.tool, source.date,
                                  fleet.components[one].version));
    }
  }
  std::ranges::sort(lines);
  return fmt::format("{}", fmt::join(lines, ""));
}

TEST(SightingsInAStore, MakeTheSameDevicesInAnyOrder) {
  rc::check([] {
    std::vector<inventory::Inventory> rows;
    const int count = *rc::gen::inRange(1, 8);
    for (int i = 0; i < count; ++i) {
      std::vector<inventory::Identifier> identifiers;
      for (const auto kind : {IdentifierKind::serial, IdentifierKind::directory, IdentifierKind::name}) {
        const int value = *rc::gen::inRange(0, 4);
        if (value < 2) identifiers.push_back({kind, fmt::format("V{}", value)});
      }
      const std::string date = *rc::gen::element<std::string>("", "2026-01-01", "2026-01-02");
      rows.push_back(row(*rc::gen::element<std::string>("a", "b"), std::to_string(*rc::gen::inRange(0, 3)), date, i,
                         std::move(identifiers)));
    }
    const Place one;
    for (const auto& each : rows) one.put(each);
    const auto order = *rc::gen::container<std::vector<unsigned>>(rows.size(), rc::gen::arbitrary<unsigned>());
    std::vector<std::size_t> places(rows.size());
    for (std::size_t i = 0; i < places.size(); ++i) places[i] = i;
    std::ranges::sort(places,
                      [&](std::size_t a, std::size_t b) { return std::pair(order[a], a) < std::pair(order[b], b); });
    const Place other;  // all at once, where the first store worked out its devices after each
    auto opened = store::Store::open_to_write(other.file);
    auto import = opened->import();
    for (const std::size_t each : places) RC_ASSERT(import->put(rows[each]).has_value());
    RC_ASSERT(import->commit().has_value());
    RC_ASSERT(beliefs_of(one) == beliefs_of(other));
  });
}

TEST(SightingsInAStore, OfAnEarlierVersionComeForwardWithTheirMarks) {
  const Place place;
  constexpr std::size_t before = 3;  // the version without sightings
  sqlite3* old = nullptr;
  ASSERT_EQ(sqlite3_open(place.file.c_str(), &old), SQLITE_OK);
  std::string script =
      fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};", store::application_id, before);
  for (std::size_t i = 0; i < before; ++i) script += store::migrations.at(i);
  script +=
      "INSERT INTO organisation VALUES (1, 'X01');"
      "INSERT INTO device VALUES (7, 1, 'ward-1', 'Main', '');"
      "INSERT INTO source VALUES (1, 1, 'csv', 'a.csv', 'products', '2024-03-01');"
      "INSERT INTO source VALUES (2, 1, 'dpkg', 'b.txt', 'packages', '2024-03-02');"
      "INSERT INTO component VALUES (1, x'00', '', '', '', 'Pump', '1', '', '', 0, '', '', x'');"
      "INSERT INTO holding VALUES (7, 'csv', 1, x'01'); INSERT INTO holding VALUES (7, 'dpkg', 2, x'01');"
      "INSERT INTO mark VALUES ('CVE-2024-1', 7, 'done', '', '2024-03-03', '');";
  ASSERT_EQ(sqlite3_exec(old, script.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(old);
  sqlite3_close(old);
  ASSERT_TRUE(store::Store::open_to_write(place.file));
  EXPECT_EQ(beliefs_of(place), "ward-1 csv 2024-03-01 1\nward-1 dpkg 2024-03-02 1\n");
  place.put(row("intune", "9", "2026-03-01", 2, {{IdentifierKind::name, "ward-1"}}));
  const auto marks = store::Store::open(place.file)->marks_of({"CVE-2024-1"});
  ASSERT_EQ(marks->size(), 1U);
  EXPECT_EQ(marks->at(0).device, "ward-1");
  EXPECT_EQ(place.fleet().holdings.size(), 3U);
}

/// Versions of the product on each device, as they were known on a day.
std::vector<std::string> versions_on(const Place& place, const std::string& day) {
  const auto fleet = store::Store::open(place.file)->fleet(std::nullopt, {}, day);
  std::vector<std::string> all;
  for (const inventory::Holding& holding : fleet->holdings) {
    for (const std::uint32_t component : fleet->of(holding)) {
      all.push_back(fleet->devices[holding.device].id + " " + fleet->components[component].version + " of " +
                    fleet->sources[holding.source].date);
    }
  }
  std::ranges::sort(all);
  return all;
}

TEST(SightingsInAStore, AreRememberedAsTheyWereOnADay) {
  const Place place;
  place.put(row("csv", "ward-1", "2026-03-01", 1, {}));
  place.put(row("csv", "ward-1", "2026-03-10", 2, {}));
  place.put(row("csv", "ward-2", "2026-03-10", 1, {}));
  EXPECT_EQ(versions_on(place, "2026-03-10"),
            (std::vector<std::string>{"ward-1 2 of 2026-03-10", "ward-2 1 of 2026-03-10"}));
  EXPECT_EQ(versions_on(place, "2026-03-09"), std::vector<std::string>{"ward-1 1 of 2026-03-01"});
  EXPECT_TRUE(versions_on(place, "2026-02-01").empty());
  const auto then = store::Store::open(place.file)->fleet(std::nullopt, {}, "2026-03-09");
  EXPECT_EQ(then->devices.size(), 1U) << "nothing was known of the other";
  EXPECT_EQ(versions_on(place, ""), versions_on(place, "2026-12-31"));
}

TEST(SightingsInAStore, WhatWasKnownOnADayDoesNotDependOnTheOrderOfImport) {
  rc::check([] {
    std::vector<inventory::Inventory> lists;
    const int number = *rc::gen::inRange(1, 9);
    for (int i = 0; i < number; ++i) {
      const std::string date = *rc::gen::element<std::string>("", "2026-03-01", "2026-03-02T10:00:00Z", "2026-03-03");
      lists.push_back(row(*rc::gen::element<std::string>("csv", "intune"), *rc::gen::element<std::string>("a", "b"),
                          date, *rc::gen::inRange(1, 4), {}));
    }
    // Of the same tool, device, date and file there is one content.
    const Place forward;
    const Place backward;
    for (const auto& list : lists) forward.put(list);
    std::ranges::reverse(lists);
    for (const auto& list : lists) backward.put(list);
    for (const char* day : {"2026-02-28", "2026-03-01", "2026-03-02", "2026-03-03"}) {
      RC_ASSERT(versions_on(forward, day) == versions_on(backward, day));
    }
    RC_ASSERT(versions_on(forward, "") == versions_on(forward, "2026-03-03"));
  });
}

TEST(SightingsInAStore, TheSameFileOfTheSameDayCorrectsWhatWasRemembered) {
  const Place place;
  auto first = row("csv", "ward-1", "2026-03-01", 1, {});
  place.put(first);
  place.put(row("csv", "ward-1", "2026-03-10", 2, {}));
  first.components[0].version = "1.5";
  place.put(first);
  EXPECT_EQ(versions_on(place, "2026-03-05"), std::vector<std::string>{"ward-1 1.5 of 2026-03-01"});
}

TEST(SightingsInAStore, BringWhatTheirToolsFoundByThemselves) {
  const Place place;
  auto list = row("defender", "ward-1", "2026-03-01", 1, {});
  list.findings = {{"CVE-2024-1", true}, {"KB17", false}, {"CVE-2024-9", true}};
  list.devices[0].findings = {0, 1};
  place.put(list);
  auto opened = store::Store::open(place.file);
  const auto said = opened->testimonies({"cve-2024-1", "KB17", "CVE-2024-9"});
  ASSERT_EQ(said->size(), 2U);
  EXPECT_EQ(said->at(0).finding, (inventory::Finding{"CVE-2024-1", true}));
  EXPECT_EQ(said->at(0).device, "ward-1");
  EXPECT_EQ(said->at(0).date, "2026-03-01");
  EXPECT_FALSE(said->at(1).finding.open);
  EXPECT_TRUE(opened->testimonies({"CVE-2024-2"})->empty());
  auto later = row("defender", "ward-1", "2026-03-02", 1, {});
  place.put(later);
  EXPECT_TRUE(store::Store::open(place.file)->testimonies({"CVE-2024-1"})->empty()) << "it finds it no longer";
}

TEST(SightingsInAStore, RowsThatWereNotUnderstoodAreCounted) {
  const Place place;
  auto old = row("csv", "ward-1", "2026-03-01", 1, {});
  old.refused = 5;
  place.put(old);
  auto newer = row("csv", "ward-1", "2026-03-02", 1, {});
  newer.refused = 2;
  place.put(newer);
  inventory::Inventory nobodys;
  nobodys.source = "national.csv";
  nobodys.tool = "csv";
  nobodys.refused = 3;
  place.put(nobodys);
  auto refusals = store::Store::open(place.file)->refusals();
  ASSERT_EQ(refusals->size(), 2U);
  EXPECT_EQ(refusals->at(0).organisation, "");
  EXPECT_EQ(refusals->at(0).rows, 3U);
  EXPECT_EQ(refusals->at(1).rows, 2U) << "those of the newest list";
  EXPECT_EQ(*store::Store::open(place.file)->organisations(), std::vector<std::string>{"X01"});
  newer.refused = 0;
  place.put(newer);
  nobodys.refused = 0;
  place.put(nobodys);
  refusals = store::Store::open(place.file)->refusals();
  EXPECT_EQ(refusals->size(), 1U) << "mended";
}

TEST(SightingsInAStore, WhatStandsBeforeAVulnerabilityIsKeptUntilItIsSaidAnew) {
  const Place place;
  place.put(row("csv", "ward-1", "2026-03-01", 1, {}));
  inventory::Mitigation said{"X01", "WARD-1",    "CVE-2024-1", inventory::MitigationKind::accepted_risk,
                             "CIO", "minute 12", "2026-06-30", "2026-03-02"};
  EXPECT_EQ(place.put(said), Change::added);
  said.until = "2026-07-31";
  EXPECT_EQ(place.put(said), Change::changed);
  const auto all = store::Store::open(place.file)->mitigations_of({"cve-2024-1"});
  ASSERT_EQ(all->size(), 1U);
  EXPECT_EQ(all->at(0).until, "2026-07-31");
  EXPECT_EQ(all->at(0).kind, inventory::MitigationKind::accepted_risk);
  EXPECT_EQ(all->at(0).owner, "CIO");
}

}  // namespace
