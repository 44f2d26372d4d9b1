// Terminal, JSON and CSV of a hand-made result, byte for byte.

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "report/sample.h"
#include "show/report/report.h"
#include "show/report/share.h"

namespace {

std::string golden(const std::string& name) {
  const std::ifstream in(CORDON_SOURCE_DIR "/tests/report/golden/" + name, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

int widest_line(const std::string& text) {
  std::istringstream in(text);
  int widest = 0;
  for (std::string line; std::getline(in, line);) {
    int columns = 0;
    for (const char c : line) columns += (c & 0xC0) != 0x80;
    widest = std::max(widest, columns);
  }
  return widest;
}

TEST(Formats, TerminalWide) {
  EXPECT_EQ(report::to_terminal(sample::small(), false, 100), golden("wide.txt"));
}

TEST(Formats, TerminalNarrow) {
  EXPECT_EQ(report::to_terminal(sample::small(), false, 60), golden("narrow.txt"));
}

TEST(Formats, Json) {
  EXPECT_EQ(report::to_json(sample::small(), sample::world().inputs()), golden("result.json"));
}

TEST(Formats, Csv) {
  EXPECT_EQ(report::measures_csv(sample::small()), golden("measures.csv"));
  EXPECT_EQ(report::curves_csv(sample::small()), golden("curves.csv"));
}

TEST(Terminal, NoLineIsWiderThanAsked) {
  for (const auto& result : {sample::small(), sample::national(), sample::hostile()}) {
    for (int width = 40; width <= 160; ++width) {
      EXPECT_LE(widest_line(report::to_terminal(result, false, width)), width) << width;
    }
  }
}

TEST(Terminal, ColourOnlyWhenAskedAndOnlyOurs) {
  EXPECT_EQ(report::to_terminal(sample::hostile(), false, 100).find('\x1b'), std::string::npos);
  const std::string coloured = report::to_terminal(sample::hostile(), true, 100);
  EXPECT_NE(coloured.find("\x1b[1m"), std::string::npos);
  EXPECT_EQ(coloured.find("\x1b[31m"), std::string::npos) << "the escape sequence stands in the threat's name";
}

TEST(Terminal, SaysThatItIsPartial) {
  drill::Result result = sample::small();
  result.partial = true;
  result.replicas = 312;
  EXPECT_TRUE(report::to_terminal(result, false, 100)
                  .starts_with("PARTIAL: interrupted after 312 of 1,000 simulated outbreaks\n"));
  result.replicas_asked = 0;
  result.stopping_rule = "organisations_infected within 2%";
  EXPECT_TRUE(report::to_terminal(result, false, 100)
                  .starts_with("PARTIAL: interrupted after 312 simulated outbreaks, before organisations_infected "
                               "within 2%\n"));
  result.replicas = 0;
  const std::string none = report::to_terminal(result, false, 100);
  EXPECT_NE(none.find("No simulated outbreak was finished"), std::string::npos);
  EXPECT_EQ(none.find("Trusts infected"), std::string::npos);
}

TEST(Terminal, MainMeasuresWhenNothingWasPublished) {
  drill::Result result = sample::small();
  for (auto& measure : result.measures) measure.published.reset();
  const std::string text = report::to_terminal(result, false, 100);
  EXPECT_EQ(text.find("ublished"), std::string::npos);
  EXPECT_NE(text.find("Cost total"), std::string::npos);
  EXPECT_EQ(text.find("Trusts infected "), std::string::npos) << "that one is broken down";
}

TEST(Json, WhatIsNotFiniteIsNull) {
  const auto json = nlohmann::json::parse(report::to_json(sample::hostile(), {}));
  EXPECT_TRUE(json["measures"][2]["mean"].is_null());
  EXPECT_TRUE(json["measures"][2]["p95"].is_null());
  EXPECT_EQ(json["measures"][2]["median"], 30600000);
}

TEST(Json, NumbersAndNamesComeBackExactly) {
  drill::Result result = sample::small();
  const double values[] = {0.1, 1.0 / 3, 1e-300, 123456789.123456789, 9007199254740993.0, -0.0, 5e22};
  for (const double value : values) {
    result.measures[0].value.mean = result.measures[0].replicas[1] = value;
    const auto json = nlohmann::json::parse(report::to_json(result, {}));
    EXPECT_EQ(json["measures"][0]["mean"].get<double>(), value);
    EXPECT_EQ(json["measures"][0]["replicas"][1].get<double>(), value);
  }
  result.seed = std::numeric_limits<std::uint64_t>::max();
  const auto json = nlohmann::json::parse(report::to_json(sample::hostile(), {}));
  EXPECT_EQ(json["estate"], "</script><script>alert(1)</script>");
  EXPECT_EQ(nlohmann::json::parse(report::to_json(result, {}))["seed"].get<std::uint64_t>(), result.seed);
}

TEST(Csv, FormulasAreDisarmedAndQuotesDoubled) {
  const std::string csv = report::measures_csv(sample::hostile());
  EXPECT_NE(csv.find("\"'=HYPERLINK(\"\"x\"\")\","), std::string::npos) << csv;
  EXPECT_NE(csv.find("sector==1+1,\"\"x\"\"\","), std::string::npos);
  // Header and three rows: no line break of a cell makes a row.
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 4);
}

TEST(Formats, MarkingStandsOnPageAndInJson) {
  report::Inputs inputs;
  EXPECT_EQ(nlohmann::json::parse(report::to_json(sample::small(), inputs))["marking"], "TLP:AMBER");
  const std::string page = report::to_html(sample::small(), inputs);
  const std::string marking = R"(<p class="marking amber">TLP:AMBER</p>)";
  ASSERT_NE(page.find(marking), std::string::npos);
  EXPECT_NE(page.find(marking), page.rfind(marking));  // on top and at the foot
  inputs.marking = "TLP:GREEN";
  EXPECT_NE(report::to_html(sample::small(), inputs).find("marking green"), std::string::npos);
}

TEST(Formats, SharedHoldsNothingOfDevicesOrInputs) {
  drill::Result result = sample::small();
  result.replicas_asked = 0;
  result.stopping_rule = "devices_infected (platform=weak-spot) within 2%";
  drill::Measure measure = result.measures.front();
  measure.published = estate::Published{};
  measure.published->note = "mostly in weak-spot";
  result.measures.push_back(measure);
  measure.by = {{"platform", "weak-spot"}};
  result.measures.push_back(measure);
  drill::Curve curve = result.curves.front();
  curve.by = {{"kind", "acute"}, {"type", "weak-spot"}};
  result.curves.push_back(curve);
  threat::Threat threat;
  threat.name = "worm";
  threat.invented = true;
  threat.inputs.push_back({"entry[0].group", "weak-spot", "a source", "", {}});

  const drill::Result seen = report::shared(result);
  EXPECT_EQ(seen.measures.size(), result.measures.size() - 1);
  EXPECT_EQ(seen.curves.size(), result.curves.size() - 1);
  const threat::Threat named = report::shared(threat);
  const report::Inputs inputs{nullptr, &named, nullptr, "TLP:GREEN", true};
  for (const std::string& text :
       {report::to_json(seen, inputs), report::to_html(seen, inputs), report::curves_csv(seen),
        report::measures_csv(seen), report::to_terminal(seen, false, 100)}) {
    EXPECT_EQ(text.find("weak-spot"), std::string::npos) << text;
  }
  EXPECT_NE(report::to_html(seen, inputs).find("Made to be shared"), std::string::npos);
  EXPECT_NE(report::to_html(seen, inputs).find("The threat is invented"), std::string::npos);
}

}  // namespace
