#pragma once
// Where a published value lies beside the simulated interval.

#include <string_view>

#include "foresee/drill/drill.h"

namespace report {

enum class Lies {
  in_half,         ///< within the interval that holds the middle half of the simulated outbreaks
  in_nine_tenths,  ///< within the one that holds nine tenths, not within the half
  above,           ///< the published value is above nine tenths
  below,           ///< below
};

/// `at_least` (the true value is this or more) lies in an interval that reaches it from below or lies above it;
/// `at_most` the other way round.
Lies lies(const drill::Quantiles& simulated, const estate::Published& published);

/// "50 %", "90 %", "above", "below"
std::string_view to_text(Lies lies);

}  // namespace report
