// The standard's own test documents, and all advisories of CISA, where the corpora lie beside the project.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "support/corpora.h"
#include "world/ingest/csaf.h"

namespace {

namespace fs = std::filesystem;

/// The tests that a document fails.
std::set<std::string> failed(const fs::path& file) {
  const auto report = ingest::check_csaf(file);
  EXPECT_TRUE(report) << (report ? "" : report.error().to_text());
  std::set<std::string> tests;
  if (report) {
    for (const ingest::CsafFinding& finding : report->findings) tests.insert(finding.test);
  }
  return tests;
}

/// Tests of 2.1 that need what is not here: the registry of SSVC's decision points, the schemas of extensions.
const std::set<std::string> not_done = {"6.1.48", "6.1.60.2", "6.1.60.3"};
/// Tests of the document's shape: their failing documents may fail the schema too.
const std::set<std::string> of_shape = {"6.1.8", "6.1.37", "6.1.46", "6.1.60.1"};

/// How many documents of the standard's own were held against their mandatory test.
std::size_t check_documents(const fs::path& data) {
  const auto cases = nlohmann::json::parse(support::contents(data / "testcases.json"));
  std::size_t documents = 0;
  for (const auto& one : cases["tests"]) {
    const std::string id = one["id"];
    if (one["group"] != "mandatory" || not_done.contains(id)) continue;
    for (const std::string kind : {"failures", "valid"}) {
      const bool valid = kind == "valid";
      if (!one.contains(kind)) continue;
      for (const auto& file : one[kind]) {
        ++documents;
        const std::string name = file["name"];
        const std::set<std::string> tests = failed(data / name);
        EXPECT_EQ(tests.contains(id), !valid) << id << " " << name;
        EXPECT_FALSE(tests.contains("schema") && !(of_shape.contains(id) && !valid)) << id << " " << name;
      }
    }
  }
  return documents;
}

TEST(CsafCorpus, EveryTestDocumentOf20GetsItsVerdict) {
  const auto corpus = support::corpus("oasis_csaf");
  if (!corpus) GTEST_SKIP() << "the corpus oasis_csaf is not on this machine";
  EXPECT_GE(check_documents(*corpus / "csaf_2.0" / "test" / "validator" / "data"), 147U);
}

TEST(CsafCorpus, EveryTestDocumentOf21GetsItsVerdict) {
  const auto corpus = support::corpus("oasis_csaf");
  if (!corpus) GTEST_SKIP() << "the corpus oasis_csaf is not on this machine";
  EXPECT_GE(check_documents(*corpus / "csaf_2.1" / "test" / "validator" / "data"), 440U);
}

TEST(CsafCorpus, OfAllOfCisaThreeFail) {
  const auto corpus = support::corpus("cisa_csaf");
  if (!corpus) GTEST_SKIP() << "the corpus cisa_csaf is not on this machine";
  std::size_t documents = 0;
  std::map<std::string, std::size_t> failing;
  for (const auto& entry : fs::recursive_directory_iterator(*corpus)) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() != ".json" || !(name.starts_with("icsa-") || name.starts_with("icsma-"))) continue;
    ++documents;
    for (const std::string& test : failed(entry.path())) ++failing[test];
  }
  EXPECT_GE(documents, 2035U);
  EXPECT_EQ(failing, (std::map<std::string, std::size_t>{{"6.1.11", 3}}));
}

}  // namespace
