// Each field of an advisory has a name, says what stands there, and puts advisories into an order.

#include "world/advisory/field.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

#include "world/advisory/listing.h"

namespace {

using advisory::Advisory;
using advisory::Field;
using Texts = std::vector<std::string>;

/// Says something else in each field.
Advisory example() {
  Advisory one;
  one.date = "2024-02-01T10:00:00Z";
  one.id = "M-1";
  one.title = "A flaw";
  one.publisher = "https://maker.example";
  one.revision = "3";
  one.head = {"2.0",
              "csaf_vex",
              "vendor",
              "Maker",
              "psirt@maker.example",
              "Us",
              "final",
              "2024-01-01T10:00:00Z",
              "Writer 2.5",
              "2024-02-01T09:00:00Z",
              "GREEN",
              "https://first.example/tlp",
              "To all",
              "f0e5",
              "Hospitals",
              "Important",
              "https://maker.example/words",
              {"A-1", "A-2"},
              {{"2", "2024-01-20", "Found", "B"}, {"3", "2024-02-01", "Mended", ""}}};
  one.products = {{"P1", "Maker / Pump", "Maker", "Pump", {}, "4.1", {}, "pkg:generic/pump", "", {"X9"}, "Box"}};
  one.vulnerabilities.resize(1);
  one.vulnerabilities.at(0).id = "CVE-2024-0001";
  one.vulnerabilities.at(0).scores = {{advisory::CvssVersion::v3_1, "", 98, {}},
                                      {advisory::CvssVersion::v2_0, "", 100, {}}};
  return one;
}

Texts values(Field field) {
  return advisory::values_of(example(), field);
}

TEST(Field, EachHasANameAndSaysSomethingElse) {
  std::vector<Texts> seen;
  for (int i = 0; i < advisory::fields; ++i) {
    const auto field = static_cast<Field>(i);
    EXPECT_EQ(advisory::field_from(advisory::name_of(field)), field);
    const Texts found = values(field);
    EXPECT_FALSE(found.empty()) << advisory::name_of(field);
    EXPECT_EQ(std::count(seen.begin(), seen.end(), found), 0) << advisory::name_of(field);
    seen.push_back(found);
    EXPECT_TRUE(advisory::values_of(Advisory(), field).empty()) << advisory::name_of(field);
  }
  EXPECT_FALSE(advisory::field_from("colour"));
}

TEST(Field, SaysWhatStandsThere) {
  EXPECT_EQ(values(Field::cvss), (Texts{"9.8", "10.0"}));
  EXPECT_EQ(values(Field::alias), (Texts{"A-1", "A-2"}));
  EXPECT_EQ(values(Field::initial_date), Texts{"2024-01-01T10:00:00Z"});
  EXPECT_EQ(values(Field::severity), Texts{"Important"});
  EXPECT_EQ(values(Field::history_summary), (Texts{"Found", "Mended"}));
  EXPECT_EQ(values(Field::history_legacy), Texts{"B"}) << "what says nothing is none";
  EXPECT_EQ(values(Field::product), (Texts{"Maker / Pump", "Pump", "Maker", "4.1", "pkg:generic/pump", "Box", "X9"}));
}

TEST(Field, AConditionHoldsWhereOneOfTheValuesHasTheText) {
  const auto holds = [](Field field, const std::string& text) { return advisory::answers(example(), {field, text}); };
  EXPECT_TRUE(holds(Field::alias, "a-2"));
  EXPECT_FALSE(holds(Field::alias, "A-1A-2"));
  EXPECT_TRUE(holds(Field::product, "x9"));
  EXPECT_TRUE(holds(Field::tlp, "")) << "it says something there";
  EXPECT_FALSE(advisory::answers(Advisory(), {Field::tlp, ""}));
}

/// Whether an advisory that says `first` there comes before one that says `second`.
bool before(Field field, const std::string& first, const std::string& second) {
  Advisory a;
  Advisory b;
  a.date = a.revision = a.title = a.head.severity = first;
  b.date = b.revision = b.title = b.head.severity = second;
  const bool is_before = advisory::place_of(a, field) < advisory::place_of(b, field);
  EXPECT_FALSE(is_before && advisory::place_of(b, field) < advisory::place_of(a, field));
  return is_before;
}

TEST(Field, DatesAreOrderedFromTheLatestWhateverTheirOffset) {
  EXPECT_TRUE(before(Field::date, "2024-05-02T09:00:00Z", "2024-05-02T10:00:00+02:00"));
  EXPECT_TRUE(before(Field::date, "2024-05-02T09:00:00.5Z", "2024-05-02T09:00:00.250Z"));
  EXPECT_TRUE(before(Field::date, "2024-05-02T00:00:01Z", "2024-05-02"));
  EXPECT_FALSE(before(Field::date, "2024-05-02T00:00:00Z", "2024-05-02"));
  EXPECT_TRUE(before(Field::date, "1999-01-01", "soon")) << "what cannot be read comes last";
  EXPECT_TRUE(before(Field::date, "1999-01-01", ""));
}

TEST(Field, VersionsAreOrderedFromTheHighest) {
  EXPECT_TRUE(before(Field::revision, "10", "9"));
  EXPECT_TRUE(before(Field::revision, "1.10.0", "1.9.3"));
  EXPECT_TRUE(before(Field::revision, "1.0.0", "1.0.0-2"));
  EXPECT_TRUE(before(Field::revision, "1", "draft of spring")) << "what counts nothing comes after";
  EXPECT_TRUE(before(Field::revision, "draft of spring", ""));
}

TEST(Field, TextsAreOrderedFromAOn) {
  EXPECT_TRUE(before(Field::title, "a flaw", "B flaw"));
  EXPECT_FALSE(before(Field::title, "A FLAW", "a flaw"));
  EXPECT_TRUE(before(Field::severity, "Critical", ""));
}

TEST(Field, WhatHasSeveralValuesCountsByTheFirst) {
  const Advisory one = example();
  EXPECT_EQ(advisory::place_of(one, Field::cvss).value, "10.0");
  EXPECT_EQ(advisory::place_of(one, Field::history_date).value, "2024-02-01");
  EXPECT_EQ(advisory::place_of(one, Field::history_number).value, "3");
  EXPECT_EQ(advisory::place_of(one, Field::history_summary).value, "Found");
  EXPECT_EQ(advisory::place_of(one, Field::product).value, "Maker / Pump") << "products count by their paths";
}

RC_GTEST_PROP(Field, VersionsAreOrderedAsTheyCompare,
              (std::vector<std::uint8_t> left, std::vector<std::uint8_t> right)) {
  RC_PRE(!left.empty() && !right.empty() && left.size() < 40 && right.size() < 40);
  const auto written = [](const std::vector<std::uint8_t>& numbers) {
    std::string text;
    for (const std::uint8_t number : numbers) text += (text.empty() ? "" : ".") + std::to_string(number % 12);
    return text;
  };
  const auto a = advisory::parse_version(advisory::Scheme::semver, written(left));
  const auto b = advisory::parse_version(advisory::Scheme::semver, written(right));
  RC_ASSERT(a && b);
  RC_ASSERT(before(Field::revision, a->text, b->text) == std::is_gt(advisory::compare(*a, *b)));
}

}  // namespace
