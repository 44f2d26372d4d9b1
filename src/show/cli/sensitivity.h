#pragma once
// How far a drill's answer rests on the numbers that nobody gave a source for.

#include <string>
#include <vector>

#include "base/result.h"
#include "foresee/comparison/sensitivity.h"
#include "foresee/drill/drill.h"
#include "show/cli/drill_inputs.h"

namespace cli {

/// Moves each assumed number to both ends of its plausible range and simulates the first outbreaks of the drill again,
/// `arguments.sensitivity` for each end. Progress on stderr. Interrupted, it holds the numbers that were moved by then.
/// A number that cannot be moved by itself (another check forbids it) is left out and named in `unmoved`.
base::Result<comparison::Sensitivity> move_assumptions(const DrillArguments& arguments, const DrillInputs& from,
                                                       const drill::Result& base, drill::Ranks& ranks,
                                                       std::vector<std::string>& unmoved);

}  // namespace cli
