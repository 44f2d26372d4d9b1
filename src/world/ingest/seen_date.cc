#include "world/ingest/seen_date.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>

#include "base/instant.h"
#include "world/ingest/lines.h"

namespace ingest {

namespace {

std::optional<int> number_of(std::string_view text) {
  constexpr std::size_t most = 4;
  int number = 0;
  if (text.empty() || text.size() > most || text.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// "2026-04-03", "03/04/2026", "3.4.2026"
std::optional<std::chrono::year_month_day> day_of(std::string_view text, DateOrder order) {
  const std::size_t at = text.find_first_of("-/.");
  if (at == std::string_view::npos) return std::nullopt;
  const auto parts = split(text, text[at]);
  if (parts.size() != 3) return std::nullopt;
  auto first = number_of(parts[0]);
  auto second = number_of(parts[1]);
  auto third = number_of(parts[2]);
  if (!first || !second || !third) return std::nullopt;
  constexpr std::size_t of_year = 4;
  if (parts[0].size() == of_year) {
    std::swap(first, third);  // day, month, year
  } else if (parts[2].size() != of_year) {
    return std::nullopt;
  } else if (order == DateOrder::month_first && text[at] == '/') {
    std::swap(first, second);
  }
  const std::chrono::year_month_day day{std::chrono::year(*third), std::chrono::month(static_cast<unsigned>(*second)),
                                        std::chrono::day(static_cast<unsigned>(*first))};
  return day.ok() && *third >= 1 ? std::optional(day) : std::nullopt;
}

/// Seconds since midnight of "10:15", "10:15:30.123", "1:05:09 PM".
std::optional<int> seconds_of(std::string_view text) {
  constexpr int noon = 12;
  bool afternoon = false;
  bool twelve_hours = false;
  if (text.size() > 2 && (text.back() == 'M' || text.back() == 'm')) {
    const char half = text[text.size() - 2];
    if (half != 'A' && half != 'a' && half != 'P' && half != 'p') return std::nullopt;
    afternoon = half == 'P' || half == 'p';
    twelve_hours = true;
    text = trimmed(text.substr(0, text.size() - 2));
  }
  auto parts = split(text, ':');
  if (parts.size() != 2 && parts.size() != 3) return std::nullopt;
  if (parts.size() == 3) {
    const std::size_t point = parts[2].find('.');
    if (point != std::string_view::npos &&
        parts[2].find_first_not_of("0123456789", point + 1) != std::string_view::npos) {
      return std::nullopt;
    }
    parts[2] = parts[2].substr(0, point);
  }
  auto hour = number_of(parts[0]);
  const auto minute = number_of(parts[1]);
  const auto second = parts.size() == 3 ? number_of(parts[2]) : std::optional(0);
  if (!hour || !minute || !second || *minute > 59 || *second > 60) return std::nullopt;
  if (twelve_hours) {
    if (*hour < 1 || *hour > noon) return std::nullopt;
    hour = *hour % noon + (afternoon ? noon : 0);
  }
  constexpr int hours = 24;
  if (*hour >= hours) return std::nullopt;
  return (*hour * 60 + *minute) * 60 + *second;
}

/// "+01:00" or "Z" at the end, in seconds; taken off.
std::optional<int> take_offset(std::string_view& text) {
  if (text.ends_with('Z') || text.ends_with('z')) {
    text.remove_suffix(1);
    return 0;
  }
  constexpr std::size_t length = 6;
  if (text.size() <= length || text[text.size() - 3] != ':') return 0;
  const std::string_view end = text.substr(text.size() - length);
  if (end[0] != '+' && end[0] != '-') return 0;
  const auto hours = number_of(end.substr(1, 2));
  const auto minutes = number_of(end.substr(4));
  if (!hours || !minutes || *hours > 14 || *minutes > 59) return std::nullopt;
  text.remove_suffix(length);
  return (end[0] == '-' ? -1 : 1) * (*hours * 60 + *minutes) * 60;
}

}  // namespace

std::optional<std::string> seen_date(std::string_view text, DateOrder order) {
  text = trimmed(text);
  const std::size_t end = std::min(text.find_first_of("T ,"), text.size());
  const auto day = day_of(text.substr(0, end), order);
  if (!day) return std::nullopt;
  std::string_view time = text.substr(end);
  while (!time.empty() && (time.front() == ' ' || time.front() == ',' || time.front() == 'T')) time.remove_prefix(1);
  if (time.empty()) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day->year()), static_cast<unsigned>(day->month()),
                       static_cast<unsigned>(day->day()));
  }
  const auto offset = take_offset(time);
  const auto seconds = seconds_of(trimmed(time));
  if (!offset || !seconds) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days(*day).time_since_epoch().count();
  constexpr std::int64_t day_s = 86400;
  std::string instant = base::to_text({days * day_s + *seconds - *offset, 0});
  constexpr std::string_view utc = "+00:00";
  if (instant.ends_with(utc)) instant.replace(instant.size() - utc.size(), utc.size(), "Z");
  return instant;
}

}  // namespace ingest
