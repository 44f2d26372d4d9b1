#pragma once
// Where the inputs come from, in words: parameters of the estate and what its care model rests on.

#include <string>
#include <string_view>
#include <vector>

#include "base/provenance.h"
#include "world/estate/estate.h"

namespace report {

/// "estate", "region", "kind", "parent", "organisation"
std::string_view per_text(estate::Parameter::Per per);

/// "kind is acute or specialist and maturity in 0 to 0.5"; empty: always.
std::string when_text(const estate::Case& which, const estate::Estate& estate);

/// What each kind of activity costs and how it moves, the rule of diversion, what restoration costs.
std::vector<base::Provenance> care_inputs(const estate::Care& care);

}  // namespace report
