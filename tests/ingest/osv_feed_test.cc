// OSV: records of our own, what becomes of events and lists, what is refused, and the corpora.

#include "world/ingest/osv_feed.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "support/corpora.h"
#include "world/advisory/purl.h"
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

std::string record(const std::string& affected, const std::string& more = "") {
  return R"({"id":"EX-1","modified":"2024-01-01T00:00:00Z","summary":"A flaw","affected":[)" + affected + "]" + more +
         "}";
}

std::string package(const std::string& ecosystem, const std::string& rest, const std::string& name = "pump") {
  return R"({"package":{"ecosystem":")" + ecosystem + R"(","name":")" + name + R"("},)" + rest + "}";
}

std::string events(const std::string& list, const std::string& type = "ECOSYSTEM") {
  return R"("ranges":[{"type":")" + type + R"(","events":[)" + list + "]}]";
}

std::vector<Product> products(const std::string& affected) {
  const auto reading = read(record(affected));
  EXPECT_TRUE(reading.refused.empty()) << reading.refused.to_text();
  return reading.advisories.empty() ? std::vector<Product>() : reading.advisories[0].products;
}

Product only(const std::string& affected) {
  const auto all = products(affected);
  EXPECT_EQ(all.size(), 1U);
  return all.empty() ? Product() : all[0];
}

base::Problem refused(const std::string& bytes) {
  const auto reading = read(bytes);
  EXPECT_TRUE(reading.advisories.empty());
  EXPECT_EQ(reading.refused.total(), 1U) << reading.refused.to_text();
  return reading.refused.empty() ? base::Problem() : reading.refused.kept()[0];
}

TEST(OsvFeed, ARecordBecomesAnAdvisory) {
  const auto reading = read(
      R"({"schema_version":"1.3.1","id":"GO-2020-0001","modified":"2023-06-12T18:45:41Z","published":"2021-04-14T20:04:52Z",
      "aliases":["GHSA-6vm3-jj99-7229","CVE-2020-36567"],"summary":"Log injection","affected":[{"package":{"name":"github.com/gin-gonic/gin",
      "ecosystem":"Go"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.6.0"}]}],
      "severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"},{"type":"Ubuntu","score":"low"}]}],
      "severity":[{"type":"CVSS_V2","score":"AV:N/AC:L/Au:N/C:P/I:P/A:P"}]})");
  EXPECT_EQ(reading.kind, "OSV");
  EXPECT_TRUE(reading.refused.empty()) << reading.refused.to_text();
  ASSERT_EQ(reading.advisories.size(), 1U);
  const Advisory& one = reading.advisories[0];
  EXPECT_EQ(one.feed, advisory::Feed::osv);
  EXPECT_EQ(one.publisher, "GO");
  EXPECT_EQ(one.id, "GO-2020-0001");
  EXPECT_EQ(one.date, "2023-06-12T18:45:41Z");
  EXPECT_EQ(one.title, "Log injection");
  ASSERT_EQ(one.products.size(), 1U);
  EXPECT_EQ(one.products[0].purl, "pkg:golang/github.com/gin-gonic/gin");
  EXPECT_EQ(one.products[0].version, "vers:semver/<1.6.0");
  EXPECT_EQ(one.products[0].platform, "");
  ASSERT_EQ(one.vulnerabilities.size(), 1U);
  EXPECT_EQ(one.vulnerabilities[0].id, "CVE-2020-36567");
  EXPECT_EQ(one.vulnerabilities[0].title, "GO-2020-0001: Log injection");
  ASSERT_EQ(one.vulnerabilities[0].scores.size(), 2U);
  EXPECT_EQ(one.vulnerabilities[0].scores[0].tenths, 98);
  EXPECT_EQ(one.vulnerabilities[0].scores[0].products, std::vector<std::uint32_t>{0});
  EXPECT_TRUE(one.vulnerabilities[0].scores[1].products.empty());
}

TEST(OsvFeed, Subjects) {
  const auto ids = [](const std::string& more, const std::string& ecosystem = "npm") {
    std::vector<std::string> all;
    const auto reading = read(record(package(ecosystem, events(R"({"introduced":"0"})")), more));
    for (const auto& flaw : reading.advisories.at(0).vulnerabilities) {
      EXPECT_EQ(flaw.statements.size(), 1U);
      all.push_back(flaw.id);
    }
    return all;
  };
  using Ids = std::vector<std::string>;
  EXPECT_EQ(ids(""), Ids{"EX-1"});
  EXPECT_EQ(ids(R"(,"aliases":["GHSA-x","CVE-2020-0002","CVE-2020-0001","CVE-2020-0002"])"),
            (Ids{"CVE-2020-0001", "CVE-2020-0002"}));
  EXPECT_EQ(ids(R"(,"upstream":["CVE-2020-0003"])"), Ids{"CVE-2020-0003"});
  EXPECT_EQ(ids(R"(,"related":["CVE-2020-0004"])"), Ids{"EX-1"}) << "what is only related is another matter";
  EXPECT_EQ(ids(R"(,"related":["CVE-2020-0004"])", "AlmaLinux:9"), Ids{"CVE-2020-0004"}) << "but for errata";
}

TEST(OsvFeed, EventsBecomeVers) {
  struct Case {
    std::string ecosystem, events, expected;
  };
  const std::vector<Case> cases{
      {"npm", R"({"introduced":"1.0.0"},{"fixed":"1.2.0"},{"introduced":"2.0.0"},{"fixed":"2.1.0"})",
       "vers:npm/>=1.0.0|<1.2.0|>=2.0.0|<2.1.0"},
      {"npm", R"({"introduced":"2.0.0"},{"fixed":"2.1.0"},{"introduced":"0"},{"fixed":"1.2.0"})",
       "vers:npm/<1.2.0|>=2.0.0|<2.1.0"},
      {"npm", R"({"fixed":"1.2.0"},{"introduced":"0"})", "vers:npm/<1.2.0"},
      {"PyPI", R"({"introduced":"0"},{"last_affected":"1.2"})", "vers:pypi/<=1.2"},
      {"PyPI", R"({"introduced":"1.2"},{"last_affected":"1.2"})", "vers:pypi/1.2"},
      {"Maven", R"({"introduced":"1.0"})", "vers:maven/>=1.0"},
      {"Debian:12", R"({"introduced":"0"})", "vers:deb/*"},
      {"crates.io", R"({"introduced":"0"},{"fixed":"1.0.0"},{"introduced":"1.0.0"},{"fixed":"2.0.0"})",
       "vers:semver/<2.0.0"},
      {"RubyGems", R"({"introduced":"0"},{"introduced":"1.0"},{"fixed":"2.0"},{"fixed":"3.0"})", "vers:gem/<2.0"},
      {"Nowhere", R"({"introduced":"1.0"},{"fixed":"2.0"})", ">=1.0 | <2.0"},
  };
  for (const Case& one : cases) {
    const Product product = only(package(one.ecosystem, events(one.events)));
    EXPECT_EQ(product.versions, Versions::range);
    EXPECT_EQ(product.version, one.expected) << one.ecosystem << one.events;
    EXPECT_NE(advisory::read_range(product.version).reading, advisory::Reading::for_a_person);
  }
  EXPECT_EQ(only(package("Nowhere", events(R"({"introduced":"1.0"},{"fixed":"2.0"})", "SEMVER"))).version,
            "vers:semver/>=1.0|<2.0");
}

TEST(OsvFeed, WhatCannotBeOrderedIsKeptForAPerson) {
  for (const std::string& one : {package("npm", events(R"({"introduced":"0"},{"fixed":"8c2b1f0a"})", "GIT")),
                                 package("npm", events(R"({"introduced":"1.0.0"},{"limit":"2.0.0"})")),
                                 package("npm", events(R"({"introduced":"2.0.0"},{"fixed":"one"})"))}) {
    const Product product = only(one);
    EXPECT_EQ(product.versions, Versions::range);
    EXPECT_EQ(advisory::read_range(product.version).reading, advisory::Reading::for_a_person) << product.version;
  }
  const Product commits =
      only(R"({"ranges":[{"type":"GIT","repo":"https://example.org/pump","events":[{"introduced":"0"}]}]})");
  EXPECT_EQ(commits.name, "https://example.org/pump");
}

TEST(OsvFeed, ListsOfVersions) {
  const auto listed = products(package("npm", R"("versions":["1.10.0","1.2.0","=1.2.0","not a version","1.9.0"])"));
  ASSERT_EQ(listed.size(), 2U);
  EXPECT_EQ(listed[0].version, "vers:npm/1.2.0|1.9.0|1.10.0");
  EXPECT_EQ(listed[1].versions, Versions::exact);
  EXPECT_EQ(listed[1].version, "not a version");
  std::string many;
  for (int i = 0; i < 2500; ++i) many += (i > 0 ? ",\"1." : "\"1.") + std::to_string(i) + "\"";
  const auto split = products(package("npm", "\"versions\":[" + many + "]"));
  EXPECT_EQ(split.size(), 5U) << "as many as keep within the bounds of a range";
  for (const Product& product : split) {
    EXPECT_EQ(advisory::read_range(product.version).reading, advisory::Reading::exact);
  }
}

TEST(OsvFeed, Packages) {
  const std::string all = events(R"({"introduced":"0"})");
  EXPECT_EQ(only(package("npm", all, "@angular/core")).purl, "pkg:npm/%40angular/core");
  EXPECT_EQ(only(package("Maven", all, "org.apache:log4j")).purl, "pkg:maven/org.apache/log4j");
  EXPECT_EQ(only(package("PyPI", all, "Django_x")).purl, "pkg:pypi/django-x");
  EXPECT_EQ(only(package("Nowhere", all)).purl, "");
  const Product alma = only(package("AlmaLinux:9", all, "kernel"));
  EXPECT_EQ(alma.purl, "pkg:rpm/almalinux/kernel");
  EXPECT_EQ(alma.platform, "AlmaLinux 9");
  EXPECT_EQ(only(R"({"package":{"ecosystem":"Bitnami","name":"x","purl":"pkg:bitnami/X@1"},)" + all + "}").purl,
            "pkg:bitnami/x");
}

TEST(OsvFeed, AWithdrawnRecord) {
  EXPECT_FALSE(read(record("")).advisories.at(0).withdrawn);
  EXPECT_TRUE(read(record("", R"(,"withdrawn":"2024-02-01T00:00:00Z")")).advisories.at(0).withdrawn);
  EXPECT_EQ(read(R"({"id":"EX-2","modified":"0001-01-01T00:00:00Z","published":"2021-01-01T00:00:00Z"})")
                .advisories.at(0)
                .date,
            "2021-01-01T00:00:00Z");
}

TEST(OsvFeed, RefusedRecordsSayWhere) {
  EXPECT_EQ(refused(R"({"id":"EX-1","affected":[]})").what, "has no modified");
  EXPECT_EQ(refused(record("7")).place, "/affected/0");
  EXPECT_EQ(refused(record(package("npm", R"("ranges":{})"))).place, "/affected/0/ranges");
  EXPECT_EQ(refused(record(package("npm", R"("ranges":[{"type":"SEMVER","events":"x"}])"))).place,
            "/affected/0/ranges/0/events");
  EXPECT_EQ(refused(record(package("npm", events(R"({"introduced":1})")))).value, "1");
  EXPECT_EQ(refused(record(package("npm", R"("versions":[1])"))).place, "/affected/0/versions/0");
  EXPECT_EQ(refused(record(R"({"package":{"name":"x"}})")).what, "has no ecosystem");
  EXPECT_EQ(refused(record("", R"(,"aliases":[1])")).place, "/aliases/0");
  EXPECT_EQ(refused(record("", R"(,"id":"EX-1")")).what, "stands more than once");
  const auto empty = read(record(package("npm", events(R"({"fixed":"1.0.0"})"))));
  EXPECT_EQ(empty.advisories.size(), 1U);
  EXPECT_EQ(empty.refused.total(), 1U) << "no version is affected: told, not lost";
}

TEST(OsvFeed, StatementsAreLimited) {
  std::string entries = package("npm", events(R"({"introduced":"0"})"));
  const std::string one = "," + entries;
  for (int i = 0; i < 1200; ++i) entries += one;
  std::string aliases = R"(,"aliases":[)";
  for (int i = 10000; i < 11000; ++i)
    aliases += (i > 10000 ? ",\"CVE-2020-" : "\"CVE-2020-") + std::to_string(i) + "\"";
  EXPECT_NE(refused(record(entries, aliases + "]")).what.find("more than 1000000 statements"), std::string::npos);
}

std::size_t expect_readable(const ingest::FeedReading& reading) {
  std::size_t for_a_person = 0;
  for (const Advisory& one : reading.advisories) {
    for (const Product& product : one.products) {
      if (product.versions != Versions::range) continue;
      const auto range = advisory::read_range(product.version);
      for_a_person += range.reading == advisory::Reading::for_a_person ? 1 : 0;
      if (!product.version.starts_with("vers:")) continue;
      EXPECT_EQ(range.reading, advisory::Reading::exact) << one.id << " " << product.version << range.note;
    }
  }
  return for_a_person;
}

/// The corpora have a record a line. Larger copies of them have more of everything.
TEST(OsvFeedCorpus, EveryRecordIsReadOrNamed) {
  const auto corpus = support::corpus("osv");
  if (!corpus) GTEST_SKIP() << "the corpus osv is not on this machine";
  struct File {
    std::string name;
    std::size_t records, products, withdrawn;
  };
  for (const File& file : {File{"go.ndjson", 4291, 6125, 17}, File{"bitnami.ndjson", 7444, 7444, 0},
                           File{"almalinux9_10.ndjson", 2443, 30491, 0}}) {
    const std::string bytes = support::contents(*corpus / file.name);
    const auto reading = read(bytes);
    const auto lines = static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n'));
    std::size_t products = 0;
    std::size_t withdrawn = 0;
    for (const Advisory& one : reading.advisories) {
      products += one.products.size();
      withdrawn += one.withdrawn ? 1 : 0;
    }
    EXPECT_LE(lines - reading.advisories.size(), reading.refused.total());
    EXPECT_LE(reading.refused.total(), lines / 100) << reading.refused.to_text();
    EXPECT_GE(reading.advisories.size(), file.records);
    EXPECT_GE(products, file.products);
    EXPECT_GE(withdrawn, file.withdrawn);
    EXPECT_LE(expect_readable(reading), products / 1000) << file.name;
  }
}

TEST(OsvFeedCorpus, RecordsReadByHand) {
  const auto corpus = support::corpus("osv");
  if (!corpus) GTEST_SKIP() << "the corpus osv is not on this machine";
  const auto bitnami = read(support::contents(*corpus / "bitnami.ndjson"));
  const Advisory& one = bitnami.advisories.at(0);
  EXPECT_EQ(one.id, "BIT-activemq-2020-11998");
  EXPECT_EQ(one.vulnerabilities[0].id, "CVE-2020-11998");
  EXPECT_EQ(one.products.at(0).versions, Versions::range);
  EXPECT_EQ(one.products[0].version, "vers:semver/5.15.12") << "introduced and last affected are the same";
  EXPECT_EQ(one.products[0].purl, "pkg:bitnami/activemq");
  const auto alma = read(support::contents(*corpus / "almalinux9_10.ndjson"));
  const Advisory& firefox = alma.advisories.at(0);
  EXPECT_EQ(firefox.id, "ALSA-2025:10073");
  EXPECT_EQ(firefox.publisher, "ALSA");
  ASSERT_EQ(firefox.vulnerabilities.size(), 4U);
  EXPECT_EQ(firefox.vulnerabilities[3].id, "CVE-2025-6430");
  EXPECT_EQ(firefox.products.at(0).version, "vers:rpm/<128.12.0-1.el10_0");
  EXPECT_EQ(firefox.products[0].platform, "AlmaLinux 10");
}

}  // namespace
