#pragma once
// Where a published value lies beside the simulated interval.

#include <cstddef>
#include <string>
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

/// The rows that were predicted, and how many of them lie where they should: of a model that knows what it does not
/// know half lie within the half, nine in ten within the nine tenths.
struct Score {
  std::size_t predicted = 0, in_half = 0, in_nine_tenths = 0;
};
Score score(const drill::Result& result);

/// "Of 16 predicted numbers 10 lie within the 50 % interval and 16 within the 90 % interval; ..."; empty when nothing
/// was predicted.
std::string score_sentence(const drill::Result& result);

/// "50 %", "90 %", "above", "below"
std::string_view to_text(Lies lies);

}  // namespace report
