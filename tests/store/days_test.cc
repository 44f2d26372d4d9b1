// What was said before is kept, and answers for the day that it was of, whatever the order in which it came.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "store/place.h"
#include "world/store/store.h"

namespace {

using inventory::IdentifierKind;
using store::Change;
using stored::Place;
using stored::row;

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

/// The same with what each is said by, and for how long it is good.
std::vector<std::string> words_on(const Place& place, const std::string& day) {
  const auto fleet = store::Store::open(place.file)->fleet(std::nullopt, {}, day);
  std::vector<std::string> all;
  for (const inventory::Holding& holding : fleet->holdings) {
    const inventory::Source& source = fleet->sources[holding.source];
    all.push_back(fmt::format("{} {} {} {} {} {}", fleet->devices[holding.device].id, source.tool, source.file,
                              source.date, source.good_for, inventory::name_of(source.tells)));
    for (const std::uint32_t component : fleet->of(holding)) all.back() += " " + fleet->components[component].version;
  }
  std::ranges::sort(all);
  return all;
}

TEST(DaysInAStore, AreRememberedAsTheyWereOnADay) {
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

TEST(DaysInAStore, WhatWasKnownOnADayDoesNotDependOnTheOrderOfImport) {
  EXPECT_TRUE(rc::check([] {
    std::map<std::string, inventory::Inventory> each;  // of the same tool, device, date and file there is one list
    const int number = *rc::gen::inRange(1, 13);
    for (int i = 0; i < number; ++i) {
      const std::string date = *rc::gen::element<std::string>("", "2026-03-01", "2026-03-02T10:00:00Z", "2026-03-03");
      auto list = row("csv", *rc::gen::element<std::string>("a", "b"), date, *rc::gen::inRange(1, 3), {});
      list.source = *rc::gen::element<std::string>("a.csv", "z.csv");
      list.good_for = *rc::gen::element(0, 30, 365);
      list.tells = *rc::gen::element(inventory::Tells::products, inventory::Tells::packages);
      each.emplace(list.tool + list.devices[0].id + date + list.source, std::move(list));
    }
    const Place forward;
    const Place backward;
    for (auto one = each.begin(); one != each.end(); ++one) forward.put(one->second);
    for (auto one = each.rbegin(); one != each.rend(); ++one) backward.put(one->second);
    for (const char* day : {"", "2026-02-28", "2026-03-01", "2026-03-02", "2026-03-03"}) {
      RC_ASSERT(words_on(forward, day) == words_on(backward, day));
    }
    RC_ASSERT(words_on(forward, "") == words_on(forward, "2026-03-03"));
  }));
}

TEST(DaysInAStore, OfTwoFilesThatSayTheSameTheLastByNameCounts) {
  for (const bool backward : {false, true}) {
    const Place place;
    auto first = row("csv", "ward-1", "2026-03-01", 1, {});
    auto last = first;
    first.source = "a.csv";
    first.good_for = 365;
    last.source = "z.csv";
    place.put(backward ? last : first);
    place.put(backward ? first : last);
    EXPECT_EQ(words_on(place, ""), std::vector<std::string>{"ward-1 csv z.csv 2026-03-01 0 products 1"});
  }
}

TEST(DaysInAStore, ForHowLongAListIsGoodAndWhatItTellsCanBeCorrected) {
  const Place place;
  auto list = row("csv", "ward-1", "2026-03-01", 1, {});
  list.source = "a.csv";
  place.put(list);
  list.good_for = 365;
  EXPECT_EQ(place.put(list).of(Change::changed), 1U);
  EXPECT_EQ(words_on(place, ""), std::vector<std::string>{"ward-1 csv a.csv 2026-03-01 365 products 1"});
  list.tells = inventory::Tells::packages;
  EXPECT_EQ(place.put(list).of(Change::changed), 1U);
  EXPECT_EQ(words_on(place, ""), std::vector<std::string>{"ward-1 csv a.csv 2026-03-01 365 packages 1"});
  EXPECT_EQ(place.put(list).of(Change::same), 1U);
}

TEST(DaysInAStore, TheSameFileOfTheSameDayCorrectsWhatWasRemembered) {
  const Place place;
  auto first = row("csv", "ward-1", "2026-03-01", 1, {});
  place.put(first);
  place.put(row("csv", "ward-1", "2026-03-10", 2, {}));
  first.components[0].version = "1.5";
  place.put(first);
  EXPECT_EQ(versions_on(place, "2026-03-05"), std::vector<std::string>{"ward-1 1.5 of 2026-03-01"});
}

TEST(DaysInAStore, BringWhatTheirToolsFoundByThemselves) {
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

TEST(DaysInAStore, RowsThatWereNotUnderstoodAreCounted) {
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
  EXPECT_TRUE(store::Store::open(place.file)->refusals()->empty()) << "mended, and the older list counts no more";
}

TEST(DaysInAStore, RowsThatWereNotUnderstoodAreForgivenByANewerListWhateverTheOrder) {
  auto old = row("csv", "ward-1", "2026-03-01", 1, {});
  old.refused = 5;
  const auto whole = row("csv", "ward-1", "2026-03-08T10:00:00Z", 1, {});
  for (const bool backward : {false, true}) {
    const Place place;
    place.put(backward ? whole : old);
    place.put(backward ? old : whole);
    EXPECT_TRUE(store::Store::open(place.file)->refusals()->empty());
  }
}

TEST(DaysInAStore, OtherToolsAreHeardByWhatTheyHadSaidByThatDay) {
  for (const bool backward : {false, true}) {
    const Place place;
    auto first = row("defender", "ward-1", "2026-03-01T10:00:00Z", 1, {});
    first.findings = {{"CVE-2024-1", true}};
    first.devices[0].findings = {0};
    first.good_for = 30;
    auto later = row("defender", "ward-1", "2026-03-08", 1, {});
    later.findings = {{"CVE-2024-1", false}};
    later.devices[0].findings = {0};
    auto undated = row("nessus", "ward-1", "", 1, {});
    undated.findings = {{"CVE-2024-1", true}};
    undated.devices[0].findings = {0};
    place.put(backward ? later : first);
    place.put(backward ? first : later);
    place.put(undated);
    const auto heard = [&](const std::string& day) {
      const auto said = store::Store::open(place.file)->testimonies({"CVE-2024-1"}, day);
      std::vector<std::string> all;
      for (const inventory::Testimony& one : *said) {
        all.push_back(fmt::format("{} {} {} {}", one.tool, one.date, one.finding.open, one.good_for));
      }
      return all;
    };
    using Words = std::vector<std::string>;
    EXPECT_EQ(heard(""), (Words{"defender 2026-03-08 false 0", "nessus  true 0"}));
    EXPECT_EQ(heard("2026-03-08"), heard(""));
    EXPECT_EQ(heard("2026-03-07"), (Words{"defender 2026-03-01T10:00:00Z true 30", "nessus  true 0"}));
    EXPECT_EQ(heard("2026-03-01"), heard("2026-03-07"));
    EXPECT_EQ(heard("2026-02-28"), Words{"nessus  true 0"});
  }
}

TEST(DaysInAStore, RowsThatWereNotUnderstoodAreThoseOfThatDay) {
  const Place place;
  const auto refuse = [&](const char* file, const char* date, std::size_t rows) {
    auto list = row("csv", "ward-1", date, 1, {});
    list.source = file;
    list.refused = rows;
    place.put(list);
  };
  const auto refused_on = [&](const std::string& day) {
    const auto all = store::Store::open(place.file)->refusals(day);
    return all->empty() ? 0 : all->at(0).rows;
  };
  refuse("weekly.csv", "2026-03-08T09:00:00Z", 2);
  refuse("weekly.csv", "2026-03-01", 5);
  refuse("weekly.csv", "2026-03-15", 0);
  EXPECT_EQ(refused_on(""), 0U);
  EXPECT_EQ(refused_on("2026-03-14"), 2U);
  EXPECT_EQ(refused_on("2026-03-08"), 2U);
  EXPECT_EQ(refused_on("2026-03-07"), 5U);
  EXPECT_EQ(refused_on("2026-02-28"), 0U) << "nothing was known of it";
  refuse("by-hand.csv", "", 1);
  EXPECT_EQ(refused_on("2026-02-28"), 1U) << "what has no date counts on every day";
  EXPECT_EQ(refused_on("2026-03-07"), 6U) << "beside those of the newest list that has one";
  refuse("by-hand.csv", "2026-02-01", 1);
  EXPECT_EQ(refused_on("2026-03-07"), 5U) << "now its day is known";
}

TEST(DaysInAStore, WhatStandsBeforeAVulnerabilityIsKeptUntilItIsSaidAnew) {
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

TEST(DaysInAStore, WhatStoodBeforeAVulnerabilityEarlierIsKept) {
  const Place place;
  for (const char* device : {"ward-2", "ward-1"}) place.put(row("csv", device, "2026-03-01", 1, {}));
  const auto say = [&](const char* device, const char* vulnerability, const char* until, const char* date) {
    return place.put(inventory::Mitigation{
        "X01", device, vulnerability, inventory::MitigationKind::compensating_control, "CIO", "VLAN", until, date});
  };
  EXPECT_EQ(say("ward-2", "CVE-2024-1", "2026-06-30", "2026-03-02"), Change::added);
  EXPECT_EQ(say("ward-1", "CVE-2024-2", "2026-06-30", "2026-03-02"), Change::added);
  EXPECT_EQ(say("ward-1", "CVE-2024-1", "2026-08-31", "2026-05-01"), Change::added);
  EXPECT_EQ(say("ward-1", "CVE-2024-1", "2026-06-30", "2026-03-02"), Change::added);
  EXPECT_EQ(say("ward-1", "cve-2024-1", "2026-07-31", "2026-03-02"), Change::changed) << "said anew on that day";
  const auto said = store::Store::open(place.file)->mitigations_of({"CVE-2024-2", "CVE-2024-1"});
  std::vector<std::string> all;
  for (const inventory::Mitigation& one : *said) {
    all.push_back(fmt::format("{} {} {} {}", one.device, one.vulnerability, one.date, one.until));
  }
  EXPECT_EQ(all, (std::vector<std::string>{
                     "ward-1 cve-2024-1 2026-03-02 2026-07-31", "ward-1 CVE-2024-1 2026-05-01 2026-08-31",
                     "ward-1 CVE-2024-2 2026-03-02 2026-06-30", "ward-2 CVE-2024-1 2026-03-02 2026-06-30"}));
}

/// One number that a statement answers.
std::int64_t number_of(const Place& place, const char* text) {
  sqlite3* database = nullptr;
  EXPECT_EQ(sqlite3_open(place.file.c_str(), &database), SQLITE_OK);
  sqlite3_stmt* statement = nullptr;
  EXPECT_EQ(sqlite3_prepare_v2(database, text, -1, &statement, nullptr), SQLITE_OK) << sqlite3_errmsg(database);
  const std::int64_t number = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : -1;
  sqlite3_finalize(statement);
  sqlite3_close(database);
  return number;
}

TEST(DaysInAStore, OfTwoRowsThatNothingTellsApartNowAndOnTheDaySayTheSame) {
  const auto enrolled = [](const std::string& id, int version) {
    auto one = row("intune", id, "2026-03-01", version, {{IdentifierKind::serial, "5CG12345"}});
    one.source = "export.csv";
    return one;
  };
  for (const bool backward : {false, true}) {
    const Place place;
    place.put(enrolled(backward ? "b" : "A", backward ? 2 : 1));
    place.put(enrolled(backward ? "A" : "b", backward ? 1 : 2));
    EXPECT_EQ(versions_on(place, ""), versions_on(place, "2026-03-01")) << backward;
    EXPECT_EQ(versions_on(place, ""), std::vector<std::string>{"5CG12345 2 of 2026-03-01"}) << backward;
  }
}

TEST(DaysInAStore, AStoreWithMitigationsIsSound) {
  const Place place;
  place.put(row("csv", "ward-1", "2026-03-01", 1, {}));
  place.put(inventory::Mitigation{"X01", "ward-1", "CVE-2024-1", inventory::MitigationKind::accepted_risk, "CIO",
                                  "minute 12", "2026-06-30", "2026-03-02"});
  EXPECT_EQ(number_of(place, "SELECT integrity_check = 'ok' FROM pragma_integrity_check"), 1);
}

TEST(DaysInAStore, AKeyThatNoStoreGivesIsDamage) {
  for (const char* key : {"-5", "0", "9000000000000000000"}) {
    const Place place;
    place.put(row("csv", "ward-1", "2026-03-01", 1, {}));
    number_of(place, fmt::format("UPDATE component SET key = {}", key).c_str());
    const auto fleet = store::Store::open(place.file)->fleet();
    ASSERT_FALSE(fleet) << key;
    EXPECT_NE(fleet.error().to_text().find("holds a component that cannot be read"), std::string::npos) << key;
  }
}

TEST(DaysInAStore, NothingIsLeftOfListsThatOthersTookThePlaceOf) {
  const Place place;
  place.put(row("csv", "ward-1", "2026-03-10", 2, {}));
  const auto old = row("csv", "ward-1", "2026-03-01", 1, {});
  for (int i = 0; i < 5; ++i) place.put(old);
  EXPECT_EQ(number_of(place, "SELECT count(*) FROM source"), 2);
  auto newest = row("csv", "ward-1", "2026-03-10", 2, {});
  for (int i = 0; i < 5; ++i) {
    newest.components[0].version = fmt::format("2.{}", i);  // corrected, each time
    place.put(newest);
  }
  EXPECT_EQ(number_of(place, "SELECT count(*) FROM source"), 2);
  EXPECT_EQ(number_of(place, "SELECT count(*) FROM earlier"), 1);
  EXPECT_EQ(versions_on(place, "2026-03-05"), std::vector<std::string>{"ward-1 1 of 2026-03-01"});
}

}  // namespace
