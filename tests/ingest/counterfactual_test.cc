// What might have been otherwise: how changes reach a threat, a defence and an estate, and what each mistake is told.

#include "world/ingest/counterfactual.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "world/ingest/defence.h"
#include "world/ingest/threat.h"

namespace {

const std::filesystem::path nhs = std::filesystem::path(CORDON_SOURCE_DIR) / "estates" / "nhs-england-2017";
const std::filesystem::path wannacry = std::filesystem::path(CORDON_SOURCE_DIR) / "threats" / "wannacry-2017.toml";

ingest::Counterfactual read(const std::string& text) {
  auto read = ingest::parse_counterfactual("c.toml", "name = \"c\"\ntitle = \"Otherwise\"\n" + text, "folder");
  EXPECT_TRUE(read) << (read ? "" : read.error().to_text());
  return read ? *read : ingest::Counterfactual{};
}

std::string wrong(const std::string& text) {
  const auto read = ingest::parse_counterfactual("c.toml", text);
  return read ? "accepted" : read.error().to_text();
}

template <class T>
std::string problems_of(const base::Result<T>& read) {
  return read ? "accepted" : read.error().to_text();
}

void expect_says(const std::string& text, const std::string& part) {
  EXPECT_NE(text.find(part), std::string::npos) << text;
}

TEST(Counterfactual, ChangesOneValueAndSaysWhereItComesFrom) {
  const auto otherwise = read("[[set]]\nat = \"threat.kill_switch.at\"\nto = \"12h8min\"\n");
  const auto threat = ingest::read_threat(wannacry, &otherwise);
  ASSERT_TRUE(threat) << threat.error().to_text();
  EXPECT_EQ(threat->kill_switch->at_s, 12 * 3600 + 8 * 60);
  const auto input = std::ranges::find(threat->inputs, "kill_switch.at", &base::Provenance::place);
  ASSERT_NE(input, threat->inputs.end());
  EXPECT_EQ(input->source, "counterfactual: Otherwise");
  const auto as_it_was = ingest::read_threat(wannacry);
  EXPECT_EQ(as_it_was->inputs.size(), threat->inputs.size());
  EXPECT_EQ(as_it_was->vectors.size(), threat->vectors.size());
}

TEST(Counterfactual, ChangesEveryTableOfAListOrOne) {
  const auto all = read("[[set]]\nat = \"defence.isolation[*].delay\"\nto = \"30min\"\n");
  const auto every = ingest::read_defence(nhs / "defence.toml", &all);
  ASSERT_TRUE(every) << every.error().to_text();
  for (const threat::Isolation& one : every->isolation) EXPECT_EQ(one.delay_s.a, 1800);
  const auto first = read("[[set]]\nat = \"defence.isolation[0].delay\"\nto = \"30min\"\n");
  const auto one = ingest::read_defence(nhs / "defence.toml", &first);
  ASSERT_TRUE(one);
  EXPECT_EQ(one->isolation[0].delay_s.a, 1800);
  EXPECT_NE(one->isolation[1].delay_s.kind, base::Distribution::Kind::fixed);
}

TEST(Counterfactual, RemovesATable) {
  const auto otherwise = read("remove = [\"threat.kill_switch\"]\n");
  const auto threat = ingest::read_threat(wannacry, &otherwise);
  ASSERT_TRUE(threat);
  EXPECT_FALSE(threat->kill_switch);
}

TEST(Counterfactual, AParameterIsWhatItSaysWhateverAPosteriorHolds) {
  const auto otherwise = read("[[set]]\nat = \"estate.opens\"\nto = { chance = 0.5 }\n");
  estate::Tables tables;
  tables.parameters.resize(2);
  tables.parameters[0].name = "other";
  tables.parameters[1].name = "opens";
  tables.joint = {{0, 1}, {{0.1, 0.2}, {0.3, 0.4}}, {1, 1}};
  EXPECT_TRUE(ingest::change_parameters(otherwise, tables).empty());
  EXPECT_EQ(tables.parameters[1].cases.at(0).distribution.kind, base::Distribution::Kind::chance);
  EXPECT_EQ(tables.joint.parameters, std::vector<estate::Index>{0});
  EXPECT_EQ(tables.joint.rows, (std::vector<std::vector<double>>{{0.1}, {0.3}}));
  tables.parameters.pop_back();
  expect_says(ingest::change_parameters(otherwise, tables).to_text(), "'opens' is not a parameter of this estate");
}

TEST(Counterfactual, WhatIsWrongWithAChangedValueIsFoundByTheReader) {
  const auto otherwise = read("[[set]]\nat = \"defence.isolation[*].boundary\"\nto = \"moat\"\n");
  expect_says(problems_of(ingest::read_defence(nhs / "defence.toml", &otherwise)), "'moat'");
}

TEST(Counterfactual, PathsThatLeadNowhereAreRefused) {
  for (const char* at : {"threat.kill_swich.at", "threat.pressure.vector", "threat.pressure[9].vector",
                         "threat.name.first", "threat.pressure[x].vector", "threat..at"}) {
    const auto otherwise = read("[[set]]\nat = \"" + std::string(at) + "\"\nto = 1\n");
    const std::string said = problems_of(ingest::read_threat(wannacry, &otherwise));
    expect_says(said, "c.toml: set[0].at: '" + std::string(at) + "' leads to nothing in the threat");
  }
  const auto gone = read("remove = [\"threat.signature\"]\n");
  expect_says(problems_of(ingest::read_threat(wannacry, &gone)), "'threat.signature' leads to nothing");
}

TEST(Counterfactual, SaysWhatIsWrongWithTheFile) {
  expect_says(wrong("name = \"c\"\ntitle = \"t\"\n"), "write at least one [[set]]");
  expect_says(wrong("title = \"t\"\nremove = [\"threat.kill_switch\"]\n"), "name: is missing");
  expect_says(wrong("name = \"c\"\ntitle = \"t\"\nremove = [\"drill.seed\"]\n"),
              "is about nothing that can be changed");
  expect_says(wrong("name = \"c\"\ntitle = \"t\"\nremove = [\"estate.opens\"]\n"), "something else may need");
  expect_says(wrong("name = \"c\"\ntitle = \"t\"\n[[set]]\nat = \"threat.name\"\n"), "write the other value");
  expect_says(wrong("name = \"c\"\ntitle = \"t\"\n[[set]]\nat = \"estate.opens\"\nto = \"wide\"\n"), "wide");
}

TEST(Counterfactual, AnotherThreatStandsBesideTheFile) {
  EXPECT_EQ(read("threat = \"../worse.toml\"\n").threat, std::filesystem::path("folder") / ".." / "worse.toml");
}

TEST(Counterfactual, ThoseOfTheNhsChangeWhatIsThere) {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(nhs / "counterfactuals")) {
    const auto otherwise = ingest::read_counterfactual(entry.path());
    ASSERT_TRUE(otherwise) << otherwise.error().to_text();
    EXPECT_EQ(entry.path().stem(), otherwise->name);
    const auto threat = ingest::read_threat(otherwise->threat.empty() ? wannacry : otherwise->threat, &*otherwise);
    EXPECT_TRUE(threat) << problems_of(threat);
    const auto defence = ingest::read_defence(nhs / "defence.toml", &*otherwise);
    EXPECT_TRUE(defence) << problems_of(defence);
    ++files;
  }
  EXPECT_GE(files, 9U);
}

}  // namespace
