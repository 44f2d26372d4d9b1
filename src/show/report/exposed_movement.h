#pragma once
// Who moved since a day, in words.

#include <string>

#include "show/report/exposed.h"
#include "show/report/text_table.h"

namespace report {

/// A table of the organisations that moved.
std::string movement_text(const ExposedAnswer& answer, int width, const Style& style);

/// "no inventory received", or "not in the answer" for nothing.
std::string position_word(const std::optional<exposure::Position>& position);

/// "cannot tell: stale", or "not known" for nothing.
std::string standing_word(const std::optional<exposure::DeviceStanding>& standing);

}  // namespace report
