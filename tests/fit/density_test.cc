// Priors and kernels of the fit against what their densities must be.

#include "foresee/fit/density.h"

#include <gtest/gtest.h>

#include <cmath>

namespace fit {
namespace {

using base::Distribution;
using Kind = Distribution::Kind;

/// Integral over (low, high) by the midpoint rule.
double mass(const Distribution& distribution, double low, double high, int steps = 200000) {
  double sum = 0;
  for (int i = 0; i < steps; ++i) {
    sum += std::exp(log_density(distribution, low + (high - low) * (i + 0.5) / steps));
  }
  return sum * (high - low) / steps;
}

TEST(Density, HasMassOneAndTheMassOfItsDraws) {
  for (const Distribution& one :
       {Distribution{Kind::uniform, 2, 5, {}, {}}, Distribution{Kind::exponential, 2, 0, {}, {}},
        Distribution{Kind::lognormal, 2, 0.5, {}, {}}, Distribution{Kind::gamma, 2, 3, {}, {}},
        Distribution{Kind::beta, 0.3, 8, {}, {}}}) {
    const double high = one.kind == Kind::beta ? 1 : 60;
    EXPECT_NEAR(mass(one, 0, high), 1, 1e-4) << base::to_text(one);
    base::Stream draws({5, 0, base::Purpose::generator, static_cast<std::uint64_t>(one.kind), 0});
    const double middle = base::mean(one);
    double below = 0;
    constexpr int count = 40000;
    for (int i = 0; i < count; ++i) below += base::draw(one, draws) < middle ? 1 : 0;
    EXPECT_NEAR(below / count, mass(one, 0, middle), 5 * std::sqrt(0.25 / count)) << base::to_text(one);
  }
  EXPECT_FALSE(has_density(Distribution::fixed(1)));
  EXPECT_FALSE(has_density(Distribution{Kind::uniform, 1, 1, {}, {}}));
}

// Two particles on a line in a plane: the kernel's density over the plane has mass one, and its draws its covariance.
TEST(Kernel, ProposesWhatItsDensitySays) {
  std::vector<Particle> particles(2);
  particles[0] = {{0, 0}, {}, 0, 1, 0.25};
  particles[1] = {{1, 2}, {}, 0, 1, 0.75};
  const Kernel kernel(particles, std::vector<double>{0.04, 0.04});
  double sum = 0;
  constexpr int steps = 400;
  for (int i = 0; i < steps; ++i) {
    for (int j = 0; j < steps; ++j) {
      const std::vector<double> at = {-5 + 11 * (i + 0.5) / steps, -8 + 18 * (j + 0.5) / steps};
      sum += kernel.density(at) * (11.0 / steps) * (18.0 / steps);
    }
  }
  EXPECT_NEAR(sum, 1, 1e-3);
  // Weighted variances are 3/16 and 3/4, covariance 3/8; the proposal adds twice these and `least` to them.
  double xx = 0;
  double xy = 0;
  constexpr int count = 100000;
  base::Stream draws({6, 0, base::Purpose::generator, 0, 0});
  for (int i = 0; i < count; ++i) {
    const std::vector<double> at = kernel.propose(draws);
    xx += (at[0] - 0.75) * (at[0] - 0.75);
    xy += (at[0] - 0.75) * (at[1] - 1.5);
  }
  EXPECT_NEAR(xx / count, 3 * 3.0 / 16 + 0.04, 0.02);
  EXPECT_NEAR(xy / count, 3 * 3.0 / 8, 0.03);
}

}  // namespace
}  // namespace fit
