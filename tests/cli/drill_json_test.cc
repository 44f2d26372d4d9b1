// The reader of a drill's result: what is written is read back exactly, and nothing else is.

#include "show/cli/drill_json.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "show/report/report.h"

namespace cli {
namespace {

drill::Result written() {
  drill::Result out;
  out.estate = "e \"quoted\"";
  out.threat = "t";
  out.seed = std::numeric_limits<std::uint64_t>::max();
  out.replicas = out.replicas_asked = 6;
  out.partial = true;
  out.start = {1494543600, 3600};
  out.horizon_s = 1209600.5;
  drill::Measure measure;
  measure.name = "cost_total";
  measure.unit = "pounds";
  measure.replicas = {0.1, 1.0 / 3, 123456789.123456789, HUGE_VAL, -5e22, 7};
  drill::Measure by = measure;
  by.by = {{"kind", "acute"}, {"sector", "trust"}};
  by.published.emplace();
  drill::Measure without = measure;
  without.by = {{"kind", "acute"}};
  without.replicas.clear();
  out.measures = {measure, by, without};
  out.curves = {{"c", {}, "devices", {{0, {}}}, {}}};
  return out;
}

nlohmann::json document() {
  return nlohmann::json::parse(report::to_json(written(), {}));
}

std::string refusal(const std::string& text) {
  const auto read = parse_drill_json("f", text);
  return read ? "taken" : read.error().to_text();
}

TEST(DrillJson, ReadsBackWhatWasWritten) {
  const auto read = parse_drill_json("f", report::to_json(written(), {}));
  ASSERT_TRUE(read) << read.error().to_text();
  const drill::Result expected = written();
  EXPECT_EQ(read->estate, expected.estate);
  EXPECT_EQ(read->threat, "t");
  EXPECT_EQ(read->defence, "");
  EXPECT_EQ(read->seed, expected.seed);
  EXPECT_EQ(read->replicas, 6U);
  EXPECT_TRUE(read->partial);
  EXPECT_EQ(read->start, expected.start);
  EXPECT_EQ(read->horizon_s, expected.horizon_s);
  ASSERT_EQ(read->measures.size(), 3U);
  for (std::size_t m = 0; m < 3; ++m) {
    EXPECT_EQ(read->measures[m].name, "cost_total");
    EXPECT_EQ(read->measures[m].unit, "pounds");
    EXPECT_EQ(read->measures[m].by, expected.measures[m].by);
    EXPECT_EQ(read->measures[m].published.has_value(), m == 1);
    EXPECT_EQ(read->measures[m].replicas, expected.measures[m].replicas);
  }
}

TEST(DrillJson, EveryKeyThatIsNeededIsMissed) {
  for (const char* key :
       {"schema", "estate", "threat", "defence", "seed", "replicas", "partial", "start", "horizon_s", "measures"}) {
    nlohmann::json json = document();
    json.erase(key);
    EXPECT_NE(refusal(json.dump()).find(std::string("f: ") + key + ": is missing"), std::string::npos) << key;
  }
  for (const char* key : {"name", "by", "unit"}) {
    nlohmann::json json = document();
    json["measures"][1].erase(key);
    EXPECT_NE(refusal(json.dump()).find(std::string("f: measures[1].") + key + ": is missing"), std::string::npos);
  }
}

TEST(DrillJson, EveryKeyOfAnotherTypeIsRefused) {
  for (const char* key :
       {"schema", "estate", "threat", "defence", "seed", "replicas", "partial", "start", "horizon_s", "measures"}) {
    for (const nlohmann::json& wrong : {nlohmann::json({{"a", 1}}), nlohmann::json(-1.5)}) {
      nlohmann::json json = document();
      json[key] = wrong;
      EXPECT_NE(refusal(json.dump()).find(std::string("f: ") + key), std::string::npos) << key << refusal(json.dump());
    }
  }
}

TEST(DrillJson, AnEmptyTextIsNoSchemaAndNoMoment) {
  for (const char* key : {"schema", "start"}) {
    nlohmann::json json = document();
    json[key] = "";
    EXPECT_NE(refusal(json.dump()).find(std::string("f: ") + key + ": is not"), std::string::npos)
        << refusal(json.dump());
  }
}

TEST(DrillJson, NamesAddedLaterAreLet) {
  nlohmann::json json = document();
  json["later"] = {1, 2};
  json["measures"][0]["later"] = "x";
  EXPECT_EQ(refusal(json.dump()), "taken");
  json.erase("curves");
  json.erase("inputs");
  EXPECT_EQ(refusal(json.dump()), "taken") << "what is not compared is not asked for";
}

TEST(DrillJson, HugeNestingEndsAtOnce) {
  for (const char* opening : {"[", "{\"a\":"}) {
    std::string deep;
    for (int i = 0; i < 200000; ++i) deep += opening;
    EXPECT_NE(refusal(deep).find("nested more than 16 deep"), std::string::npos);
    EXPECT_NE(refusal("{\"curves\": " + deep).find("nested more than 16 deep"), std::string::npos)
        << "also where unread";
  }
}

TEST(DrillJson, AKeyTwiceIsRefusedWhereverItStands) {
  const std::string text = document().dump();
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = text;
    const std::size_t at = changed.find(from);
    EXPECT_NE(at, std::string::npos);
    changed.replace(at, from.size(), to);
    return refusal(changed);
  };
  EXPECT_NE(with("\"partial\":true", "\"partial\":true,\"partial\":false").find("'partial' is a key that stands twice"),
            std::string::npos);
  EXPECT_NE(with("\"unit\":\"pounds\"", "\"unit\":\"pounds\",\"unit\":\"p\"").find("'unit' is a key that stands twice"),
            std::string::npos);
}

TEST(DrillJson, ADrillThatFinishedNothingCannotBeCompared) {
  nlohmann::json json = document();
  json["replicas"] = 0;
  for (nlohmann::json& measure : json["measures"]) measure["replicas"] = nlohmann::json::array();
  EXPECT_NE(refusal(json.dump()).find("have no numbers of single replicas"), std::string::npos);
}

TEST(DrillJson, BytesThatAreNotTextAreRefused) {
  std::string text = document().dump();
  text[text.find("pounds")] = '\xFF';
  EXPECT_NE(refusal(text).find("is not JSON"), std::string::npos);
  EXPECT_NE(refusal("").find("line 1: is not JSON"), std::string::npos);
  EXPECT_NE(refusal("NaN").find("is not JSON"), std::string::npos);
}

}  // namespace
}  // namespace cli
