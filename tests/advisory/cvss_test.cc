// CVSS: what is read and what is refused, scores beside those of others, and the table of 4.0.

#include "world/advisory/cvss.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <cstdlib>
#include <sstream>

#include "support/corpora.h"
#include "world/advisory/cvss_4.h"
#include "world/advisory/cvss_metrics.h"

namespace {

using advisory::CvssVersion;

struct Known {
  const char* vector;
  int base, threat, environmental;
};

// Examples of the specifications (2.0 section 3.3; 3.0 and 3.1 examples documents) and cases worked by hand.
constexpr Known known[] = {
    {"AV:N/AC:L/Au:N/C:N/I:N/A:C", 78, 78, 78},
    {"AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C", 78, 64, 64},
    {"AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:H", 78, 64, 92},
    {"AV:N/AC:L/Au:N/C:C/I:C/A:C/E:F/RL:OF/RC:C", 100, 83, 83},
    {"AV:L/AC:H/Au:N/C:C/I:C/A:C/E:POC/RL:OF/RC:C", 62, 49, 49},
    {"AV:L/AC:H/Au:M/C:N/I:N/A:N", 0, 0, 0},
    {"CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:C/C:L/I:L/A:N", 72, 72, 72},
    {"CVSS:3.0/AV:N/AC:H/PR:N/UI:N/S:U/C:N/I:L/A:N", 37, 37, 37},
    {"CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", 64, 64, 64},
    {"CVSS:3.1/AV:L/AC:L/PR:H/UI:N/S:U/C:L/I:L/A:L", 42, 42, 42},
    {"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:U", 98, 90, 90},
    {"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/MAV:P", 98, 98, 68},
    {"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", 0, 0, 0},
    // A changed scope with high requirements: 3.1 has another exponent than 3.0 in the modified impact.
    {"CVSS:3.0/AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H/CR:H/IR:H/AR:H", 99, 99, 99},
    {"CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H/CR:H/IR:H/AR:H", 99, 99, 100},
    {"CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:C/C:H/I:H/A:H/CR:H/IR:H/AR:H", 91, 91, 91},
    // What nobody is known to exploit.
    {"CVSS:4.0/AV:P/AC:H/AT:P/PR:H/UI:A/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/E:U", 73, 41, 41},
    {"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H", 100, 100, 100},
    {"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 93, 93, 93},
    {"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N", 0, 0, 0},
    {"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:L/VA:L/SC:N/SI:N/SA:N", 69, 69, 69},
};

TEST(Cvss, scores_of_known_vectors) {
  for (const Known& k : known) {
    const auto vector = advisory::parse_cvss(k.vector);
    ASSERT_TRUE(vector) << k.vector << vector.error().to_text();
    const auto scores = score(*vector);
    EXPECT_EQ(scores.base, k.base) << k.vector;
    EXPECT_EQ(scores.threat, k.threat) << k.vector;
    EXPECT_EQ(scores.environmental, k.environmental) << k.vector;
    EXPECT_EQ(to_text(*vector), k.vector);
  }
}

TEST(Cvss, metrics_can_be_asked_for) {
  const auto vector = advisory::parse_cvss("CVSS:3.1/S:C/AV:A/AC:L/PR:N/UI:N/C:H/I:N/A:L/E:X");
  ASSERT_TRUE(vector);
  EXPECT_EQ(vector->version, CvssVersion::v3_1);
  EXPECT_EQ(vector->value("AV"), "A");
  EXPECT_EQ(vector->value("E"), "X");
  EXPECT_EQ(vector->value("RL"), "");
  EXPECT_EQ(vector->value("VC"), "");
}

/// What the one problem of a vector says; the count when there is another number of them.
std::string refusal(const std::string& text) {
  const auto vector = advisory::parse_cvss(text);
  if (vector) return "was read";
  if (vector.error().total() != 1) return std::to_string(vector.error().total()) + " problems";
  return vector.error().kept()[0].what;
}

TEST(Cvss, what_is_wrong_is_refused) {
  const std::string good = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
  EXPECT_EQ(refusal(good), "was read");
  EXPECT_EQ(refusal(good + "/"), "is no metric of this version of CVSS");
  EXPECT_EQ(refusal(good + "/ZZ:N"), "is no metric of this version of CVSS");
  EXPECT_EQ(refusal(good + "/VC:H"), "is no metric of this version of CVSS");
  EXPECT_EQ(refusal(good + "/E"), "is no metric of this version of CVSS");
  EXPECT_EQ(refusal(good + "/E:"), "is no value of this metric");
  EXPECT_EQ(refusal(good + "/E:U P"), "is no value of this metric");
  EXPECT_EQ(refusal(good + "/E:u"), "is no value of this metric");
  EXPECT_EQ(refusal(good + "/AV:N"), "is given a second time");
  EXPECT_EQ(refusal("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H"), "is missing");
  EXPECT_EQ(refusal("CVSS:3.2/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"), "begins with no version of CVSS that is known");
  EXPECT_EQ(refusal("CVSS:3.1"), "begins with no version of CVSS that is known");
  EXPECT_EQ(refusal("cvss:3.1/" + good.substr(9)), "11 problems");
  EXPECT_EQ(refusal(""), "7 problems");
  EXPECT_EQ(refusal("(AV:N/AC:L/Au:N/C:N/I:N/A:C)"), "4 problems");
  EXPECT_EQ(refusal(std::string(1000, 'A')), "is longer than any CVSS vector");
}

TEST(Cvss, order_counts_in_version_4_only) {
  EXPECT_EQ(refusal("CVSS:3.1/A:H/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H"), "was read");
  EXPECT_EQ(refusal("CVSS:4.0/AC:L/AV:N/AT:N/PR:N/UI:N/VC:L/VI:L/VA:L/SC:N/SI:N/SA:N"), "stands too late");
}

/// A vector of any version with random choices.
rc::Gen<advisory::CvssVector> any_vector() {
  return rc::gen::exec([] {
    advisory::CvssVector vector;
    vector.version = static_cast<CvssVersion>(*rc::gen::inRange(0, 4));
    vector.choice.fill(advisory::CvssVector::absent);
    const auto metrics = advisory::cvss_metrics(vector.version);
    for (std::size_t i = 0; i < metrics.size(); ++i) {
      const auto values = std::count(metrics[i].values.begin(), metrics[i].values.end(), ' ') + 1;
      if (metrics[i].mandatory || *rc::gen::arbitrary<bool>()) {
        vector.choice[i] = static_cast<std::uint8_t>(*rc::gen::inRange<std::ptrdiff_t>(0, values));
      }
    }
    return vector;
  });
}

RC_GTEST_PROP(Cvss, there_and_back_and_in_range, ()) {
  const advisory::CvssVector vector = *any_vector();
  const auto again = advisory::parse_cvss(to_text(vector));
  RC_ASSERT(again.has_value());
  RC_ASSERT(*again == vector);
  const auto scores = score(vector);
  RC_ASSERT(scores.base >= 0 && scores.base <= 100);
  RC_ASSERT(scores.threat >= 0 && scores.threat <= scores.base);
  RC_ASSERT(scores.environmental >= 0 && scores.environmental <= 100);
}

TEST(Cvss, no_worse_class_of_version_4_scores_lower) {
  const auto at = [](const std::array<int, 6>& q) {
    return advisory::macro_score_4(q[0], q[1], q[2], q[3], q[4], q[5]);
  };
  int found = 0;
  for (int code = 0; code < 729; ++code) {
    std::array<int, 6> q{};
    for (int i = 0, rest = code; i < 6; ++i, rest /= 3) q[static_cast<std::size_t>(i)] = rest % 3;
    if (at(q) == 0) continue;
    ++found;
    for (std::size_t i = 0; i < 6; ++i) {
      auto lower = q;
      ++lower[i];
      EXPECT_LE(at(lower), at(q)) << code << " class " << i;
    }
  }
  EXPECT_EQ(found, 270);
}

/// "9.8" in tenths.
int tenths(const std::string& text) {
  return static_cast<int>(std::lround(std::strtod(text.c_str(), nullptr) * 10));
}

/// Compares a line "VECTOR - SCORE" or "VECTOR - (BASE, TEMPORAL, ENVIRONMENTAL)", where "None" means that nobody
/// asked.
void compare(const std::string& line, std::size_t& compared) {
  const std::size_t dash = line.find(" - ");
  if (dash == std::string::npos) return;
  const auto vector = advisory::parse_cvss(line.substr(0, dash));
  ASSERT_TRUE(vector) << line << "\n" << vector.error().to_text();
  const auto scores = score(*vector);
  std::string rest = line.substr(dash + 3);
  std::erase_if(rest, [](char c) { return c == '(' || c == ')' || c == ' ' || c == '\r'; });
  std::vector<std::string> numbers;
  std::istringstream split(rest);
  for (std::string number; std::getline(split, number, ',');) numbers.push_back(number);
  ++compared;
  if (numbers.size() == 1) {
    EXPECT_EQ(scores.environmental, tenths(numbers[0])) << line;
    return;
  }
  ASSERT_EQ(numbers.size(), 3U) << line;
  EXPECT_EQ(scores.base, tenths(numbers[0])) << line;
  if (numbers[1] != "None") {
    EXPECT_EQ(scores.threat, tenths(numbers[1])) << line;
  }
  if (numbers[2] != "None") {
    EXPECT_EQ(scores.environmental, tenths(numbers[2])) << line;
  }
}

TEST(Cvss, agrees_with_every_vector_of_the_corpus) {
  const auto folder = support::corpus("cvss_vectors");
  if (!folder) GTEST_SKIP() << "the corpus cvss_vectors is not on this machine";
  std::size_t compared = 0;
  for (const auto& entry : std::filesystem::directory_iterator(*folder / "redhat-cvss")) {
    if (!entry.path().filename().string().starts_with("vectors_")) continue;
    std::istringstream text(support::contents(entry.path()));
    for (std::string line; std::getline(text, line);) compare(line, compared);
  }
  EXPECT_GE(compared, 7667U);
}

}  // namespace
