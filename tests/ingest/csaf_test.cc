// The shape and each mandatory test of CSAF 2.0 on a small document of our own: it passes as it stands, and fails the
// one test when one thing in it is changed.

#include "world/ingest/csaf.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <ostream>
#include <set>
#include <string>

namespace {

using nlohmann::json;

const json good = json::parse(R"({
  "document": {
    "category": "csaf_vex", "csaf_version": "2.0", "title": "A flaw in the pump", "lang": "en", "source_lang": "de-CH",
    "publisher": {"category": "translator", "name": "Example", "namespace": "https://example.org"},
    "notes": [{"category": "summary", "text": "."}],
    "references": [{"category": "external", "summary": ".", "url": "https://example.org"}],
    "tracking": {"id": "EX-1", "status": "final", "version": "2", "current_release_date": "2024-02-01T10:00:00Z",
      "initial_release_date": "2024-01-01T10:00:00Z", "revision_history": [
        {"date": "2024-02-01T10:00:00Z", "number": "2", "summary": "Second"},
        {"date": "2024-01-01T12:00:00+02:00", "number": "1", "summary": "First"}]}
  },
  "product_tree": {
    "branches": [{"category": "vendor", "name": "Maker", "branches": [
      {"category": "product_version", "name": "4.1", "product": {"name": "Pump 4.1", "product_id": "P1",
        "product_identification_helper": {"purl": "pkg:generic/pump@4.1", "hashes": [{"filename": "pump.bin",
          "file_hashes": [{"algorithm": "sha256", "value": "00112233445566778899aabbccddeeff"}, {"algorithm": "sha512", "value": "00112233445566778899aabbccddeeff"}]}]}}}]}],
    "full_product_names": [{"name": "Box", "product_id": "P2"}, {"name": "Old box", "product_id": "P3"}],
    "relationships": [{"category": "installed_on", "product_reference": "P1", "relates_to_product_reference": "P2",
      "full_product_name": {"name": "Pump on box", "product_id": "P4"}}],
    "product_groups": [{"group_id": "G1", "product_ids": ["P2", "P3"]}]
  },
  "vulnerabilities": [{
    "cve": "CVE-2017-0144", "cwe": {"id": "CWE-20", "name": "Improper Input Validation"},
    "notes": [{"category": "description", "text": "."}],
    "involvements": [{"party": "vendor", "status": "open", "date": "2024-01-01T10:00:00Z"}],
    "product_status": {"known_affected": ["P1", "P4"], "known_not_affected": ["P2", "P3"]},
    "flags": [{"label": "component_not_present", "group_ids": ["G1"]}],
    "remediations": [{"category": "vendor_fix", "details": ".", "product_ids": ["P1", "P4"]}],
    "scores": [{"products": ["P1"], "cvss_v3": {"version": "3.1",
      "vectorString": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "baseScore": 9.8, "baseSeverity": "CRITICAL",
      "attackVector": "NETWORK"}}]
  }, {"cve": "CVE-2017-0145", "notes": [{"category": "description", "text": "."}],
    "product_status": {"under_investigation": ["P1"]}}]
})");

std::set<std::string> failed(const json& document) {
  const auto report = ingest::parse_csaf("doc.json", document.dump());
  EXPECT_TRUE(report) << (report ? "" : report.error().to_text());
  std::set<std::string> tests;
  if (report) {
    for (const ingest::CsafFinding& finding : report->findings) tests.insert(finding.test);
  }
  return tests;
}

TEST(Csaf, AGoodDocumentPasses) {
  const auto report = ingest::parse_csaf("doc.json", good.dump());
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->findings.empty());
  EXPECT_EQ(report->id, "EX-1");
  EXPECT_EQ(report->title, "A flaw in the pump");
}

/// What is changed (RFC 6902), and the one test that then fails.
struct Change {
  const char* test;
  const char* patch;
};
void PrintTo(const Change& one, std::ostream* out) {
  *out << one.test << " by " << one.patch;
}

class CsafTest : public testing::TestWithParam<Change> {};

TEST_P(CsafTest, FailsAlone) {
  EXPECT_EQ(failed(good.patch(json::parse(GetParam().patch))), std::set<std::string>{GetParam().test});
}

#define AT(path) R"("op":"add","path":")" path R"(","value":)"
constexpr Change changes[] = {
    {"6.1.1", "[{" AT("/vulnerabilities/0/remediations/0/product_ids/-") R"("P9"}])"},
    {"6.1.1", "[{" AT("/product_tree/product_groups/0/product_ids/-") R"("P9"}])"},
    {"6.1.2", "[{" AT("/product_tree/full_product_names/-") R"({"name":"Again","product_id":"P1"}}])"},
    {"6.1.3", "[{" AT("/product_tree/relationships/0/product_reference") R"("P4"}])"},
    {"6.1.4", "[{" AT("/vulnerabilities/0/remediations/0/group_ids") R"(["G9"]}])"},
    {"6.1.5", "[{" AT("/product_tree/product_groups/-") R"({"group_id":"G1","product_ids":["P1","P2"]}}])"},
    {"6.1.6", "[{" AT("/vulnerabilities/0/product_status/fixed") R"(["P1"]}])"},
    {"6.1.7", R"([{"op":"copy","from":"/vulnerabilities/0/scores/0","path":"/vulnerabilities/0/scores/-"}])"},
    {"6.1.8", R"([{"op":"remove","path":"/vulnerabilities/0/scores/0/cvss_v3/baseSeverity"}])"},
    {"6.1.8", "[{" AT("/vulnerabilities/0/scores/0/cvss_v3/vectorString") R"("CVSS:3.1/AV:N"}])"},
    {"6.1.8", "[{" AT("/vulnerabilities/0/scores/0/cvss_v3/version") R"("3.0"}])"},
    {"6.1.8", "[{" AT("/vulnerabilities/0/scores/0/cvss_v3/scope") R"("SOME"}])"},
    {"6.1.8", "[{" AT("/vulnerabilities/0/scores/0/cvss_v3/exploitCodeMaturity") R"("UNPROVEN=U PROOF_OF_CONCEPT"}])"},
    {"6.1.9", "[{" AT("/vulnerabilities/0/scores/0/cvss_v3/baseScore") R"(9.7}])"},
    {"6.1.9", "[{" AT("/vulnerabilities/0/scores/0/cvss_v3/environmentalSeverity") R"("LOW"}])"},
    {"6.1.10", "[{" AT("/vulnerabilities/0/scores/0/cvss_v3/attackVector") R"("LOCAL"}])"},
    {"6.1.11", "[{" AT("/vulnerabilities/0/cwe/name") R"("XSS"}])"},
    {"6.1.11", "[{" AT("/vulnerabilities/0/cwe/id") R"("CWE-999999"}])"},
    {"6.1.12", "[{" AT("/document/lang") R"("EZ"}])"},
    {"6.1.13",
     "[{" AT(
         "/product_tree/branches/0/branches/0/product/product_identification_helper/purl") R"("pkg:maven/@1.3.4"}])"},
    {"6.1.14", "[{" AT("/document/tracking/revision_history/1/date") R"("2024-03-01T10:00:00Z"},{)" AT(
                   "/document/tracking/version") R"("1"}])"},
    {"6.1.15", R"([{"op":"remove","path":"/document/source_lang"}])"},
    {"6.1.16", "[{" AT("/document/tracking/version") R"("1"}])"},
    {"6.1.19",
     "[{" AT("/document/tracking/version") R"("1.0.0-a"},{)" AT(
         "/document/tracking/revision_history") R"([{"date":"2024-02-01T10:00:00Z","number":"1.0.0-a","summary":"."}]},{)" AT("/docum"
                                                                                                                              "ent/"
                                                                                                                              "tracki"
                                                                                                                              "ng/"
                                                                                                                              "statu"
                                                                                                                              "s") R"("draft"}])"},
    {"6.1.21",
     "[{" AT("/document/tracking/revision_history/0/number") R"("3"},{)" AT("/document/tracking/version") R"("3"}])"},
    {"6.1.22",
     "[{" AT(
         "/document/tracking/revision_history/-") R"({"date":"2024-02-01T10:00:00Z","number":"2","summary":"."}}])"},
    {"6.1.23", "[{" AT("/vulnerabilities/1/cve") R"("CVE-2017-0144"}])"},
    {"6.1.24",
     "[{" AT(
         "/vulnerabilities/0/involvements/-") R"({"party":"vendor","status":"completed","date":"2024-01-01T10:00:00Z"}}])"},
    {"6.1.25", "[{" AT("/product_tree/branches/0/branches/0/product/product_identification_helper/hashes/0/"
                       "file_hashes/-") R"({"algorithm":"sha256","value":"11112233445566778899aabbccddeeff"}}])"},
    {"6.1.26", "[{" AT("/document/category") R"("Security-Advisory"}])"},
    {"6.1.27.1", "[{" AT("/document/category") R"("csaf_security_incident_response"},{)" AT(
                     "/document/notes") R"([{"category":"faq","text":"."}]}])"},
    {"6.1.27.2", "[{" AT("/document/category") R"("csaf_security_incident_response"},{)" AT(
                     "/document/references") R"([{"category":"self","summary":".","url":"https://example.org"}]}])"},
    {"6.1.27.3", "[{" AT("/document/category") R"("csaf_informational_advisory"}])"},
    {"6.1.27.5", R"([{"op":"remove","path":"/vulnerabilities/1/notes"}])"},
    {"6.1.27.6", "[{" AT("/document/category") R"("csaf_security_advisory"},)"
                                               R"({"op":"remove","path":"/vulnerabilities/1/product_status"}])"},
    {"6.1.27.7", "[{" AT("/vulnerabilities/1/product_status") R"({"recommended":["P1"]}}])"},
    {"6.1.27.8", R"([{"op":"remove","path":"/vulnerabilities/1/cve"}])"},
    {"6.1.27.9", "[{" AT("/vulnerabilities/1/product_status/known_not_affected") R"(["P2"]}])"},
    {"6.1.27.10", "[{" AT("/vulnerabilities/1/product_status/known_affected") R"(["P2"]}])"},
    {"6.1.27.11", R"([{"op":"remove","path":"/vulnerabilities"}])"},
    {"6.1.28", "[{" AT("/document/source_lang") R"("en"}])"},
    {"6.1.29", "[{" AT("/vulnerabilities/0/remediations/-") R"({"category":"workaround","details":"."}}])"},
    {"6.1.30", "[{" AT("/document/tracking/revision_history/1/number") R"("1.0.0"}])"},
    {"6.1.31", "[{" AT("/product_tree/branches/0/branches/0/name") R"("Prior to 4.1"}])"},
    {"6.1.32", "[{" AT("/vulnerabilities/0/flags/-") R"({"label":"component_not_present"}}])"},
    {"6.1.33",
     "[{" AT("/vulnerabilities/0/flags/-") R"({"label":"vulnerable_code_not_present","product_ids":["P2"]}}])"},
};
#define REMOVE(path) R"([{"op":"remove","path":")" path R"("}])"
constexpr Change shapes[] = {
    {"schema", REMOVE("/document/title")},
    {"schema", REMOVE("/document/publisher/name")},
    {"schema", REMOVE("/document/tracking/initial_release_date")},
    {"schema", REMOVE("/document/tracking/revision_history/1/summary")},
    {"schema", REMOVE("/product_tree/branches/0/branches/0/product/name")},
    {"schema", REMOVE("/vulnerabilities/0/flags/0/label")},
    {"schema", REMOVE("/vulnerabilities/0/remediations/0/details")},
    {"schema", REMOVE("/vulnerabilities/0/scores/0/cvss_v3")},
    {"schema", "[{" AT("/document/title") R"(""}])"},
    {"schema", "[{" AT("/document/title") R"(7}])"},
    {"schema", "[{" AT("/document/notes") R"([]}])"},
    {"schema", "[{" AT("/document/notes") R"({}}])"},
    {"schema", "[{" AT("/document/notes/0/category") R"("essay"}])"},
    {"schema", "[{" AT("/document/publisher/namespace") R"("example.org"}])"},
    {"schema", "[{" AT("/document/references/0/url") R"("https://example.org/a b"}])"},
    {"schema", "[{" AT("/document/tracking/current_release_date") R"("2024-02-30T10:00:00Z"}])"},
    {"schema", "[{" AT("/document/tracking/current_release_date") R"("2024-02-01T10:00:00"}])"},
    {"schema", "[{" AT("/document/tracking/current_release_date") R"("2024-02-01"}])"},
    {"schema", "[{" AT("/document/tracking/current_release_date") R"("2024-02-01T10:00:00.Z"}])"},
    {"schema", "[{" AT("/document/tracking/current_release_date") R"("2024-02-01T10:00:00+24:00"}])"},
    {"schema", "[{" AT("/document/tracking/current_release_date") R"("2024-02-01T10:00:00+00:60"}])"},
    {"schema", "[{" AT("/document/tracking/current_release_date") R"("2024-02-01T10:00:60Z"}])"},
    {"schema", "[{" AT("/document/tracking/id") R"(" EX-1"}])"},
    {"schema", "[{" AT("/document/tracking/aliases") R"(["A", "A"]}])"},
    {"schema", "[{" AT("/document/tracking/generator") R"({"engine":{}}}])"},
    {"schema", "[{" AT("/document/distribution") R"({}}])"},
    {"schema", "[{" AT("/document/distribution") R"({"tlp":{"label":"CLEAR"}}}])"},
    {"schema", "[{" AT("/product_tree/branches/0/extra") R"(1}])"},
    {"schema", "[{" AT("/product_tree/branches/0/branches/0/product/product_identification_helper/cpe") R"("cpe:3"}])"},
    {"schema", "[{" AT("/product_tree/branches/0/branches/0/product/product_identification_helper/hashes/0/"
                       "file_hashes/0/value") R"("0g"}])"},
    {"schema", "[{" AT("/product_tree/product_groups/0/product_ids/-") R"("P2"}])"},
    {"schema", "[{" AT("/product_tree/product_groups/-") R"({"group_id":"G2","product_ids":["P1"]}}])"},
    {"schema", "[{" AT("/vulnerabilities/0/cve") R"("CVE-17-144"}])"},
    {"schema", "[{" AT("/vulnerabilities/0/acknowledgments") R"([{}]}])"},
};
std::string name_of(const testing::TestParamInfo<Change>& info) {
  std::string name = info.param.test;
  for (char& c : name) c = c == '.' ? '_' : c;
  return "T" + name + "_" + std::to_string(info.index);
}
INSTANTIATE_TEST_SUITE_P(Schema, CsafTest, testing::ValuesIn(shapes), name_of);
INSTANTIATE_TEST_SUITE_P(Mandatory, CsafTest, testing::ValuesIn(changes), name_of);

TEST(Csaf, MomentsMayHaveOffsetsFractionsAndLeapSeconds) {
  for (const char* moment : {"2016-12-31T23:59:60Z", "2017-01-01T00:59:60+01:00", "2024-02-29T10:00:00.123456789Z",
                             "2024-02-01t10:00:00z", "2024-02-01T10:00:00-23:59"}) {
    json document = good;
    document["document"]["tracking"]["current_release_date"] = moment;
    EXPECT_TRUE(failed(document).empty()) << moment;
  }
}

TEST(Csaf, VersionsAreThoseOfTheirStandard) {
  for (const char* version : {"0", "10", "1.0.0", "1.2.3-a.1+b.02", "1.0.0-0a"}) {
    json document = good;
    document["document"]["tracking"]["version"] = version;
    EXPECT_FALSE(failed(document).contains("schema")) << version;
  }
  for (const char* version : {"", "01", "1.0", "1.0.0.0", "1.0.0-", "1.0.0-01", "1.0.0+", "v1", "1.0.0-a..b"}) {
    json document = good;
    document["document"]["tracking"]["version"] = version;
    EXPECT_TRUE(failed(document).contains("schema")) << version;
  }
}

/// These come with another: a released document of version 0 is also no draft.
TEST(Csaf, ReleasedDocumentsHaveReleasedVersions) {
  json document = good;
  document["document"]["tracking"]["version"] = "1.0.0-rc";
  document["document"]["tracking"]["revision_history"] = {
      {{"date", "2024-02-01T10:00:00Z"}, {"number", "0.1.0"}, {"summary", "."}},
      {{"date", "2024-03-01T10:00:00Z"}, {"number", "1.0.0"}, {"summary", "."}}};
  EXPECT_EQ(failed(document), (std::set<std::string>{"6.1.16", "6.1.17", "6.1.18", "6.1.20"}));
}

TEST(Csaf, AProductTreeIsAskedOfAVex) {
  json document = good;
  document.erase("product_tree");
  EXPECT_TRUE(failed(document).contains("6.1.27.4"));
}

TEST(Csaf, FindingsSayWhere) {
  json document = good;
  document["document"]["lang"] = "EZ";
  document["vulnerabilities"][0]["product_status"]["recommended"] = {"a~b/c"};
  const auto report = ingest::parse_csaf("doc.json", document.dump());
  ASSERT_TRUE(report);
  ASSERT_EQ(report->findings.size(), 2U);
  EXPECT_EQ(report->findings[0].test, "6.1.1");
  EXPECT_EQ(report->findings[0].place, "/vulnerabilities/0/product_status/recommended/0");
  EXPECT_EQ(report->findings[0].value, "a~b/c");
  EXPECT_EQ(report->findings[1].place, "/document/lang");
}

std::string refused(const std::string& bytes) {
  const auto report = ingest::parse_csaf("doc.json", bytes);
  return report ? "accepted" : report.error().to_text();
}

TEST(Csaf, WhatIsNoCsafIsRefused) {
  EXPECT_NE(refused("").find("is no JSON"), std::string::npos);
  EXPECT_NE(refused("{").find("is no JSON"), std::string::npos);
  EXPECT_NE(refused("[]").find("csaf_version"), std::string::npos);
  EXPECT_NE(refused(R"({"document":{"csaf_version":"1.2"}})").find("is a version that is not checked"),
            std::string::npos);
  EXPECT_NE(refused("{\"document\":\"\xff\"}").find("is no JSON"), std::string::npos);
  EXPECT_NE(refused(R"({"document":{"csaf_version":"2.0","csaf_version":"2.0"}})").find("stands more than once"),
            std::string::npos);
  EXPECT_NE(refused(std::string(200, '[') + std::string(200, ']')).find("is no JSON"), std::string::npos);
  EXPECT_NE(refused(std::string(ingest::csaf_bytes_max + 1, ' ')).find("is too large"), std::string::npos);
}

TEST(Csaf, AByteOrderMarkIsPassedOver) {
  EXPECT_TRUE(ingest::parse_csaf("doc.json", "\xEF\xBB\xBF" + good.dump()));
}

/// Anything may stand anywhere: no reader trusts the kind of a value.
TEST(Csaf, ValuesOfOtherKindsDoNoHarm) {
  for (const json& other : {json(nullptr), json(1.5), json("x"), json::array({1, "x"}), json::object({{"a", 1}})}) {
    const json flat = good.flatten();
    for (const auto& [place, value] : flat.items()) {
      json document = good;
      document[json::json_pointer(place)] = other;
      static_cast<void>(ingest::parse_csaf("doc.json", document.dump()));
    }
  }
}

}  // namespace
