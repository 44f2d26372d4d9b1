#include "foresee/fit/density.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace fit {

namespace {

using Kind = base::Distribution::Kind;
constexpr double nothing = -std::numeric_limits<double>::infinity();

std::vector<double> weighted_mean(std::span<const Particle> particles) {
  std::vector<double> mean(particles.front().values.size(), 0);
  for (const Particle& particle : particles) {
    for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += particle.weight * particle.values[i];
  }
  return mean;
}

/// In place: the lower factor L of a symmetric positive definite matrix L L^T, zeros above the diagonal.
void cholesky(std::vector<double>& matrix, std::size_t size) {
  for (std::size_t row = 0; row < size; ++row) {
    for (std::size_t column = 0; column <= row; ++column) {
      double sum = matrix[row * size + column];
      for (std::size_t k = 0; k < column; ++k) sum -= matrix[row * size + k] * matrix[column * size + k];
      matrix[row * size + column] = row == column ? std::sqrt(sum) : sum / matrix[column * size + column];
    }
    for (std::size_t column = row + 1; column < size; ++column) matrix[row * size + column] = 0;
  }
}

}  // namespace

bool has_density(const base::Distribution& distribution) {
  switch (distribution.kind) {
    case Kind::uniform: return distribution.b > distribution.a;
    case Kind::lognormal: return distribution.b > 0;
    case Kind::exponential:
    case Kind::gamma:
    case Kind::beta: return true;
    case Kind::fixed:
    case Kind::chance:
    case Kind::choice: return false;
  }
  return false;
}

double log_density(const base::Distribution& distribution, double x) {
  const double a = distribution.a;
  const double b = distribution.b;
  if (distribution.kind == Kind::uniform) return x >= a && x <= b ? -std::log(b - a) : nothing;
  if (x <= 0 || (distribution.kind == Kind::beta && x >= 1)) return nothing;
  switch (distribution.kind) {
    case Kind::exponential: return -x / a - std::log(a);
    case Kind::lognormal: {
      const double z = std::log(x / a) / b;
      return -z * z / 2 - std::log(x * b) - std::log(2 * std::numbers::pi) / 2;
    }
    case Kind::gamma: return b * std::log(b / a) + (b - 1) * std::log(x) - b * x / a - std::lgamma(b);
    case Kind::beta: {
      const double alpha = a * b;
      const double beta = (1 - a) * b;
      return std::lgamma(b) - std::lgamma(alpha) - std::lgamma(beta) + (alpha - 1) * std::log(x) +
             (beta - 1) * std::log1p(-x);
    }
    default: return nothing;
  }
}

Kernel::Kernel(std::span<const Particle> particles, std::span<const double> least)
    : particles_(particles), size_(least.size()), root_(size_ * size_, 0), constant_(1) {
  const std::vector<double> mean = weighted_mean(particles);
  for (const Particle& particle : particles) {
    for (std::size_t i = 0; i < size_; ++i) {
      for (std::size_t j = 0; j < size_; ++j) {
        root_[i * size_ + j] += 2 * particle.weight * (particle.values[i] - mean[i]) * (particle.values[j] - mean[j]);
      }
    }
  }
  for (std::size_t i = 0; i < size_; ++i) root_[i * size_ + i] += least[i];
  cholesky(root_, size_);
  for (std::size_t i = 0; i < size_; ++i) constant_ /= root_[i * size_ + i] * std::sqrt(2 * std::numbers::pi);
}

std::vector<double> Kernel::propose(base::Stream& stream) const {
  double left = stream.uniform();
  std::size_t chosen = 0;
  for (; chosen + 1 < particles_.size() && left > particles_[chosen].weight; ++chosen)
    left -= particles_[chosen].weight;
  std::vector<double> values = particles_[chosen].values;
  for (std::size_t column = 0; column < size_; ++column) {
    const double z = base::normal(stream);
    for (std::size_t row = column; row < size_; ++row) values[row] += root_[row * size_ + column] * z;
  }
  return values;
}

double Kernel::density(std::span<const double> at) const {
  double sum = 0;
  std::vector<double> z(size_);
  for (const Particle& particle : particles_) {
    double square = 0;  // |L^-1 (at - values)|^2 by forward substitution
    for (std::size_t row = 0; row < size_; ++row) {
      double rest = at[row] - particle.values[row];
      for (std::size_t k = 0; k < row; ++k) rest -= root_[row * size_ + k] * z[k];
      z[row] = rest / root_[row * size_ + row];
      square += z[row] * z[row];
    }
    sum += particle.weight * std::exp(-square / 2);
  }
  return constant_ * sum;
}

}  // namespace fit
