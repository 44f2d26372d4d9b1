#pragma once
// Densities and kernels of the fit: priors that can be valued, and the normal kernel around the kept particles.

#include <span>
#include <vector>

#include "base/distribution.h"
#include "base/random.h"
#include "foresee/fit/fit.h"

namespace fit {

/// Whether a distribution has a density: uniform with two ends, exponential, lognormal with spread, gamma, beta.
bool has_density(const base::Distribution& distribution);

/// Logarithm of the density at x; minus infinity where it is 0.
double log_density(const base::Distribution& distribution, double x);

/// Normal with twice the weighted covariance of the particles (Filippi, Barnes, Cornebise and Stumpf, Stat. Appl.
/// Genet. Mol. Biol. 12, 2013), around one of them.
class Kernel {
 public:
  /// `least` is added to the variances, so that particles in one plane leave a density.
  Kernel(std::span<const Particle> particles, std::span<const double> least);

  /// One of the particles, chosen by weight, moved by the kernel.
  [[nodiscard]] std::vector<double> propose(base::Stream& stream) const;
  /// Density of a proposal: the weighted sum over the particles.
  [[nodiscard]] double density(std::span<const double> at) const;

 private:
  std::span<const Particle> particles_;
  std::size_t size_;
  std::vector<double> root_;  ///< lower Cholesky factor, row by row
  double constant_;           ///< 1 / (sqrt(2 pi)^size * determinant of the root)
};

}  // namespace fit
