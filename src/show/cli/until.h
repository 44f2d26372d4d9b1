#pragma once
// The text of --until-error.

#include <optional>
#include <string_view>

#include "foresee/drill/drill.h"

namespace cli {

/// Reads "organisations_infected=2%" or "devices_infected(sector=trust type=desktop)=0.5%": a measure, by what it is
/// counted, and the relative standard error at which to stop, above 0 and at most 100 %. Nothing when it is not of
/// that form.
std::optional<drill::UntilError> parse_until(std::string_view text);

}  // namespace cli
