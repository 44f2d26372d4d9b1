#pragma once
// The numbers that are assumed, and each of them at the ends of the range that is thought plausible: what an answer is
// asked how far it rests on (one at a time; Saltelli and others, Global Sensitivity Analysis: The Primer, 2008, 1.2).

#include <string>
#include <string_view>
#include <vector>

#include "world/estate/estate.h"
#include "world/ingest/counterfactual.h"
#include "world/ingest/toml_tree.h"

namespace ingest {

/// A number that is assumed, moved both ways.
struct Assumption {
  std::string place;    ///< "threat.vector[0].success", "estate.disconnects"
  std::string value;    ///< as written
  std::string assumed;  ///< why
  std::string low_end, high_end;
  Counterfactual low, high;
};

/// Those of a threat's or a defence's file; `root` is "threat" or "defence".
///
/// A number becomes the end itself. Of a distribution the median or mean moves to the end and its shape stays; one
/// between two bounds becomes the end. Where several tables of one list hold the same number with the same range, they
/// move together: they were assumed together. A share of a vector's targets takes from the others in proportion. What
/// names a parameter of the estate is left to that parameter.
std::vector<Assumption> assumptions_of(std::string_view root, const TomlValue& tree);

/// Those of an estate's parameters. Of one with cases the first is moved. Not here: what is drawn with another
/// parameter, and what a posterior draws.
std::vector<Assumption> assumptions_of(const estate::Estate& estate);

}  // namespace ingest
