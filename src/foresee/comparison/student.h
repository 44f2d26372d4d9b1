#pragma once
// Student's t distribution: how far a mean may lie from the truth when its error is itself estimated.

namespace comparison {

/// Chance that |T| exceeds |t| with `freedom` > 0 degrees of freedom (need not be whole): I_x(freedom/2, 1/2) with
/// x = freedom / (freedom + t^2) (Abramowitz and Stegun 1964, 26.7.1 with 26.5.27; the continued fraction is DLMF
/// 8.17.22). Relative error below 1e-10. In [0, 1]; 0 for an infinite t.
double student_two_sided(double t, double freedom);

/// The t > 0 that |T| exceeds with chance `beyond` in (0, 1), such as 0.05 for a 95 % interval. Relative error below
/// 1e-9.
double student_quantile(double beyond, double freedom);

}  // namespace comparison
