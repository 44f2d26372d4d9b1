#include "world/threat/curve.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace threat {

namespace {

constexpr double never = std::numeric_limits<double>::infinity();

// Logistic with u = t - from, K = capacity, a = initial, g = growth, b = K / a - 1:
//   N(u) = K / (1 + b exp(-g u));  integral over [0, u] = K u + K / g * log((1 + b exp(-g u)) / (1 + b)),
// for which log(1 + (a / K) (exp(g u) - 1)) K / g is the same and loses nothing for small u.

double logistic_end(const Curve& curve) {
  return curve.until_s < 0 ? never : curve.until_s - curve.from_s;
}

double logistic_size(const Curve& curve, double u) {
  return curve.capacity / (1 + (curve.capacity / curve.initial - 1) * std::exp(-curve.growth_per_s * u));
}

double logistic_integral(const Curve& curve, double u) {
  const double g = curve.growth_per_s;
  if (g == 0) return curve.initial * u;
  const double share = curve.initial / curve.capacity;
  if (g * u < 1) return curve.capacity / g * std::log1p(share * std::expm1(g * u));
  // log(1 + share (e^x - 1)) = x + log(share + (1 - share) e^-x): e^x may overflow, e^-x may not.
  return curve.capacity / g * (g * u + std::log(share + (1 - share) * std::exp(-g * u)));
}

double logistic_inverse(const Curve& curve, double amount) {
  const double g = curve.growth_per_s;
  if (g == 0) return amount / curve.initial;
  // u = log(1 + (K / a) (e^y - 1)) / g with y = amount g / K.
  const double y = amount * g / curve.capacity;
  const double share = curve.initial / curve.capacity;
  if (y < 1) return std::log1p(std::expm1(y) / share) / g;
  return (y + std::log(std::exp(-y) + (1 - std::exp(-y)) / share)) / g;
}

double points_integral(const Curve& curve, double t) {
  double sum = 0;
  for (std::size_t i = 0; i < curve.points.size(); ++i) {
    const auto [begin, size] = curve.points[i];
    if (t <= begin) break;
    if (i + 1 == curve.points.size()) {
      sum += size * (t - begin);
      break;
    }
    const auto [end, next] = curve.points[i + 1];
    const double length = std::min(t, end) - begin;
    const double slope = (next - size) / (end - begin);
    sum += length * (size + slope * length / 2);
  }
  return sum;
}

double points_inverse(const Curve& curve, double amount) {
  double left = amount;
  for (std::size_t i = 0; i + 1 < curve.points.size(); ++i) {
    const auto [begin, size] = curve.points[i];
    const auto [end, next] = curve.points[i + 1];
    const double area = (end - begin) * (size + next) / 2;
    if (left > area) {
      left -= area;
      continue;
    }
    // size x + slope x^2 / 2 = left, in the form of the root that does not cancel.
    const double slope = (next - size) / (end - begin);
    const double root = std::sqrt(std::max(0.0, size * size + 2 * slope * left));
    return std::min(end, begin + 2 * left / (size + root));
  }
  if (curve.points.empty() || curve.points.back().second <= 0) return never;
  return curve.points.back().first + left / curve.points.back().second;
}

}  // namespace

double population(const Curve& curve, double t) {
  if (curve.kind == Curve::Kind::logistic) {
    if (t < curve.from_s) return 0;
    return logistic_size(curve, std::min(t - curve.from_s, logistic_end(curve)));
  }
  const auto after = std::upper_bound(curve.points.begin(), curve.points.end(), t,
                                      [](double at, const auto& point) { return at < point.first; });
  if (after == curve.points.begin()) return 0;
  const auto [begin, size] = *(after - 1);
  if (after == curve.points.end()) return size;
  return size + (after->second - size) * (t - begin) / (after->first - begin);
}

double cumulative(const Curve& curve, double t) {
  if (curve.kind == Curve::Kind::points) return points_integral(curve, t);
  if (t <= curve.from_s) return 0;
  const double u = t - curve.from_s;
  const double end = logistic_end(curve);
  if (u <= end) return logistic_integral(curve, u);
  return logistic_integral(curve, end) + logistic_size(curve, end) * (u - end);
}

double time_of_cumulative(const Curve& curve, double amount) {
  if (curve.kind == Curve::Kind::points) return points_inverse(curve, amount);
  const double end = logistic_end(curve);
  const double before_end = end < never ? logistic_integral(curve, end) : never;
  if (amount <= before_end) return curve.from_s + std::min(end, logistic_inverse(curve, amount));
  return curve.from_s + end + (amount - before_end) / logistic_size(curve, end);
}

}  // namespace threat
