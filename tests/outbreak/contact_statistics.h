#pragma once
// Yardsticks of the contact engine's tests. All thresholds are those of one false alarm in a million.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace outbreak::statistics {

/// Standard deviations that a normal variate exceeds, up or down, once in a million times.
inline constexpr double two_sided = 4.892;

/// The value that chi-square with so many degrees of freedom exceeds once in a million times (Wilson and Hilferty
/// 1931).
inline double chi_square_limit(double degrees) {
  const double part = 2 / (9 * degrees);
  return degrees * std::pow(1 - part + 4.753 * std::sqrt(part), 3);
}

/// Whether counts agree with probabilities. Cells that expect fewer than ten are taken together.
inline bool counts_agree(std::span<const double> counts, std::span<const double> probabilities) {
  double all = 0;
  for (const double count : counts) all += count;
  double sum = 0, cells = 0, rest_count = 0, rest_expected = 0;
  const auto add = [&](double count, double expected) {
    sum += (count - expected) * (count - expected) / expected;
    ++cells;
  };
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double expected = probabilities[i] * all;
    if (expected >= 10) {
      add(counts[i], expected);
    } else {
      rest_count += counts[i];
      rest_expected += expected;
    }
  }
  if (rest_expected >= 1)
    add(rest_count, rest_expected);
  else if (rest_count > 15)
    return false;  // of less than one expected
  return sum <= chi_square_limit(std::max(1.0, cells - 1));
}

/// Whether two samples are of one law (Kolmogorov and Smirnov).
inline bool same_law(std::vector<double> a, std::vector<double> b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  double most = 0;
  std::size_t j = 0;
  for (std::size_t i = 0; i < a.size();) {
    const double at = std::min(a[i], j < b.size() ? b[j] : a[i]);
    while (i < a.size() && a[i] <= at) ++i;
    while (j < b.size() && b[j] <= at) ++j;
    most = std::max(most, std::abs(static_cast<double>(i) / static_cast<double>(a.size()) -
                                   static_cast<double>(j) / static_cast<double>(b.size())));
  }
  const double per_size = 1 / static_cast<double>(a.size()) + 1 / static_cast<double>(b.size());
  return most <= std::sqrt(0.5 * std::log(2e6) * per_size);
}

/// Whether a share of `trials` agrees with a probability.
inline bool share_agrees(double hits, double trials, double probability) {
  return std::abs(hits / trials - probability) <= two_sided * std::sqrt(probability * (1 - probability) / trials);
}

}  // namespace outbreak::statistics
