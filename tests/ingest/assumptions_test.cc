// The assumed numbers of a file or an estate, and what they become at the ends of their ranges.

#include "world/ingest/assumptions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "world/ingest/defence.h"
#include "world/ingest/threat.h"

namespace {

using ingest::Assumption;
using ingest::TomlValue;

const std::filesystem::path source = CORDON_SOURCE_DIR;

TomlValue tree_of(const std::string& text) {
  auto tree = ingest::parse_toml("t.toml", text);
  EXPECT_TRUE(tree) << tree.error().to_text();
  return tree ? *tree : TomlValue{};
}

std::vector<Assumption> in(const std::string& text) {
  return ingest::assumptions_of("threat", tree_of(text));
}

const Assumption* at(const std::vector<Assumption>& all, const std::string& place) {
  const auto found = std::ranges::find(all, place, &Assumption::place);
  return found == all.end() ? nullptr : &*found;
}

TEST(Assumptions, OnlyWhatIsAssumedMoves) {
  const auto all = in(R"(
a = 1
b = { value = 2, source = "a book" }
c = { value = 3, assumed = "a guess", plausible = [1, 9] }
[inner]
d.value = "2h"
d.assumed = "another"
d.plausible = ["1h", "1d"]
)");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].place, "threat.c");
  EXPECT_EQ(all[0].assumed, "a guess");
  EXPECT_EQ(all[0].low.changes[0].at, "threat.c");
  EXPECT_EQ(all[0].low.changes[0].to.number, 1);
  EXPECT_EQ(all[0].high.changes[0].to.number, 9);
  EXPECT_EQ(all[1].place, "threat.inner.d");
  EXPECT_EQ(all[1].high.changes[0].to.text, "1d");
}

TEST(Assumptions, ADistributionKeepsItsShape) {
  const auto all = in(R"(
a = { value = { lognormal = { median = "5min", sigma = 0.7 } }, assumed = "x", plausible = ["1min", "1h"] }
b = { value = { uniform = ["1min", "9min"] }, assumed = "x", plausible = ["0", "1h"] }
c = { value = { chance = { of = 0.5, value = 3 } }, assumed = "x", plausible = [0.1, 0.9] }
d = { value = { gamma = { mean = 2, shape = 3 } }, assumed = "x", plausible = [0, 4] }
)");
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(ingest::to_text(all[0].low.changes[0].to), "{ lognormal = { median = 1min, sigma = 0.7 } }");
  EXPECT_EQ(ingest::to_text(all[1].high.changes[0].to), "1h");
  EXPECT_EQ(ingest::to_text(all[2].high.changes[0].to), "{ chance = { of = 0.9, value = 3 } }");
  EXPECT_EQ(ingest::to_text(all[3].low.changes[0].to), "0");
  EXPECT_EQ(ingest::to_text(all[3].high.changes[0].to), "{ gamma = { mean = 4, shape = 3 } }");
}

TEST(Assumptions, NumbersAssumedTogetherMoveTogether) {
  const auto all = in(R"(
[[v]]
rate = { value = 9.5, assumed = "x", plausible = [5, 130] }
success = { value = 0.8, assumed = "x", plausible = [0.4, 1] }
[[v]]
rate = { value = 9.5, assumed = "as above", plausible = [5, 130] }
success = { value = 0.02, assumed = "x", plausible = [0, 0.1] }
)");
  ASSERT_EQ(all.size(), 3U);
  ASSERT_NE(at(all, "threat.v[0].rate"), nullptr);
  EXPECT_EQ(at(all, "threat.v[0].rate")->low.changes.size(), 2U);
  EXPECT_EQ(at(all, "threat.v[0].rate")->low.changes[1].at, "threat.v[1].rate");
  EXPECT_NE(at(all, "threat.v[0].success"), nullptr);
  EXPECT_NE(at(all, "threat.v[1].success"), nullptr);
}

TEST(Assumptions, WhatNamesAParameterStays) {
  EXPECT_TRUE(in(R"(chance = { value = "disconnects", assumed = "see there", plausible = [0, 1] })").empty());
}

TEST(Assumptions, SharesOfTheTargetsStillSumToOne) {
  const auto all = in(R"(
[[vector]]
[vector.targets]
own-zone = { value = 0.2, assumed = "x", plausible = [0, 0.6] }
internet = 0.6
wide = 0.2
)");
  ASSERT_EQ(all.size(), 1U);
  for (const ingest::Counterfactual* end : {&all[0].low, &all[0].high}) {
    ASSERT_EQ(end->changes.size(), 3U);
    double sum = 0;
    for (const ingest::Change& change : end->changes) sum += change.to.number;
    EXPECT_NEAR(sum, 1, 1e-12);
    EXPECT_NEAR(end->changes[1].to.number / end->changes[2].to.number, 3, 1e-9);
  }
  EXPECT_EQ(all[0].high.changes[0].to.number, 0.6);
}

/// Whatever is shipped can be moved, each by itself, and passes the same checks as what people write.
TEST(Assumptions, AllThatIsShippedCanBeMoved) {
  std::size_t moved = 0;
  for (const char* name : {"wannacry-2017", "notpetya-2017", "code-red-2001", "quiet-tide"}) {
    const std::filesystem::path path = source / "threats" / (std::string(name) + ".toml");
    const auto bytes = ingest::read_bytes(path, ingest::toml_bytes_max);
    ASSERT_TRUE(bytes) << name;
    for (const Assumption& one : in(*bytes)) {
      for (const ingest::Counterfactual* end : {&one.low, &one.high}) {
        const auto read = ingest::read_threat(path, end);
        EXPECT_TRUE(read) << one.place << ": " << (read ? "" : read.error().to_text());
        ++moved;
      }
    }
  }
  const std::filesystem::path defence = source / "estates" / "nhs-england-2017" / "defence.toml";
  const auto bytes = ingest::read_bytes(defence, ingest::toml_bytes_max);
  for (const Assumption& one : ingest::assumptions_of("defence", tree_of(*bytes))) {
    for (const ingest::Counterfactual* end : {&one.low, &one.high}) {
      const auto read = ingest::read_defence(defence, end);
      EXPECT_TRUE(read) << one.place << ": " << (read ? "" : read.error().to_text());
      ++moved;
    }
  }
  EXPECT_GT(moved, 100U);
}

estate::Parameter parameter(const std::string& name, base::Distribution distribution, double low, double high) {
  estate::Parameter made;
  made.name = name;
  made.assumed = "a guess";
  made.plausible_low = low;
  made.plausible_high = high;
  made.cases.push_back({{}, std::move(distribution), estate::none});
  return made;
}

TEST(Assumptions, ParametersOfAnEstate) {
  using base::Distribution;
  estate::Tables tables;
  tables.parameters = {parameter("fixed", Distribution::fixed(0.5), 0, 1),
                       parameter("shaped", {Distribution::Kind::beta, 0.2, 10, {}, {}}, 0, 0.6),
                       parameter("switch", {Distribution::Kind::chance, 0.2, 1, {}, {}}, 0.1, 0.9),
                       parameter("drawn", {Distribution::Kind::lognormal, 2, 1, {}, {}}, 1, 4),
                       parameter("fitted", Distribution::fixed(0.5), 0, 1),
                       parameter("sourced", Distribution::fixed(0.5), 0, 1)};
  tables.parameters[3].cases[0].first_from = 0;
  tables.parameters[5].assumed.clear();
  tables.parameters[1].cases.push_back({{}, Distribution::fixed(0.01), estate::none});
  tables.joint = {{4}, {{0.3}}, {1}};
  const auto all = ingest::assumptions_of(estate::Estate(tables));
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].place, "estate.fixed");
  EXPECT_EQ(all[0].high.parameters[0].to.a, 1);
  EXPECT_GT(all[1].low.parameters[0].to.a, 0);  // the mean of a beta cannot be 0
  EXPECT_EQ(all[1].high.parameters[0].to.a, 0.6);
  EXPECT_EQ(all[1].high.parameters[0].to.b, 10);
  EXPECT_EQ(all[2].high.parameters[0].to.a, 0.9);
  estate::Tables changed = tables;
  EXPECT_TRUE(ingest::change_parameters(all[1].high, changed).empty());
  ASSERT_EQ(changed.parameters[1].cases.size(), 2U);
  EXPECT_EQ(changed.parameters[1].cases[0].distribution.a, 0.6);
  EXPECT_EQ(changed.parameters[1].cases[1].distribution.a, 0.01);
}

}  // namespace
