// What to ask whom for, in words: names cannot break out, and nothing is lost behind the first rows unsaid.

#include "show/report/missing.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

namespace {

using exposure::Missing;
using exposure::Whom;

exposure::MissingFields fields() {
  exposure::MissingFields all;
  all.questions = 1;
  all.vulnerabilities = 2;
  all.rows = {{"X01", Whom::tool, "armis", {"a\x1b[31m.csv"}, "version of \x1b[1mPump", 1200, 3, 700},
              {"", Whom::publisher, "Maker", {}, "a range of Gateway that can be read", 5, 0, 5},
              {"", Whom::nobody, "", {}, "rows that can be understood", 4, 0, 2},
              {"X02", Whom::tool, "csv", {"/far/away/one.csv", "two.csv"}, "a newer list", 1, 0, 1},
              {"X03", Whom::tool, "csv", {"/far/away/a-name-that-is-longer-than-thirty.csv"}, "a newer list", 1, 0, 1}};
  return all;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(MissingReport, SaysWhoIsAskedForWhat) {
  const std::string text = report::missing_text(fields(), 5, 140, false);
  EXPECT_TRUE(has(text, "Of 1 question (a device")) << text;
  EXPECT_TRUE(has(text, "2 vulnerabilities were asked about."));
  EXPECT_TRUE(has(text, "1,200"));
  EXPECT_TRUE(has(text, "every one")) << "a publisher says it once for all";
  EXPECT_TRUE(has(text, "not known"));
  EXPECT_TRUE(has(text, "csv (2 files)"));
  EXPECT_TRUE(has(text, "csv (1 file)"));
  EXPECT_FALSE(has(text, "\x1b")) << "names cannot paint the terminal";
  EXPECT_FALSE(has(text, "more\n"));
  EXPECT_TRUE(has(report::missing_text(fields(), 2, 140, false), "... and 3 more\n"));
}

TEST(MissingReport, SaysThatNothingIsMissing) {
  EXPECT_EQ(
      report::missing_text({{}, 0, 1}, 5, 140, false),
      "Of 0 questions (a device that is known and a vulnerability each) it cannot be told; 1 vulnerability was asked "
      "about.\n");
}

TEST(MissingReport, IsTheSameAsJson) {
  const auto json = nlohmann::json::parse(report::missing_json(fields(), "2024-03-05", 2));
  EXPECT_EQ(json["schema"], "cordon-missing/1");
  EXPECT_EQ(json["on"], "2024-03-05");
  EXPECT_EQ(json["in_all"], 5);
  ASSERT_EQ(json["rows"].size(), 2U);
  EXPECT_EQ(json["rows"][0]["settles"], 1200);
  EXPECT_EQ(json["rows"][0]["with_others"], 3);
  EXPECT_EQ(json["rows"][1]["organisation"], nullptr);
  EXPECT_EQ(json["rows"][1]["ask"], "Maker");
}

}  // namespace
