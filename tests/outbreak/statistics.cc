#include "outbreak/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace statistics {

double two_sample_p(std::vector<double> a, std::vector<double> b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  const auto n = static_cast<double>(a.size());
  double gap = 0;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    const double at = std::min(a[i], b[j]);
    while (i < a.size() && a[i] == at) ++i;
    while (j < b.size() && b[j] == at) ++j;
    gap = std::max(gap, std::abs(static_cast<double>(i) - static_cast<double>(j)) / n);
  }
  return std::min(1.0, 2 * std::exp(-n * gap * gap));
}

double one_sample_p(std::vector<double> sample, const std::function<double(double)>& up_to,
                    const std::function<double(double)>& below) {
  std::sort(sample.begin(), sample.end());
  const auto n = static_cast<double>(sample.size());
  double gap = 0;
  for (std::size_t i = 0; i < sample.size();) {
    std::size_t next = i;
    while (next < sample.size() && sample[next] == sample[i]) ++next;
    if (std::isinf(sample[i])) break;
    gap = std::max(gap, std::abs(below(sample[i]) - static_cast<double>(i) / n));
    gap = std::max(gap, std::abs(up_to(sample[i]) - static_cast<double>(next) / n));
    i = next;
  }
  return std::min(1.0, 2 * std::exp(-2 * n * gap * gap));
}

double one_sample_p(std::vector<double> sample, const std::function<double(double)>& up_to) {
  return one_sample_p(std::move(sample), up_to, up_to);
}

double chi_square_p(const std::vector<double>& observed, const std::vector<double>& expected) {
  constexpr double least = 25;
  std::vector<std::pair<double, double>> cells;
  double seen = 0;
  double hoped = 0;
  for (std::size_t i = 0; i < observed.size(); ++i) {
    seen += observed[i];
    hoped += expected[i];
    if (hoped < least) continue;
    cells.emplace_back(seen, hoped);
    seen = hoped = 0;
  }
  if (!cells.empty()) {  // what is left over joins the last cell
    cells.back().first += seen;
    cells.back().second += hoped;
  }
  if (cells.size() < 2) return 1;
  double sum = 0;
  for (const auto& [o, e] : cells) sum += (o - e) * (o - e) / e;
  return chi_square_above(sum, static_cast<double>(cells.size()) - 1);
}

double chi_square_above(double x, double degrees) {
  return 1 - gamma_up_to(degrees / 2, x / 2);
}

/// Series below shape + 1, else Lentz's continued fraction (Abramowitz and Stegun 6.5.29 and 6.5.31).
double gamma_up_to(double shape, double x) {
  if (x <= 0) return 0;
  const double front = std::exp(shape * std::log(x) - x - std::lgamma(shape));
  if (x < shape + 1) {
    double term = 1 / shape;
    double sum = term;
    for (int n = 1; n < 1000 && term > sum * 1e-16; ++n) sum += term *= x / (shape + n);
    return front * sum;
  }
  double b = x + 1 - shape;
  double c = std::numeric_limits<double>::max();
  double d = 1 / b;
  double h = d;
  for (int n = 1; n < 1000; ++n) {
    const double an = -n * (n - shape);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    h *= d * c;
    if (std::abs(d * c - 1) < 1e-15) break;
  }
  return 1 - front * h;
}

double normal_up_to(double x) {
  return 0.5 * std::erfc(-x / std::sqrt(2.0));
}

double mean_p(double difference, double error) {
  return std::erfc(std::abs(difference) / error / std::sqrt(2.0));
}

}  // namespace statistics
