// CVE JSON 5: a record of our own, what becomes of each form of versions, and what is refused.

#include "world/ingest/cve_feed.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "support/corpora.h"
#include "world/advisory/vendor_range.h"
#include "world/ingest/feed.h"

namespace {

using advisory::Advisory;
using advisory::Product;
using advisory::Scheme;
using advisory::Status;
using advisory::Versions;

/// A record with `affected` of its CNA and further fields of its container.
std::string record(const std::string& affected, const std::string& more = "") {
  return R"({"dataType":"CVE_RECORD","dataVersion":"5.1","cveMetadata":{"cveId":"CVE-2024-0001","state":"PUBLISHED",)"
         R"("datePublished":"2024-01-01T00:00:00Z"},"containers":{"cna":{"providerMetadata":{"orgId":"o","shortName":"maker"},)"
         R"("title":"A flaw","affected":[)" +
         affected + "]" + more + "}}}";
}

/// A record about versions of one product.
std::string about(const std::string& versions, const std::string& more = "") {
  return record(R"({"vendor":"Maker","product":"Pump","defaultStatus":"unaffected","versions":[)" + versions + "]" +
                more + "}");
}

ingest::FeedReading read(const std::string& bytes) {
  auto reading = ingest::read_feed("feed.json", bytes);
  EXPECT_TRUE(reading) << (reading ? "" : reading.error().to_text());
  return reading ? *reading : ingest::FeedReading();
}

/// The first product of a record that is taken whole.
Product first(const std::string& bytes) {
  const ingest::FeedReading reading = read(bytes);
  EXPECT_TRUE(reading.refused.empty()) << reading.refused.to_text();
  if (reading.advisories.empty() || reading.advisories[0].products.empty()) return {};
  return reading.advisories[0].products[0];
}

Product version(const std::string& fields) {
  return first(about(R"({"status":"affected",)" + fields + "}"));
}

/// The one problem of a file from which nothing could be taken.
base::Problem refused(const std::string& bytes) {
  const ingest::FeedReading reading = read(bytes);
  EXPECT_TRUE(reading.advisories.empty());
  EXPECT_EQ(reading.refused.total(), 1U) << reading.refused.to_text();
  return reading.refused.empty() ? base::Problem() : reading.refused.kept()[0];
}

TEST(CveFeed, ARecordBecomesAnAdvisoryOfEachContainer) {
  const ingest::FeedReading reading = read(R"({"dataType":"CVE_RECORD","dataVersion":"5.1",
    "cveMetadata":{"cveId":"CVE-2017-0144","state":"PUBLISHED","dateUpdated":"2024-03-01T00:00:00Z"},
    "containers":{"cna":{"providerMetadata":{"orgId":"o","shortName":"microsoft","dateUpdated":"2024-02-01T00:00:00Z"},
      "descriptions":[{"lang":"de","value":"Der Server"},{"lang":"en","value":"The SMBv1 server allows code execution."}],
      "problemTypes":[{"descriptions":[{"lang":"en","description":"x","cweId":"CWE-20"},{"lang":"en","cweId":"CWE-20"}]}],
      "affected":[{"vendor":"Microsoft","product":"SMBv1","platforms":["Windows 7","n/a","Windows 8"],"versions":[{"version":"1.0","status":"affected"}]}],
      "workarounds":[{"lang":"en","value":"Turn it off."}],
      "metrics":[{"format":"CVSS","cvssV3_1":{"version":"3.1","baseScore":1.0,"vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}}]},
     "adp":[{"title":"CISA ADP Vulnrichment","providerMetadata":{"orgId":"c","shortName":"CISA-ADP"},"metrics":[
      {"other":{"type":"ssvc","content":{"options":[{"Exploitation":"active"},{"Automatable":"yes"},{"Technical Impact":"total"}],"timestamp":"2024-05-01T00:00:00Z"}}},
      {"other":{"type":"kev","content":{"dateAdded":"2022-02-10","reference":"https://example.org"}}},
      {"other":{"type":"words","content":["any"]}}]}]}})");
  EXPECT_EQ(reading.kind, "CVE JSON 5.1");
  EXPECT_TRUE(reading.refused.empty()) << reading.refused.to_text();
  ASSERT_EQ(reading.advisories.size(), 2U);
  const Advisory& cna = reading.advisories[0];
  EXPECT_EQ(cna.feed, advisory::Feed::cve);
  EXPECT_EQ(cna.publisher, "microsoft");
  EXPECT_EQ(cna.id, "CVE-2017-0144");
  EXPECT_EQ(cna.date, "2024-02-01T00:00:00Z");
  EXPECT_EQ(cna.title, "The SMBv1 server allows code execution.");
  EXPECT_FALSE(cna.withdrawn);
  ASSERT_EQ(cna.products.size(), 2U);
  EXPECT_EQ(cna.products[0].path, "Microsoft / SMBv1 / 1.0");
  EXPECT_EQ(cna.products[0].platform, "Windows 7, Windows 8");
  EXPECT_EQ(cna.products[1].versions, Versions::others);
  ASSERT_EQ(cna.vulnerabilities.size(), 1U);
  const advisory::Vulnerability& flaw = cna.vulnerabilities[0];
  ASSERT_EQ(flaw.statements.size(), 2U);
  EXPECT_EQ(flaw.statements[0].status, Status::known_affected);
  EXPECT_EQ(flaw.statements[1].status, Status::under_investigation) << "the standard's own default";
  EXPECT_EQ(flaw.weaknesses, std::vector<std::string>{"CWE-20"});
  ASSERT_EQ(flaw.scores.size(), 1U);
  EXPECT_EQ(flaw.scores[0].tenths, 98) << "worked out, not copied";
  ASSERT_EQ(flaw.remediations.size(), 1U);
  EXPECT_EQ(flaw.remediations[0].kind, "workaround");

  const Advisory& adp = reading.advisories[1];
  EXPECT_EQ(adp.publisher, "CISA-ADP");
  EXPECT_EQ(adp.date, "2024-03-01T00:00:00Z");
  ASSERT_TRUE(adp.vulnerabilities[0].ssvc);
  EXPECT_EQ(adp.vulnerabilities[0].ssvc->exploitation, "active");
  EXPECT_EQ(adp.vulnerabilities[0].ssvc->automatable, "yes");
  EXPECT_EQ(adp.vulnerabilities[0].ssvc->impact, "total");
  ASSERT_TRUE(adp.vulnerabilities[0].exploited);
  EXPECT_EQ(adp.vulnerabilities[0].exploited->added, "2022-02-10");
}

TEST(CveFeed, RangesOfAKnownSchemeBecomeVers) {
  struct Case {
    std::string fields, expected;
    std::optional<Scheme> scheme;
  };
  const std::vector<Case> cases{
      {R"("version":"1.0.0","lessThan":"1.2.0","versionType":"semver")", "vers:semver/>=1.0.0|<1.2.0", Scheme::semver},
      {R"("version":"0","lessThanOrEqual":"1.2.0","versionType":"semver")", "vers:semver/<=1.2.0", Scheme::semver},
      {R"("version":"1.0","lessThan":"*","versionType":"python")", "vers:pypi/>=1.0", Scheme::pypi},
      {R"("version":"6.6","lessThanOrEqual":"6.6.*","versionType":"semver")", "vers:semver/>=6.6|<6.7", Scheme::semver},
      {R"("version":"0","lessThan":"0:1.2-3.el9","versionType":"rpm")", "vers:rpm/<0:1.2-3.el9", Scheme::rpm},
      {R"("version":"unspecified","lessThan":"V14 SP1","versionType":"custom")", "vers:vendor/<V14%20SP1",
       Scheme::vendor},
      {R"("version":"0","lessThan":"*","versionType":"custom")", "vers:vendor/*", Scheme::vendor},
      {R"("version":"4.0","lessThan":"4.1")", ">=4.0 | <4.1", std::nullopt},
      {R"("version":"n/a","lessThanOrEqual":"4.1","versionType":"major")", "<=4.1", std::nullopt},
      {R"("version":"0","lessThan":"*")", "vers:all/*", std::nullopt},
  };
  for (const Case& one : cases) {
    const Product product = version(one.fields);
    EXPECT_EQ(product.versions, Versions::range) << one.fields;
    EXPECT_EQ(product.version, one.expected) << one.fields;
    EXPECT_EQ(product.scheme, one.scheme) << one.fields;
    EXPECT_NE(advisory::read_range(product.version).reading, advisory::Reading::for_a_person) << one.fields;
  }
}

TEST(CveFeed, WhatCannotBeOrderedIsKeptForAPerson) {
  for (const std::string fields : {
           R"("version":"1da177e4c3f4","lessThan":"8c2b1f0a","versionType":"git")",
           R"("version":"2.0.0","lessThan":"1.0.0","versionType":"semver")",
           R"("version":"2.0","lessThan":"1.0")",
           R"("version":"1 | 2","lessThan":"3")",
           R"("version":"0","lessThan":"April 2023 update","versionType":"custom")",
           R"("version":"Android 12","lessThanOrEqual":"Android 12.1")",
       }) {
    const Product product = version(fields);
    EXPECT_EQ(product.versions, Versions::range) << fields;
    EXPECT_EQ(advisory::read_range(product.version).reading, advisory::Reading::for_a_person) << product.version;
  }
}

TEST(CveFeed, SingleVersions) {
  EXPECT_EQ(version(R"("version":"1.2.3","versionType":"semver")").scheme, Scheme::semver);
  const Product exact = version(R"("version":"15.2(7)E3")");
  EXPECT_EQ(exact.versions, Versions::exact);
  EXPECT_EQ(exact.version, "15.2(7)E3");
  EXPECT_EQ(exact.scheme, std::nullopt);
  EXPECT_EQ(version(R"("version":"WCD9380")").versions, Versions::exact);
  for (const std::string none : {"n/a", "unspecified", "N/A", "-", "Unknown"}) {
    EXPECT_EQ(version(R"("version":")" + none + "\"").versions, Versions::unstated) << none;
  }
  const Product range = version(R"("version":"All versions < V4.1.4")");
  EXPECT_EQ(range.versions, Versions::range);
  EXPECT_EQ(range.version, "All versions < V4.1.4");
  EXPECT_EQ(version(R"("version":"7.0.x")").versions, Versions::range);
  EXPECT_EQ(version(R"("version":"*")").version, "vers:all/*");
  const Product one = version(R"("version":"1.5.0","lessThanOrEqual":"1.5.0","versionType":"semver")");
  EXPECT_EQ(one.versions, Versions::exact);
  EXPECT_EQ(one.version, "1.5.0");
}

TEST(CveFeed, AChangeInsideARangeDividesIt) {
  const auto advisories =
      read(about(R"({"version":"10.0","lessThan":"11.0","status":"affected","versionType":"custom","changes":[
      {"at":"10.7","status":"affected"},{"at":"10.5","status":"unaffected"},{"at":"12.0","status":"affected"}]})"))
          .advisories;
  ASSERT_EQ(advisories.size(), 1U);
  const auto& products = advisories[0].products;
  const auto& statements = advisories[0].vulnerabilities[0].statements;
  ASSERT_EQ(products.size(), 4U);
  EXPECT_EQ(products[0].version, "vers:vendor/>=10.0|<10.5");
  EXPECT_EQ(products[1].version, "vers:vendor/>=10.5|<10.7");
  EXPECT_EQ(products[2].version, "vers:vendor/>=10.7|<11.0");
  EXPECT_EQ(statements[0].status, Status::known_affected);
  EXPECT_EQ(statements[1].status, Status::known_not_affected);
  EXPECT_EQ(statements[2].status, Status::known_affected);
  EXPECT_EQ(statements[3].status, Status::known_not_affected);
  EXPECT_EQ(products[3].versions, Versions::others);
}

TEST(CveFeed, IdentifiersOfProducts) {
  const auto product = [](const std::string& fields) {
    return first(
        record(R"({"vendor":"v","product":"p","versions":[{"version":"1","status":"affected"}],)" + fields + "}"));
  };
  EXPECT_EQ(product(R"("collectionURL":"https://registry.npmjs.org/","packageName":"@angular/core")").purl,
            "pkg:npm/%40angular/core");
  EXPECT_EQ(product(R"("collectionURL":"https://repo.maven.apache.org/maven2","packageName":"org.apache:log4j")").purl,
            "pkg:maven/org.apache/log4j");
  EXPECT_EQ(product(R"("collectionURL":"https://wordpress.org/plugins","packageName":"shop")").purl, "");
  EXPECT_EQ(product(R"("packageURL":"pkg:pypi/Django_x")").purl, "pkg:pypi/django-x");
  EXPECT_EQ(product(R"("cpes":["cpe:2.3:o:maker:ios:15\\.2\\:1:sp1:*:*:*:*:x64:*"])").cpe,
            "cpe:2.3:o:maker:ios:*:*:*:*:*:*:x64:*");
  EXPECT_EQ(product(R"("cpes":["cpe:/o:maker:ios:15.2"])").cpe, "cpe:2.3:o:maker:ios:*:*:*:*:*:*:*:*");
  const auto two = read(record(R"({"vendor":"v","product":"p","versions":[{"version":"1","status":"affected"}],
      "cpes":["cpe:2.3:a:v:p:1:*:*:*:*:*:*:*","cpe:2.3:a:v:p:2:*:*:*:*:*:*:*","cpe:2.3:a:v:q:1:*:*:*:*:*:*:*"]})"));
  ASSERT_EQ(two.advisories[0].products.size(), 4U) << "two names of the product: for the version, and for the others";
  EXPECT_EQ(two.advisories[0].products[1].cpe, "cpe:2.3:a:v:q:*:*:*:*:*:*:*:*");
}

TEST(CveFeed, ARejectedRecordIsWithdrawn) {
  const auto reading =
      read(R"({"dataType":"CVE_RECORD","dataVersion":"5.1","cveMetadata":{"cveId":"CVE-2024-0001","state":"REJECTED"},
    "containers":{"cna":{"providerMetadata":{"orgId":"o","shortName":"m"},"rejectedReasons":[{"lang":"en","value":"No flaw."}]}}})");
  ASSERT_EQ(reading.advisories.size(), 1U);
  EXPECT_TRUE(reading.advisories[0].withdrawn);
}

TEST(CveFeed, AVectorThatCannotBeReadIsToldAndTheRestStays) {
  const auto reading = read(record(
      "",
      R"(,"metrics":[{"cvssV3_1":{"vectorString":"CVSS:3.1/AV:N"}},{"cvssV2_0":{"vectorString":"AV:N/AC:L/Au:N/C:P/I:P/A:P"}}])"));
  ASSERT_EQ(reading.advisories.size(), 1U);
  EXPECT_EQ(reading.advisories[0].vulnerabilities[0].scores.size(), 1U);
  ASSERT_EQ(reading.refused.total(), 1U);
  EXPECT_EQ(reading.refused.kept()[0].place, "/containers/cna/metrics/0/cvssV3_1/vectorString");
  EXPECT_EQ(reading.refused.kept()[0].value, "CVSS:3.1/AV:N");
}

TEST(CveFeed, RefusedRecordsSayWhere) {
  EXPECT_EQ(refused(record(R"({"vendor":1,"product":"p"})")).place, "/containers/cna/affected/0/vendor");
  EXPECT_EQ(refused(record(R"({"vendor":1,"product":"p"})")).value, "1");
  EXPECT_EQ(refused(record(R"("text")")).place, "/containers/cna/affected/0");
  EXPECT_EQ(refused(about(R"({"version":"1","status":"fine"})")).value, "fine");
  EXPECT_EQ(refused(about(R"({"version":"1","status":"affected","version":"2"})")).what, "stands more than once");
  EXPECT_EQ(refused(record("", R"(,"metrics":{})")).place, "/containers/cna/metrics");
  EXPECT_EQ(refused(record("", R"(,"affected":[])")).what, "stands more than once");
  EXPECT_EQ(refused(R"({"dataType":"CVE_RECORD","dataVersion":"6.0"})").what,
            "is of a version of CVE JSON that is not read");
  EXPECT_EQ(refused(R"({"dataType":"CVE_RECORD","dataVersion":"5.1","containers":{"cna":{}}})").what,
            "has no cveMetadata");
  EXPECT_EQ(
      refused(
          R"({"dataType":"CVE_RECORD","dataVersion":"5.1","cveMetadata":{"cveId":"x","state":"PUBLISHED"},"containers":{}})")
          .value,
      "x");
}

TEST(CveFeed, OneBadRecordNeverLosesTheOthers) {
  const std::string good = record("");
  const std::string bad = record("1");
  std::string plain = good;
  std::erase(plain, '\n');
  const auto lines = read(plain + "\n" + bad + "\n\n{\"broken\": \n" + plain + "\n");
  EXPECT_EQ(lines.advisories.size(), 2U);
  ASSERT_EQ(lines.refused.total(), 2U);
  EXPECT_EQ(lines.refused.kept()[0].place, "line 2, /containers/cna/affected/0");
  EXPECT_EQ(lines.refused.kept()[1].place, "line 4");
  const auto list = read("[" + good + "," + bad + "," + good + "]");
  EXPECT_EQ(list.advisories.size(), 2U);
  ASSERT_EQ(list.refused.total(), 1U);
  EXPECT_EQ(list.refused.kept()[0].place, "/1/containers/cna/affected/0");
}

TEST(CveFeed, AFileThatIsCutOffIsRefusedWhole) {
  const std::string good = record("");
  for (std::size_t cut = good.size() - 1; cut > 60; cut -= 7) {
    EXPECT_FALSE(ingest::read_feed("f", good.substr(0, cut))) << cut;
    EXPECT_FALSE(ingest::read_feed("f", good + "\n" + good.substr(0, cut))) << cut;
    EXPECT_FALSE(ingest::read_feed("f", "[" + good + "," + good.substr(0, cut))) << cut;
  }
  EXPECT_TRUE(ingest::read_feed("f", good + "\n" + good)) << "a last line without its end is whole";
}

TEST(CveFeed, LimitsAreKept) {
  const std::string deep(200, '[');
  EXPECT_FALSE(ingest::read_feed("f", record("", R"(,"x":)" + deep + std::string(200, ']'))));
  std::string many = R"({"version":"1","status":"affected"})";
  many.reserve(many.size() * 60'000);
  const std::string one = "," + many;
  for (int i = 0; i < 50'000; ++i) many += one;
  EXPECT_NE(refused(about(many)).what.find("more than 50000 products"), std::string::npos);
}

/// What was counted in a reading.
struct Counts {
  std::set<std::string> ids;
  std::size_t withdrawn = 0;
  std::size_t exploited = 0;
  std::size_t ssvc = 0;
  std::size_t scores = 0;
  std::size_t ranges = 0;
  std::size_t for_a_person = 0;
};

void count(const Product& product, Counts& counts) {
  if (product.versions != Versions::range) return;
  ++counts.ranges;
  const auto range = advisory::read_range(product.version);
  if (range.reading == advisory::Reading::for_a_person) ++counts.for_a_person;
  if (!product.version.starts_with("vers:")) return;
  EXPECT_EQ(range.reading, advisory::Reading::exact) << product.path << ": " << range.note;
}

/// The corpus has a record a line. A larger copy of it has more of everything.
TEST(CveFeedCorpus, EveryRecordIsReadOrNamed) {
  const auto corpus = support::corpus("cve5");
  if (!corpus) GTEST_SKIP() << "the corpus cve5 is not on this machine";
  const std::string bytes = support::contents(*corpus / "vulnrichment_subset.ndjson");
  const auto reading = ingest::read_feed("cve5", bytes);
  ASSERT_TRUE(reading) << reading.error().to_text();
  Counts counts;
  for (const Advisory& one : reading->advisories) {
    counts.ids.insert(one.id);
    counts.withdrawn += one.withdrawn ? 1 : 0;
    counts.exploited += one.vulnerabilities[0].exploited ? 1 : 0;
    counts.ssvc += one.vulnerabilities[0].ssvc ? 1 : 0;
    counts.scores += one.vulnerabilities[0].scores.size();
    for (const Product& product : one.products) count(product, counts);
  }
  const auto lines = static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n'));
  EXPECT_LE(lines - counts.ids.size(), reading->refused.total()) << reading->refused.to_text();
  EXPECT_GE(counts.ids.size(), 6314U);
  EXPECT_LE(reading->refused.total(), lines / 100);
  EXPECT_GE(reading->advisories.size(), 6314U + 10876U) << "a container, an advisory";
  EXPECT_GE(counts.withdrawn, 12U);
  EXPECT_GE(counts.exploited, 222U);
  EXPECT_GE(counts.ssvc, 6303U);
  EXPECT_GE(counts.scores, 5855U);
  EXPECT_GE(counts.ranges, 29012U);
  EXPECT_LE(counts.for_a_person, counts.ranges / 4) << "6806 of 29012, of them 3134 commits";
}

/// Two records beside their JSON, read by hand.
TEST(CveFeedCorpus, RecordsReadByHand) {
  const auto corpus = support::corpus("cve5");
  if (!corpus) GTEST_SKIP() << "the corpus cve5 is not on this machine";
  const auto reading = ingest::read_feed("cve5", support::contents(*corpus / "vulnrichment_subset.ndjson"));
  ASSERT_TRUE(reading);
  const auto of = [&](const std::string& id, const std::string& publisher) {
    const auto found = std::find_if(reading->advisories.begin(), reading->advisories.end(),
                                    [&](const Advisory& one) { return one.id == id && one.publisher == publisher; });
    return found == reading->advisories.end() ? Advisory() : *found;
  };
  const Advisory ssh = of("CVE-1999-0013", "CISA-ADP");
  ASSERT_EQ(ssh.products.size(), 16U);
  EXPECT_EQ(ssh.products[0].version, "1.2.0");
  EXPECT_EQ(ssh.products[0].cpe, "cpe:2.3:a:ssh:ssh:*:*:*:*:*:*:*:*");
  EXPECT_EQ(ssh.products[15].versions, Versions::others);
  EXPECT_EQ(ssh.vulnerabilities[0].weaknesses, std::vector<std::string>{"CWE-522"});
  EXPECT_EQ(ssh.vulnerabilities[0].scores[0].tenths, 84);
  EXPECT_EQ(of("CVE-1999-0013", "mitre").products.size(), 1U) << "n/a is one product that nobody names";
  const Advisory irix = of("CVE-1999-0029", "CISA-ADP");
  ASSERT_EQ(irix.products.size(), 4U);
  EXPECT_EQ(irix.products[0].version, "vers:vendor/*");
  EXPECT_EQ(irix.products[1].cpe, "cpe:2.3:o:sgi:irix:*:*:xfs:*:*:*:*:*");
}

}  // namespace
