#pragma once
// What a drill would have come to if something had been otherwise: the same outbreaks again, with one input changed.

#include <string>
#include <vector>

#include "foresee/comparison/side_by_side.h"
#include "show/report/comparison.h"

namespace cli {

/// A drill under a counterfactual.
struct Otherwise {
  std::string name;   ///< of its file in the result, without the ending
  std::string title;  ///< "The kill switch four hours sooner"
  drill::Result result;
};

/// What the result under the prior is called; no counterfactual may be.
inline constexpr const char* before_the_fit = "before-the-fit";

/// Of the main measures one for each question: how far, what care was lost, who diverted, what it cost.
std::vector<comparison::Which> few_measures(const drill::Result& base);

/// The drill as it was (`base`) and all others beside it, ranked by how much care was not lost.
report::Counterfactuals beside(const drill::Result& base, std::vector<Otherwise> others);

/// Problems: two of the same name, or one that would be written over another result of the drill.
base::Problems check_names(const std::vector<std::string>& names);

}  // namespace cli
