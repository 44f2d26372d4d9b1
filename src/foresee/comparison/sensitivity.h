#pragma once
// How far an answer moves when one number of the inputs does: each is moved to both ends of what is plausible, the
// others stay, and the simulated outbreaks are compared pair by pair with those of the drill as it is (one at a time;
// it sees no interplay of two numbers).

#include <cstdint>
#include <string>
#include <vector>

#include "foresee/comparison/difference.h"
#include "foresee/comparison/side_by_side.h"
#include "foresee/drill/drill.h"

namespace comparison {

/// One measure with the number at an end, minus as it is.
struct Swing {
  Difference low, high;
  bool low_told_apart = false;  ///< from no change: Holm's correction over all swings of the measure, 0.05
  bool high_told_apart = false;
};

/// A number that was moved.
struct Moved {
  std::string place, value, assumed, low_end, high_end;
  std::vector<Swing> swings;  ///< one for each measure
};

struct Sensitivity {
  std::vector<Which> measures;     ///< the first is ranked by
  std::vector<std::string> units;  ///< of the measures
  std::vector<Moved> numbers;      ///< farthest reach first
  std::uint64_t replicas = 0;      ///< of each end
};

/// The largest mean change that either end brings.
double reach(const Swing& swing);

/// The drill with a number at either end beside the drill as it is, measure by measure. A measure that one lacks moves
/// by nothing.
std::vector<Swing> swings(const drill::Result& base, const drill::Result& low, const drill::Result& high,
                          const std::vector<Which>& measures);

/// Marks what can be told apart, and sorts by the first measure. Each number has a swing for each measure of `base`.
Sensitivity ranked(const drill::Result& base, std::vector<Which> measures, std::vector<Moved> numbers,
                   std::uint64_t replicas);

}  // namespace comparison
