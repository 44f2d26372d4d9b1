#pragma once
// What each replica came to, kept by its number, so that everything is folded in replica order whoever simulated it.

#include <cstdint>
#include <vector>

#include "foresee/drill/ranks.h"

namespace drill {

struct Row {
  std::vector<double> measures;  ///< empty: not simulated (by this process)
  std::vector<float> samples;
};

using Rows = std::vector<Row>;

/// Number of rows before the first that is missing.
std::uint64_t complete_prefix(const Rows& rows);

/// Every rank gives what it simulated from row `first` on and gets what the others did. Every rank calls it.
void share(Rows& rows, std::uint64_t first, const Ranks& ranks, std::size_t measures, std::size_t samples);

}  // namespace drill
