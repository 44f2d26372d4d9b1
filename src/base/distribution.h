#pragma once
// A number that is not known exactly, and how it is drawn.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/random.h"

namespace base {

/// A distribution over real numbers. What `a` and `b` mean depends on `kind`.
struct Distribution {
  enum class Kind {
    fixed,        ///< always a
    uniform,      ///< between a and b
    exponential,  ///< mean a
    lognormal,    ///< median a (> 0), standard deviation of the logarithm b
    gamma,        ///< mean a, shape b
    beta,         ///< mean a in (0, 1), concentration b = alpha + beta > 0
    chance,       ///< b with probability a in [0, 1], else 0
    choice,       ///< values[i] with probability weights[i] / sum(weights)
  };
  Kind kind = Kind::fixed;
  double a = 0;
  double b = 0;
  std::vector<double> values;
  std::vector<double> weights;

  static Distribution fixed(double value) { return {Kind::fixed, value, 0, {}, {}}; }
  static Distribution exponential(double mean) { return {Kind::exponential, mean, 0, {}, {}}; }
};

/// Draws one value. Uses as many variates of the stream as the kind needs.
double draw(const Distribution& distribution, Stream& stream);

/// What draw() answers, to a few units in the 15th digit, for so many streams that begin with these words, where one
/// word is enough; the processor works on all of them at once. Answers, a bit each, for which it was not: their values
/// mean nothing.
inline constexpr std::size_t at_once = 8;
unsigned draw_from(const Distribution& distribution, std::span<const std::uint64_t, at_once> words,
                   std::span<double, at_once> values);

/// Exact mean.
double mean(const Distribution& distribution);

/// Smallest and largest value that can be drawn; infinite where there is no bound.
double lowest(const Distribution& distribution);
double highest(const Distribution& distribution);

/// "lognormal(median 2, sigma 0.5)"
std::string to_text(const Distribution& distribution);

}  // namespace base
