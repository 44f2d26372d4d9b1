// The word of a score: both sides of every boundary.

#include "world/advisory/severity.h"

#include <gtest/gtest.h>

namespace {

using advisory::CvssVersion;
using advisory::Severity;

TEST(Severity, boundaries_of_version_3_and_4) {
  for (const CvssVersion version : {CvssVersion::v3_0, CvssVersion::v3_1, CvssVersion::v4_0}) {
    EXPECT_EQ(severity_of(version, 0), Severity::none);
    EXPECT_EQ(severity_of(version, 1), Severity::low);
    EXPECT_EQ(severity_of(version, 39), Severity::low);
    EXPECT_EQ(severity_of(version, 40), Severity::medium);
    EXPECT_EQ(severity_of(version, 69), Severity::medium);
    EXPECT_EQ(severity_of(version, 70), Severity::high);
    EXPECT_EQ(severity_of(version, 89), Severity::high);
    EXPECT_EQ(severity_of(version, 90), Severity::critical);
    EXPECT_EQ(severity_of(version, 100), Severity::critical);
  }
}

TEST(Severity, version_2_knows_neither_none_nor_critical) {
  EXPECT_EQ(severity_of(CvssVersion::v2_0, 0), Severity::low);
  EXPECT_EQ(severity_of(CvssVersion::v2_0, 39), Severity::low);
  EXPECT_EQ(severity_of(CvssVersion::v2_0, 40), Severity::medium);
  EXPECT_EQ(severity_of(CvssVersion::v2_0, 70), Severity::high);
  EXPECT_EQ(severity_of(CvssVersion::v2_0, 100), Severity::high);
}

TEST(Severity, words_there_and_back) {
  for (int i = 0; i < 5; ++i) {
    const auto severity = static_cast<Severity>(i);
    EXPECT_EQ(advisory::severity_from(word(severity)), severity);
  }
  EXPECT_EQ(advisory::severity_from("high"), std::nullopt);
  EXPECT_EQ(advisory::severity_from(""), std::nullopt);
}

}  // namespace
