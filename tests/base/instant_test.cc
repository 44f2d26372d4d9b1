#include "base/instant.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <string>

namespace {

using base::Instant;
using base::parse_duration;
using base::parse_instant;

TEST(Instant, known_moments) {
  EXPECT_EQ(parse_instant("1970-01-01T00:00Z"), (Instant{0, 0}));
  EXPECT_EQ(parse_instant("2017-05-12T16:08:04+01:00"), (Instant{1494601684, 3600}));  // WHOIS 15:08:04Z
  EXPECT_EQ(parse_instant("2000-02-29T23:59:59-05:30")->utc_s, 951868799 + 5 * 3600 + 1800);
  EXPECT_EQ(parse_instant("1969-12-31T23:59:59Z")->utc_s, -1);
}

TEST(Instant, what_is_not_of_the_form) {
  for (const char* text : {"",
                           "2017",
                           "2017-05-12",
                           "2017-05-12T00:00",
                           "2017-05-12 00:00Z",
                           "2017-13-01T00:00Z",
                           "2017-02-29T00:00Z",
                           "2017-05-12T24:00Z",
                           "2017-05-12T00:60Z",
                           "2017-05-12T00:00:60Z",
                           "2017-05-12T00:00+0100",
                           "2017-05-12T00:00+15:00",
                           "2017-05-12T00:00+01:60",
                           "2017-05-12T00:00Z ",
                           " 2017-05-12T00:00Z",
                           "2017-05-12T00:00ZZ",
                           "17-05-12T00:00Z",
                           "2017-05-12t00:00z",
                           "2017-05-12T0:00Z",
                           "+017-05-12T00:00Z"}) {
    EXPECT_FALSE(parse_instant(text).has_value()) << text;
  }
}

TEST(Instant, texts) {
  const Instant at = *parse_instant("2017-05-12T00:00+01:00");
  EXPECT_EQ(base::to_text(at), "2017-05-12T00:00:00+01:00");
  EXPECT_EQ(base::clock_text(at), "Fri 12 May 00:00");
  EXPECT_EQ(base::clock_text(at, 16 * 3600 + 8 * 60 + 59.9), "Fri 12 May 16:08");
  EXPECT_EQ(base::clock_text(at, 86400.0 * 20), "Thu 1 Jun 00:00");
  EXPECT_EQ(base::to_text(*parse_instant("2017-05-12T00:00-05:30")), "2017-05-12T00:00:00-05:30");
}

TEST(Instant, hour_of_week_begins_on_monday_on_its_own_clock) {
  EXPECT_EQ(base::hour_of_week(*parse_instant("2017-05-08T00:00+01:00")), 0);
  EXPECT_EQ(base::hour_of_week(*parse_instant("2017-05-12T00:00+01:00")), 96);
  EXPECT_EQ(base::hour_of_week(*parse_instant("2017-05-12T00:00+01:00"), 1800), 96.5);
  EXPECT_EQ(base::hour_of_week(*parse_instant("2017-05-14T23:59:59Z"), 1), 0);
  EXPECT_EQ(base::hour_of_week(*parse_instant("1960-01-04T05:00Z")), 5);  // a Monday before 1970
}

TEST(Duration, known_lengths) {
  EXPECT_EQ(parse_duration("0"), 0);
  EXPECT_EQ(parse_duration("90s"), 90);
  EXPECT_EQ(parse_duration("1h30min"), 5400);
  EXPECT_EQ(parse_duration("14d"), 14 * 86400);
  EXPECT_EQ(parse_duration("1w1d1h1min1s"), 7 * 86400 + 86400 + 3600 + 61);
  EXPECT_EQ(parse_duration("1.5h"), 5400);
  EXPECT_EQ(parse_duration("0.25s"), 0.25);
}

TEST(Duration, what_is_not_of_the_form) {
  for (const char* text : {"",     "5",    "h",   "-5s",  "-0s",  "+5s",   "5 s",      " 5s",  "5s ", "5m",
                           "5sec", "1e3s", "inf", "infs", "nans", "0x10s", "5minutes", "1h30", "00",  "5S"}) {
    EXPECT_FALSE(parse_duration(text).has_value()) << text;
  }
  EXPECT_FALSE(parse_duration(std::string(400, '9') + "s").has_value());  // not finite
}

TEST(Duration, texts) {
  EXPECT_EQ(base::duration_text(0), "0");
  EXPECT_EQ(base::duration_text(5400), "1h30min");
  EXPECT_EQ(base::duration_text(14 * 86400), "14d");
  EXPECT_EQ(base::duration_text(0.5), "0.5s");
}

RC_GTEST_PROP(InstantProperty, text_and_back, ()) {
  Instant at;
  at.utc_s = *rc::gen::inRange<std::int64_t>(-60'000'000'000, 250'000'000'000);  // years 68 to 9892
  at.offset_s = 60 * *rc::gen::inRange(-14 * 60, 14 * 60 + 1);
  RC_ASSERT(parse_instant(base::to_text(at)) == at);
}

RC_GTEST_PROP(InstantProperty, an_hour_later_is_an_hour_of_week_later, ()) {
  const Instant at{*rc::gen::inRange<std::int64_t>(-10'000'000'000, 10'000'000'000), 0};
  const double hours = *rc::gen::inRange(0, 1000);
  const double expected = std::fmod(base::hour_of_week(at) + hours, 168.0);
  const double found = base::hour_of_week(at, hours * 3600);
  RC_ASSERT(found >= 0 && found < 168);
  const double apart = std::abs(found - expected);
  RC_ASSERT(apart < 1e-9 || std::abs(apart - 168) < 1e-9);
}

RC_GTEST_PROP(DurationProperty, text_and_back, ()) {
  const auto whole = static_cast<double>(*rc::gen::inRange<std::int64_t>(0, 10'000'000'000));
  RC_ASSERT(parse_duration(base::duration_text(whole)) == whole);
  const double part = *rc::gen::inRange(0, 1'000'000) / 1024.0;
  RC_ASSERT(parse_duration(base::duration_text(part)) == part);
  const double tiny = *rc::gen::inRange(1, 1'000'000) * 1e-12;
  RC_ASSERT(parse_duration(base::duration_text(tiny)) == tiny);
}

RC_GTEST_PROP(DurationProperty, parts_add_up, ()) {
  const auto d = *rc::gen::inRange(0, 1000);
  const auto h = *rc::gen::inRange(0, 1000);
  const auto s = *rc::gen::inRange(0, 1000);
  const auto text = std::to_string(d) + "d" + std::to_string(h) + "h" + std::to_string(s) + "s";
  RC_ASSERT(parse_duration(text) == d * 86400.0 + h * 3600.0 + s);
}

RC_GTEST_PROP(ParsingProperty, any_text_is_taken_or_refused_quietly, (const std::string& text)) {
  const auto instant = parse_instant(text);
  if (instant) RC_ASSERT(parse_instant(base::to_text(*instant)) == instant);
  const auto duration = parse_duration(text);
  if (duration) RC_ASSERT(*duration >= 0);
}

TEST(Days, AreReadAndWritten) {
  EXPECT_EQ(base::day_number("1970-01-02"), 1);
  EXPECT_EQ(base::day_number("2024-02-29T10:00:00Z"), 19782);
  for (const char* wrong : {"", "2024", "2023-02-29", "2024-13-01", "24-01-01", "2024/01/01"}) {
    EXPECT_FALSE(base::day_number(wrong)) << wrong;
  }
  for (int number = -100'000; number < 1'000'000; number += 97) {
    ASSERT_EQ(base::day_number(base::day_text(number)), number);
  }
}

}  // namespace
