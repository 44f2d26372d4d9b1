#include "foresee/drill/statistics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

namespace drill {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// From `low` towards `high`; exact at the ends and where both are the same infinity.
double between(double low, double high, double part) {
  if (part == 0 || low == high) return low;
  return low + part * (high - low);
}

void mean_and_error(std::span<const double> values, Quantiles& out) {
  const auto n = static_cast<double>(values.size());
  double sum = 0;
  for (const double value : values) sum += value;
  out.mean = sum / n;
  double squares = 0;  // about the mean: no cancellation
  for (const double value : values) squares += (value - out.mean) * (value - out.mean);
  out.standard_error = values.size() < 2 ? unknown : std::sqrt(squares / (n - 1) / n);
}

}  // namespace

double quantile_of_sorted(std::span<const double> sorted, double p) {
  if (sorted.empty()) return unknown;
  const double h = static_cast<double>(sorted.size() - 1) * p;
  const auto below = static_cast<std::size_t>(h);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return between(sorted[below], sorted[above], h - static_cast<double>(below));
}

Quantiles quantiles(std::span<double> values) {
  Quantiles out;
  if (values.empty()) return {unknown, unknown, unknown, unknown, unknown, unknown, unknown};
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  if (*least == *most) {  // many counts are 0 in every replica: no arithmetic, and exact
    const bool spread_known = values.size() > 1 && std::isfinite(*least);
    return {*least, *least, *least, *least, *least, *least, spread_known ? 0 : unknown};
  }
  mean_and_error(values, out);
  // Only the ten order statistics that count are put in their places, from the lowest up.
  const std::array wanted = {0.05, 0.25, 0.5, 0.75, 0.95};
  std::size_t done = 0;
  for (const double p : wanted) {
    const auto below = static_cast<std::size_t>(static_cast<double>(values.size() - 1) * p);
    for (const std::size_t at : {below, std::min(below + 1, values.size() - 1)}) {
      if (at < done) continue;
      using Step = std::span<double>::difference_type;
      std::nth_element(values.begin() + static_cast<Step>(done), values.begin() + static_cast<Step>(at), values.end());
      done = at + 1;
    }
  }
  out.p05 = quantile_of_sorted(values, 0.05);
  out.p25 = quantile_of_sorted(values, 0.25);
  out.median = quantile_of_sorted(values, 0.5);
  out.p75 = quantile_of_sorted(values, 0.75);
  out.p95 = quantile_of_sorted(values, 0.95);
  return out;
}

}  // namespace drill
