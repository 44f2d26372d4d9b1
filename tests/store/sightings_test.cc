// What several tools say of one device becomes one device, whatever the order in which it comes.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <sqlite3.h>

#include <algorithm>
#include <string>
#include <vector>

#include "store/place.h"
#include "world/store/schema.h"
#include "world/store/store.h"

namespace {

using inventory::IdentifierKind;
using store::Change;
using stored::Place;
using stored::row;

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
  EXPECT_TRUE(rc::check([] {
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
  }));
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

}  // namespace
