// A CSAF document becomes an advisory: what its product tree says of each product, and what is refused.

#include "world/ingest/csaf_feed.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "support/corpora.h"

namespace {

using nlohmann::json;

const json good = json::parse(R"({
  "document": {"category": "csaf_security_advisory", "csaf_version": "2.0", "title": "A flaw in the pump",
    "publisher": {"category": "vendor", "name": "Maker", "namespace": "https://maker.example"},
    "tracking": {"id": "M-1", "version": "3", "current_release_date": "2024-02-01T10:00:00Z"}},
  "product_tree": {
    "branches": [{"category": "vendor", "name": "Maker", "branches": [
      {"category": "product_name", "name": "Pump", "branches": [
        {"category": "product_version_range", "name": "<4.1", "product": {"name": "Pump <4.1", "product_id": "P1",
          "product_identification_helper": {"cpe": "cpe:2.3:h:maker:pump:*:*:*:*:*:*:*:*", "model_numbers": ["X1", "X2"]}}},
        {"category": "product_version", "name": "V4.1", "branches": [
          {"category": "service_pack", "name": "SP1", "product": {"name": "Pump 4.1 SP1", "product_id": "P2"}}]}]}]}],
    "full_product_names": [{"name": "Box", "product_id": "P3"}],
    "relationships": [{"category": "installed_on", "product_reference": "P1", "relates_to_product_reference": "P3",
      "full_product_name": {"name": "Pump on box", "product_id": "P4"}}],
    "product_groups": [{"group_id": "G1", "product_ids": ["P1", "P4"]}]},
  "vulnerabilities": [{"cve": "CVE-2017-0144", "cwe": {"id": "CWE-20"},
    "product_status": {"known_affected": ["P1", "P4"], "fixed": ["P2"]},
    "remediations": [{"category": "vendor_fix", "details": "Update.", "group_ids": ["G1"]}],
    "scores": [{"cvss_v3": {"vectorString": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "baseScore": 1.0},
      "products": ["P1"]}]}]
})");

base::Result<ingest::FeedReading> read(const json& document) {
  return ingest::read_feed("a.json", document.dump());
}

TEST(CsafFeed, ProductTreeIsResolved) {
  const auto reading = read(good);
  ASSERT_TRUE(reading) << reading.error().to_text();
  EXPECT_EQ(reading->kind, "CSAF 2.0");
  const advisory::Advisory& one = reading->advisories.at(0);
  EXPECT_EQ(one.publisher, "https://maker.example");
  EXPECT_EQ(one.id, "M-1");
  EXPECT_EQ(one.revision, "3");
  ASSERT_EQ(one.products.size(), 4U);
  EXPECT_EQ(one.products[0].vendor, "Maker");
  EXPECT_EQ(one.products[0].name, "Pump");
  EXPECT_EQ(one.products[0].versions, advisory::Versions::range);
  EXPECT_EQ(one.products[0].version, "<4.1");
  EXPECT_EQ(one.products[0].path, "Maker / Pump / <4.1");
  EXPECT_EQ(one.products[0].models, (std::vector<std::string>{"X1", "X2"}));
  EXPECT_EQ(one.products[1].version, "V4.1 SP1");
  EXPECT_EQ(one.products[1].versions, advisory::Versions::exact);
  EXPECT_EQ(one.products[2].name, "Box");
  EXPECT_EQ(one.products[3].cpe, "cpe:2.3:h:maker:pump:*:*:*:*:*:*:*:*");
  EXPECT_EQ(one.products[3].platform, "Box");
  const advisory::Vulnerability& flaw = one.vulnerabilities.at(0);
  EXPECT_EQ(flaw.statements.size(), 3U);
  EXPECT_EQ(flaw.remediations.at(0).products, (std::vector<std::uint32_t>{0, 3}));
  EXPECT_EQ(flaw.scores.at(0).tenths, 98) << "scored, not copied";
}

TEST(CsafFeed, OfAnExtensionThatMustBeUnderstoodItWarns) {
  json document = good;
  document["document"]["csaf_version"] = "2.1";
  json extension = {{"$schema", "https://maker.example/e.json"}, {"category", "essential"}, {"content", {{"a", 1}}}};
  extension["critical"] = false;
  document["x_extensions"] = json::array({extension});
  EXPECT_TRUE(read(document)->refused.empty());
  extension["critical"] = true;
  document["vulnerabilities"][0]["x_extensions"] = json::array({extension});
  const auto reading = read(document);
  ASSERT_TRUE(reading) << reading.error().to_text();
  EXPECT_EQ(reading->advisories.size(), 1U) << "the rest is read";
  ASSERT_EQ(reading->refused.total(), 1U);
  EXPECT_EQ(reading->refused.kept().at(0).place, "/vulnerabilities/0/x_extensions/0");
}

TEST(CsafFeed, TheHeadIsRead) {
  json document = good;
  json& head = document["document"];
  head["aggregate_severity"] = {{"text", "Important"}, {"namespace", "https://maker.example/words"}};
  head["distribution"] = {{"text", "To all"},
                          {"tlp", {{"label", "GREEN"}, {"url", "https://first.example/tlp"}}},
                          {"sharing_group", {{"id", "f0e5"}, {"name", "Hospitals"}}}};
  head["publisher"]["contact_details"] = "psirt@maker.example";
  head["publisher"]["issuing_authority"] = "Us";
  json& tracking = head["tracking"];
  tracking["status"] = "interim";
  tracking["initial_release_date"] = "2024-01-01T10:00:00Z";
  tracking["aliases"] = {"A-1", "A-2"};
  tracking["generator"] = {{"date", "2024-02-01T09:00:00Z"}, {"engine", {{"name", "Writer"}, {"version", "2.5"}}}};
  tracking["revision_history"] = {
      {{"number", "2"}, {"date", "2024-01-20"}, {"summary", "Found"}},
      {{"number", "3"}, {"date", "2024-02-01"}, {"summary", "Mended"}, {"legacy_version", "B"}}};
  const auto reading = read(document);
  ASSERT_TRUE(reading) << reading.error().to_text();
  const advisory::Head& found = reading->advisories.at(0).head;
  EXPECT_EQ(found.csaf_version, "2.0");
  EXPECT_EQ(found.category, "csaf_security_advisory");
  EXPECT_EQ(found.publisher_category + found.publisher_name, "vendorMaker");
  EXPECT_EQ(found.contact_details + found.issuing_authority, "psirt@maker.exampleUs");
  EXPECT_EQ(found.status + found.initial_date, "interim2024-01-01T10:00:00Z");
  EXPECT_EQ(found.generator + found.generator_date, "Writer 2.52024-02-01T09:00:00Z");
  EXPECT_EQ(found.tlp + found.tlp_url + found.distribution, "GREENhttps://first.example/tlpTo all");
  EXPECT_EQ(found.sharing_group + found.sharing_group_name, "f0e5Hospitals");
  EXPECT_EQ(found.severity + found.severity_namespace, "Importanthttps://maker.example/words");
  EXPECT_EQ(found.aliases, (std::vector<std::string>{"A-1", "A-2"}));
  ASSERT_EQ(found.history.size(), 2U);
  EXPECT_EQ(found.history.at(0).summary + found.history.at(1).legacy_version, "FoundB");
  EXPECT_EQ(read(good)->advisories.at(0).head.status, "") << "what is not there is not said";
}

TEST(CsafFeed, VersionTwoOneHasMetricsAndListsOfPurls) {
  json newer = good;
  newer["document"]["csaf_version"] = "2.1";
  newer["document"]["category"] = "csaf_withdrawn";
  newer["product_tree"]["full_product_names"][0]["product_identification_helper"]["purls"] = {"pkg:generic/box@1"};
  json& flaw = newer["vulnerabilities"][0];
  flaw.erase("scores");
  flaw.erase("cwe");
  flaw["cwes"] = {{{"id", "CWE-20"}}, {{"id", "CWE-79"}}};
  flaw["metrics"] = {
      {{"content", {{"cvss_v2", {{"vectorString", "AV:N/AC:M/Au:N/C:C/I:C/A:C"}}}}}, {"products", {"P1"}}}};
  const auto reading = read(newer);
  ASSERT_TRUE(reading) << reading.error().to_text();
  const advisory::Advisory& one = reading->advisories.at(0);
  EXPECT_TRUE(one.withdrawn);
  EXPECT_EQ(one.products[2].purl, "pkg:generic/box@1");
  EXPECT_EQ(one.vulnerabilities.at(0).weaknesses.size(), 2U);
  EXPECT_EQ(one.vulnerabilities.at(0).scores.at(0).tenths, 93);
}

TEST(CsafFeed, PathsOfVersionTwoOneInAnyOrder) {
  json newer = good;
  newer["document"]["csaf_version"] = "2.1";
  json& tree = newer["product_tree"];
  tree.erase("relationships");
  const auto path = [](const char* id, const char* begin, const char* next) {
    return json{{"beginning_product_reference", begin},
                {"full_product_name", {{"name", id}, {"product_id", id}}},
                {"subpaths", {{{"category", "installed_on"}, {"next_product_reference", next}}}}};
  };
  tree["product_paths"] = {path("P5", "P4", "P2"), path("P4", "P1", "P3")};
  json& flaw = newer["vulnerabilities"][0];
  flaw["product_status"]["unknown"] = {"P5"};
  flaw["first_known_exploitation_dates"] = {{{"date", "2024-01-09T10:00:00Z"}}, {{"date", "2024-01-08T10:00:00Z"}}};
  flaw["metrics"] = {{{"content", {{"epss", {{"percentile", "0.9"}, {"probability", "0.25"}, {"timestamp", "2024"}}}}},
                      {"products", {"P1"}}}};
  const auto reading = read(newer);
  ASSERT_TRUE(reading) << reading.error().to_text();
  const advisory::Advisory& one = reading->advisories.at(0);
  ASSERT_EQ(one.products.size(), 5U);
  EXPECT_EQ(one.products[3].id, "P4");
  EXPECT_EQ(one.products[3].name, "Pump");
  EXPECT_EQ(one.products[4].id, "P5");
  EXPECT_FALSE(one.products[4].platform.empty());
  const advisory::Vulnerability& told = one.vulnerabilities.at(0);
  EXPECT_EQ(told.statements.back().status, advisory::Status::under_investigation);
  EXPECT_EQ(told.exploited->added, "2024-01-08");
  EXPECT_EQ(told.epss->probability, 0.25);
  tree["product_paths"][1]["beginning_product_reference"] = "P5";
  EXPECT_FALSE(read(newer)) << "in a circle";
}

TEST(CsafFeed, WhatCannotBeMeantIsRefusedAllAtOnce) {
  json bad = good;
  bad["document"]["tracking"].erase("id");
  bad["product_tree"]["full_product_names"][0]["product_id"] = "P1";
  bad["vulnerabilities"][0]["product_status"]["fixed"] = {"P9"};
  const auto reading = read(bad);
  ASSERT_FALSE(reading);
  const std::string text = reading.error().to_text();
  EXPECT_NE(text.find("/document/tracking/id: is missing"), std::string::npos) << text;
  EXPECT_NE(text.find("'P1' is defined twice"), std::string::npos) << text;
  EXPECT_NE(text.find("/vulnerabilities/0/product_status/fixed/0: 'P9'"), std::string::npos) << text;
}

TEST(CsafFeed, AVectorThatCannotBeReadIsLeftOutAndNamed) {
  json bad = good;
  bad["vulnerabilities"][0]["scores"][0]["cvss_v3"]["vectorString"] = "CVSS:3.1/AV:N";
  const auto reading = read(bad);
  ASSERT_TRUE(reading);
  EXPECT_TRUE(reading->advisories.at(0).vulnerabilities.at(0).scores.empty());
  EXPECT_EQ(reading->refused.total(), 1U);
}

TEST(CsafFeed, BranchesAreBounded) {
  json deep = good;
  json branch = {{"category", "product_name"}, {"name", "x"}, {"product", {{"name", "x"}, {"product_id", "D"}}}};
  for (int i = 0; i < ingest::csaf_branches_deep + 1; ++i) {
    branch = {{"category", "product_family"}, {"name", "x"}, {"branches", json::array({branch})}};
  }
  deep["product_tree"]["branches"].push_back(branch);
  const auto reading = read(deep);
  ASSERT_FALSE(reading);
  EXPECT_NE(reading.error().to_text().find("branches too deep"), std::string::npos);
}

TEST(CsafFeed, AllOfCisaBecomesAdvisories) {
  const auto corpus = support::corpus("cisa_csaf");
  if (!corpus) GTEST_SKIP() << "the corpus cisa_csaf is not on this machine";
  std::size_t advisories = 0;
  std::size_t products = 0;
  std::size_t statements = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(*corpus)) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() != ".json" || !(name.starts_with("icsa-") || name.starts_with("icsma-"))) continue;
    const auto reading = ingest::read_feed(name, support::contents(entry.path()));
    ASSERT_TRUE(reading) << reading.error().to_text();
    EXPECT_TRUE(reading->refused.empty()) << reading->refused.to_text();
    advisories += reading->advisories.size();
    for (const advisory::Advisory& one : reading->advisories) {
      products += one.products.size();
      for (const auto& flaw : one.vulnerabilities) statements += flaw.statements.size();
    }
  }
  EXPECT_GE(advisories, 2035U);
  EXPECT_GE(products, 13541U);
  EXPECT_GT(statements, products);
}

TEST(CsafFeed, NotesReferencesAndAcknowledgementsAreKept) {
  json document = good;
  document["document"]["notes"] = {{{"category", "summary"}, {"title", "In short"}, {"text", "It stops."}}};
  document["vulnerabilities"][0]["references"] = {{{"url", "https://maker.example/1"}, {"summary", "More"}}};
  document["document"]["acknowledgments"] = {
      {{"names", {"A", "B"}}, {"organization", "Labs"}, {"summary", "found it"}}};
  const auto reading = read(document);
  ASSERT_TRUE(reading) << reading.error().to_text();
  const advisory::Advisory& one = reading->advisories.at(0);
  ASSERT_EQ(one.prose.notes.size(), 1U);
  EXPECT_EQ(one.prose.notes[0].category, "summary");
  EXPECT_EQ(one.prose.notes[0].title, "In short");
  EXPECT_EQ(one.prose.notes[0].text, "It stops.");
  ASSERT_EQ(one.vulnerabilities.at(0).prose.references.size(), 1U);
  EXPECT_EQ(one.vulnerabilities.at(0).prose.references[0].url, "https://maker.example/1");
  ASSERT_EQ(one.prose.acknowledgements.size(), 1U);
  EXPECT_EQ(one.prose.acknowledgements[0].names, (std::vector<std::string>{"A", "B"}));
  EXPECT_EQ(one.prose.acknowledgements[0].organisation, "Labs");
  EXPECT_TRUE(read(good)->advisories.at(0).prose.empty());
}

}  // namespace
