#include "foresee/comparison/difference.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "foresee/comparison/student.h"
#include "foresee/drill/statistics.h"

namespace comparison {

namespace {

/// Part of two values that their difference may be off by: what is computed in another order ends in other digits.
constexpr double rounding = 1e-12;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

struct Moments {
  double mean = unknown;
  double variance = unknown;  ///< of the sample, n - 1; not a number for fewer than 2
};

Moments moments(std::span<const double> values) {
  if (values.empty()) return {};
  const auto n = static_cast<double>(values.size());
  // About the first value: a constant has variance 0 and not what rounding leaves, and sums stay small.
  double sum = 0;
  for (const double value : values) sum += value - values[0];
  const double from_first = sum / n;
  double squares = 0;
  for (const double value : values) squares += std::pow(value - values[0] - from_first, 2);
  return {values[0] + from_first, values.size() < 2 ? unknown : squares / (n - 1)};
}

/// Interval and p of a mean difference, from its error and degrees of freedom; `fewest`: replicas of the smaller side.
void judge(Difference& out, std::size_t fewest) {
  const double error = out.error();
  if (!std::isfinite(error)) {  // one replica, or none: nothing is known of the error
    out.low = out.high = unknown;
    return;
  }
  if (error <= rounding * (std::abs(out.mean_base) + std::abs(out.mean_other))) {
    out.low = out.high = out.mean;
    out.p =
        out.mean == 0 ? 1 : std::min(1.0, std::ldexp(1.0, 1 - static_cast<int>(std::min<std::size_t>(fewest, 1000))));
    return;
  }
  const double reach = student_quantile(1 - confidence, out.freedom) * error;
  out.low = out.mean - reach;
  out.high = out.mean + reach;
  out.p = student_two_sided(out.mean / error, out.freedom);
}

double pair_difference(double base, double other) {
  const double difference = other - base;
  return std::abs(difference) <= rounding * std::max(std::abs(base), std::abs(other)) ? 0 : difference;
}

std::size_t never(std::span<const double> values) {
  return static_cast<std::size_t>(std::ranges::count_if(values, [](double value) { return !std::isfinite(value); }));
}

void spread_of_pairs(Difference& out, std::vector<double>& differences) {
  const auto n = static_cast<double>(differences.size());
  out.share_less = static_cast<double>(std::ranges::count_if(differences, [](double d) { return d < 0; })) / n;
  out.share_more = static_cast<double>(std::ranges::count_if(differences, [](double d) { return d > 0; })) / n;
  const drill::Quantiles quantiles = drill::quantiles(differences);
  out.p05 = quantiles.p05;
  out.p25 = quantiles.p25;
  out.median = quantiles.median;
  out.p75 = quantiles.p75;
  out.p95 = quantiles.p95;
}

}  // namespace

Difference paired_difference(std::span<const double> base, std::span<const double> other) {
  const std::size_t common = std::min(base.size(), other.size());
  base = base.first(common);
  other = other.first(common);
  std::vector<double> kept_base, kept_other, differences;
  for (std::size_t r = 0; r < common; ++r) {
    if (!std::isfinite(base[r]) || !std::isfinite(other[r])) continue;
    kept_base.push_back(base[r]);
    kept_other.push_back(other[r]);
    differences.push_back(pair_difference(base[r], other[r]));
  }
  Difference out;
  out.paired = true;
  out.base = out.other = common;
  out.base_never = never(base);
  out.other_never = never(other);
  out.base_used = out.other_used = differences.size();
  const auto n = static_cast<double>(differences.size());
  const Moments of_base = moments(kept_base);
  const Moments of_other = moments(kept_other);
  const Moments of_pairs = moments(differences);
  out.mean_base = of_base.mean;
  out.mean_other = of_other.mean;
  out.mean = of_pairs.mean;
  out.error_paired = std::sqrt(of_pairs.variance / n);
  out.error_unpaired = std::sqrt((of_base.variance + of_other.variance) / n);
  out.variance_ratio = (of_base.variance + of_other.variance) / of_pairs.variance;  // 0 / 0: nothing to sharpen
  out.freedom = differences.size() < 2 ? unknown : n - 1;
  spread_of_pairs(out, differences);
  judge(out, out.base_used);
  return out;
}

Difference unpaired_difference(std::span<const double> base, std::span<const double> other) {
  const auto finite = [](std::span<const double> values) {
    std::vector<double> kept;
    std::ranges::copy_if(values, std::back_inserter(kept), [](double value) { return std::isfinite(value); });
    return kept;
  };
  const std::vector<double> kept_base = finite(base);
  const std::vector<double> kept_other = finite(other);
  Difference out;
  out.base = base.size();
  out.other = other.size();
  out.base_never = base.size() - kept_base.size();
  out.other_never = other.size() - kept_other.size();
  out.base_used = kept_base.size();
  out.other_used = kept_other.size();
  const Moments of_base = moments(kept_base);
  const Moments of_other = moments(kept_other);
  const auto n = static_cast<double>(kept_base.size());
  const auto m = static_cast<double>(kept_other.size());
  const double share_base = of_base.variance / n;
  const double share_other = of_other.variance / m;
  out.mean_base = of_base.mean;
  out.mean_other = of_other.mean;
  out.mean = of_other.mean - of_base.mean;
  out.error_unpaired = std::sqrt(share_base + share_other);
  out.freedom =
      std::pow(share_base + share_other, 2) / (share_base * share_base / (n - 1) + share_other * share_other / (m - 1));
  out.error_paired = out.variance_ratio = unknown;
  out.p05 = out.p25 = out.median = out.p75 = out.p95 = out.share_less = out.share_more = unknown;
  judge(out, std::min(kept_base.size(), kept_other.size()));
  return out;
}

std::vector<double> holm(std::span<const double> p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  std::vector<double> adjusted(p.size());
  double most = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    most = std::max(most, std::min(1.0, static_cast<double>(p.size() - i) * p[order[i]]));
    adjusted[order[i]] = most;
  }
  return adjusted;
}

}  // namespace comparison
