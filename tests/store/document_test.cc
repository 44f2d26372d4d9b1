// What CSAF documents say of themselves is kept: they are found by each field, and sorted by each.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <string>
#include <vector>

#include "store/place.h"
#include "world/store/packing.h"

namespace {

using advisory::Field;
using advisory::Filter;
using Ids = std::vector<std::string>;

/// Each text of a head says `letter` and the name of its field.
advisory::Advisory example(const std::string& id, char letter, const std::string& day, const std::string& number) {
  const auto text = [&](const std::string& name) { return fmt::format("{} {}", letter, name); };
  advisory::Advisory one;
  one.publisher = "https://maker.example";
  one.id = id;
  one.title = text("title");
  one.revision = number;
  one.date = day + "T10:00:00Z";
  one.head = {number,
              text("category"),
              text("publisher_category"),
              text("publisher_name"),
              text("contact_details"),
              text("issuing_authority"),
              text("status"),
              day + "T09:00:00.123Z",
              text("generator"),
              day + "T08:00:00+01:00",
              text("tlp"),
              text("tlp_url"),
              text("distribution"),
              text("sharing_group"),
              text("sharing_group_name"),
              text("severity"),
              text("severity_namespace"),
              {text("alias")},
              {{"1", "2001-01-01", text("first"), ""}, {number, day, text("history_summary"), number}}};
  one.products.emplace_back().name = text("product");
  one.vulnerabilities.emplace_back().id = fmt::format("CVE-2024-000{}", letter == 'a' ? 1 : 2);
  one.vulnerabilities.back().scores = {{advisory::CvssVersion::v3_1, "", letter == 'a' ? 98 : 75, {}}};
  return one;
}

/// Two documents of which the first comes first by every field, and a record of another feed that says nothing.
struct Documents : testing::Test {
  Documents() {
    there.put(example("D-1", 'a', "2024-02-02", "10"));
    there.put(example("D-2", 'b', "2024-01-31", "9"));
    advisory::Advisory record;
    record.feed = advisory::Feed::kev;
    record.publisher = "CISA";
    record.id = "K-1";
    there.put(record);
  }
  [[nodiscard]] advisory::List list(const Filter& filter) const {
    auto opened = store::Store::open(there.file);
    auto found = opened->list(filter);
    EXPECT_TRUE(found) << found.error().to_text();
    return std::move(*found);
  }
  [[nodiscard]] Ids ids(const Filter& filter) const {
    Ids found;
    for (const advisory::Listed& one : list(filter).rows) found.push_back(one.name.id);
    return found;
  }
  [[nodiscard]] Ids where(std::vector<advisory::Condition> conditions) const {
    Filter filter;
    filter.where = std::move(conditions);
    return ids(filter);
  }
  [[nodiscard]] Ids sorted(Field field) const {
    Filter filter;
    filter.sort = field;
    return ids(filter);
  }
  void run(const std::string& sql) const {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(there.file.c_str(), &database), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(database);
    sqlite3_close(database);
  }

  stored::Place there;
  const advisory::Name first{advisory::Feed::csaf, "https://maker.example", "D-1"};
};

TEST_F(Documents, AreFoundByEachField) {
  const advisory::Advisory one = example("D-1", 'a', "2024-02-02", "10");
  const advisory::Advisory other = example("D-2", 'b', "2024-01-31", "9");
  for (int i = 0; i < advisory::fields; ++i) {
    const auto field = static_cast<Field>(i);
    const std::string said = advisory::values_of(one, field).back();
    const bool alike = advisory::answers(other, {field, said});
    EXPECT_EQ(where({{field, said}}), alike ? (Ids{"D-1", "D-2"}) : Ids{"D-1"}) << advisory::name_of(field);
    EXPECT_EQ(alike, field == Field::publisher) << advisory::name_of(field);
    EXPECT_EQ(where({{field, said + "?"}}), Ids{}) << advisory::name_of(field);
  }
}

TEST_F(Documents, AreSortedByEachFieldAndWhatSaysNothingComesLast) {
  for (int i = 0; i < advisory::fields; ++i) {
    const auto field = static_cast<Field>(i);
    if (field == Field::id || field == Field::publisher) continue;  // all advisories have these
    EXPECT_EQ(sorted(field), (Ids{"D-1", "D-2", "K-1"})) << advisory::name_of(field);
  }
  EXPECT_EQ(sorted(Field::id), (Ids{"D-1", "D-2", "K-1"}));
  EXPECT_EQ(sorted(Field::publisher), (Ids{"K-1", "D-1", "D-2"})) << "among equals by date";
}

TEST_F(Documents, AllThatIsAskedForMustHold) {
  EXPECT_EQ(where({{Field::status, "STATUS"}, {Field::product, "B prod"}}), Ids{"D-2"});
  EXPECT_EQ(where({{Field::status, "a"}, {Field::product, "b prod"}}), Ids{"D-2"}) << "an a stands in both";
  EXPECT_EQ(where({{Field::status, "a status"}, {Field::product, "b prod"}}), Ids{});
  EXPECT_EQ(where({{Field::history_date, "2001"}, {Field::title, "a title"}}), Ids{"D-1"});
}

TEST_F(Documents, TheHeadComesOutAsItWentIn) {
  const auto back = store::Store::open(there.file)->advisories_of("D-1");
  ASSERT_TRUE(back);
  EXPECT_EQ(store::pack(back->at(0).head), store::pack(example("D-1", 'a', "2024-02-02", "10").head));
  EXPECT_EQ(back->at(0).head.history.at(1).summary, "a history_summary");
  EXPECT_FALSE(store::Store::open(there.file)->advisories_of("K-1")->at(0).head.known());
  EXPECT_EQ(list({}).rows.at(0).head.severity, "a severity");
}

TEST_F(Documents, AnotherHeadIsUnreadAgain) {
  ASSERT_TRUE(*store::Store::open_to_write(there.file)->mark_read(first, true));
  advisory::Advisory same = example("D-1", 'a', "2024-02-02", "10");
  EXPECT_EQ(there.put(same), store::Change::same);
  EXPECT_TRUE(store::Store::open(there.file)->remarks_on(first)->read);
  same.head.status = "interim";
  EXPECT_EQ(there.put(same), store::Change::changed);
  EXPECT_FALSE(store::Store::open(there.file)->remarks_on(first)->read);
  EXPECT_EQ(where({{Field::status, "interim"}}), Ids{"D-1"});
}

TEST_F(Documents, WhatIsDeletedIsNotFoundByItsHead) {
  ASSERT_TRUE(*store::Store::open_to_write(there.file)->remove(first));
  EXPECT_EQ(where({{Field::severity, "severity"}}), Ids{"D-2"});
}

TEST_F(Documents, OfAnOlderStoreAreNotKnownUntilTheyAreImportedAgain) {
  ASSERT_TRUE(*store::Store::open_to_write(there.file)->mark_read(first, true));
  constexpr int before = 7;  // heads came with the next version
  run(fmt::format("DROP TABLE document; PRAGMA user_version = {};", before));
  EXPECT_FALSE(store::Store::open(there.file));
  ASSERT_TRUE(store::Store::open_to_write(there.file));
  Filter by_status;
  by_status.where = {{Field::status, "status"}};
  EXPECT_EQ(list(by_status).total, 0U);
  EXPECT_EQ(list(by_status).headless, 2U) << "the record of the other feed never has one";
  EXPECT_EQ(list({}).headless, 0U) << "nobody asked for it";
  EXPECT_EQ(there.put(example("D-1", 'a', "2024-02-02", "10")), store::Change::changed);
  EXPECT_EQ(ids(by_status), Ids{"D-1"});
  EXPECT_EQ(list(by_status).headless, 1U);
  EXPECT_TRUE(store::Store::open(there.file)->remarks_on(first)->read) << "it says what it said";
}

TEST_F(Documents, ADamagedHeadIsRefused) {
  run("UPDATE document SET head = x'FF00'");
  auto opened = store::Store::open(there.file);
  Filter filter;
  filter.where = {{Field::status, "status"}};
  EXPECT_FALSE(opened->list(filter));
  EXPECT_FALSE(opened->advisories_of("D-1"));
}

RC_GTEST_PROP(PackedHead, ComesOutAsItWentIn, (std::vector<std::string> texts, std::vector<std::string> aliases)) {
  advisory::Head head;
  std::size_t at = 0;
  for (std::string* text : {&head.csaf_version, &head.category, &head.status, &head.severity, &head.tlp}) {
    if (at < texts.size()) *text = texts[at++];
  }
  for (; at + 3 < texts.size(); at += 4)
    head.history.push_back({texts[at], texts[at + 1], texts[at + 2], texts[at + 3]});
  head.aliases = aliases;
  const auto bytes = store::pack(head);
  const std::string packed(bytes.begin(), bytes.end());
  advisory::Head back;
  RC_ASSERT(store::unpack(packed, back));
  RC_ASSERT(store::pack(back) == bytes);
  RC_ASSERT(back.aliases == head.aliases);
  RC_ASSERT(back.severity == head.severity && back.history.size() == head.history.size());
  for (std::size_t i = 0; i < packed.size(); ++i) {
    advisory::Head cut;
    RC_ASSERT_FALSE(store::unpack(std::string_view(packed).substr(0, i), cut));
  }
}

}  // namespace
