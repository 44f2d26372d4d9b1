// The logarithm that loops use beside the C library's.

#include "base/logarithm.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/random.h"
#include "exact.h"

namespace {

TEST(Logarithm, is_that_of_the_library_to_twelve_digits) {
  base::Stream stream({1, 0, base::Purpose::generator, 5, 0});
  for (int i = 0; i < 100000; ++i) {
    const double x = std::ldexp(0.5 + 0.5 * stream.uniform(), static_cast<int>(stream.below(2000)) - 1000);
    const double expected = -std::log(x);
    // It is a sum of two parts, which may cancel near 1.
    ASSERT_NEAR(base::minus_log(x), expected, 1e-12 * std::max(std::abs(expected), 0.4)) << x;
  }
  EXPECT_EQ(base::minus_log(1), 0);
}

TEST(Logarithm, exponential_variates_have_their_law) {
  base::Stream stream({1, 0, base::Purpose::generator, 6, 0});
  std::vector<double> drawn(200000);
  for (double& x : drawn) x = base::exponential_of(stream.bits());
  EXPECT_LT(exact::ks(drawn, [](double x) { return -std::expm1(-x); }), exact::ks_bound);
  EXPECT_GT(base::exponential_of(~std::uint64_t{0}), 0);
  EXPECT_NEAR(base::exponential_of(0), 53 * std::log(2), 1e-10);  // half of 2^-52
}

}  // namespace
