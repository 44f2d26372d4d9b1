// endoflife.date: a product of our own, what is refused, and the corpus.

#include "world/ingest/end_of_life_feed.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "support/corpora.h"
#include "world/advisory/vendor_range.h"
#include "world/ingest/feed.h"

namespace {

using advisory::Advisory;

base::Result<ingest::FeedReading> read(const std::string& releases) {
  return ingest::read_feed(
      "releases/pump-os.json",
      R"({"releases":{)" + releases + R"(},"versions":{"9.13":{"name":"9.13","date":"2020-07-18"}}})");
}

TEST(EndOfLifeFeed, AProductBecomesAnAdvisoryOfItsReleases) {
  const auto reading =
      read(R"("9":{"name":"9","codename":"Stretch","releaseDate":"2017-06-17","eol":"2020-07-18","eoes":"2022-07-01"},
    "8.1":{"name":"8.1","eoas":"2016-01-01","eol":false},"xp-sp3":{"name":"xp-sp3"})");
  ASSERT_TRUE(reading) << reading.error().to_text();
  EXPECT_TRUE(reading->refused.empty()) << reading->refused.to_text();
  EXPECT_EQ(reading->kind, "endoflife.date");
  ASSERT_EQ(reading->advisories.size(), 1U);
  const Advisory& one = reading->advisories[0];
  EXPECT_EQ(one.feed, advisory::Feed::end_of_life);
  EXPECT_EQ(one.publisher, "endoflife.date");
  EXPECT_EQ(one.id, "pump-os");
  EXPECT_EQ(one.date, "2020-07-18");
  ASSERT_EQ(one.products.size(), 3U);
  EXPECT_EQ(one.products[0].name, "pump-os");
  EXPECT_EQ(one.products[0].version, "9.x");
  EXPECT_EQ(advisory::read_range(one.products[1].version).reading, advisory::Reading::tolerant);
  EXPECT_EQ(one.products[2].version, "xp-sp3");
  ASSERT_EQ(one.vulnerabilities.size(), 3U);
  EXPECT_EQ(one.vulnerabilities[0].id, "EOL:pump-os:9");
  EXPECT_EQ(one.vulnerabilities[0].title, "End of life of pump-os 9 (Stretch)");
  ASSERT_EQ(one.vulnerabilities[0].statements.size(), 1U);
  EXPECT_EQ(one.vulnerabilities[1].statements.at(0).product, 1U);
  ASSERT_TRUE(one.vulnerabilities[0].lifecycle);
  EXPECT_EQ(one.vulnerabilities[0].lifecycle->released, "2017-06-17");
  EXPECT_EQ(one.vulnerabilities[0].lifecycle->security_ends, "2020-07-18");
  EXPECT_EQ(one.vulnerabilities[0].lifecycle->extended_ends, "2022-07-01");
  EXPECT_EQ(one.vulnerabilities[1].lifecycle->support_ends, "2016-01-01");
  EXPECT_EQ(one.vulnerabilities[1].lifecycle->security_ends, "");
}

TEST(EndOfLifeFeed, OneBadReleaseNeverLosesTheOthers) {
  const auto problem = [](const std::string& bad) {
    const auto reading = read(R"("9":{"name":"9"},"x":)" + bad + R"(,"7":{"name":"7"})");
    EXPECT_TRUE(reading);
    if (!reading || reading->advisories.empty() || reading->refused.total() != 1) return base::Problem();
    EXPECT_EQ(reading->advisories[0].products.size(), 2U);
    return reading->refused.kept()[0];
  };
  EXPECT_EQ(problem("[]").place, "/releases/x");
  EXPECT_EQ(problem("{}").what, "has no name");
  EXPECT_EQ(problem(R"({"name":"x","eol":7})").value, "7");
  EXPECT_EQ(problem(R"({"name":"x","eol":"soon"})").value, "soon");
  EXPECT_EQ(problem(R"({"name":"x","name":"y"})").what, "stands more than once");
  const auto over = read(R"("9":{"name":"9","eol":true})");
  ASSERT_TRUE(over);
  EXPECT_EQ(over->advisories.at(0).products.size(), 1U);
  EXPECT_TRUE(over->advisories[0].vulnerabilities[0].lifecycle->security_over) << "nobody says since when";
}

TEST(EndOfLifeFeed, WhatIsRefusedWhole) {
  const std::string good = R"({"releases":{"9":{"name":"9"}},"versions":{}})";
  EXPECT_TRUE(ingest::read_feed("debian.json", good));
  EXPECT_FALSE(ingest::read_feed("debian.txt", good)) << "the name of the file says which product it is about";
  EXPECT_FALSE(ingest::read_feed("De bian.json", good));
  EXPECT_FALSE(ingest::read_feed("debian.json", good.substr(0, 30)));
  for (const std::string releases : {"{}", "[]", R"({"9":{}})", R"({"9":{"name":"9"},"9":{"name":"8"}})"}) {
    const auto reading = ingest::read_feed("debian.json", R"({"releases":)" + releases + "}");
    ASSERT_TRUE(reading);
    EXPECT_TRUE(reading->advisories.empty());
    EXPECT_EQ(reading->refused.total(), 1U);
  }
}

const std::string page = R"(---
title: Pump OS
permalink: /pump-os
identifiers:
  - purl: pkg:deb/debian/pump-os
  - purl: pkg:generic/pump-os
  - cpe: cpe:2.3:o:maker:pump_os
  - cpe: cpe:/o:maker:other
releases:
  - releaseCycle: "9"
    releaseLabel: 'Nine'
    releaseDate: 2017-06-17 # Approximate
    eoas: true
    eol: 2020-07-18
    eoes: 2022-07-01
    custom:
      eol: 1999-01-01

  - releaseCycle: "8.1"
    eol: false
---
> eol: 1999-01-01
releases:
)";

TEST(EndOfLifePage, ReleasesOfItsYaml) {
  const auto reading = ingest::read_feed("any", page);
  ASSERT_TRUE(reading) << reading.error().to_text();
  EXPECT_TRUE(reading->refused.empty()) << reading->refused.to_text();
  ASSERT_EQ(reading->advisories.size(), 1U);
  const Advisory& one = reading->advisories[0];
  EXPECT_EQ(one.id, "pump-os");
  ASSERT_EQ(one.products.size(), 2U);
  EXPECT_EQ(one.products[0].version, "9.x");
  EXPECT_EQ(one.products[0].cpe, "cpe:2.3:o:maker:pump_os:*:*:*:*:*:*:*:*");
  EXPECT_EQ(one.products[1].purl, "pkg:generic/pump-os");
  const auto& flaw = one.vulnerabilities[0];
  EXPECT_EQ(flaw.title, "End of life of pump-os 9 (Nine)");
  EXPECT_EQ(flaw.lifecycle->released, "2017-06-17");
  EXPECT_EQ(flaw.lifecycle->security_ends, "2020-07-18");
  EXPECT_EQ(flaw.lifecycle->extended_ends, "2022-07-01");
  EXPECT_TRUE(flaw.lifecycle->support_over);
  EXPECT_FALSE(flaw.lifecycle->security_over);
  EXPECT_EQ(one.vulnerabilities[1].lifecycle->security_ends, "");
}

TEST(EndOfLifePage, BuildsOfWindows) {
  const auto reading = ingest::read_feed("any",
                                         "---\npermalink: /windows\nversionCommand: winver\nreleases:\n"
                                         "  - releaseCycle: \"11-24h2-e\"\n    latest: 10.0.26100\n---\n");
  ASSERT_TRUE(reading);
  EXPECT_EQ(reading->advisories.at(0).products.at(0).version, "vers:windows/>=10.0.26100|<10.0.26101");
}

TEST(EndOfLifePage, WhatIsRefused) {
  EXPECT_FALSE(ingest::read_feed("any", page.substr(0, page.size() - 40))) << "cut off";
  EXPECT_FALSE(ingest::read_feed("any", "---\nreleases:\n  - releaseCycle: x\n---\n")) << "no product";
  const auto reading =
      ingest::read_feed("any",
                        "---\npermalink: /p\nreleases:\n  - releaseCycle: 1\n    eol: soon\n  - eol: 2020-01-01\n"
                        "  - releaseCycle: 2\n    eol: 2020-01-01\n    eol: 2021-01-01\n---\n");
  ASSERT_TRUE(reading);
  EXPECT_EQ(reading->advisories.at(0).products.size(), 1U);
  ASSERT_EQ(reading->refused.total(), 3U);
  EXPECT_EQ(reading->refused.kept()[1].place, "line 4");
}

TEST(EndOfLifeCorpus, EveryPageIsRead) {
  const auto corpus = support::corpus("endoflife");
  if (!corpus) GTEST_SKIP() << "the corpus endoflife is not on this machine";
  std::size_t pages = 0;
  std::size_t releases = 0;
  for (const auto& entry : std::filesystem::directory_iterator(*corpus / "products")) {
    const auto reading = ingest::read_feed(entry.path().string(), support::contents(entry.path()));
    ASSERT_TRUE(reading) << reading.error().to_text();
    EXPECT_TRUE(reading->refused.empty()) << reading->refused.to_text();
    ++pages;
    for (const Advisory& one : reading->advisories) releases += one.products.size();
  }
  EXPECT_GE(pages, 37U);
  EXPECT_GE(releases, 1300U) << "as many as there are lines with eol:";
}

TEST(EndOfLifeCorpus, EveryProductIsReadOrNamed) {
  const auto corpus = support::corpus("endoflife");
  if (!corpus) GTEST_SKIP() << "the corpus endoflife is not on this machine";
  std::size_t files = 0;
  std::size_t advisories = 0;
  std::size_t releases = 0;
  std::size_t refused = 0;
  for (const auto& entry : std::filesystem::directory_iterator(*corpus / "releases")) {
    const auto reading = ingest::read_feed(entry.path().string(), support::contents(entry.path()));
    ASSERT_TRUE(reading) << reading.error().to_text();
    ++files;
    refused += reading->refused.total();
    for (const Advisory& one : reading->advisories) {
      ++advisories;
      releases += one.products.size();
      if (one.id != "rhel") continue;
      EXPECT_EQ(one.vulnerabilities.at(0).lifecycle->extended_ends, "2036-05-31");
    }
  }
  EXPECT_GE(files, 29U);
  EXPECT_EQ(advisories + refused, files) << "those without any release are named";
  EXPECT_GE(releases, 250U);
}

}  // namespace
