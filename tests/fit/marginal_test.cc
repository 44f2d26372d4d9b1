#include "foresee/fit/marginal.h"

#include <gtest/gtest.h>

namespace fit {
namespace {

TEST(Marginal, OfAPriorIsThatOfItsDistribution) {
  const Marginal even = before({base::Distribution::Kind::uniform, 2, 4, {}, {}});
  // Standard error of a quantile of 10,000 even draws over a width of 2: 2 sqrt(q (1 - q) / 10,000).
  EXPECT_NEAR(even.p05, 2.1, 5 * 0.0044);
  EXPECT_NEAR(even.median, 3, 5 * 0.01);
  EXPECT_NEAR(even.p95, 3.9, 5 * 0.0044);
}

TEST(Marginal, OfAPosteriorGoesByWeight) {
  estate::Joint joint;
  joint.parameters = {0, 1};
  joint.rows = {{5, 1}, {1, 1}, {3, 1}, {2, 1}};
  joint.weights = {1, 6, 1, 92};
  const Marginal one = after(joint, 0);
  EXPECT_EQ(one.p05, 1);
  EXPECT_EQ(one.median, 2);
  EXPECT_EQ(one.p95, 2);
  EXPECT_EQ(after(joint, 1).p95, 1);
}

}  // namespace
}  // namespace fit
