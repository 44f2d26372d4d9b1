// The words for a comparison, its table and its JSON.

#include "show/report/comparison.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

#include "report/sample.h"

namespace {

using comparison::Compared;

Compared compared(const std::string& name, const std::string& unit, const drill::By& by = {}) {
  Compared out;
  out.which = {name, by};
  out.unit = unit;
  out.told_apart = true;
  comparison::Difference& d = out.difference;
  d.base = d.other = d.base_used = d.other_used = 1000;
  d.paired = true;
  d.mean = -19;
  d.error_paired = 1.5;
  d.low = -22;
  d.high = -16;
  d.p05 = -41;
  d.p95 = 0;
  return out;
}

TEST(Sentence, IsTheOneThatPeopleAskFor) {
  EXPECT_EQ(report::sentence(compared("organisations_infected", "organisations", {{"sector", "trust"}}),
                             "kill-switch-4h-sooner"),
            "With kill-switch-4h-sooner 19 trusts fewer are infected on average (16 to 22); in 9 of 10 simulated "
            "outbreaks between 0 and 41 fewer.");
}

TEST(Sentence, EachKindOfMeasureReads) {
  const auto begins = [](const Compared& measure, const std::string& text) {
    const std::string sentence = report::sentence(measure, "x");
    EXPECT_TRUE(sentence.starts_with("With x " + text)) << sentence;
  };
  begins(compared("organisations_infected", "organisations", {{"kind", "acute"}, {"sector", "trust"}}),
         "19 acute trusts fewer are infected on average (16 to 22); ");
  begins(compared("organisations_infected", "organisations", {{"region", "north"}}),
         "19 organisations (region north) fewer are infected");
  begins(compared("devices_locked_at_once", "devices"), "19 devices fewer are locked at once");
  begins(compared("first_appointments_cancelled", "appointments"), "19 first appointments fewer are cancelled");
  begins(compared("service_hours_lost", "hours"), "19 service hours fewer are lost");
  begins(compared("emergency_departments_diverting", "services"), "19 emergency departments fewer are diverting");
  begins(compared("cost_total", "pounds"), "“Cost total” is £19 lower on average (£16 to £22); ");
  begins(compared("hours_to_alarm", "hours"), "“Hours to alarm” is 19 lower on average");
}

TEST(Sentence, SaysBothSidesWhereBothAreOpen) {
  Compared measure = compared("devices_infected", "devices");
  measure.difference.p95 = 3;
  EXPECT_TRUE(report::sentence(measure, "x").ends_with("in 9 of 10 simulated outbreaks between 41 fewer and 3 more."));
  measure.difference = {.base = 2,
                        .other = 2,
                        .base_used = 2,
                        .other_used = 2,
                        .paired = true,
                        .mean = 19,
                        .error_paired = 1,
                        .low = 16,
                        .high = 22,
                        .p05 = 4,
                        .p95 = 4};
  EXPECT_EQ(report::sentence(measure, "x"),
            "With x 19 devices more are infected on average (16 to 22); in 9 of 10 simulated outbreaks 4 more.");
  measure.told_apart = false;
  measure.difference.low = -2;
  EXPECT_EQ(report::sentence(measure, "x"),
            "x cannot be told apart from the base: 19 devices more are infected on average (2 fewer to 22 more).");
  measure.difference.low = 1;
  EXPECT_EQ(report::sentence(measure, "x"),
            "x cannot be told apart from the base: 19 devices more are infected on average (1 to 22), which may be "
            "chance among so many comparisons or so few outbreaks.");
  measure.difference.mean = measure.difference.error_paired = 0;
  EXPECT_EQ(report::sentence(measure, "x"),
            "x cannot be told apart from the base: “Devices infected” is the same in every simulated outbreak.");
  measure.difference.error_paired = NAN;
  EXPECT_NE(report::sentence(measure, "x").find("one simulated outbreak says nothing"), std::string::npos);
}

TEST(Sentence, SaysWhereSomethingNeverHappened) {
  Compared measure = compared("hours_to_alarm", "hours");
  measure.difference.base_never = 900;
  measure.difference.base_used = measure.difference.other_used = 100;
  EXPECT_NE(report::sentence(measure, "x").find("(16 to 22) over the 100 pairs in which it came about in both;"),
            std::string::npos);
  measure.missing = comparison::Missing::never_finite;
  EXPECT_EQ(report::sentence(measure, "x"),
            "x cannot be compared with the base: “Hours to alarm” happened in no simulated outbreak of both.");
}

report::Side side(const std::string& file, const std::string& defence, std::vector<double> infected) {
  drill::Result result;
  result.estate = "e";
  result.threat = "t";
  result.defence = defence;
  result.replicas = infected.size();
  result.horizon_s = 60;
  drill::Measure measure;
  measure.name = "organisations_infected";
  measure.unit = "organisations";
  measure.replicas = std::move(infected);
  result.measures = {measure};
  return {file, result};
}

TEST(Names, AreWhatDiffersElseTheFiles) {
  using Names = std::vector<std::string>;
  std::vector<report::Side> sides = {side("out/a.json", "", {1}), side("out/b.json", "fast", {1})};
  EXPECT_EQ(report::names_of(sides), (Names{"no defence", "fast"}));
  sides[1].result.threat = "u";
  EXPECT_EQ(report::names_of(sides), (Names{"t, no defence", "u, fast"}));
  sides.push_back(sides[1]);
  sides[2].file = "out/.c";
  EXPECT_EQ(report::names_of(sides), (Names{"a", "b", ".c"}));
  sides[2].file = "other/b.json";
  EXPECT_EQ(report::names_of(sides), (Names{"out/a.json", "out/b.json", "other/b.json"}));
}

struct Printed {
  std::string text;
  nlohmann::json json;
};

Printed print(const std::vector<report::Side>& sides, bool colour, int width) {
  std::vector<drill::Result> drills;
  for (const report::Side& one : sides) drills.push_back(one.result);
  const comparison::Table table = comparison::side_by_side(drills, comparison::headline(drills[0]), 0);
  return {report::comparison_to_terminal(table, sides, colour, width),
          nlohmann::json::parse(report::comparison_to_json(table, sides))};
}

TEST(Comparison, NoLineIsWiderThanAskedAndNamesCannotBreakOut) {
  report::Side hostile{"\x1b[31m.json", sample::hostile()};
  const std::vector<report::Side> sides = {{"a.json", sample::small()}, hostile, {"c.json", sample::small()}};
  for (int width = 40; width <= 120; ++width) {
    std::istringstream in(print(sides, false, width).text);
    for (std::string line; std::getline(in, line);) {
      int columns = 0;
      for (const char c : line) columns += (c & 0xC0) != 0x80;
      EXPECT_LE(columns, width) << line;
    }
  }
  EXPECT_EQ(print(sides, false, 100).text.find('\x1b'), std::string::npos);
  const std::string coloured = print(sides, true, 100).text;
  EXPECT_NE(coloured.find("\x1b[1m"), std::string::npos);
  EXPECT_EQ(coloured.find("\x1b[31m"), std::string::npos);
}

TEST(Comparison, JsonHoldsWhatWasFound) {
  const std::vector<report::Side> sides = {side("a.json", "", {5, 7, 6, 9}), side("b.json", "fast", {3, 4, 4, 6})};
  const nlohmann::json json = print(sides, false, 100).json;
  EXPECT_EQ(json["schema"], "cordon-compare/1");
  EXPECT_EQ(json["base"]["name"], "no defence");
  EXPECT_TRUE(json["base"]["defence"].is_null());
  const nlohmann::json& measure = json["drills"][0]["measures"][0];
  EXPECT_EQ(json["drills"][0]["coupled"], true);
  EXPECT_EQ(measure["difference"], -2.5);
  EXPECT_EQ(measure["mean_base"], 6.75);
  EXPECT_EQ(measure["share_less"], 1);
  EXPECT_NEAR(measure["standard_error"], std::sqrt(1.0 / 3 / 4), 1e-15);  // -2 -3 -2 -3
  EXPECT_EQ(measure["told_apart"], true);
  EXPECT_LT(measure["interval"][0], measure["interval"][1]);
}

}  // namespace
