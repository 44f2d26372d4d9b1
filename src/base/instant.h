#pragma once
// Moments and lengths of time as people write them.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

/// A moment with the clock that its writer had on the wall.
struct Instant {
  std::int64_t utc_s = 0;     ///< seconds since 1970-01-01T00:00Z, leap seconds not counted
  std::int32_t offset_s = 0;  ///< local time minus UTC, seconds
  friend bool operator==(const Instant&, const Instant&) = default;
};

/// Reads "2017-05-12T00:00+01:00", with optional seconds; "Z" is +00:00. Nothing when it is not of that form.
std::optional<Instant> parse_instant(std::string_view text);

/// "2017-05-12T16:08:00+01:00"
std::string to_text(const Instant& instant);

/// "Fri 12 May 16:08" on the instant's own clock, `after_s` seconds later: for people.
std::string clock_text(const Instant& instant, double after_s = 0);

/// Hours since Monday 00:00 on the instant's own clock, `after_s` seconds later; in [0, 168).
double hour_of_week(const Instant& instant, double after_s = 0);

/// Reads "14d", "4h30min", "90s", "1.5h" into seconds; units s, min, h, d, w; a bare "0" is allowed.
/// Nothing when it is not of that form, negative or not finite.
std::optional<double> parse_duration(std::string_view text);

/// Shortest exact form of a whole number of seconds: "14d", "1h30min"; fractions as "0.5s".
std::string duration_text(double seconds);

/// Days since 1970-01-01 of a text that begins with a day: "2017-05-12", "2017-05-12T16:08Z". Nothing when it does not.
std::optional<std::int32_t> day_number(std::string_view text);

/// "2017-05-12"
std::string day_text(std::int32_t number);

}  // namespace base
