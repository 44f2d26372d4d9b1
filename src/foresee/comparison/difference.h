#pragma once
// Two columns of simulated outbreaks, and by how much the second differs from the first: B - A throughout.
//
// Drills that share their random numbers (same seed, so that replica 17 of both draws the same realised estate, the
// same luck) are compared pair by pair: what both share falls out of the difference and the error shrinks (common
// random numbers; Glasserman and Yao, Management Science 38(6), 1992; Law, Simulation Modeling and Analysis, 5th ed.
// 2015, 11.2). By how much is measured, not promised: the variance ratio.

#include <cstddef>
#include <span>
#include <vector>

namespace comparison {

/// Of one number. Where something cannot be known (the error of a single pair, pairs of drills that are not coupled) it
/// is not a number.
struct Difference {
  std::size_t base = 0, other = 0;              ///< replicas looked at: a common prefix when paired
  std::size_t base_never = 0, other_never = 0;  ///< of these, not finite: it never happened
  std::size_t base_used = 0, other_used = 0;    ///< what all below rests on; paired: both finite, and equal
  bool paired = false;

  double mean_base = 0, mean_other = 0;
  double mean = 0;            ///< mean_other - mean_base
  double error_paired = 0;    ///< standard error: sd of the pairs' differences / sqrt(pairs); not a number unpaired
  double error_unpaired = 0;  ///< sqrt(var_base / n + var_other / m): what it would be without the coupling
  double variance_ratio = 0;  ///< (error_unpaired / error_paired)^2; above 1 the coupling sharpened the comparison
  double freedom = 0;         ///< degrees of freedom: pairs - 1, or Welch's
  double low = 0, high = 0;   ///< 95 % interval of the mean difference (Student's t)
  double p = 1;               ///< chance of a mean at least as far from 0 if there were no difference; two-sided

  /// Quantiles (type 7) of the pairs' differences; not numbers unpaired.
  double p05 = 0, p25 = 0, median = 0, p75 = 0, p95 = 0;
  double share_less = 0, share_more = 0;  ///< of pairs in which B is less, is more than A; the rest are equal

  [[nodiscard]] double error() const { return paired ? error_paired : error_unpaired; }
};

inline constexpr double confidence = 0.95;

/// Replica r of both belongs together. The common prefix is compared, of it the pairs of which both are finite. The
/// interval is mean -+ t(n - 1) s / sqrt(n) (Student 1908). Two values that agree in 12 digits are equal: the same
/// sum taken in another order. Where every pair differs by the same amount, which leaves t
/// nothing to divide by, p is that of the sign test, 2^(1 - n) (Dixon and Mood 1946).
Difference paired_difference(std::span<const double> base, std::span<const double> other);

/// Two samples that have nothing to do with each other, each with its own variance: Welch's t with the degrees of
/// freedom of Satterthwaite (Welch, Biometrika 34, 1947). Where both are constant, p is 2^(1 - the smaller number),
/// which is above that of the exact permutation test.
Difference unpaired_difference(std::span<const double> base, std::span<const double> other);

/// p values of m comparisons made at once -> adjusted ones, which may be held against 0.05 each: the chance that any of
/// them is a false alarm stays below 5 %, however they depend on each other (Holm, Scandinavian Journal of Statistics
/// 6, 1979). Adjusted, sorted: p_(i) = max over j <= i of min(1, (m - j + 1) p_(j)). In the order given.
std::vector<double> holm(std::span<const double> p);

}  // namespace comparison
