#include "foresee/comparison/student.h"

#include <cmath>
#include <limits>

namespace comparison {

namespace {

/// The continued fraction of the incomplete beta function, by Lentz's method as modified by Thompson and Barnett
/// (1986).
double beta_fraction(double a, double b, double x) {
  constexpr double least = 1e-300;  // in place of 0 in a denominator
  constexpr int terms_most = 10000;
  const auto kept_from_zero = [](double value) { return std::abs(value) < least ? least : value; };
  double c = 1;
  double d = 1 / kept_from_zero(1 - (a + b) * x / (a + 1));
  double fraction = d;
  for (int m = 1; m < terms_most; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / kept_from_zero(1 + even * d);
    c = kept_from_zero(1 + even / c);
    fraction *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / kept_from_zero(1 + odd * d);
    c = kept_from_zero(1 + odd / c);
    fraction *= d * c;
    if (std::abs(d * c - 1) < 4 * std::numeric_limits<double>::epsilon()) break;
  }
  return fraction;
}

/// I_x(a, b), given also 1 - x, which loses digits when it is taken from an x near 1.
double incomplete_beta(double a, double b, double x, double rest) {
  if (x <= 0) return 0;
  if (rest <= 0) return 1;
  const double log_front = std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log(rest);
  // The fraction converges fast on the side of x below the mean, so the other side is found from its mirror.
  if (x < (a + 1) / (a + b + 2)) return std::exp(log_front) * beta_fraction(a, b, x) / a;
  return 1 - std::exp(log_front) * beta_fraction(b, a, rest) / b;
}

}  // namespace

double student_two_sided(double t, double freedom) {
  const double square = t * t;
  if (!std::isfinite(square)) return 0;
  return incomplete_beta(freedom / 2, 0.5, freedom / (freedom + square), square / (freedom + square));
}

double student_quantile(double beyond, double freedom) {
  double low = 0;
  double high = 1;
  while (student_two_sided(high, freedom) > beyond && high < 1e150) high *= 2;
  for (int halving = 0; halving < 200 && high - low > 1e-12 * high; ++halving) {
    const double middle = low + (high - low) / 2;
    (student_two_sided(middle, freedom) > beyond ? low : high) = middle;
  }
  return low + (high - low) / 2;
}

}  // namespace comparison
