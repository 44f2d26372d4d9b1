#include "foresee/drill/statistics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace drill {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

// 1 2 4 8 16: h = 4 p. p = 0.05: h = 0.2, 1 + 0.2 (2 - 1) = 1.2; 0.25: h = 1, 2; 0.5: 4; 0.75: h = 3, 8;
// 0.95: h = 3.8, 8 + 0.8 * 8 = 14.4. Mean 6.2; squares about it 27.04 + 17.64 + 4.84 + 3.24 + 96.04 = 148.8;
// sqrt(148.8 / 4 / 5) = 2.727636...
TEST(Statistics, FiveValuesByHand) {
  std::vector<double> values = {16, 1, 8, 2, 4};
  const Quantiles q = quantiles(values);
  EXPECT_DOUBLE_EQ(q.p05, 1.2);
  EXPECT_DOUBLE_EQ(q.p25, 2);
  EXPECT_DOUBLE_EQ(q.median, 4);
  EXPECT_DOUBLE_EQ(q.p75, 8);
  EXPECT_DOUBLE_EQ(q.p95, 14.4);
  EXPECT_DOUBLE_EQ(q.mean, 6.2);
  EXPECT_DOUBLE_EQ(q.standard_error, std::sqrt(148.8 / 20));
}

// 0 10 20 30: h = 3 p: 0.05 -> 1.5, 0.25 -> 7.5, 0.5 -> 15, 0.75 -> 22.5, 0.95 -> 28.5.
TEST(Statistics, AnEvenNumberLiesBetween) {
  std::vector<double> values = {30, 10, 0, 20};
  const Quantiles q = quantiles(values);
  EXPECT_DOUBLE_EQ(q.p05, 1.5);
  EXPECT_DOUBLE_EQ(q.p25, 7.5);
  EXPECT_DOUBLE_EQ(q.median, 15);
  EXPECT_DOUBLE_EQ(q.p75, 22.5);
  EXPECT_DOUBLE_EQ(q.p95, 28.5);
}

TEST(Statistics, AThousandInAnyOrderAgreeWithSorting) {
  std::vector<double> values(1000);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>((i * 379) % 1000);
  const Quantiles q = quantiles(values);
  EXPECT_DOUBLE_EQ(q.p05, 0.05 * 999);
  EXPECT_DOUBLE_EQ(q.p25, 0.25 * 999);
  EXPECT_DOUBLE_EQ(q.median, 499.5);
  EXPECT_DOUBLE_EQ(q.p75, 0.75 * 999);
  EXPECT_DOUBLE_EQ(q.p95, 0.95 * 999);
  EXPECT_DOUBLE_EQ(q.mean, 499.5);
  EXPECT_NEAR(q.standard_error, std::sqrt(1000.0 * 1001 / 12 / 1000), 1e-9);  // variance n (n + 1) / 12 with n - 1
}

TEST(Statistics, WhatNeverHappenedIsInfiniteBeyondTheOthers) {
  std::vector<double> values = {infinite, 3, infinite, 1, 2};
  const Quantiles q = quantiles(values);
  EXPECT_DOUBLE_EQ(q.p05, 1.2);
  EXPECT_DOUBLE_EQ(q.median, 3);  // h = 2 exactly: the infinite neighbour does not count
  EXPECT_EQ(q.p75, infinite);
  EXPECT_EQ(q.p95, infinite);
  EXPECT_EQ(q.mean, infinite);
  EXPECT_TRUE(std::isnan(q.standard_error));
  std::vector<double> all(7, infinite);
  EXPECT_EQ(quantiles(all).median, infinite);
}

TEST(Statistics, OneValueAndNone) {
  std::vector<double> one = {5};
  EXPECT_EQ(quantiles(one).p95, 5);
  EXPECT_TRUE(std::isnan(quantiles(one).standard_error));
  std::vector<double> none;
  EXPECT_TRUE(std::isnan(quantiles(none).mean));
  std::vector<double> same(9, 0.1);
  EXPECT_EQ(quantiles(same).mean, 0.1);
  EXPECT_EQ(quantiles(same).standard_error, 0);
}

}  // namespace
}  // namespace drill
