// Decision points of SSVC in CSAF 2.1 (6.1.48), on a small document of our own and the reviewed table.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "support/registry.h"

namespace {

using nlohmann::json;

/// A selection in a document that is otherwise only what SSVC needs.
std::string document(const std::string& name_space, const std::string& key, const std::string& version,
                     const std::vector<std::string>& values) {
  json selection = {{"namespace", name_space}, {"key", key}, {"version", version}, {"values", json::array()}};
  for (const std::string& value : values) selection["values"].push_back({{"key", value}});
  json one = json::parse(R"({"document": {"csaf_version": "2.1", "title": "t", "tracking": {"id": "EX-1"}},
    "vulnerabilities": [{"metrics": [{"content": {"ssvc_v2": {"selections": []}}}]}]})");
  one["vulnerabilities"][0]["metrics"][0]["content"]["ssvc_v2"]["selections"].push_back(selection);
  return one.dump();
}

/// What 6.1.48 has to say, a line each: the place behind /selections/0, the value and the words; "?" before what is not
/// checked.
std::string said(const std::string& bytes, const ingest::CsafReferences& beside) {
  const auto report = ingest::parse_csaf("doc.json", bytes, beside);
  EXPECT_TRUE(report);
  std::string out;
  const auto add = [&](const std::vector<ingest::CsafFinding>& findings, const char* before) {
    for (const ingest::CsafFinding& one : findings) {
      if (one.test != "6.1.48") continue;
      const std::size_t place = one.place.find("/selections/0");
      EXPECT_NE(place, std::string::npos) << one.place;
      out += before + one.place.substr(place + 13) + " '" + one.value + "': " + one.what + "\n";
    }
  };
  if (report) add(report->findings, "");
  if (report) add(report->unchecked, "?");
  return out;
}

std::string said(const std::string& name_space, const std::string& key, const std::string& version,
                 const std::vector<std::string>& values) {
  static const ingest::CsafReferences beside = support::references();
  return said(document(name_space, key, version, values), beside);
}

TEST(CsafDecisionPoints, RegisteredOnesPassWithSomeOfTheirValuesInOrder) {
  EXPECT_EQ(said("ssvc", "SI", "2.0.0", {"N", "M", "R", "C"}), "");
  EXPECT_EQ(said("ssvc", "SI", "2.0.0", {"M", "C"}), "");
  EXPECT_EQ(said("cvss", "E", "2.0.0", {"U", "P", "X"}), "");
  EXPECT_EQ(said("cisa", "CISA", "1.1.0", {"T*", "AT"}), "");
  EXPECT_EQ(said("nist#800-30", "P_5X", "1.0.0", {"VL"}), "");
}

TEST(CsafDecisionPoints, ExtensionsAnswerForTheirBase) {
  EXPECT_EQ(said("ssvc//.example.test$de-DE", "SI", "2.0.0", {"M", "R", "C"}), "");
  EXPECT_EQ(said("ssvc/de-DE/.example.test#group", "SI", "2.0.0", {"N"}), "");
  EXPECT_EQ(said("ssvc//.example.test#group", "SI", "2.0.0", {"S", "R"}),
            "/values/0/key 'S': is no value of SI 2.0.0 (Safety Impact): N, M, R, C (SSVC's registry as of 2026-06)\n");
}

TEST(CsafDecisionPoints, WhatIsNotRegisteredFailsAndSaysByWhichState) {
  EXPECT_EQ(said("ssvc", "SIs", "2.0.0", {"M"}),
            "/key 'SIs': is no decision point of ssvc (SSVC's registry as of 2026-06)\n");
  EXPECT_EQ(said("ssvc", "SI", "3.0.0", {"M"}),
            "/version '3.0.0': is no version of this decision point; there are 1.0.0, 2.0.0, 2.0.1 (SSVC's registry as "
            "of 2026-06)\n");
  EXPECT_EQ(said("cvss", "E", "3.0.1", {"U"}),
            "/version '3.0.1': is no version of this decision point; there are 1.0.0, 1.1.0, 1.2.0, 2.0.0 (SSVC's "
            "registry as of 2026-06)\n");
  EXPECT_EQ(said("nist", "P_5X", "1.0.0", {"VL"}),
            "/key 'P_5X': is no decision point of nist (SSVC's registry as of 2026-06)\n");
}

TEST(CsafDecisionPoints, ValuesInAnotherOrderOrTwiceFail) {
  const std::string words =
      "is not in the order of the values of SI 2.0.0 (Safety Impact): N, M, R, C (SSVC's registry as of 2026-06)\n";
  EXPECT_EQ(said("ssvc", "SI", "2.0.0", {"M", "C", "R"}), "/values/2/key 'R': " + words);
  EXPECT_EQ(said("ssvc", "SI", "2.0.0", {"M", "M"}), "/values/1/key 'M': " + words);
  EXPECT_EQ(said("ssvc", "RP", "1.0.0", {"Y", "N"}), "") << "the registry's order, not that of the letters";
}

TEST(CsafDecisionPoints, NamespacesThatAreNotTheRegistrys) {
  EXPECT_EQ(said("x_example.test#own", "SI", "1.9.7", {"S", "R"}), "");
  EXPECT_EQ(said("test", "TEST", "2.0.0", {"A"}), "");
  EXPECT_EQ(said("invalid", "I", "1.0.0", {"E"}),
            "/namespace 'invalid': is a namespace that SSVC reserves; nothing may be in it\n");
  EXPECT_EQ(said("x_invalid#own", "I", "1.0.0", {"E"}),
            "/namespace 'x_invalid#own': is a namespace that SSVC reserves; nothing may be in it\n");
  EXPECT_EQ(said("custom", "SI", "2.0.0", {"M"}),
            "?/namespace 'custom': is no namespace that was registered, nor begins with x_ (SSVC's registry as of "
            "2026-06)\n");
}

TEST(CsafDecisionPoints, WithoutARegistryNothingPassesUnseen) {
  EXPECT_EQ(
      said(document("ssvc", "SI", "2.0.0", {"M"}), {}),
      "?/namespace 'ssvc': is no namespace that was registered, nor begins with x_ (there is no registry here)\n");
}

TEST(CsafDecisionPoints, OnlyIn21) {
  json one = json::parse(document("ssvc", "SIs", "2.0.0", {"M"}));
  one["document"]["csaf_version"] = "2.0";
  EXPECT_EQ(said(one.dump(), support::references()), "");
}

TEST(DecisionPointTable, HasNoPointTwiceAndEachValueOnce) {
  const std::string header = "namespace,key,version,name,values,as_of,source\n";
  EXPECT_TRUE(ingest::parse_decision_points("t.csv", header + "ssvc,A,1.0.0,A,N Y,2026-06,s\n"));
  const auto bad = ingest::parse_decision_points(
      "t.csv", header + "ssvc,A,1.0.0,A,N Y,2026-06,s\nssvc,A,1.0.0,A,N Y,2026-06,s\nssvc,B,1.0.0,B,N N,June,s\n");
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().total(), 3U) << bad.error().to_text();
}

}  // namespace
