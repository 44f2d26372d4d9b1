#pragma once
// How measures are named on the command line, and the text of --until-error.

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "foresee/drill/drill.h"

namespace cli {

/// Reads "cost_total" or "devices_infected(sector=trust type=desktop)": a measure, and by what it is counted. Nothing
/// when it is not of that form.
std::optional<std::pair<std::string, drill::By>> parse_measure(std::string_view text);

/// Reads "organisations_infected=2%" or "devices_infected(sector=trust type=desktop)=0.5%": a measure, by what it is
/// counted, and the relative standard error at which to stop, above 0 and at most 100 %. Nothing when it is not of
/// that form.
std::optional<drill::UntilError> parse_until(std::string_view text);

}  // namespace cli
