// How far the answer moves when an assumed number does.

#include "foresee/comparison/sensitivity.h"

#include <gtest/gtest.h>

namespace comparison {
namespace {

drill::Result with(std::vector<double> replicas) {
  drill::Measure measure;
  measure.name = "organisations_infected";
  measure.unit = "organisations";
  measure.replicas = std::move(replicas);
  drill::Result result;
  result.replicas = measure.replicas.size();
  result.measures.push_back(std::move(measure));
  return result;
}

const std::vector<Which> measures = {{"organisations_infected", {}}, {"nobody_counts", {}}};
const drill::Result base = with({10, 12, 14, 11, 13, 15, 9, 12, 16, 10, 99, 98});

Moved number(const std::string& place, double low, double high) {
  std::vector<double> down = {10, 12, 14, 11, 13, 15, 9, 12, 16, 10};
  std::vector<double> up = down;
  for (std::size_t i = 0; i < down.size(); ++i) {
    const double noise = i % 2 == 0 ? 0.1 : -0.1;
    down[i] += low + noise;
    up[i] += high - noise;
  }
  return {place, "1", "a guess", "0", "2", swings(base, with(down), with(up), measures)};
}

TEST(Sensitivity, OutbreaksAreComparedOneByOneOverTheShorterDrill) {
  const Moved one = number("a", -2, 3);
  ASSERT_EQ(one.swings.size(), 2U);
  EXPECT_NEAR(one.swings[0].low.mean, -2, 1e-9);
  EXPECT_NEAR(one.swings[0].high.mean, 3, 1e-9);
  EXPECT_EQ(one.swings[0].low.base, 10U);
  EXPECT_TRUE(one.swings[0].low.paired);
  EXPECT_NEAR(reach(one.swings[0]), 3, 1e-9);
}

TEST(Sensitivity, TheFarthestReachComesFirstWhicheverEndItIs) {
  const Sensitivity made = ranked(
      base, measures, {number("little", 0, 1), number("down", -7, 0), number("up", 0, 4), number("none", 0, 0)}, 10);
  std::vector<std::string> order;
  for (const Moved& one : made.numbers) order.push_back(one.place);
  EXPECT_EQ(order, (std::vector<std::string>{"down", "up", "little", "none"}));
  EXPECT_EQ(made.replicas, 10U);
}

TEST(Sensitivity, WhatChanceCouldDoIsNotToldApart) {
  const Sensitivity made = ranked(base, measures, {number("real", -7, 0)}, 10);
  EXPECT_TRUE(made.numbers[0].swings[0].low_told_apart);
  EXPECT_FALSE(made.numbers[0].swings[0].high_told_apart);
}

TEST(Sensitivity, AMeasureThatIsNotThereMovesByNothing) {
  const Sensitivity made = ranked(base, measures, {number("a", 1, 2)}, 10);
  EXPECT_EQ(reach(made.numbers[0].swings[1]), 0);
  EXPECT_FALSE(made.numbers[0].swings[1].low_told_apart);
}

}  // namespace
}  // namespace comparison
