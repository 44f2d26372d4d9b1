#include "base/random.h"

#include <numbers>

namespace base {

namespace {

/// `curve` falls from 1 at 0; `inverse` is its inverse; `end` is where the lowest layer's rectangle ends and `area` the
/// area of each layer, the lowest one's tail included.
template <class Curve, class Inverse>
Ziggurat make_ziggurat(double end, double area, const Curve& curve, const Inverse& inverse) {
  constexpr double scale = 0x1p53;
  Ziggurat made{};
  const double base_width = area / curve(end);
  made.layer[0] = {static_cast<std::uint64_t>(end / base_width * scale), base_width / scale};
  made.height[0] = 1;
  made.layer[255].width = end / scale;
  made.height[255] = curve(end);
  double x = end;
  for (std::size_t i = 254; i >= 1; --i) {
    const double wider = x;
    x = inverse(area / x + curve(x));
    made.layer[i + 1].inside = static_cast<std::uint64_t>(x / wider * scale);
    made.layer[i].width = x / scale;
    made.height[i] = curve(x);
  }
  made.layer[1].inside = 0;
  return made;
}

constexpr double exponential_end = 7.69711747013104972;
constexpr double normal_end = 3.6541528853610088;

Ziggurat make_normal_ziggurat() {
  const auto curve = [](double x) { return std::exp(-0.5 * x * x); };
  const double tail = std::sqrt(std::numbers::pi / 2) * std::erfc(normal_end / std::numbers::sqrt2);
  return make_ziggurat(normal_end, normal_end * curve(normal_end) + tail, curve,
                       [](double y) { return std::sqrt(-2 * std::log(y)); });
}

/// log(k!) minus Stirling's leading terms: the tail that BTRS needs (Hormann 1993, table and series).
double stirling_tail(double k) {
  static constexpr std::array<double, 10> table = {
      0.08106146679532726, 0.04134069595540929, 0.02767792568499834, 0.02079067210376509,  0.01664469118982119,
      0.01387612882307075, 0.01189670994589177, 0.01041126526197209, 0.009255462182712733, 0.008330563433362871};
  if (k < 10) return table[static_cast<std::size_t>(k)];
  const double inverse = 1 / (k + 1);
  const double square = inverse * inverse;
  return (1.0 / 12 - (1.0 / 360 - square / 1260) * square) * inverse;
}

/// By squaring: quicker than exp and log1p while the exponent is not large.
double power(double base, std::uint64_t exponent) {
  double product = 1;
  for (; exponent > 0; exponent /= 2) {
    if (exponent % 2 != 0) product *= base;
    base *= base;
  }
  return product;
}

std::uint64_t binomial_by_inversion(std::uint64_t n, double p, Stream& stream) {
  // Walks the distribution function upwards from 0; n*p < 10, so the first probability is at least exp(-20) or so.
  const double q = 1 - p;
  const double ratio = p / q;
  const auto trials = static_cast<double>(n);
  // The digits of p that 1 - p has lost show only after many trials.
  const double start = n <= 1024 ? power(q, n) : std::exp(trials * std::log1p(-p));
  for (;;) {
    double probability = start;
    double u = stream.uniform();
    for (std::uint64_t k = 0; k <= n && probability > 0; ++k) {
      if (u <= probability) return k;
      u -= probability;
      const auto done = static_cast<double>(k);
      probability *= ratio * (trials - done) / (done + 1);
    }  // rounding left u above the whole sum (about 1 in 2^50): draw again
  }
}

std::uint64_t binomial_btrs(std::uint64_t n, double p, Stream& stream) {
  const auto trials = static_cast<double>(n);
  const double q = 1 - p;
  const double spread = std::sqrt(trials * p * q);
  const double b = 1.15 + 2.53 * spread;
  const double a = -0.0873 + 0.0248 * b + 0.01 * p;
  const double centre = trials * p + 0.5;
  const double alpha = (2.83 + 5.1 / b) * spread;
  const double v_quick = 0.92 - 4.2 / b;
  const double mode = std::floor((trials + 1) * p);
  for (;;) {
    const double u = stream.uniform() - 0.5;
    double v = stream.uniform();
    const double us = 0.5 - std::abs(u);
    if (us <= 0) continue;
    const double k = std::floor((2 * a / us + b) * u + centre);
    if (k < 0 || k > trials) continue;
    if (us >= 0.07 && v <= v_quick) return static_cast<std::uint64_t>(k);
    v = std::log(v * alpha / (a / (us * us) + b));
    const double bound = (mode + 0.5) * std::log((mode + 1) / (p / q * (trials - mode + 1))) +
                         (trials + 1) * std::log((trials - mode + 1) / (trials - k + 1)) +
                         (k + 0.5) * std::log(p / q * (trials - k + 1) / (k + 1)) + stirling_tail(mode) +
                         stirling_tail(trials - mode) - stirling_tail(k) - stirling_tail(trials - k);
    if (v <= bound) return static_cast<std::uint64_t>(k);
  }
}

}  // namespace

const Ziggurat exponential_ziggurat = make_ziggurat(
    exponential_end, (exponential_end + 1) * std::exp(-exponential_end), [](double x) { return std::exp(-x); },
    [](double y) { return -std::log(y); });

const Ziggurat normal_ziggurat = make_normal_ziggurat();

double normal(Stream& stream) {
  for (;;) {
    const std::uint64_t word = stream.bits();
    double x = 0;
    if (normal_from(word, x)) return x;
    const std::size_t layer = word & 0xff;
    if (layer == 0) {  // the tail (Marsaglia 1964)
      for (;;) {
        const double beyond = stream.exponential() / normal_end;
        if (2 * stream.exponential() > beyond * beyond) return std::copysign(normal_end + beyond, x);
      }
    }
    const double low = normal_ziggurat.height[layer];
    const double high = normal_ziggurat.height[layer - 1];
    if (low + stream.uniform() * (high - low) < std::exp(-0.5 * x * x)) return x;
  }
}

double gamma(double shape, Stream& stream) {
  if (shape < 1) {  // gamma(shape) = gamma(shape + 1) * U^(1/shape)
    const double power = std::pow(stream.uniform(), 1 / shape);
    return power * gamma(shape + 1, stream);
  }
  const double d = shape - 1.0 / 3;
  const double c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = normal(stream);
    const double root = 1 + c * x;
    if (root <= 0) continue;
    const double v = root * root * root;
    if (std::log(stream.uniform()) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v;
  }
}

double beta(double alpha, double beta, Stream& stream) {
  const double x = gamma(alpha, stream);
  const double y = gamma(beta, stream);
  if (x + y <= 0) return alpha / (alpha + beta) >= stream.uniform() ? 1 : 0;  // both underflowed: the limit law
  return x / (x + y);
}

std::uint64_t binomial(std::uint64_t n, double p, Stream& stream) {
  if (n == 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - binomial(n, 1 - p, stream);
  if (static_cast<double>(n) * p < 10) return binomial_by_inversion(n, p, stream);
  return binomial_btrs(n, p, stream);
}

std::uint64_t poisson(double mean, Stream& stream) {
  if (mean <= 0) return 0;
  if (mean < 30) {
    std::uint64_t count = 0;
    for (double at = stream.exponential(); at <= mean; at += stream.exponential()) ++count;
    return count;
  }
  const double b = 0.931 + 2.53 * std::sqrt(mean);
  const double a = -0.059 + 0.02483 * b;
  const double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
  const double v_quick = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const double u = stream.uniform() - 0.5;
    const double v = stream.uniform();
    const double us = 0.5 - std::abs(u);
    if (us <= 0) continue;
    const double k = std::floor((2 * a / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= v_quick) return static_cast<std::uint64_t>(k);
    if (k < 0 || (us < 0.013 && v > us)) continue;
    if (std::log(v * inverse_alpha / (a / (us * us) + b)) <= k * std::log(mean) - mean - std::lgamma(k + 1)) {
      return static_cast<std::uint64_t>(k);
    }
  }
}

}  // namespace base
