#pragma once
// From the rows of all replicas to the numbers of a result.

#include <vector>

#include "foresee/drill/curves.h"
#include "foresee/drill/drill.h"
#include "foresee/drill/measures.h"
#include "foresee/drill/rows.h"

namespace drill {

/// Whether the result keeps the number of every replica, not their distribution alone.
bool keeps_replicas(const Measure& measure);

/// Fills `result.measures` and `result.curves`. Each number is folded by itself in replica order, so ranks and threads,
/// which share the numbers and not the replicas, change nothing. Every rank calls it.
void fold(const Rows& rows, const Ranks& ranks, const MeasureLayout& measures, const CurveLayout& curves,
          unsigned threads, Result& result);

/// Replicas after which the rule holds, of the whole batches among the values of a measure from the first `tested` on;
/// 0: after none.
std::uint64_t holds_after(const std::vector<double>& values, std::uint64_t tested, double relative);

/// Replicas that the rule will need, judged by the values that there are.
std::uint64_t estimate(const std::vector<double>& values, double relative);

inline constexpr std::uint64_t batch = 100;        ///< replicas between two tests of the rule
inline constexpr std::uint64_t batches_least = 2;  ///< before the first test

}  // namespace drill
