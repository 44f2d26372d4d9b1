#include "base/instant.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

namespace base {

namespace {

/// Takes exactly `digits` digits off the front.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return {};
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return {};
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

/// "+01:00", "-0530" is not allowed, "Z".
std::optional<int> take_offset(std::string_view& text) {
  if (take(text, 'Z')) return 0;
  if (text.empty() || (text.front() != '+' && text.front() != '-')) return {};
  const int sign = text.front() == '+' ? 1 : -1;
  text.remove_prefix(1);
  const auto hours = take_number(text, 2);
  if (!hours || *hours > 14 || !take(text, ':')) return {};
  const auto minutes = take_number(text, 2);
  if (!minutes || *minutes > 59) return {};
  return sign * (*hours * 3600 + *minutes * 60);
}

struct Civil {
  std::chrono::year_month_day date;
  std::int64_t second_of_day;
  std::chrono::weekday weekday;
};

Civil civil(const Instant& instant, double after_s) {
  const auto local = instant.utc_s + instant.offset_s + static_cast<std::int64_t>(std::floor(after_s));
  const std::chrono::sys_seconds moment{std::chrono::seconds{local}};
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  return {std::chrono::year_month_day{day}, (moment - day).count(), std::chrono::weekday{day}};
}

}  // namespace

std::optional<Instant> parse_instant(std::string_view text) {
  const auto year = take_number(text, 4);
  if (!year || !take(text, '-')) return {};
  const auto month = take_number(text, 2);
  if (!month || !take(text, '-')) return {};
  const auto day = take_number(text, 2);
  if (!day || !take(text, 'T')) return {};
  const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  const auto hour = take_number(text, 2);
  if (!date.ok() || !hour || *hour > 23 || !take(text, ':')) return {};
  const auto minute = take_number(text, 2);
  if (!minute || *minute > 59) return {};
  int second = 0;
  if (take(text, ':')) {
    const auto seconds = take_number(text, 2);
    if (!seconds || *seconds > 59) return {};
    second = *seconds;
  }
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return {};
  const std::int64_t days = std::chrono::sys_days{date}.time_since_epoch().count();
  return Instant{days * 86400 + *hour * 3600 + *minute * 60 + second - *offset, *offset};
}

std::string to_text(const Instant& instant) {
  const Civil at = civil(instant, 0);
  const int offset = std::abs(instant.offset_s) / 60;
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}{:02}:{:02}", int{at.date.year()}, unsigned{at.date.month()},
                     unsigned{at.date.day()}, at.second_of_day / 3600, at.second_of_day / 60 % 60,
                     at.second_of_day % 60, instant.offset_s < 0 ? '-' : '+', offset / 60, offset % 60);
}

std::string clock_text(const Instant& instant, double after_s) {
  static constexpr std::array days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Civil at = civil(instant, after_s);
  return fmt::format("{} {} {} {:02}:{:02}", days[at.weekday.c_encoding()], unsigned{at.date.day()},
                     months[unsigned{at.date.month()} - 1], at.second_of_day / 3600, at.second_of_day / 60 % 60);
}

double hour_of_week(const Instant& instant, double after_s) {
  constexpr double week_s = 7 * 86400.0;
  // 1970-01-01 was a Thursday: three days after a Monday.
  const double local = static_cast<double>(instant.utc_s + instant.offset_s) + after_s + 3 * 86400.0;
  const double into = std::fmod(local, week_s);
  const double hours = (into < 0 ? into + week_s : into) / 3600;
  return hours < 168 ? hours : 0;
}

std::optional<double> parse_duration(std::string_view text) {
  if (text == "0") return 0;
  if (text.empty()) return {};
  double total = 0;
  while (!text.empty()) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
    if (error != std::errc{} || number < 0 || std::signbit(number) || !std::isfinite(number)) return {};
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    double unit = 0;
    if (text.starts_with("min")) {
      unit = 60;
      text.remove_prefix(3);
    } else if (take(text, 's')) {
      unit = 1;
    } else if (take(text, 'h')) {
      unit = 3600;
    } else if (take(text, 'd')) {
      unit = 86400;
    } else if (take(text, 'w')) {
      unit = 7 * 86400;
    } else {
      return {};
    }
    total += number * unit;
  }
  if (!std::isfinite(total)) return {};
  return total;
}

std::string duration_text(double seconds) {
  if (seconds != std::floor(seconds) || seconds > 1e15) {
    // Shortest digits without an exponent, which parse_duration does not read: up to 309 before or 324 after the point.
    std::array<char, 400> digits{};
    const auto [end, error] =
        std::to_chars(digits.data(), digits.data() + digits.size(), seconds, std::chars_format::fixed);
    return std::string(digits.data(), end) + "s";
  }
  auto left = static_cast<std::int64_t>(seconds);
  if (left == 0) return "0";
  std::string text;
  for (const auto& [unit, name] : {std::pair{86400, "d"}, {3600, "h"}, {60, "min"}, {1, "s"}}) {
    if (left >= unit) text += fmt::format("{}{}", left / unit, name);
    left %= unit;
  }
  return text;
}

std::optional<std::int32_t> day_number(std::string_view text) {
  const auto year = take_number(text, 4);
  if (!year || !take(text, '-')) return {};
  const auto month = take_number(text, 2);
  if (!month || !take(text, '-')) return {};
  const auto day = take_number(text, 2);
  if (!day) return {};
  const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return {};
  return static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count());
}

std::string day_text(std::int32_t number) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{number}}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

}  // namespace base
