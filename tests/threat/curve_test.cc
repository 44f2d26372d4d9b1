// The outside population against closed forms, numerical integration, and its own inverse.

#include "world/threat/curve.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>

namespace {

using threat::Curve;

Curve points(std::vector<std::pair<double, double>> list) {
  Curve curve;
  curve.points = std::move(list);
  return curve;
}

Curve logistic(double capacity, double initial, double growth, double from, double until) {
  Curve curve;
  curve.kind = Curve::Kind::logistic;
  curve.capacity = capacity;
  curve.initial = initial;
  curve.growth_per_s = growth;
  curve.from_s = from;
  curve.until_s = until;
  return curve;
}

TEST(Curve, points_by_hand) {
  const Curve curve = points({{10, 0}, {20, 100}, {30, 50}});
  EXPECT_EQ(threat::population(curve, 9.999), 0);
  EXPECT_EQ(threat::population(curve, 15), 50);
  EXPECT_EQ(threat::population(curve, 20), 100);
  EXPECT_EQ(threat::population(curve, 25), 75);
  EXPECT_EQ(threat::population(curve, 1e9), 50);
  EXPECT_EQ(threat::cumulative(curve, 5), 0);
  EXPECT_EQ(threat::cumulative(curve, 15), 125);
  EXPECT_EQ(threat::cumulative(curve, 20), 500);
  EXPECT_EQ(threat::cumulative(curve, 30), 1250);
  EXPECT_EQ(threat::cumulative(curve, 40), 1750);
  EXPECT_EQ(threat::time_of_cumulative(curve, 125), 15);
  EXPECT_EQ(threat::time_of_cumulative(curve, 1750), 40);
}

TEST(Curve, points_jump_up_at_the_first_and_may_end_in_nobody) {
  const Curve curve = points({{10, 4}, {20, 0}});
  EXPECT_EQ(threat::population(curve, 10), 4);
  EXPECT_EQ(threat::cumulative(curve, 100), 20);
  EXPECT_EQ(threat::time_of_cumulative(curve, 20), 20);
  EXPECT_EQ(threat::time_of_cumulative(curve, 20.001), std::numeric_limits<double>::infinity());
  const Curve gap = points({{0, 2}, {10, 0}, {20, 0}, {30, 2}});
  EXPECT_GE(threat::time_of_cumulative(gap, 10.0001), 20);
  EXPECT_EQ(threat::time_of_cumulative(gap, 20), 30);
}

TEST(Curve, one_point_is_a_constant) {
  const Curve curve = points({{5, 3}});
  EXPECT_EQ(threat::cumulative(curve, 15), 30);
  EXPECT_EQ(threat::time_of_cumulative(curve, 30), 15);
}

TEST(Curve, logistic_by_hand) {
  const Curve curve = logistic(1000, 10, 0.001, 100, 7000);
  EXPECT_EQ(threat::population(curve, 99), 0);
  EXPECT_DOUBLE_EQ(threat::population(curve, 100), 10);
  const double half = 100 + std::log(99.0) / 0.001;  // where N is half the capacity
  EXPECT_NEAR(threat::population(curve, half), 500, 1e-9);
  EXPECT_EQ(threat::population(curve, 8000), threat::population(curve, 7000));
  EXPECT_NEAR(threat::cumulative(curve, 8000) - threat::cumulative(curve, 7000), 1000 * threat::population(curve, 7000),
              1e-6);
}

TEST(Curve, logistic_does_not_overflow_after_centuries) {
  const Curve curve = logistic(1e6, 1, 1, 0, -1);
  EXPECT_EQ(threat::population(curve, 1e9), 1e6);
  EXPECT_NEAR(threat::cumulative(curve, 1e9) / 1e15, 1, 1e-6);
  EXPECT_NEAR(threat::time_of_cumulative(curve, 1e15) / 1e9, 1, 1e-6);
}

TEST(Curve, logistic_at_capacity_is_constant) {
  const Curve curve = logistic(50, 50, 0.1, 0, -1);
  EXPECT_NEAR(threat::cumulative(curve, 7), 350, 1e-9);
  EXPECT_NEAR(threat::time_of_cumulative(curve, 350), 7, 1e-9);
}

// ---- properties
// ------------------------------------------------------------------------------------------------------

rc::Gen<double> between(double low, double high) {
  return rc::gen::map(rc::gen::inRange(0, 1'000'001), [=](int x) { return low + (high - low) * x / 1e6; });
}

Curve any_curve() {
  if (*rc::gen::arbitrary<bool>()) {
    std::vector<std::pair<double, double>> list;
    double at = *between(0, 100);
    for (int i = *rc::gen::inRange(1, 6); i > 0; --i) {
      list.emplace_back(at, *between(0, 1000));
      at += *between(0.1, 100);
    }
    if (list.back().second == 0) list.back().second = 1;
    return points(std::move(list));
  }
  const double capacity = *between(10, 1e6);
  const double from = *between(0, 100);
  const double until = *rc::gen::arbitrary<bool>() ? -1 : from + *between(1, 500);
  return logistic(capacity, capacity * *between(1e-5, 1), *between(1e-4, 1), from, until);
}

RC_GTEST_PROP(CurveProperty, the_inverse_is_exact, ()) {
  const Curve curve = any_curve();
  const double amount = std::exp(*between(-5, 12));
  const double at = threat::time_of_cumulative(curve, amount);
  RC_ASSERT(std::isfinite(at));
  RC_ASSERT(std::abs(threat::cumulative(curve, at) / amount - 1) < 1e-6);
}

RC_GTEST_PROP(CurveProperty, the_integral_is_that_of_the_population, ()) {
  const Curve curve = any_curve();
  const double begin = *between(-10, 300);
  const double end = begin + *between(0, 200);
  // Midpoint rule with 20,000 steps: exact on linear pieces but for the steps that hold a corner or a jump.
  constexpr int steps = 20000;
  const double step = (end - begin) / steps;
  double sum = 0;
  double most = 0;
  for (int i = 0; i < steps; ++i) {
    const double value = threat::population(curve, begin + (i + 0.5) * step);
    sum += value * step;
    most = std::max(most, value);
  }
  const double exact = threat::cumulative(curve, end) - threat::cumulative(curve, begin);
  RC_ASSERT(std::abs(sum - exact) <= 2 * step * most + 1e-6 * (1 + threat::cumulative(curve, end)));
}

RC_GTEST_PROP(CurveProperty, the_integral_never_falls, ()) {
  const Curve curve = any_curve();
  const double a = *between(-10, 1000);
  const double b = a + *between(0, 1000);
  RC_ASSERT(threat::cumulative(curve, a) <= threat::cumulative(curve, b));
  RC_ASSERT(threat::population(curve, a) >= 0);
}

}  // namespace
