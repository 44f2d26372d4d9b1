#include "base/distribution.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>

namespace base {

namespace {

double draw_choice(const Distribution& distribution, Stream& stream) {
  const double total = std::accumulate(distribution.weights.begin(), distribution.weights.end(), 0.0);
  double left = stream.uniform() * total;
  double last = distribution.values.back();
  for (std::size_t i = 0; i < distribution.weights.size(); ++i) {
    if (left <= distribution.weights[i]) return distribution.values[i];
    left -= distribution.weights[i];
    if (distribution.weights[i] > 0) last = distribution.values[i];
  }
  return last;  // rounding left a remainder
}

/// See draw_from().
template <class FromWord>
unsigned one_from_each(std::span<const std::uint64_t, at_once> words, std::span<double, at_once> values,
                       const FromWord& from_word) {
  unsigned lacking = 0;
  for (unsigned i = 0; i < at_once; ++i) lacking |= static_cast<unsigned>(!from_word(words[i], values[i])) << i;
  return lacking;
}

/// scale * e^x for |x| <= 700 to a few units in the 15th digit: without calls or tables, so that the processor works on
/// all of them at once, and written as vectors, since what goes through memory in pieces waits there.
void exponential_functions(double scale, std::span<double, at_once> x) {
  using Eight [[gnu::vector_size(64)]] = double;
  using Bits [[gnu::vector_size(64)]] = std::uint64_t;
  constexpr double to_whole = 0x1.8p52;  // a number of this size has no digits behind the point
  const Eight of{x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7]};
  const Eight scaled = of * 1.44269504088896340736 + to_whole;
  const Eight twos = scaled - to_whole;
  // log 2 in two parts (Cody and Waite, Software Manual for the Elementary Functions, 1980): the first has zeros at its
  // end, so that its multiples are exact.
  const Eight rest = (of - twos * 0x1.62e42feep-1) - twos * 0x1.a39ef35793c76p-33;
  // |rest| <= log(2) / 2: the series, of which the 14th power would add 4 parts in 10^18; even and odd powers apart.
  const Eight square = rest * rest;
  Eight even = square * (1 / 479001600.0) + 1 / 3628800.0;
  Eight odd = square * (1 / 6227020800.0) + 1 / 39916800.0;
  even = even * square + 1 / 40320.0;
  odd = odd * square + 1 / 362880.0;
  even = even * square + 1 / 720.0;
  odd = odd * square + 1 / 5040.0;
  even = even * square + 1 / 24.0;
  odd = odd * square + 1 / 120.0;
  even = even * square + 1 / 2.0;
  odd = odd * square + 1 / 6.0;
  even = even * square + 1.0;
  odd = odd * square + 1.0;
  const Bits raised = reinterpret_cast<Bits>(odd * rest + even) + (reinterpret_cast<Bits>(scaled) << 52);
  const Eight values = reinterpret_cast<Eight>(raised) * scale;
  std::memcpy(x.data(), &values, sizeof(values));
}

unsigned lognormals_from(double median, double sigma, std::span<const std::uint64_t, at_once> words,
                         std::span<double, at_once> values) {
  unsigned lacking = one_from_each(words, values, normal_from);
  for (unsigned i = 0; i < at_once; ++i) {
    values[i] *= sigma;
    lacking |= static_cast<unsigned>(!(std::abs(values[i]) <= 700)) << i;
  }
  exponential_functions(median, values);
  return lacking;
}

}  // namespace

unsigned draw_from(const Distribution& distribution, std::span<const std::uint64_t, at_once> words,
                   std::span<double, at_once> values) {
  const double a = distribution.a;
  const double b = distribution.b;
  switch (distribution.kind) {
    case Distribution::Kind::uniform:
      for (unsigned i = 0; i < at_once; ++i) values[i] = a + (b - a) * Stream::uniform(words[i]);
      return 0;
    case Distribution::Kind::exponential: {
      const unsigned lacking = one_from_each(words, values, exponential_from);
      for (double& value : values) value *= a;
      return lacking;
    }
    case Distribution::Kind::lognormal: return lognormals_from(a, b, words, values);
    default: return (1U << at_once) - 1;
  }
}

double draw(const Distribution& distribution, Stream& stream) {
  const double a = distribution.a;
  const double b = distribution.b;
  switch (distribution.kind) {
    case Distribution::Kind::fixed: return a;
    case Distribution::Kind::uniform: return a + (b - a) * stream.uniform();
    case Distribution::Kind::exponential: return a * stream.exponential();
    case Distribution::Kind::lognormal: return a * std::exp(b * normal(stream));
    case Distribution::Kind::gamma: return a / b * gamma(b, stream);
    case Distribution::Kind::beta: return beta(a * b, (1 - a) * b, stream);
    case Distribution::Kind::chance: return stream.chance(a) ? b : 0;
    case Distribution::Kind::choice: return draw_choice(distribution, stream);
  }
  return a;
}

double mean(const Distribution& distribution) {
  switch (distribution.kind) {
    case Distribution::Kind::uniform: return (distribution.a + distribution.b) / 2;
    case Distribution::Kind::lognormal: return distribution.a * std::exp(distribution.b * distribution.b / 2);
    case Distribution::Kind::chance: return distribution.a * distribution.b;
    case Distribution::Kind::choice:
      return std::inner_product(distribution.values.begin(), distribution.values.end(), distribution.weights.begin(),
                                0.0) /
             std::accumulate(distribution.weights.begin(), distribution.weights.end(), 0.0);
    default: return distribution.a;
  }
}

double lowest(const Distribution& distribution) {
  switch (distribution.kind) {
    case Distribution::Kind::fixed:
    case Distribution::Kind::uniform: return distribution.a;
    case Distribution::Kind::chance: return std::min(0.0, distribution.b);
    case Distribution::Kind::choice: return *std::min_element(distribution.values.begin(), distribution.values.end());
    default: return 0;
  }
}

double highest(const Distribution& distribution) {
  switch (distribution.kind) {
    case Distribution::Kind::fixed: return distribution.a;
    case Distribution::Kind::uniform: return distribution.b;
    case Distribution::Kind::beta: return 1;
    case Distribution::Kind::chance: return std::max(0.0, distribution.b);
    case Distribution::Kind::choice: return *std::max_element(distribution.values.begin(), distribution.values.end());
    default: return std::numeric_limits<double>::infinity();
  }
}

std::string to_text(const Distribution& distribution) {
  const double a = distribution.a;
  const double b = distribution.b;
  switch (distribution.kind) {
    case Distribution::Kind::fixed: return fmt::format("{}", a);
    case Distribution::Kind::uniform: return fmt::format("uniform({} to {})", a, b);
    case Distribution::Kind::exponential: return fmt::format("exponential(mean {})", a);
    case Distribution::Kind::lognormal: return fmt::format("lognormal(median {}, sigma {})", a, b);
    case Distribution::Kind::gamma: return fmt::format("gamma(mean {}, shape {})", a, b);
    case Distribution::Kind::beta: return fmt::format("beta(mean {}, concentration {})", a, b);
    case Distribution::Kind::chance: return fmt::format("{} with chance {}, else 0", b, a);
    case Distribution::Kind::choice: {
      std::string text = "choice(";
      for (std::size_t i = 0; i < distribution.values.size(); ++i) {
        text += fmt::format("{}{}: {}", i == 0 ? "" : ", ", distribution.values[i], distribution.weights[i]);
      }
      return text + ")";
    }
  }
  return {};
}

}  // namespace base
