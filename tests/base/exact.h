#pragma once
// Exact distribution functions to hold random variates against, and the two tests that do.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <vector>

namespace exact {

/// Regularised lower incomplete gamma P(a, x): series, or continued fraction (Lentz) for large x.
inline double gamma_p(double a, double x) {
  if (x <= 0) return 0;
  const double front = std::exp(a * std::log(x) - x - std::lgamma(a));
  if (x < a + 1) {
    double term = 1 / a;
    double sum = term;
    for (double n = a + 1; term > sum * 1e-16; ++n) sum += term *= x / n;
    return front * sum;
  }
  double b = x + 1 - a;
  double c = 1e300;
  double d = 1 / b;
  double h = d;
  for (int i = 1; i < 100000; ++i) {
    const double an = -i * (i - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    const double delta = d * c;
    h *= delta;
    if (std::abs(delta - 1) < 1e-15) break;
  }
  return 1 - front * h;
}

/// Regularised incomplete beta I_x(a, b) by its continued fraction (Lentz).
inline double beta_i(double a, double b, double x) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - beta_i(b, a, 1 - x);
  const double front =
      std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x)) / a;
  double c = 1;
  double d = 1 / (1 - (a + b) * x / (a + 1));
  double h = d;
  for (int m = 1; m < 100000; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    h *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    h *= d * c;
    if (std::abs(d * c - 1) < 1e-15) break;
  }
  return front * h;
}

inline double normal_cdf(double x) {
  return 0.5 * std::erfc(-x / std::sqrt(2));
}

inline double binomial_log_pmf(double n, double p, double k) {
  return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) + k * std::log(p) + (n - k) * std::log1p(-p);
}

inline double poisson_log_pmf(double mean, double k) {
  return k * std::log(mean) - mean - std::lgamma(k + 1);
}

/// Kolmogorov and Smirnov: sqrt(n) times the largest distance between the sample and a distribution function.
/// A right sampler is above 2.694 once in a million samples: 2 exp(-2 * 2.694^2) = 1e-6.
inline constexpr double ks_bound = 2.694;
inline double ks(std::vector<double> sample, const std::function<double(double)>& cdf) {
  std::sort(sample.begin(), sample.end());
  const auto n = static_cast<double>(sample.size());
  double most = 0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const double at = cdf(sample[i]);
    most = std::max({most, at - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - at});
  }
  return most * std::sqrt(n);
}

/// 1 - 1e-6 quantile of chi-square by Wilson and Hilferty 1931, with a little room for few degrees of freedom, where
/// the formula is up to 2 % low.
inline double chi_square_bound(double degrees) {
  constexpr double z = 4.7534;  // standard normal, 1 - 1e-6
  const double t = 1 - 2 / (9 * degrees) + z * std::sqrt(2 / (9 * degrees));
  return 1.02 * degrees * t * t * t + 0.5;
}

/// Chi-square of whole numbers against probabilities, neighbours pooled until 20 are expected; over its bound: above 1.
inline double chi_square_ratio(const std::vector<std::uint64_t>& sample, std::uint64_t low, std::uint64_t high,
                               const std::function<double(double)>& log_pmf) {
  std::vector<double> observed(high - low + 2);
  for (const std::uint64_t k : sample) ++observed[k < low ? high - low + 1 : std::min(k - low, high - low + 1)];
  const auto n = static_cast<double>(sample.size());
  double chi = 0;
  double cells = 0;
  double seen = 0;
  double expected = 0;
  double expected_all = 0;
  const auto close_cell = [&] {
    chi += (seen - expected) * (seen - expected) / expected;
    ++cells;
    seen = expected = 0;
  };
  for (std::uint64_t k = low; k <= high; ++k) {
    const double e = n * std::exp(log_pmf(static_cast<double>(k)));
    seen += observed[k - low];
    expected += e;
    expected_all += e;
    if (expected >= 20 && n - expected_all >= 20) close_cell();
  }
  seen += observed.back();  // the last cell: what is left, and both tails
  expected += std::max(0.0, n - expected_all);
  close_cell();
  return cells < 2 ? 0 : chi / chi_square_bound(cells - 1);
}

}  // namespace exact
