// Whole drills side by side: who is coupled with whom, what is compared, what can be told apart.

#include "foresee/comparison/side_by_side.h"

#include <gtest/gtest.h>

#include <limits>

namespace comparison {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();

drill::Measure measure(const std::string& name, std::vector<double> replicas, drill::By by = {},
                       const std::string& unit = "organisations") {
  drill::Measure out;
  out.name = name;
  out.by = std::move(by);
  out.unit = unit;
  out.replicas = std::move(replicas);
  return out;
}

drill::Result drill_of(std::vector<drill::Measure> measures, const std::string& defence = "") {
  drill::Result out;
  out.estate = "tiny";
  out.threat = "worm";
  out.defence = defence;
  out.seed = 1;
  out.horizon_s = 86400;
  out.replicas = measures.empty() ? 0 : measures[0].replicas.size();
  out.measures = std::move(measures);
  return out;
}

const std::vector<double> infected = {3, 9, 4, 12, 7, 5, 8, 11, 2, 6};

std::vector<double> fewer(double by) {
  std::vector<double> out = infected;
  for (std::size_t i = 0; i < out.size(); ++i) out[i] -= by + static_cast<double>(i % 3) / 4;
  return out;
}

TEST(SideBySide, SeedStartHorizonAndEstateCouple) {
  const drill::Result base = drill_of({});
  drill::Result other = base;
  other.threat = "another";
  other.defence = "some";
  EXPECT_TRUE(apart(base, other).empty());
  other.seed = 2;
  other.start.utc_s = 60;
  other.horizon_s = 1;
  other.estate = "large";
  EXPECT_EQ(apart(base, other), (std::vector{Apart::seed, Apart::start, Apart::horizon, Apart::estate}));
}

TEST(SideBySide, ADrillBesideItselfCannotBeToldApart) {
  const drill::Result base = drill_of({measure("organisations_infected", infected), measure("cost_total", fewer(1))});
  const std::vector<drill::Result> drills = {base, base};
  const Table table = side_by_side(drills, headline(base), 0);
  ASSERT_EQ(table.others.size(), 1U);
  ASSERT_EQ(table.others[0].measures.size(), 2U);
  for (const Compared& compared : table.others[0].measures) {
    EXPECT_TRUE(compared.difference.paired);
    EXPECT_EQ(compared.difference.mean, 0);
    EXPECT_EQ(compared.difference.p95, 0);
    EXPECT_EQ(compared.difference.share_less, 0);
    EXPECT_EQ(compared.p_adjusted, 1);
    EXPECT_FALSE(compared.told_apart);
  }
}

TEST(SideBySide, RanksByTheMeanDifferenceAndKeepsMissingLast) {
  const std::vector<drill::Result> drills = {drill_of({measure("organisations_infected", infected)}),
                                             drill_of({measure("organisations_infected", fewer(0.5))}),
                                             drill_of({measure("devices_infected", infected)}),
                                             drill_of({measure("organisations_infected", fewer(2))})};
  const Table table = side_by_side(drills, headline(drills[0]), 0);
  ASSERT_EQ(table.others.size(), 3U);
  EXPECT_EQ(table.others[0].drill, 3U);
  EXPECT_EQ(table.others[1].drill, 1U);
  EXPECT_EQ(table.others[2].drill, 2U);
  EXPECT_EQ(table.others[2].measures[0].missing, Missing::nowhere);
  EXPECT_EQ(table.comparisons, 2U);
  EXPECT_TRUE(table.others[0].measures[0].told_apart);
}

TEST(SideBySide, AnotherSeedIsNotPaired) {
  std::vector<drill::Result> drills = {drill_of({measure("organisations_infected", infected)}),
                                       drill_of({measure("organisations_infected", fewer(0.5))})};
  EXPECT_TRUE(side_by_side(drills, headline(drills[0]), 0).others[0].measures[0].told_apart);
  drills[1].seed = 2;
  const Table table = side_by_side(drills, headline(drills[0]), 0);
  EXPECT_FALSE(table.others[0].measures[0].difference.paired);
  EXPECT_FALSE(table.others[0].measures[0].told_apart) << "0.75 fewer of 6.7, with a spread of 3";
}

// One comparison with p about 0.02 is told apart alone, and not among ten of which nine are chance.
TEST(SideBySide, ManyComparisonsAtOnceAreHeldToMore) {
  const std::vector<double> pairs = {1, -1, 2, 3, 1, 2, -1, 3, 1, 2};  // mean 1.3, error 0.45: t = 2.9, p = 0.018
  const std::vector<double> chance = {1, -1, 2, -2, 1, -1, 2, -2, 1, -1};
  const std::vector<double> none(10, 0);
  std::vector<drill::Measure> a = {measure("x", none)};
  std::vector<drill::Measure> b = {measure("x", pairs)};
  std::vector<Which> which = {{"x", {}}};
  const std::vector<drill::Result> alone = {drill_of(a), drill_of(b)};
  const Table one = side_by_side(alone, which, 0);
  EXPECT_TRUE(one.others[0].measures[0].told_apart);
  EXPECT_LT(one.others[0].measures[0].p_adjusted, 0.05);
  for (int i = 0; i < 9; ++i) {
    which.push_back({"y" + std::to_string(i), {}});
    a.push_back(measure(which.back().name, none));
    b.push_back(measure(which.back().name, chance));
  }
  const std::vector<drill::Result> among = {drill_of(a), drill_of(b)};
  const Table ten = side_by_side(among, which, 0);
  EXPECT_EQ(ten.comparisons, 10U);
  EXPECT_FALSE(ten.others[0].measures[0].told_apart);
  EXPECT_NEAR(ten.others[0].measures[0].p_adjusted, 10 * one.others[0].measures[0].p_adjusted, 1e-12);
  EXPECT_GT(ten.others[0].measures[0].difference.low, 0) << "its own interval stays what it is";
}

TEST(SideBySide, WhatNeverHappenedIsLeftOutWithItsCount) {
  const std::vector<drill::Result> drills = {
      drill_of({measure("hours_to_alarm", {never, never, 3}, {}, "hours"), measure("a_cancelled", {1, 2, 3})}),
      drill_of(
          {measure("hours_to_alarm", {1, 2, never}, {}, "hours"), measure("a_cancelled", {1, 2, 3}, {}, "visits")})};
  const Table table = side_by_side(drills, {{"hours_to_alarm", {}}, {"a_cancelled", {}}}, 0);
  const Compared& alarm = table.others[0].measures[0];
  EXPECT_EQ(alarm.missing, Missing::never_finite);
  EXPECT_EQ(alarm.difference.base_never, 2U);
  EXPECT_EQ(alarm.difference.other_never, 1U);
  EXPECT_EQ(table.others[0].measures[1].missing, Missing::other_unit);
  EXPECT_EQ(table.comparisons, 0U);
}

TEST(SideBySide, TheHeadlineIsWhatTheReportSpeaksOfFirst) {
  const drill::By trusts = {{"sector", "trust"}};
  drill::Result base =
      drill_of({measure("organisations_infected", infected), measure("organisations_infected", infected, trusts),
                measure("organisations_disrupted", infected), measure("devices_infected", infected),
                measure("b_cancelled", infected), measure("a_cancelled", infected), measure("a_cancelled", {}, trusts),
                measure("cost_total", infected)});
  base.measures[1].published.emplace();
  EXPECT_EQ(headline(base), (std::vector<Which>{{"organisations_infected", trusts},
                                                {"organisations_infected", {}},
                                                {"b_cancelled", {}},
                                                {"a_cancelled", {}},
                                                {"cost_total", {}},
                                                {"devices_infected", {}}}));
  EXPECT_EQ(headline(drill_of({measure("mine", infected)})), (std::vector<Which>{{"mine", {}}}));
}

}  // namespace
}  // namespace comparison
