#pragma once
// Of which device groups something is assumed that decides how far a threat gets.

#include <vector>

#include "world/estate/estate.h"
#include "world/threat/threat.h"

namespace threat {

/// By group: the share that has a vulnerability which a vector of the threat requires is a parameter that is assumed,
/// and that no fit chose.
std::vector<bool> vulnerability_assumed(const estate::Estate& estate, const Threat& threat);

/// By group: that, or how many devices there are, where they stand or what runs on them.
std::vector<bool> assumed_groups(const estate::Estate& estate, const Threat& threat);

}  // namespace threat
