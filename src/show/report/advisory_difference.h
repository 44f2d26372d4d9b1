#pragma once
// What changed between two versions of an advisory, for people and for programs.

#include <string>
#include <vector>

#include "world/advisory/difference.h"

namespace report {

/// The document first, then its products, then each vulnerability.
std::string advisory_difference_text(const advisory::Advisory& before, const advisory::Advisory& after,
                                     const std::vector<advisory::Change>& changes, int width, bool colour);

/// Schema cordon-advisory-difference/1.
std::string advisory_difference_json(const advisory::Advisory& before, const advisory::Advisory& after,
                                     const std::vector<advisory::Change>& changes);

}  // namespace report
