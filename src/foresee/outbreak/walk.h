#pragma once
// A choice among a few in proportion to weights that change all the time: a walk along them.
//
// Where the walk ends nobody can guess, and a processor that guessed wrongly has lost more than a few steps take. So a
// few are taken at once: beyond the right one `left` is negative, and below every weight.

#include <algorithm>
#include <cstddef>

namespace outbreak {

/// Chooses i < size with probability weight(i) / sum of weights, weight(i) >= 0: `left` is uniform on [0, sum) and
/// becomes uniform on [0, weight of the choice). Answers `size` when `left` lay beyond the sum. The subtractions are
/// those of a walk step by step, in the same order.
template <std::size_t AtOnce, class Weight>
std::size_t walk(std::size_t size, const Weight& weight, double& left) {
  double ahead = left;
  double rest = left;
  std::size_t chosen = 0;
  for (std::size_t end = std::min(AtOnce, size);; end = std::min(end + AtOnce, size)) {
    for (std::size_t i = chosen; i < end; ++i) {
      const double here = weight(i);
      const bool beyond = ahead >= here;
      ahead -= here;
      chosen += static_cast<std::size_t>(beyond);
      rest = beyond ? ahead : rest;
    }
    if (chosen < end || end == size) break;
  }
  left = rest;
  return chosen;
}

}  // namespace outbreak
