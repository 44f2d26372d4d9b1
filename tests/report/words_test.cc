#include "show/report/words.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <string>

#include "report/sample.h"
#include "show/report/beside.h"

namespace {

using report::Lies;

TEST(Words, NumbersAsExactAsAReaderCanUse) {
  EXPECT_EQ(report::number(0, ""), "0");
  EXPECT_EQ(report::number(6912, ""), "6,912");
  EXPECT_EQ(report::number(1234567.8, ""), "1,234,568");
  EXPECT_EQ(report::number(17.95, ""), "18");
  EXPECT_EQ(report::number(9.96, ""), "10");
  EXPECT_EQ(report::number(3.44, ""), "3.4");
  EXPECT_EQ(report::number(0.0344, ""), "0.034");
  EXPECT_EQ(report::number(-12, ""), "−12");
  EXPECT_EQ(report::number(NAN, ""), "not known");
  EXPECT_EQ(report::number(INFINITY, "pounds"), "not known");
  EXPECT_EQ(report::number(INFINITY, "hours"), "never");
}

TEST(Words, PoundsAndShares) {
  EXPECT_EQ(report::number(19e6, "pounds"), "£19.0m");
  EXPECT_EQ(report::number(92.4e6, "pounds"), "£92.4m");
  EXPECT_EQ(report::number(1.154e6, "pounds"), "£1.15m");
  EXPECT_EQ(report::number(999999, "pounds"), "£1.00m");
  EXPECT_EQ(report::number(500000, "pounds"), "£500k");
  EXPECT_EQ(report::number(640, "pounds"), "£640");
  EXPECT_EQ(report::number(2.5e9, "pounds"), "£2.50bn");
  EXPECT_EQ(report::number(0.144, "share"), "14 %");
  EXPECT_EQ(report::number(0.004, "share"), "0.4 %");
}

TEST(Words, Labels) {
  EXPECT_EQ(report::label("organisations_infected", {{"sector", "trust"}}), "Trusts infected");
  EXPECT_EQ(report::label("organisations_infected", {{"kind", "acute"}, {"sector", "trust"}}),
            "Trusts infected (acute)");
  EXPECT_EQ(report::label("organisations_infected", {{"sector", "college"}}), "College organisations infected");
  EXPECT_EQ(report::label("devices_locked", {{"region", "north"}}), "Devices locked (region north)");
  EXPECT_EQ(report::label("cost_total", {}), "Cost total");
}

TEST(Words, TheAnswerInOneSentence) {
  drill::Result result = sample::small();
  EXPECT_EQ(report::headline(result),
            "In 9 of 10 simulated outbreaks between 18 and 71 of 236 trusts were infected; half of them had 41 or "
            "more.");
  result.measures[0].of.reset();
  result.measures[0].by = {};
  EXPECT_EQ(report::headline(result),
            "In 9 of 10 simulated outbreaks between 18 and 71 organisations were infected; half of them had 41 or "
            "more.");
  result.measures.erase(result.measures.begin());
  EXPECT_EQ(report::headline(result),
            "In 9 of 10 simulated outbreaks “First appointments cancelled” came to between 6,129 and 22,851; half of "
            "them had 11,834 or more.");
  result.measures.clear();
  EXPECT_EQ(report::headline(result), "The drill counted nothing.");
}

TEST(Words, PlainTextHoldsNoControlsAndIsUtf8) {
  EXPECT_EQ(report::plain("a\tb\x1b[0m\x7f"),
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD[0m\xEF\xBF\xBD");
  EXPECT_EQ(report::plain("é€😀"), "é€😀");
  EXPECT_EQ(report::plain("\xC0\xAF"), "\xEF\xBF\xBD\xEF\xBF\xBD") << "overlong";
  EXPECT_EQ(report::plain("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD") << "surrogate";
  EXPECT_EQ(report::plain("\xE2\x80\xAE"), "\xEF\xBF\xBD") << "turns the direction of writing";
  EXPECT_EQ(report::plain("\xE2\x82"), "\xEF\xBF\xBD\xEF\xBF\xBD") << "cut short";
  EXPECT_TRUE(rc::check("plain text is its own plain text", [](const std::string& text) {
    const std::string once = report::plain(text);
    RC_ASSERT(report::plain(once) == once);
    for (const char c : once) RC_ASSERT(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F);
  }));
}

TEST(Words, QuartersBySizeHaveNames) {
  EXPECT_EQ(report::label("organisations_infected", {{"sector", "trust"}, {"size", "4"}}),
            "Trusts infected (largest quarter)");
  EXPECT_EQ(report::label("organisations_infected", {{"size", "7"}}), "Organisations infected (size 7)");
}

TEST(Score, CountsOnlyWhatWasPredicted) {
  drill::Result result;
  const auto add = [&](double value, const std::string& role) {
    drill::Measure measure;
    measure.value = {0, 50, 10, 30, 70, 90, 0};
    measure.published = estate::Published{"m", {}, value, "equal", role, "s", ""};
    result.measures.push_back(measure);
  };
  add(50, "fitted");
  add(95, "context");
  EXPECT_EQ(report::score_sentence(result), "");
  for (const double value : {50.0, 20.0, 95.0}) add(value, "predicted");
  const report::Score score = report::score(result);
  EXPECT_EQ(score.predicted, 3U);
  EXPECT_EQ(score.in_half, 1U);
  EXPECT_EQ(score.in_nine_tenths, 2U);
  EXPECT_NE(report::score_sentence(result).find("Of 3 predicted numbers 1 lies within the 50 % interval and 2 "),
            std::string::npos);
}

Lies lies(double value, const std::string& relation) {
  estate::Published published;
  published.value = value;
  published.relation = relation;
  return report::lies({0, 50, 10, 30, 70, 90, 0}, published);
}

TEST(Beside, EqualLiesWhereItLies) {
  EXPECT_EQ(lies(30, "equal"), Lies::in_half);
  EXPECT_EQ(lies(29, "equal"), Lies::in_nine_tenths);
  EXPECT_EQ(lies(90, "equal"), Lies::in_nine_tenths);
  EXPECT_EQ(lies(91, "equal"), Lies::above);
  EXPECT_EQ(lies(9, "equal"), Lies::below);
}

TEST(Beside, AtLeastIsMetByWhatReachesIt) {
  EXPECT_EQ(lies(1, "at_least"), Lies::in_half);
  EXPECT_EQ(lies(70, "at_least"), Lies::in_half);
  EXPECT_EQ(lies(80, "at_least"), Lies::in_nine_tenths);
  EXPECT_EQ(lies(91, "at_least"), Lies::above);
}

TEST(Beside, AtMostIsMetByWhatStartsUnderIt) {
  EXPECT_EQ(lies(1000, "at_most"), Lies::in_half);
  EXPECT_EQ(lies(30, "at_most"), Lies::in_half);
  EXPECT_EQ(lies(20, "at_most"), Lies::in_nine_tenths);
  EXPECT_EQ(lies(9, "at_most"), Lies::below);
}

}  // namespace
