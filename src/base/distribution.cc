#include "base/distribution.h"

#include <fmt/format.h>

#include <algorithm>
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

}  // namespace

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
