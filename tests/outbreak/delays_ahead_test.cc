// Delays drawn many at a time beside their laws; seeds are fixed.

#include "foresee/outbreak/delays_ahead.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <vector>

#include "base/exact.h"

namespace {

using base::Distribution;
using outbreak::DelaysAhead;

std::vector<double> delays(const Distribution& of, std::uint64_t replica, std::size_t count) {
  DelaysAhead ahead;
  ahead.reset(of, {5, replica, base::Purpose::course, 0, 0});
  std::vector<double> drawn(count);
  for (double& delay : drawn) delay = ahead.next();
  return drawn;
}

void expect_law(const Distribution& of, const std::function<double(double)>& cdf) {
  EXPECT_LT(exact::ks(delays(of, 0, 200000), cdf), exact::ks_bound) << base::to_text(of);
}

TEST(DelaysAhead, have_their_law) {
  using Kind = Distribution::Kind;
  expect_law({Kind::lognormal, 600, 0.5, {}, {}}, [](double x) { return exact::normal_cdf(std::log(x / 600) / 0.5); });
  expect_law(Distribution::exponential(7), [](double x) { return -std::expm1(-x / 7); });
  // One word is never enough for these: each has a stream of its own.
  expect_law({Kind::gamma, 600, 0.5, {}, {}}, [](double x) { return exact::gamma_p(0.5, x * 0.5 / 600); });
}

TEST(DelaysAhead, belong_to_their_key_and_number) {
  const Distribution of{Distribution::Kind::gamma, 600, 0.5, {}, {}};
  DelaysAhead ahead;
  ahead.reset(of, {5, 1, base::Purpose::course, 0, 0});
  for (int i = 0; i < 70; ++i) ahead.next();  // nothing of it must be left
  ahead.reset(of, {5, 0, base::Purpose::course, 0, 0});
  const std::vector<double> first = delays(of, 0, 150);
  const std::vector<double> other = delays(of, 1, 150);
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(ahead.next(), first[i]);
    EXPECT_NE(first[i], other[i]);
  }
}

}  // namespace
