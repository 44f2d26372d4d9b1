#pragma once
// Dates as other tools write them.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ingest {

/// Of 03/04/2026, which nobody can tell by looking at it.
enum class DateOrder : std::uint8_t { day_first, month_first };

/// A day ("2026-04-03"), or an instant of RFC 3339 in UTC to the second where the text has a time of day: of
/// "2026-04-03 10:15:30.1234567", "03/04/2026 10:15", "4/3/2026 1:05:09 PM", "03.04.2026". Where a text has no time
/// zone it is taken for UTC: hours count for little beside the days that lists are old. Nothing when it is none of
/// these or no such day exists.
std::optional<std::string> seen_date(std::string_view text, DateOrder order);

}  // namespace ingest
