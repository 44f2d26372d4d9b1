// NVD 2.0: answers of our own, configurations, what is refused, and the corpus.

#include "world/ingest/nvd_feed.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/corpora.h"
#include "world/advisory/vendor_range.h"
#include "world/ingest/feed.h"

namespace {

using advisory::Advisory;
using advisory::Product;
using advisory::Versions;

ingest::FeedReading read(const std::string& bytes) {
  auto reading = ingest::read_feed("feed", bytes);
  EXPECT_TRUE(reading) << (reading ? "" : reading.error().to_text());
  return reading ? *reading : ingest::FeedReading();
}

std::string answer(const std::string& entries) {
  return R"({"resultsPerPage":1,"startIndex":0,"totalResults":1,"format":"NVD_CVE","version":"2.0","vulnerabilities":[)" +
         entries + "]}";
}

std::string entry(const std::string& fields) {
  return R"({"cve":{"id":"CVE-2024-0001","lastModified":"2024-02-01T00:00:00.000")" + fields + "}}";
}

std::string configured(const std::string& configurations) {
  return answer(entry(R"(,"configurations":[)" + configurations + "]"));
}

std::string match(const std::string& criteria, const std::string& more = "", bool vulnerable = true) {
  return std::string(R"({"vulnerable":)") + (vulnerable ? "true" : "false") + R"(,"criteria":")" + criteria + R"(")" +
         more + "}";
}

std::string node(const std::string& matches) {
  return R"({"operator":"OR","negate":false,"cpeMatch":[)" + matches + "]}";
}

std::string pump(const std::string& version = "*") {
  return "cpe:2.3:a:maker:pump:" + version + ":*:*:*:*:*:*:*";
}

std::vector<Product> products(const std::string& bytes) {
  const auto reading = read(bytes);
  EXPECT_TRUE(reading.refused.empty()) << reading.refused.to_text();
  return reading.advisories.empty() ? std::vector<Product>() : reading.advisories[0].products;
}

base::Problem refused(const std::string& bytes) {
  const auto reading = read(bytes);
  EXPECT_TRUE(reading.advisories.empty());
  EXPECT_EQ(reading.refused.total(), 1U) << reading.refused.to_text();
  return reading.refused.empty() ? base::Problem() : reading.refused.kept()[0];
}

TEST(NvdFeed, AnEntryBecomesAnAdvisory) {
  const auto reading = read(answer(
      entry(R"(,"vulnStatus":"Analyzed","descriptions":[{"lang":"es","value":"Fallo"},{"lang":"en","value":"A flaw."}],
    "metrics":{"cvssMetricV31":[{"source":"x@example.org","type":"Secondary","cvssData":{"vectorString":"CVSS:3.1/AV:P/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}},
      {"source":"nvd@nist.gov","type":"Primary","cvssData":{"baseScore":1,"vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}}],
      "cvssMetricV2":[{"type":"Secondary","cvssData":{"vectorString":"AV:N/AC:L/Au:N/C:P/I:P/A:P"}}]},
    "weaknesses":[{"description":[{"lang":"en","value":"CWE-20"},{"lang":"en","value":"NVD-CWE-noinfo"}]}],
    "cisaExploitAdd":"2022-02-10","cisaActionDue":"2022-08-10","cisaRequiredAction":"Apply.")")));
  EXPECT_EQ(reading.kind, "NVD 2.0");
  ASSERT_EQ(reading.advisories.size(), 1U);
  const Advisory& one = reading.advisories[0];
  EXPECT_EQ(one.feed, advisory::Feed::nvd);
  EXPECT_EQ(one.publisher, "NVD");
  EXPECT_EQ(one.id, "CVE-2024-0001");
  EXPECT_EQ(one.date, "2024-02-01T00:00:00.000");
  EXPECT_EQ(one.title, "A flaw.");
  const auto& flaw = one.vulnerabilities.at(0);
  ASSERT_EQ(flaw.scores.size(), 2U) << "of each version its own vector, else those of others";
  EXPECT_EQ(flaw.scores[0].tenths, 98);
  EXPECT_EQ(flaw.weaknesses, std::vector<std::string>{"CWE-20"});
  ASSERT_TRUE(flaw.exploited);
  EXPECT_EQ(flaw.exploited->due, "2022-08-10");
  EXPECT_TRUE(read(answer(entry(R"(,"vulnStatus":"Rejected")"))).advisories.at(0).withdrawn);
}

TEST(NvdFeed, Matches) {
  const auto version = [](const std::string& one) {
    const auto all = products(configured(R"({"nodes":[)" + node(one) + "]}"));
    EXPECT_EQ(all.size(), 1U);
    return all.empty() ? Product() : all[0];
  };
  const Product range = version(match(pump(), R"(,"versionStartIncluding":"1.0","versionEndExcluding":"2.0")"));
  EXPECT_EQ(range.versions, Versions::range);
  EXPECT_EQ(range.version, ">=1.0 | <2.0");
  EXPECT_EQ(range.cpe, pump());
  EXPECT_EQ(range.vendor, "maker");
  EXPECT_EQ(range.name, "pump");
  EXPECT_EQ(range.scheme, std::nullopt) << "NVD does not say by what rule";
  EXPECT_EQ(version(match(pump(), R"(,"versionStartExcluding":"1.0","versionEndIncluding":"2.0")")).version,
            ">1.0 | <=2.0");
  EXPECT_EQ(version(match(pump(), R"(,"versionEndIncluding":"2.0")")).version, "<=2.0");
  EXPECT_EQ(version(match(pump())).version, "vers:all/*");
  const Product exact = version(match(R"(cpe:2.3:o:maker:pump:7.0\\-1:sp1:*:*:*:*:*:*)"));
  EXPECT_EQ(exact.versions, Versions::exact);
  EXPECT_EQ(exact.version, "7.0-1 sp1");
  EXPECT_EQ(version(match(pump("-"))).versions, Versions::unstated);
}

TEST(NvdFeed, AConfigurationOfAllNamesItsPlatforms) {
  const std::string firmware = node(match(pump()));
  const std::string hardware = node(match("cpe:2.3:h:maker:box:-:*:*:*:*:*:*:*", "", false) + "," +
                                    match("cpe:2.3:h:maker:box2:-:*:*:*:*:*:*:*", "", false));
  const auto all = products(configured(R"({"operator":"AND","nodes":[)" + firmware + "," + hardware + "]}"));
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].platform, "cpe:2.3:h:maker:box:-:*:*:*:*:*:*:*");
  EXPECT_EQ(all[1].platform, "cpe:2.3:h:maker:box2:-:*:*:*:*:*:*:*");
  EXPECT_NE(all[0].id, all[1].id);
  const auto any = products(configured(R"({"nodes":[)" + firmware + "," + hardware + "]}"));
  ASSERT_EQ(any.size(), 1U) << "what is not vulnerable itself is no product of its own";
  EXPECT_EQ(any[0].platform, "");
  const auto both = products(configured(R"({"operator":"AND","nodes":[)" + firmware + "," +
                                        node(match("cpe:2.3:a:maker:box:*:*:*:*:*:*:*:*")) + "]}"));
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0].platform, "cpe:2.3:a:maker:box:*:*:*:*:*:*:*:*") << "each is there only with the other";
}

TEST(NvdFeed, WhatIsLeftOutIsTold) {
  const auto told = [](const std::string& bytes) {
    const auto reading = read(bytes);
    EXPECT_EQ(reading.advisories.size(), 1U);
    EXPECT_EQ(reading.refused.total(), 1U);
    return reading.refused.empty() ? base::Problem() : reading.refused.kept()[0];
  };
  EXPECT_EQ(told(configured(R"({"nodes":[{"operator":"OR","negate":true,"cpeMatch":[]}]})")).place,
            "/vulnerabilities/0/cve/configurations/0/nodes/0/negate");
  EXPECT_EQ(told(configured(R"({"negate":true,"nodes":[]})")).place, "/vulnerabilities/0/cve/configurations/0");
  EXPECT_EQ(told(configured(R"({"nodes":[)" + node(match("cpe:nonsense")) + "]}")).value, "cpe:nonsense");
  const std::string h = "cpe:2.3:h:maker:box:-:*:*:*:*:*:*:*";
  EXPECT_NE(told(configured(R"({"operator":"AND","nodes":[)" + node(match(pump())) + "," + node(match(h, "", false)) +
                            "," + node(match(h, "", false)) + "]}"))
                .what.find("several platforms"),
            std::string::npos);
}

TEST(NvdFeed, RefusedEntriesSayWhere) {
  EXPECT_EQ(refused(answer(R"({"cve":{"id":"x"}})")).what, "has no id of a CVE");
  EXPECT_EQ(refused(answer(R"({"cve":7})")).place, "/vulnerabilities/0/cve");
  EXPECT_EQ(refused(configured(R"({"nodes":[{"cpeMatch":[{"vulnerable":"yes","criteria":"x"}]}]})")).value, "yes");
  EXPECT_EQ(refused(configured(R"({"nodes":[{"cpeMatch":[{"vulnerable":true}]}]})")).what, "has no criteria");
  EXPECT_EQ(refused(answer(entry(R"(,"id":"CVE-2024-0002")"))).what, "stands more than once");
  const auto two = read(answer(entry("") + R"(,{"cve":{"id":1}},)" + entry("")));
  EXPECT_EQ(two.advisories.size(), 2U);
  EXPECT_EQ(two.refused.total(), 1U);
  EXPECT_FALSE(ingest::read_feed("f", answer(entry("")).substr(0, 150)));
}

TEST(NvdFeed, ProductsOfARecordAreLimited) {
  std::string few = match(pump());
  std::string hardware = match(pump(), "", false);
  const std::string one = "," + few;
  const std::string other = "," + hardware;
  for (int i = 0; i < 300; ++i) few += one, hardware += other;
  EXPECT_NE(refused(configured(R"({"operator":"AND","nodes":[)" + node(few) + "," + node(hardware) + "]}"))
                .what.find("more than 50000"),
            std::string::npos);
}

/// A record a line. A larger copy has more of everything.
TEST(NvdFeedCorpus, EveryRecordIsReadOrNamed) {
  const auto corpus = support::corpus("nvd_cpe");
  if (!corpus) GTEST_SKIP() << "the corpus nvd_cpe is not on this machine";
  const std::string bytes = support::contents(*corpus / "nvd_cpe_configurations.ndjson");
  const auto reading = read(bytes);
  const auto lines = static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n'));
  std::size_t ranges = 0;
  std::size_t for_a_person = 0;
  std::size_t platforms = 0;
  for (const Advisory& one : reading.advisories) {
    EXPECT_EQ(one.publisher, "Anchore");
    for (const Product& product : one.products) {
      platforms += product.platform.empty() ? 0 : 1;
      if (product.versions != Versions::range) continue;
      ++ranges;
      for_a_person += advisory::read_range(product.version).reading == advisory::Reading::for_a_person ? 1 : 0;
    }
  }
  EXPECT_GE(reading.advisories.size(), 32184U);
  EXPECT_LE(lines - reading.advisories.size(), reading.refused.total());
  EXPECT_LE(reading.refused.total(), lines / 100) << reading.refused.to_text();
  EXPECT_GE(ranges, 91036U);
  EXPECT_GE(platforms, 1080U);
  EXPECT_LE(for_a_person, ranges / 20);
  RecordProperty("ranges", static_cast<int>(ranges));
  RecordProperty("for_a_person", static_cast<int>(for_a_person));
  const Advisory& netscape = reading.advisories.at(2);
  EXPECT_EQ(netscape.id, "CVE-1999-0142");
  ASSERT_EQ(netscape.products.size(), 2U);
  EXPECT_EQ(netscape.products[0].version, "<2.02");
  EXPECT_EQ(netscape.products[1].path, "sun / java");
}

}  // namespace
