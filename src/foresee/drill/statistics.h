#pragma once
// Mean, quantiles and Monte Carlo error of one number over the replicas.

#include <span>

#include "foresee/drill/drill.h"

namespace drill {

/// Value between order statistics at p in [0, 1]: with n sorted values x[0..n-1] and h = (n - 1) p it is
/// x[floor(h)] + (h - floor(h)) (x[floor(h) + 1] - x[floor(h)]) (type 7 of Hyndman and Fan, The American
/// Statistician 50(4), 1996). Infinite values are allowed and lie beyond all others.
double quantile_of_sorted(std::span<const double> sorted, double p);

/// All of them. The mean and the standard error are summed in the order given (replica order), so that equal values
/// give equal bytes; afterwards `values` is in another order. Not a number for no values; the standard error of one
/// value is not a number either, and neither is that of values of which some are infinite.
Quantiles quantiles(std::span<double> values);

}  // namespace drill
