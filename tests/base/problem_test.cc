#include "base/problem.h"

#include <gtest/gtest.h>

namespace {

using base::Problem;
using base::Problems;

Problem unread(int row) {
  return {"devices.csv", "row " + std::to_string(row), "many", "is not a number", "write 0"};
}

TEST(Problem, line_names_place_value_and_mend) {
  EXPECT_EQ(
      base::to_line({"devices.csv", "row 12, column count", "many", "is not a whole number", "write 0, 1, 2, ..."}),
      "devices.csv: row 12, column count: 'many' is not a whole number; write 0, 1, 2, ...");
  EXPECT_EQ(base::to_line({"", "", "", "is missing", ""}), "is missing");
}

TEST(Problems, none) {
  const Problems problems;
  EXPECT_TRUE(problems.empty());
  EXPECT_EQ(problems.total(), 0U);
  EXPECT_EQ(problems.to_text(), "");
}

TEST(Problems, thousands_are_summed_up) {
  Problems problems;
  for (int row = 2; row < 5002; ++row) problems.add(unread(row));
  problems.add({"zones.csv", "row 2", "", "is missing", "write it"});
  EXPECT_EQ(problems.total(), 5001U);
  EXPECT_EQ(problems.kept().size(), Problems::kept_per_kind + 1);
  const std::string text = problems.to_text();
  EXPECT_NE(text.find("devices.csv: row 21: 'many' is not a number; write 0\n"), std::string::npos);
  EXPECT_EQ(text.find("row 22:"), std::string::npos);
  EXPECT_NE(text.find("devices.csv: and 4980 more of this kind: is not a number\n"), std::string::npos);
  EXPECT_NE(text.find("zones.csv: row 2: is missing; write it\n"), std::string::npos);
}

TEST(Problems, the_same_words_in_another_file_are_another_kind) {
  Problems problems;
  for (int i = 0; i < 30; ++i) problems.add({i % 2 == 0 ? "a.csv" : "b.csv", "", "", "is missing", ""});
  EXPECT_EQ(problems.kept().size(), 30U);
}

TEST(Problems, adding_others_keeps_every_count) {
  Problems first;
  for (int row = 0; row < 15; ++row) first.add(unread(row));
  Problems second;
  for (int row = 0; row < 100; ++row) second.add(unread(row));
  first.add(second);
  EXPECT_EQ(first.total(), 115U);
  EXPECT_EQ(first.kept().size(), Problems::kept_per_kind);
  EXPECT_NE(first.to_text().find("and 95 more of this kind"), std::string::npos);
  first.add(Problems{});
  EXPECT_EQ(first.total(), 115U);
}

TEST(Problems, adding_into_none_is_a_copy) {
  Problems second;
  for (int row = 0; row < 100; ++row) second.add(unread(row));
  Problems first;
  first.add(second);
  EXPECT_EQ(first.to_text(), second.to_text());
  EXPECT_EQ(first.total(), second.total());
}

}  // namespace
