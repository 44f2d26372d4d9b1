// What changed between two versions of an advisory is told, once each, and nothing else.

#include "world/advisory/difference.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace {

using advisory::Advisory;
using advisory::Change;
using advisory::Part;
using advisory::Status;

Advisory example() {
  Advisory one;
  one.publisher = "https://maker.example";
  one.id = "M-1";
  one.title = "A flaw";
  one.revision = "1";
  one.products.resize(2);
  one.products.at(0).id = "P1";
  one.products.at(0).vendor = "Maker";
  one.products.at(0).name = "Pump";
  one.products.at(0).version = "4.0";
  one.products.at(1).id = "P2";
  advisory::Vulnerability flaw;
  flaw.id = "CVE-2024-0001";
  flaw.statements = {{0, Status::known_affected}, {1, Status::fixed}};
  flaw.remediations = {{"vendor_fix", "Update.", "", "", {0}}};
  flaw.scores = {{advisory::CvssVersion::v3_1, "CVSS:3.1/...", 98, {}}};
  one.vulnerabilities = {flaw};
  return one;
}

/// The one change; an empty one, which no test expects, when there are others.
Change only(const Advisory& after) {
  const auto changes = advisory::differences(example(), after);
  EXPECT_EQ(changes.size(), 1U);
  return changes.size() == 1 ? changes.front() : Change{};
}

TEST(Difference, IsNoneBetweenEqualVersions) {
  EXPECT_TRUE(advisory::differences(example(), example()).empty());
}

TEST(Difference, FieldsOfTheDocument) {
  Advisory after = example();
  after.revision = "2";
  EXPECT_EQ(only(after).subject, "revision");
  EXPECT_EQ(only(after).before, "1");
  EXPECT_EQ(only(after).after, "2");
  after = example();
  after.title = "Two flaws";
  EXPECT_EQ(only(after).subject, "title");
  after = example();
  after.date = "2024-02-01";
  EXPECT_EQ(only(after).before, "") << "added";
  after = example();
  after.withdrawn = true;
  EXPECT_EQ(only(after).subject, "withdrawn");
}

TEST(Difference, HeadsWhereBothAreKnown) {
  Advisory before = example();
  Advisory after = example();
  after.head.csaf_version = "2.0";
  after.head.status = "final";
  EXPECT_TRUE(advisory::differences(before, after).empty()) << "of the first nothing is known";
  before.head.csaf_version = "2.0";
  before.head.status = "interim";
  before.head.history = {{"1", "2024-01-01", "First", ""}};
  after.head.history = {{"1", "2024-01-01", "First", ""}, {"2", "2024-02-01", "Mended", "B"}};
  const auto changes = advisory::differences(before, after);
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes.at(0).subject + ": " + changes.at(0).after, "history 2: 2024-02-01: Mended (B)");
  EXPECT_EQ(changes.at(1).subject + ": " + changes.at(1).before + changes.at(1).after, "status: interimfinal");
}

TEST(Difference, ProductsAreToldApartByTheirIds) {
  Advisory after = example();
  std::swap(after.products.at(0), after.products.at(1));
  after.vulnerabilities.at(0).statements = {{1, Status::known_affected}, {0, Status::fixed}};
  after.vulnerabilities.at(0).remediations.at(0).products = {1};
  EXPECT_TRUE(advisory::differences(example(), after).empty()) << "their order says nothing";
  after = example();
  after.products.at(0).version = "4.1";
  EXPECT_EQ(only(after).subject, "Maker / Pump / 4.0: version") << "and no new status, remedy or score";
  after = example();
  after.products.at(0).path = "Maker / Pump / 4.0";
  EXPECT_EQ(only(after).subject, "Maker / Pump / 4.0: path");
  after = example();
  after.products.emplace_back().id = "P3";
  EXPECT_EQ(only(after).part, Part::product);
  EXPECT_EQ(only(after).before, "");
  EXPECT_EQ(only(after).after, "P3") << "by its id when it has no other name";
}

TEST(Difference, AProductThatIsGoneTakesItsStatusWithIt) {
  Advisory after = example();
  after.products.pop_back();
  after.vulnerabilities.at(0).statements.pop_back();
  const auto changes = advisory::differences(example(), after);
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes.at(0).part, Part::product);
  EXPECT_EQ(changes.at(0).after, "");
  EXPECT_EQ(changes.at(1).part, Part::status);
  EXPECT_EQ(changes.at(1).before, "fixed");
}

TEST(Difference, Statuses) {
  Advisory after = example();
  after.vulnerabilities.at(0).statements.at(0).status = Status::fixed;
  EXPECT_EQ(only(after).part, Part::status);
  EXPECT_EQ(only(after).vulnerability, "CVE-2024-0001");
  EXPECT_EQ(only(after).subject, "Maker / Pump / 4.0");
  EXPECT_EQ(only(after).before, "known_affected");
  EXPECT_EQ(only(after).after, "fixed");
}

TEST(Difference, ARemedyOrAScoreIsAddedOrRemovedForProducts) {
  Advisory after = example();
  after.vulnerabilities.at(0).remediations.at(0).products = {0, 1};
  EXPECT_EQ(only(after).part, Part::remedy);
  EXPECT_EQ(only(after).subject, "vendor_fix: Update.");
  EXPECT_EQ(only(after).before, "");
  EXPECT_EQ(only(after).after, "P2") << "for P1 it was there";
  after = example();
  after.vulnerabilities.at(0).scores.clear();
  EXPECT_EQ(only(after).part, Part::score);
  EXPECT_EQ(only(after).before, "all products");
  EXPECT_EQ(only(after).after, "");
}

TEST(Difference, WhatIsKnownOfAVulnerability) {
  Advisory after = example();
  after.vulnerabilities.at(0).exploited = {"2024-02-10", "2024-03-01", "Apply updates.", true};
  EXPECT_EQ(only(after).subject, "known exploited");
  after = example();
  after.vulnerabilities.at(0).epss = {0.5, 0.9, ""};
  EXPECT_EQ(only(after).subject, "EPSS");
  after = example();
  after.vulnerabilities.at(0).weaknesses = {"CWE-79", "CWE-20"};
  EXPECT_EQ(only(after).after, "CWE-79, CWE-20");
}

TEST(Difference, WhatIsSaidForPeople) {
  Advisory after = example();
  after.prose.notes = {{"summary", "", "It stops."}};
  EXPECT_EQ(only(after).subject, "note summary");
  EXPECT_EQ(only(after).after, "It stops.");
  after = example();
  after.vulnerabilities.at(0).prose.references = {{"external", "https://maker.example/1", ""}};
  EXPECT_EQ(only(after).vulnerability, "CVE-2024-0001");
  EXPECT_EQ(only(after).after, "https://maker.example/1");
  after = example();
  after.prose.acknowledgements = {{{"A"}, "Labs", ""}};
  EXPECT_EQ(only(after).subject, "acknowledgement of A");
}

TEST(Difference, AVulnerabilityThatIsNewIsToldWithAllThatItSays) {
  Advisory after = example();
  after.vulnerabilities.push_back(after.vulnerabilities.at(0));
  after.vulnerabilities.at(1).id = "CVE-2024-0002";
  const auto changes = advisory::differences(example(), after);
  ASSERT_EQ(changes.size(), 5U) << "itself, two statuses, a remedy, a score";
  EXPECT_EQ(changes.at(0).part, Part::vulnerability);
  for (const Change& change : changes) EXPECT_EQ(change.vulnerability, "CVE-2024-0002");
  EXPECT_EQ(advisory::differences(after, example()).size(), 5U);
}

TEST(Difference, TwoVulnerabilitiesOfOneIdAreHeldAgainstEachOtherInTurn) {
  Advisory before = example();
  before.vulnerabilities.push_back(before.vulnerabilities.at(0));
  Advisory after = before;
  after.vulnerabilities.at(1).title = "The second";
  const auto changes = advisory::differences(before, after);
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes.at(0).after, "The second");
}

}  // namespace
