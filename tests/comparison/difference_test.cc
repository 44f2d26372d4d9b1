// Differences of two columns against closed forms, published data and their own symmetries.

#include "foresee/comparison/difference.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>

#include "foresee/comparison/student.h"

namespace comparison {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();

// One degree of freedom is Cauchy's distribution, two have a closed form as well (Abramowitz and Stegun 26.7.3 and .4).
TEST(Student, OneAndTwoDegreesOfFreedomHaveClosedForms) {
  for (const double t : {0.0, 1e-6, 0.3, 1.0, 2.5, 12.7, 1e3, 1e8}) {
    EXPECT_NEAR(student_two_sided(t, 1), 2 / std::numbers::pi * std::atan2(1.0, t), 1e-13) << t;
    EXPECT_NEAR(student_two_sided(t, 2), 1 - t / std::sqrt(2 + t * t), 1e-13) << t;
    EXPECT_EQ(student_two_sided(-t, 2), student_two_sided(t, 2));
  }
  EXPECT_EQ(student_two_sided(never, 5), 0);
  // Far out the relative error counts: 2 / (pi t) for Cauchy's.
  EXPECT_NEAR(student_two_sided(1e8, 1) * 1e8 * std::numbers::pi / 2, 1, 1e-10);
}

// Abramowitz and Stegun, table 26.10, with more digits from R 4.2: qt(0.975, c(1, 2, 10, 30, 999, 1e5)).
TEST(Student, QuantilesOfTheTable) {
  EXPECT_NEAR(student_quantile(0.05, 1), 12.706204736432095, 1e-7);
  EXPECT_NEAR(student_quantile(0.05, 2), 4.302652729696142, 1e-8);
  EXPECT_NEAR(student_quantile(0.05, 10), 2.2281388519649385, 1e-8);
  EXPECT_NEAR(student_quantile(0.05, 30), 2.0422724563012373, 1e-8);
  EXPECT_NEAR(student_quantile(0.05, 999), 1.9623414611334487, 1e-8);
  EXPECT_NEAR(student_quantile(0.05, 1e6), 1.959964, 1e-5);
  EXPECT_NEAR(student_quantile(0.01, 10), 3.169272672616959, 1e-8);
}

// Hours of sleep gained by ten people with each of two drugs: Cushny and Peebles (1905), the data of Student (1908).
// The numbers are those of t.test(..., paired = TRUE) and of Welch's test in R's manual of the data set `sleep`.
const std::vector<double> first_drug = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
const std::vector<double> second_drug = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

TEST(Difference, StudentsSleepPaired) {
  const Difference d = paired_difference(first_drug, second_drug);
  EXPECT_NEAR(d.mean, 1.58, 1e-12);
  EXPECT_NEAR(d.mean / d.error_paired, 4.0621, 5e-5);
  EXPECT_EQ(d.freedom, 9);
  EXPECT_NEAR(d.p, 0.002833, 5e-7);
  EXPECT_NEAR(d.low, 0.7001142, 5e-8);
  EXPECT_NEAR(d.high, 2.4598858, 5e-8);
  EXPECT_EQ(d.share_less, 0);
  EXPECT_DOUBLE_EQ(d.share_more, 0.9);
  // Differences in order: 0 0.8 1 1.2 1.3 1.3 1.4 1.8 2.4 4.6; type 7: h = 9 p.
  EXPECT_NEAR(d.p05, 0.45 * 0.8, 1e-12);
  EXPECT_NEAR(d.median, 1.3, 1e-12);
  EXPECT_NEAR(d.p95, 2.4 + 0.55 * 2.2, 1e-12);
}

TEST(Difference, StudentsSleepUnpairedIsWelchs) {
  const Difference d = unpaired_difference(first_drug, second_drug);
  EXPECT_FALSE(d.paired);
  EXPECT_NEAR(d.mean, 1.58, 1e-12);
  EXPECT_NEAR(d.mean / d.error_unpaired, 1.8608, 5e-5);
  EXPECT_NEAR(d.freedom, 17.776, 5e-4);
  EXPECT_NEAR(d.p, 0.07939, 5e-6);
  EXPECT_NEAR(d.low, -0.2054832, 5e-8);
  EXPECT_NEAR(d.high, 3.3654832, 5e-8);
  EXPECT_TRUE(std::isnan(d.error_paired) && std::isnan(d.variance_ratio) && std::isnan(d.p05));
}

// x and y are exactly uncorrelated with equal variance, so b = c x + sqrt(1 - c^2) y has the correlation c with a = x
// and var(a) + var(b) = 2 v, var(b - a) = 2 v (1 - c): the ratio is 1 / (1 - c).
TEST(Difference, TheVarianceRatioOfAKnownCorrelation) {
  constexpr std::size_t n = 360;
  for (const double c : {-0.5, 0.0, 0.5, 0.9, 0.99}) {
    std::vector<double> a, b;
    for (std::size_t i = 0; i < n; ++i) {
      const double angle = 2 * std::numbers::pi * static_cast<double>(i) / n;
      a.push_back(7 + std::cos(angle));
      b.push_back(3 + c * std::cos(angle) + std::sqrt(1 - c * c) * std::sin(angle));
    }
    const Difference d = paired_difference(a, b);
    EXPECT_NEAR(d.variance_ratio, 1 / (1 - c), 1e-9 / (1 - c)) << c;
    EXPECT_NEAR(std::pow(d.error_unpaired / d.error_paired, 2), d.variance_ratio, 1e-9 / (1 - c));
  }
}

TEST(Difference, PairsTheCommonPrefixAndOnlyWhatIsFinite) {
  const std::vector<double> base = {1, 2, never, 4, 5, 99};
  const std::vector<double> other = {2, never, never, 6, 5};
  const Difference d = paired_difference(base, other);
  EXPECT_EQ(d.base, 5U);
  EXPECT_EQ(d.other, 5U);
  EXPECT_EQ(d.base_never, 1U);
  EXPECT_EQ(d.other_never, 2U);
  EXPECT_EQ(d.base_used, 3U);  // pairs 0, 3 and 4: differences 1 2 0
  EXPECT_DOUBLE_EQ(d.mean, 1);
  EXPECT_DOUBLE_EQ(d.error_paired, 1 / std::sqrt(3.0));
  const Difference apart = unpaired_difference(base, other);
  EXPECT_EQ(apart.base, 6U);
  EXPECT_EQ(apart.base_used, 5U);
  EXPECT_EQ(apart.other_used, 3U);
  EXPECT_DOUBLE_EQ(apart.mean_base, 22.2);
}

TEST(Difference, OnePairOrNoneSaysNothingOfTheError) {
  for (const Difference& d : {paired_difference(std::vector{1.0}, std::vector{5.0}),
                              unpaired_difference(std::vector{1.0}, std::vector{5.0})}) {
    EXPECT_EQ(d.mean, 4);
    EXPECT_TRUE(std::isnan(d.error()) && std::isnan(d.low) && std::isnan(d.high));
    EXPECT_EQ(d.p, 1);
  }
  EXPECT_EQ(paired_difference(std::vector{never}, std::vector{1.0}).base_used, 0U);
  EXPECT_EQ(paired_difference({}, {}).p, 1);
  EXPECT_EQ(unpaired_difference({}, {}).p, 1);
}

TEST(Difference, WhatDiffersAlikeInEveryPairIsJudgedByTheSignTest) {
  EXPECT_EQ(paired_difference(std::vector{1.0, 2.0}, std::vector{4.0, 5.0}).p, 0.5);
  const std::vector<double> rounded = {1.1, 2.1, 7.3, 9.9, 0.3};  // + 0.7 is not exact in any of them
  std::vector<double> more = rounded;
  for (double& value : more) value += 0.7;
  EXPECT_EQ(paired_difference(rounded, more).p, std::ldexp(1.0, -4));
  const Difference same = paired_difference(rounded, rounded);
  EXPECT_EQ(same.p, 1);
  EXPECT_EQ(same.low, 0);
  EXPECT_EQ(same.high, 0);
  EXPECT_EQ(unpaired_difference(std::vector{1.0, 1.0, 1.0}, std::vector{2.0, 2.0}).p, 0.5);
}

TEST(Difference, LastDigitsAreNoDifference) {
  const std::vector<double> base = {19.3, 0.1, 7e9, 0};
  std::vector<double> other = base;
  for (double& value : other) value = std::nextafter(value * (1 + 1e-15), 1e300);
  other[3] = 0;
  const Difference d = paired_difference(base, other);
  EXPECT_EQ(d.mean, 0);
  EXPECT_EQ(d.share_more, 0);
  EXPECT_EQ(d.p, 1);
  EXPECT_EQ(paired_difference(std::vector{1.0, 1.0}, std::vector{1.0, 1.0 + 1e-9}).share_more, 0.5);
}

// 4,000 samples of 12 coupled pairs of normals, true difference 0.3, seed 5: each interval holds 0.3 with chance 0.95,
// so the share has a standard error of 0.0034; four of them are allowed. Unpaired, with unequal variances and numbers,
// Welch's interval is approximate: a further 0.01.
TEST(Difference, NineteenOfTwentyIntervalsHoldTheTruth) {
  constexpr int samples = 4000;
  std::mt19937_64 engine(5);
  std::normal_distribution<double> normal;
  int held_paired = 0;
  int held_unpaired = 0;
  for (int s = 0; s < samples; ++s) {
    std::vector<double> a, b, c;
    for (int i = 0; i < 12; ++i) {
      a.push_back(normal(engine));
      b.push_back(0.3 + 0.8 * a.back() + 0.6 * normal(engine));
    }
    for (int i = 0; i < 20; ++i) c.push_back(0.3 + 3 * normal(engine));
    const Difference paired = paired_difference(a, b);
    const Difference unpaired = unpaired_difference(a, c);
    held_paired += paired.low <= 0.3 && 0.3 <= paired.high;
    held_unpaired += unpaired.low <= 0.3 && 0.3 <= unpaired.high;
  }
  EXPECT_NEAR(static_cast<double>(held_paired) / samples, 0.95, 4 * 0.0034);
  EXPECT_NEAR(static_cast<double>(held_unpaired) / samples, 0.95, 4 * 0.0034 + 0.01);
}

// R 4.2: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm").
TEST(Holm, StepsDownAsPublished) {
  const std::vector<double> adjusted = holm(std::vector{0.01, 0.04, 0.03, 0.005});
  const double expected[] = {0.03, 0.06, 0.06, 0.02};
  for (std::size_t i = 0; i < 4; ++i) EXPECT_DOUBLE_EQ(adjusted[i], expected[i]) << i;
  EXPECT_TRUE(holm({}).empty());
  EXPECT_EQ(holm(std::vector{0.7, 0.8}), (std::vector<double>{1, 1}));
}

std::vector<double> column(std::size_t size) {
  return *rc::gen::container<std::vector<double>>(
      size, rc::gen::map(rc::gen::inRange(-1000, 1000), [](int i) { return i / 8.0; }));  // exact sums
}

TEST(Difference, SwappingTheTwoTurnsEverythingRound) {
  rc::check([] {
    const auto size = *rc::gen::inRange<std::size_t>(2, 30);
    const std::vector<double> a = column(size);
    const std::vector<double> b = column(size);
    for (const auto& compare : {paired_difference, unpaired_difference}) {
      const Difference there = compare(a, b);
      const Difference back = compare(b, a);
      RC_ASSERT(std::abs(there.mean + back.mean) < 1e-9);
      RC_ASSERT(std::abs(there.low + back.high) < 1e-6);
      RC_ASSERT(std::abs(there.p - back.p) < 1e-6);
      RC_ASSERT(there.low <= there.mean && there.mean <= there.high);
      RC_ASSERT(there.p >= 0 && there.p <= 1);
      // The interval holds 0 if and only if p is at least 0.05 (where there is a spread that t can be made of).
      if (there.error() > 0) RC_ASSERT((there.low <= 0 && 0 <= there.high) == (there.p >= 1 - confidence));
    }
    RC_ASSERT(paired_difference(a, b).share_less == paired_difference(b, a).share_more);
  });
}

TEST(Difference, WhatIsAddedToBothOfAPairChangesNothing) {
  rc::check([] {
    const auto size = *rc::gen::inRange<std::size_t>(2, 30);
    std::vector<double> a = column(size);
    std::vector<double> b = column(size);
    const std::vector<double> luck = column(size);
    const Difference before = paired_difference(a, b);
    for (std::size_t i = 0; i < size; ++i) {
      a[i] += luck[i];
      b[i] += luck[i];
    }
    const Difference after = paired_difference(a, b);
    RC_ASSERT(before.low == after.low);
    RC_ASSERT(before.p == after.p);
    RC_ASSERT(before.p95 == after.p95);
  });
}

TEST(Holm, LiesBetweenNothingAndBonferroniAndKeepsTheOrder) {
  rc::check([] {
    const auto tenths = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 1001));
    std::vector<double> p;
    for (const int value : tenths) p.push_back(value / 1000.0);
    const std::vector<double> adjusted = holm(p);
    for (std::size_t i = 0; i < p.size(); ++i) {
      RC_ASSERT(adjusted[i] >= p[i]);
      RC_ASSERT(adjusted[i] <= std::min(1.0, p[i] * static_cast<double>(p.size())) + 1e-12 ||
                adjusted[i] <= *std::ranges::max_element(adjusted));
      for (std::size_t j = 0; j < p.size(); ++j) RC_ASSERT(p[i] > p[j] || adjusted[i] <= adjusted[j]);
    }
    if (!p.empty()) {
      const double least = *std::ranges::min_element(p);
      RC_ASSERT(std::abs(*std::ranges::min_element(adjusted) - std::min(1.0, least * static_cast<double>(p.size()))) <
                1e-12);
    }
  });
}

}  // namespace
}  // namespace comparison
