// Simulation-based calibration (Talts, Betancourt, Simpson, Vehtari and Gelman, arXiv 1804.06788): when the truth is
// drawn from the prior and the data from the truth, the rank of the truth among draws of the posterior is uniform. Ten
// fits here; `CORDON_CALIBRATION=100 fit_test --gtest_filter=Calibration.*` makes as many as it says.

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <string>

#include "fit/small_fit.h"

namespace {

/// Share of the posterior below the truth.
double rank_of(double truth, const fit::Result& result) {
  double below = 0;
  for (const fit::Particle& particle : result.particles) {
    if (particle.values[0] < truth) below += particle.weight;
  }
  return below;
}

// The mean of n uniform ranks has the standard error sqrt(1 / 12 n), their mean square sqrt(4 / 45 n): four and a half
// of each are allowed. Ranks that pile up in the middle (a posterior too wide) or at the ends (too narrow) move the
// second.
TEST(Calibration, RanksOfTheTruthAreUniform) {
  const char* asked = std::getenv("CORDON_CALIBRATION");
  const int fits = asked != nullptr ? std::stoi(asked) : 10;
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < fits; ++i) {
    base::Stream draws({77, static_cast<std::uint64_t>(i), base::Purpose::generator, 0, 0});
    const double truth = draws.uniform();
    const auto infected = static_cast<double>(base::binomial(small_fit::devices, truth, draws));
    fit::Options options = small_fit::options(100 + static_cast<std::uint64_t>(i));
    options.particles = 300;
    const auto result = small_fit::run({small_fit::infected(infected)}, options);
    ASSERT_TRUE(result);
    const double rank = rank_of(truth, *result);
    sum += rank;
    squares += rank * rank;
  }
  EXPECT_NEAR(sum / fits, 0.5, 4.5 * std::sqrt(1.0 / (12 * fits)));
  EXPECT_NEAR(squares / fits, 1.0 / 3, 4.5 * std::sqrt(4.0 / (45 * fits)));
}

}  // namespace
