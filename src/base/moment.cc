#include "base/moment.h"

#include <array>
#include <charconv>

namespace base {

namespace {

std::optional<std::uint64_t> digits(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return number;
}

bool is_day(std::uint64_t year, std::uint64_t month, std::uint64_t day) {
  constexpr std::array<std::uint64_t, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1) return false;
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return day <= days[month - 1] + (month == 2 && leap ? 1 : 0);
}

}  // namespace

std::optional<Moment> parse_moment(std::string_view text) {
  const auto number = [&](std::size_t at, std::size_t length) {
    return at + length <= text.size() ? digits(text.substr(at, length)) : std::nullopt;
  };
  const auto year = number(0, 4);
  const auto month = number(5, 2);
  const auto day = number(8, 2);
  const auto hour = number(11, 2);
  const auto minute = number(14, 2);
  const auto second = number(17, 2);
  if (!year || !month || !day || !hour || !minute || !second || text.size() < 20) return std::nullopt;
  const bool separated =
      text[4] == '-' && text[7] == '-' && (text[10] == 'T' || text[10] == 't') && text[13] == ':' && text[16] == ':';
  if (!separated || !is_day(*year, *month, *day) || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  Moment moment;
  std::size_t at = 19;
  if (text[at] == '.') {
    const std::size_t end = text.find_first_not_of("0123456789", at + 1);
    if (end == std::string_view::npos || end == at + 1) return std::nullopt;
    moment.fraction = text.substr(at + 1, end - at - 1);
    moment.fraction = moment.fraction.substr(0, moment.fraction.find_last_not_of('0') + 1);
    at = end;
  }
  std::int64_t offset = 0;
  if (text[at] == '+' || text[at] == '-') {
    const auto hours = number(at + 1, 2);
    const auto minutes = number(at + 4, 2);
    if (!hours || !minutes || *hours > 23 || *minutes > 59 || text[at + 3] != ':' || text.size() != at + 6)
      return std::nullopt;
    offset = (text[at] == '+' ? 1 : -1) * static_cast<std::int64_t>(*hours * 3600 + *minutes * 60);
  }
  if (text[at] != '+' && text[at] != '-' && (text.size() != at + 1 || (text[at] | 0x20) != 'z')) return std::nullopt;
  // Days from the civil date, counted from March (H. Hinnant, chrono-compatible low-level date algorithms).
  const auto y = static_cast<std::int64_t>(*year) - (*month <= 2 ? 1 : 0);
  const std::int64_t era = y / 400;
  const std::int64_t of_era = y - era * 400;
  const auto of_march = static_cast<std::int64_t>(*month) + (*month > 2 ? -3 : 9);
  const std::int64_t of_year = (153 * of_march + 2) / 5 + static_cast<std::int64_t>(*day) - 1;
  const std::int64_t days = era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
  moment.seconds = days * 86400 + static_cast<std::int64_t>(*hour * 3600 + *minute * 60 + *second) - offset;
  // A leap second is the last of a day of UTC.
  if (*second == 60 && moment.seconds % 86400 != 0) return std::nullopt;
  return moment;
}

}  // namespace base
