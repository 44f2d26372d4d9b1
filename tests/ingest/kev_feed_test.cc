// KEV and EPSS: small files of our own, what is refused, and the corpora.

#include "world/ingest/kev_feed.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "support/corpora.h"
#include "world/ingest/feed.h"

namespace {

using advisory::Advisory;

const std::string entry = R"({"cveID":"CVE-2017-0144","vendorProject":"Microsoft","product":"SMBv1",
  "vulnerabilityName":"Microsoft SMBv1 Remote Code Execution","dateAdded":"2022-02-10","shortDescription":".",
  "requiredAction":"Apply updates.","dueDate":"2022-08-10","knownRansomwareCampaignUse":"Known","notes":"","cwes":["CWE-20"]})";

std::string catalogue(const std::string& entries) {
  return R"({"title":"t","catalogVersion":"2025.08.25","dateReleased":"2025-08-25T17:04:19Z","count":1,"vulnerabilities":[)" +
         entries + "]}";
}

const std::string head =
    "cveID,vendorProject,product,vulnerabilityName,dateAdded,shortDescription,requiredAction,dueDate,"
    "knownRansomwareCampaignUse,notes,cwes\n";
const std::string row =
    "CVE-2017-0144,Microsoft,SMBv1,\"Microsoft SMBv1, Remote\",2022-02-10,.,Apply updates.,2022-08-10,Known,,"
    "\"CWE-20, CWE-59\"\n";

ingest::FeedReading read(const std::string& bytes) {
  auto reading = ingest::read_feed("feed", bytes);
  EXPECT_TRUE(reading) << (reading ? "" : reading.error().to_text());
  return reading ? *reading : ingest::FeedReading();
}

base::Problem only_problem(const ingest::FeedReading& reading) {
  EXPECT_EQ(reading.refused.total(), 1U) << reading.refused.to_text();
  return reading.refused.empty() ? base::Problem() : reading.refused.kept()[0];
}

void expect_entry(const Advisory& one) {
  EXPECT_EQ(one.feed, advisory::Feed::kev);
  EXPECT_EQ(one.publisher, "CISA");
  EXPECT_EQ(one.id, "CVE-2017-0144");
  ASSERT_EQ(one.products.size(), 1U);
  EXPECT_EQ(one.products[0].vendor, "Microsoft");
  EXPECT_EQ(one.products[0].name, "SMBv1");
  EXPECT_EQ(one.products[0].versions, advisory::Versions::unstated);
  const advisory::Vulnerability& flaw = one.vulnerabilities.at(0);
  ASSERT_TRUE(flaw.exploited);
  EXPECT_EQ(flaw.exploited->added, "2022-02-10");
  EXPECT_EQ(flaw.exploited->due, "2022-08-10");
  EXPECT_EQ(flaw.exploited->action, "Apply updates.");
  EXPECT_TRUE(flaw.exploited->ransomware);
  ASSERT_EQ(flaw.statements.size(), 1U);
  EXPECT_EQ(flaw.statements[0].status, advisory::Status::known_affected);
}

TEST(KevFeed, AnEntryBecomesAnAdvisory) {
  const auto reading = read(catalogue(entry));
  EXPECT_EQ(reading.kind, "KEV catalogue");
  ASSERT_EQ(reading.advisories.size(), 1U);
  expect_entry(reading.advisories[0]);
  EXPECT_EQ(reading.advisories[0].date, "2025-08-25T17:04:19Z") << "an entry changes with its catalogue";
  EXPECT_EQ(reading.advisories[0].vulnerabilities[0].weaknesses, std::vector<std::string>{"CWE-20"});
}

TEST(KevFeed, TheTableSaysTheSame) {
  const auto reading = read(head + row);
  ASSERT_EQ(reading.advisories.size(), 1U);
  expect_entry(reading.advisories[0]);
  EXPECT_EQ(reading.advisories[0].title, "Microsoft SMBv1, Remote");
  EXPECT_EQ(reading.advisories[0].date, "2022-02-10");
  EXPECT_EQ(reading.advisories[0].vulnerabilities[0].weaknesses, (std::vector<std::string>{"CWE-20", "CWE-59"}));
}

TEST(KevFeed, OneBadEntryNeverLosesTheOthers) {
  const auto problem = [](const std::string& bad) {
    const auto reading = read(catalogue(entry + "," + bad + "," + entry));
    EXPECT_EQ(reading.advisories.size(), 2U);
    return only_problem(reading);
  };
  EXPECT_EQ(problem(R"({"cveID":"CVE-1","dateAdded":"2022-02-10"})").place, "/vulnerabilities/1/cveID");
  EXPECT_EQ(problem(R"({"cveID":"CVE-2020-1234"})").what, "has no dateAdded");
  EXPECT_EQ(problem(R"({"cveID":"CVE-2020-1234","dateAdded":"10 May"})").value, "10 May");
  EXPECT_EQ(problem(R"({"cveID":"CVE-2020-1234","dateAdded":7})").value, "7");
  EXPECT_EQ(problem(R"({"cveID":"CVE-2020-1234","cveID":"CVE-2020-1234","dateAdded":"2022-02-10"})").what,
            "stands more than once");
  EXPECT_EQ(problem(R"({"cveID":"CVE-2020-1234","dateAdded":"2022-02-10","cwes":[3]})").place,
            "/vulnerabilities/1/cwes/0");
  EXPECT_EQ(problem("[]").what, "is no object");
}

TEST(KevFeed, OneBadRowNeverLosesTheOthers) {
  const auto problem = [](const std::string& bad) {
    const auto reading = read(head + row + bad + "\n" + row);
    EXPECT_EQ(reading.advisories.size(), 2U);
    return only_problem(reading);
  };
  EXPECT_EQ(problem("CVE-2017-0144,Microsoft").place, "row 3");
  EXPECT_EQ(problem("CVE-X,,,,2022-02-10,,,,,,").place, "row 3, column cveID");
  EXPECT_EQ(problem("CVE-2017-0144,,,,soon,,,,,,").value, "soon");
}

TEST(KevFeed, WhatIsCutOffIsRefusedWhole) {
  EXPECT_FALSE(ingest::read_feed("f", catalogue(entry).substr(0, 300)));
  EXPECT_FALSE(ingest::read_feed("f", head + row.substr(0, row.size() - 1)));
  EXPECT_FALSE(ingest::read_feed("f", head + row + "CVE-2017-0144,\"Micro\n"));
  EXPECT_FALSE(ingest::read_feed("f", "cveID,vendorProject,dateAdded\n")) << "no product";
  EXPECT_FALSE(ingest::read_feed("f", "cveID,product,product,vendorProject,dateAdded\n")) << "two products";
}

TEST(EpssFeed, TheDailyTable) {
  const auto reading = read(
      "#model_version:v2025.03.14,score_date:2025-08-25T12:55:00Z\ncve,epss,percentile\n"
      "CVE-1999-0001,0.01297,0.78859\nCVE-2017-0144,0.94318,0.99943\n");
  EXPECT_EQ(reading.kind, "EPSS");
  ASSERT_EQ(reading.advisories.size(), 2U);
  const Advisory& one = reading.advisories[1];
  EXPECT_EQ(one.feed, advisory::Feed::epss);
  EXPECT_EQ(one.publisher, "FIRST");
  EXPECT_EQ(one.date, "2025-08-25T12:55:00Z");
  EXPECT_TRUE(one.products.empty());
  ASSERT_TRUE(one.vulnerabilities.at(0).epss);
  EXPECT_DOUBLE_EQ(one.vulnerabilities[0].epss->probability, 0.94318);
  EXPECT_DOUBLE_EQ(one.vulnerabilities[0].epss->percentile, 0.99943);
  EXPECT_EQ(one.vulnerabilities[0].epss->date, one.date);
}

TEST(EpssFeed, RowsThatAreRefused) {
  const auto reading = read(
      "#model_version:v1\ncve,epss,percentile\nCVE-1999-0001,1.5,0.5\nCVE-1999-0002,0.1,x\n1999-1,0,0\n"
      "CVE-1999-0003,0.1\nCVE-1999-0004,nan,0\nCVE-1999-0005,1,0\n");
  EXPECT_EQ(reading.advisories.size(), 1U);
  EXPECT_EQ(reading.refused.total(), 5U);
  EXPECT_EQ(reading.refused.kept()[0].place, "row 3, column epss");
  EXPECT_EQ(reading.refused.kept()[3].place, "row 6");
  EXPECT_FALSE(ingest::read_feed("f", "cve,epss,percentile\nCVE-1999-0001,0.1,0.5")) << "perhaps 0.57";
  EXPECT_FALSE(ingest::read_feed("f", "#model_version:v1"));
  EXPECT_FALSE(ingest::read_feed("f", "#model_version:v1\ncve,percentile\n"));
}

TEST(KevCorpus, EveryEntryInBothForms) {
  const auto corpus = support::corpus("kev");
  if (!corpus) GTEST_SKIP() << "the corpus kev is not on this machine";
  const auto json = read(support::contents(*corpus / "known_exploited_vulnerabilities.json"));
  const auto table = read(support::contents(*corpus / "known_exploited_vulnerabilities.csv"));
  EXPECT_TRUE(json.refused.empty()) << json.refused.to_text();
  EXPECT_TRUE(table.refused.empty()) << table.refused.to_text();
  EXPECT_GE(json.advisories.size(), 1404U);
  ASSERT_EQ(json.advisories.size(), table.advisories.size());
  std::ptrdiff_t ransomware = 0;
  for (std::size_t i = 0; i < json.advisories.size(); ++i) {
    const Advisory& one = json.advisories[i];
    const Advisory& other = table.advisories[i];
    EXPECT_EQ(one.id, other.id);
    EXPECT_EQ(one.products[0].name, other.products[0].name);
    EXPECT_EQ(one.vulnerabilities[0].weaknesses, other.vulnerabilities[0].weaknesses) << one.id;
    EXPECT_EQ(one.vulnerabilities[0].exploited->due, other.vulnerabilities[0].exploited->due);
    ransomware += one.vulnerabilities[0].exploited->ransomware ? 1 : 0;
  }
  EXPECT_GE(ransomware, 293);
}

TEST(EpssCorpus, EveryRow) {
  const auto corpus = support::corpus("kev");
  if (!corpus) GTEST_SKIP() << "the corpus kev is not on this machine";
  const auto reading = read(support::contents(*corpus / "epss_kev_nvd.csv"));
  EXPECT_TRUE(reading.refused.empty()) << reading.refused.to_text();
  EXPECT_GE(reading.advisories.size(), 1556U);
  EXPECT_EQ(reading.advisories[0].id, "CVE-2025-62593");
  EXPECT_DOUBLE_EQ(reading.advisories[0].vulnerabilities[0].epss->probability, 0.01015);
}

}  // namespace
