#include "base/moment.h"

#include <gtest/gtest.h>

namespace {

using base::parse_moment;

TEST(Moment, IsTheSameWhateverItsOffset) {
  EXPECT_EQ(parse_moment("1970-01-01T00:00:00Z")->seconds, 0);
  EXPECT_EQ(parse_moment("2017-05-12T16:08:04+01:00")->seconds, 1494601684);
  EXPECT_EQ(parse_moment("2000-03-01T00:00:00-05:30")->seconds, 951868800 + 5 * 3600 + 1800);
  EXPECT_EQ(parse_moment("2024-05-02T09:00:00z"), parse_moment("2024-05-02t10:00:00.000+01:00"));
}

TEST(Moment, FractionsAreOfAnyLength) {
  EXPECT_TRUE(*parse_moment("2024-05-02T09:00:00.25Z") < *parse_moment("2024-05-02T09:00:00.250000001Z"));
  EXPECT_EQ(parse_moment("2024-05-02T09:00:00.250Z")->fraction, "25");
}

TEST(Moment, WhatIsNoneIsRefused) {
  for (const char* text : {"", "2024-05-02", "2024-05-02T09:00Z", "2024-05-02T09:00:00", "2024-02-30T09:00:00Z",
                           "2024-05-02T24:00:00Z", "2024-05-02T09:00:00.Z", "2024-05-02T09:00:00+0100",
                           "2024-05-02T09:00:60Z", "2024-05-02 09:00:00Z", "2024-05-02T09:00:00Z "}) {
    EXPECT_FALSE(parse_moment(text)) << text;
  }
}

}  // namespace
