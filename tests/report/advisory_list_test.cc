// What is said of CSAF documents that an earlier version of Cordon imported without what they say of themselves.

#include "show/report/advisory_list.h"

#include <gtest/gtest.h>

#include <string>

#include "show/report/advisory.h"
#include "show/report/advisory_difference.h"

namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(HeadOfADocument, IsSaidNotToBeKnownInTheList) {
  advisory::List list;
  list.headless = 2;
  EXPECT_TRUE(has(report::advisory_list_text(list, 200, false), "Of 2 CSAF documents in the store"));
  EXPECT_TRUE(has(report::advisory_list_json(list), "\"not_known_of\": 2"));
  list.headless = 0;
  EXPECT_FALSE(has(report::advisory_list_text(list, 200, false), "CSAF document"));
  EXPECT_FALSE(has(report::advisory_list_json(list), "not_known_of"));
}

TEST(HeadOfADocument, IsSaidNotToBeKnownWhereItIsShown) {
  advisory::Advisory one;
  EXPECT_TRUE(has(report::advisories_text({{one, {}}}, 200, false), "import it again"));
  EXPECT_TRUE(has(report::advisories_json({{one, {}}}), "\"document\": null"));
  one.feed = advisory::Feed::kev;
  EXPECT_FALSE(has(report::advisories_text({{one, {}}}, 200, false), "import it again")) << "it never has one";
}

TEST(HeadOfADocument, IsSaidNotToBeComparedWhereOneIsNotKnown) {
  const advisory::Advisory unknown;
  advisory::Advisory known;
  known.head.csaf_version = "2.0";
  EXPECT_TRUE(has(report::advisory_difference_text(unknown, known, {}, 200, false), "imported the first one"));
  EXPECT_TRUE(has(report::advisory_difference_text(known, unknown, {}, 200, false), "imported the second one"));
  EXPECT_FALSE(has(report::advisory_difference_text(known, known, {}, 200, false), "imported"));
  EXPECT_TRUE(has(report::advisory_difference_json(unknown, known, {}), "\"head_compared\": false"));
}

TEST(HeadOfADocument, WhatWasSortedByStandsBesideItWhereTheTableHasItNotAnyway) {
  advisory::List list;
  list.total = 1;
  list.rows.resize(1);
  list.rows.at(0).sorted_by = "Important";
  list.sort = advisory::Field::severity;
  const std::string text = report::advisory_list_text(list, 200, false);
  EXPECT_TRUE(has(text, "severity") && has(text, "Important")) << text;
  list.sort = advisory::Field::id;
  EXPECT_FALSE(has(report::advisory_list_text(list, 200, false), "Important"));
}

}  // namespace
