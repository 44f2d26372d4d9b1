// What CSAF 2.1 asks beyond 2.0, on a small document of our own: it passes as it stands, and fails the one test when
// one thing in it is changed.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "world/ingest/csaf.h"

namespace {

using nlohmann::json;

const json good = json::parse(R"json({
  "$schema": "https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json",
  "document": {
    "category": "csaf_security_advisory", "csaf_version": "2.1", "title": "A flaw in the pump", "lang": "en",
    "distribution": {"tlp": {"label": "CLEAR"},
      "sharing_group": {"id": "ffffffff-ffff-ffff-ffff-ffffffffffff", "name": "Public"}},
    "license_expression": "CC-BY-4.0 OR (MIT AND Apache-2.0 WITH LLVM-exception)",
    "publisher": {"category": "vendor", "name": "Example", "namespace": "https://example.org"},
    "notes": [{"category": "summary", "text": ".", "product_ids": ["P1"]}],
    "tracking": {
  "id" : "EX-1",
         "status" : "final",
                    "version" : "2",
                                "current_release_date" : "2024-02-01T10:00:00Z",
                                                         "initial_release_date" : "2024-01-01T10:00:00Z",
                                                                                  "revision_history"
      : [
        {"date" : "2024-01-01T12:00:00+02:00", "number" : "1", "summary" : "First"},
        {"date" : "2024-02-01T10:00:00Z", "number" : "2", "summary" : "Second"}
      ]}
}
, "product_tree" : {
  "branches" : [ {
    "category" : "vendor",
    "name" : "Maker",
    "branches" : [ {
      "category" : "product_name",
      "name" : "Pump",
      "branches" : [
        {
          "category" : "product_version_range",
          "name" : "vers:intdot/>=4.0|<4.1",
          "product" : {
            "name" : "Pump 4.0",
            "product_id" : "P1",
            "product_identification_helper" : {
              "purls" : [ "pkg:generic/pump@4.0", "pkg:generic/pump@4.0?os=any" ],
              "model_numbers" : ["P\\*4*"],
              "serial_numbers" : ["S*"],
              "skus" : ["K?*"]
            }
          }
        },
        {"category" : "product_version", "name" : "4.1", "product" : {"name" : "Pump 4.1", "product_id" : "P2"}}
      ]
    } ]
  } ],
  "full_product_names" : [ {"name" : "Box", "product_id" : "P3"} ],
  "product_paths" : [ {
    "beginning_product_reference" : "P1",
    "full_product_name" : {"name" : "Pump on box", "product_id" : "P4"},
    "subpaths" : [ {"category" : "installed_on", "next_product_reference" : "P3"} ]
  } ],
  "product_groups" : [ {"group_id" : "G1", "product_ids" : [ "P1", "P4" ]} ]
},
                   "vulnerabilities"
    : [ {
      "cve" : "CVE-2017-0144",
      "cwes" : [ {"id" : "CWE-20", "name" : "Improper Input Validation", "version" : "4.13"} ],
      "disclosure_date" : "2024-01-31T10:00:00Z",
      "first_known_exploitation_dates" :
          [ {"date" : "2024-01-31T10:00:00Z", "exploitation_date" : "2024-01-30T10:00:00Z", "product_ids" : ["P1"]} ],
      "notes" : [ {"category" : "description", "text" : "."} ],
      "product_status" : {"known_affected" : [ "P1", "P4" ], "fixed" : ["P2"]},
      "remediations" : [
        {"category" : "vendor_fix", "details" : ".", "group_ids" : ["G1"]},
        {"category" : "mitigation", "details" : ".", "product_ids" : ["P1"]}
      ],
      "metrics" : [
        {
          "products" : ["P1"],
          "content" : {
            "cvss_v4" : {
              "version" : "4.0",
              "vectorString" : "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H",
              "baseScore" : 10.0,
              "baseSeverity" : "CRITICAL",
              "attackVector" : "NETWORK"
            },
            "epss" : {"percentile" : "0.99", "probability" : "0.97", "timestamp" : "2024-01-31T10:00:00Z"},
            "ssvc_v2" : {
              "schemaVersion" : "2.0.0",
              "timestamp" : "2024-01-31T10:00:00Z",
              "target_ids" : ["CVE-2017-0144"],
              "selections" : [ {"key" : "E", "namespace" : "ssvc", "version" : "1.1.0", "values" : [ {"key" : "A"} ]} ]
            }
          }
        },
        {"products" : ["P4"], "source" : "https://example.com", "content" : {"qualitative_severity_rating" :
                                                                                 "high"}}
      ]
    } ],
      "x_extensions" : [ {
        "$schema" : "https://example.org/x.json",
        "category" : "supplementary",
        "critical" : false,
        "content" : {"a" : 1}
      } ]
})json");

const json withdrawn = json::parse(R"({
  "$schema": "https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json",
  "document": {
    "category": "csaf_withdrawn", "csaf_version": "2.1", "title": "A flaw in the pump",
    "distribution": {"tlp": {"label": "CLEAR"}},
    "publisher": {"category": "vendor", "name": "Example", "namespace": "https://example.org"},
    "notes": [{"category": "description", "title": "Reasoning for Withdrawal", "text": "."}],
    "tracking": {"id": "EX-1", "status": "final", "version": "2", "current_release_date": "2024-02-01T10:00:00Z",
      "initial_release_date": "2024-01-01T10:00:00Z", "revision_history": [
        {"date": "2024-01-01T12:00:00+02:00", "number": "1", "summary": "First"},
        {"date": "2024-02-01T10:00:00Z", "number": "2", "summary": "Second"}]}
  }
})");

json superseded() {
  return withdrawn.patch(json::parse(R"([{"op":"replace","path":"/document/category","value":"csaf_superseded"},
    {"op":"replace","path":"/document/notes/0/title","value":"Reasoning for Supersession"},
    {"op":"add","path":"/document/references","value":[{"category":"external","summary":"Superseding Document: EX-2","url":"https://example.org"}]}])"));
}

std::set<std::string> failed(const json& document) {
  const auto report = ingest::parse_csaf("doc.json", document.dump());
  EXPECT_TRUE(report) << (report ? "" : report.error().to_text());
  std::set<std::string> tests;
  if (report) {
    for (const ingest::CsafFinding& finding : report->findings) tests.insert(finding.test);
  }
  return tests;
}

TEST(Csaf21, GoodDocumentsPass) {
  for (const json& document : {good, withdrawn, superseded()}) {
    const auto report = ingest::parse_csaf("doc.json", document.dump());
    ASSERT_TRUE(report);
    for (const auto& finding : report->findings) ADD_FAILURE() << finding.test << finding.place << " " << finding.what;
  }
}

/// A value put in the place of another (or removed, when it is empty), and the one test that then fails.
struct Change {
  const char* test;
  const char* path;
  const char* value;
};

json changed(const json& document, const Change& change) {
  const std::string value(change.value);
  json one = {{"op", value.empty() ? "remove" : "add"}, {"path", change.path}};
  if (!value.empty()) one["value"] = json::parse(value);
  return document.patch(json::array({one}));
}

constexpr const char* pump = "/product_tree/branches/0/branches/0/branches/0";
constexpr Change changes[] = {
    {"schema", "/document/x_more", "1"},
    {"schema", "/$schema", ""},
    {"schema", "/document/distribution/tlp/url", R"("nowhere")"},
    {"schema", "/document/tracking/aliases", "[]"},
    {"schema", "/vulnerabilities/0/metrics/0/content/epss/percentile", R"("2.0")"},
    {"6.1.1", "/document/notes/0/product_ids/0", R"("P9")"},
    {"6.1.1", "/product_tree/product_paths/0/subpaths/0/next_product_reference", R"("P9")"},
    {"6.1.1", "/vulnerabilities/0/first_known_exploitation_dates/0/product_ids/0", R"("P9")"},
    {"6.1.2", "/product_tree/full_product_names/1", R"({"name":"Again","product_id":"P2"})"},
    {"6.1.3", "/product_tree/product_paths/0/subpaths/0/next_product_reference", R"("P4")"},
    {"6.1.4", "/document/notes/0/group_ids", R"(["G9"])"},
    {"6.1.6", "/vulnerabilities/0/product_status/unknown", R"(["P1"])"},
    {"6.1.7", "/vulnerabilities/0/metrics/1",
     R"({"products":["P1"],"content":{"cvss_v4":{"version":"4.0","vectorString":"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H","baseScore":10.0,"baseSeverity":"CRITICAL"}}})"},
    {"6.1.8", "/vulnerabilities/0/metrics/0/content/cvss_v4/threatScore", "9.0"},
    {"6.1.8", "/vulnerabilities/0/metrics/0/content/cvss_v4/version", R"("3.1")"},
    {"6.1.9", "/vulnerabilities/0/metrics/0/content/cvss_v4/baseScore", "9.9"},
    {"6.1.10", "/vulnerabilities/0/metrics/0/content/cvss_v4/attackVector", R"("ADJACENT")"},
    {"6.1.11", "/vulnerabilities/0/cwes/0/version", R"("4.99")"},
    {"6.1.11", "/vulnerabilities/0/cwes/0",
     R"({"id":"CWE-1419","name":"Incorrect Initialization of Resource","version":"4.12"})"},
    {"6.1.26", "/document/category", R"("CSAF_mine")"},
    {"6.1.26", "/document/category", R"("Deprecated Security—Advisory")"},
    {"6.1.27.12", "/vulnerabilities/0/product_status", R"({"first_affected":["P1","P4"]})"},
    {"6.1.27.13", "/vulnerabilities/0/product_status/known_affected", R"(["P4"])"},
    {"6.1.35", "/vulnerabilities/0/remediations/1/category", R"("fix_planned")"},
    {"6.1.36", "/vulnerabilities/0/remediations/1/product_ids/0", R"("P2")"},
    {"6.1.37", "/document/tracking/generator", R"({"engine":{"name":"."},"date":"2024-01-01t10:00:00Z"})"},
    {"6.1.37", "/vulnerabilities/0/discovery_date", R"("2016-12-31T23:59:60Z")"},
    {"6.1.39", "/document/distribution/sharing_group", R"({"id":"5868d6be-b28a-404e-a245-0b5093b31b8b"})"},
    {"6.1.41", "/document/distribution/sharing_group/name", R"("Everybody")"},
    {"6.1.45", "/vulnerabilities/0/disclosure_date", R"("2024-02-02T10:00:00Z")"},
    {"6.1.46", "/vulnerabilities/0/metrics/0/content/ssvc_v2/selections", ""},
    {"6.1.46", "/vulnerabilities/0/metrics/0/content/ssvc_v2/selections/0/values/0/more", "1"},
    {"6.1.47", "/vulnerabilities/0/metrics/0/content/ssvc_v2/target_ids/0", R"("CVE-2017-0145")"},
    {"6.1.49", "/vulnerabilities/0/metrics/0/content/ssvc_v2/timestamp", R"("2024-02-02T10:00:00Z")"},
    {"6.1.51", "/vulnerabilities/0/metrics/0/content/epss/timestamp", R"("2024-02-02T10:00:00Z")"},
    {"6.1.52", "/vulnerabilities/0/first_known_exploitation_dates/0/date", R"("2024-02-02T10:00:00Z")"},
    {"6.1.53", "/vulnerabilities/0/first_known_exploitation_dates/0/exploitation_date", R"("2024-02-01T09:00:00Z")"},
    {"6.1.54", "/document/license_expression", R"("All rights reserved")"},
    {"6.1.54", "/document/license_expression", R"("MIT AND")"},
    {"6.1.55", "/document/license_expression", R"("LicenseRef-our-own")"},
    {"6.1.56", "/vulnerabilities/0/metrics/0/content/qualitative_severity_rating", R"("high")"},
    {"6.1.60.1", "/x_extensions/0/critical", R"("no")"},
    {"6.1.60.1", "/x_extensions/0/content", "{}"},
    {"6.1.60.1", "/vulnerabilities/0/x_extensions", R"([{"content":{"a":1},"$schema":"x","category":"essential"}])"},
};

TEST(Csaf21, EachChangeFailsOneTest) {
  for (const Change& change : changes) {
    EXPECT_EQ(failed(changed(good, change)), std::set<std::string>{change.test}) << change.path << change.value;
  }
}

TEST(Csaf21, EachChangeOfAProductFailsOneTest) {
  constexpr Change of_product[] = {
      {"6.1.13", "/product/product_identification_helper/purls", R"(["pkg:maven/@1"])"},
      {"6.1.42", "/product/product_identification_helper/purls/1", R"("pkg:generic/pump@4.1")"},
      {"6.1.43", "/product/product_identification_helper/model_numbers/0", R"("P*4*")"},
      {"6.1.44", "/product/product_identification_helper/serial_numbers/0", R"("*S*")"},
      {"6.1.50", "/name", R"("all versions < 4.1")"},
      {"6.1.50", "/name", R"("vers:all/<4.1")"},
      {"6.1.50", "/name", R"("<4.1|")"},
      {"6.1.59", "/name", R"("vers:intdot/4.1")"},
      {"6.1.61", "/product/product_identification_helper/skus/0", R"("**")"},
  };
  for (const Change& change : of_product) {
    const std::string path = std::string(pump) + change.path;
    const Change here{change.test, path.c_str(), change.value};
    EXPECT_EQ(failed(changed(good, here)), std::set<std::string>{change.test}) << path << change.value;
  }
}

TEST(Csaf21, EachChangeOfWhatIsTakenBackFailsOneTest) {
  constexpr Change of_withdrawn[] = {
      {"6.1.27.3", "/vulnerabilities", R"([{"title":"."}])"},
      {"6.1.27.15", "/product_tree", R"({"full_product_names":[{"name":"Box","product_id":"P3"}]})"},
      {"6.1.27.17", "/document/notes/0/title", R"("Why")"},
  };
  for (const Change& change : of_withdrawn) {
    EXPECT_EQ(failed(changed(withdrawn, change)), std::set<std::string>{change.test}) << change.path;
  }
  EXPECT_EQ(failed(changed(withdrawn, {"", "/document/notes/0/category", R"("summary")"})),
            (std::set<std::string>{"6.1.27.14", "6.1.27.17"}));
  EXPECT_EQ(failed(changed(superseded(), {"", "/document/references/0/category", R"("self")"})),
            std::set<std::string>{"6.1.27.19"});
  EXPECT_EQ(failed(changed(superseded(), {"", "/document/notes/0/title", R"("Why")"})),
            std::set<std::string>{"6.1.27.18"});
  json once = withdrawn;
  once["document"]["tracking"]["version"] = "1";
  once["document"]["tracking"]["revision_history"].erase(1);
  EXPECT_EQ(failed(once), std::set<std::string>{"6.1.27.16"});
}

TEST(Csaf21, SharingGroupsThatAreReserved) {
  const auto with = [](const char* label, const char* id, const char* name) {
    json one = good;
    one["document"]["distribution"] = {{"tlp", {{"label", label}}}, {"sharing_group", {{"id", id}, {"name", name}}}};
    return failed(one);
  };
  const char* everybody = "ffffffff-ffff-ffff-ffff-ffffffffffff";
  const char* some = "5868d6be-b28a-404e-a245-0b5093b31b8b";
  EXPECT_EQ(with("RED", everybody, "Public"), std::set<std::string>{"6.1.38"});
  EXPECT_EQ(with("RED", some, "Public"), std::set<std::string>{"6.1.40"});
  EXPECT_EQ(with("RED", some, "No sharing allowed"), std::set<std::string>{"6.1.40"});
  EXPECT_EQ(with("RED", "00000000-0000-0000-0000-000000000000", "No sharing allowed"), std::set<std::string>{});
}

TEST(Csaf21, BranchesOnTheWayToAProduct) {
  const auto nested = [](std::size_t depth, const char* category) {
    json branch = {
        {"category", "product_version"}, {"name", "1"}, {"product", {{"name", "Deep"}, {"product_id", "P8"}}}};
    for (std::size_t i = 1; i < depth; ++i) branch = {{"category", category}, {"name", "n"}, {"branches", {branch}}};
    json one = good;
    one["product_tree"]["branches"].push_back(branch);
    return failed(one);
  };
  EXPECT_EQ(nested(30, "product_family"), std::set<std::string>{});
  EXPECT_EQ(nested(31, "product_family"), std::set<std::string>{"6.1.34"});
  EXPECT_EQ(nested(3, "vendor"), std::set<std::string>{"6.1.57"});
  json both = good;
  both["product_tree"]["branches"][0]["branches"][0]["branches"][0] = {
      {"category", "product_version_range"},
      {"name", ">=4.0|<4.1"},
      {"branches",
       {{{"category", "product_version"}, {"name", "4.0"}, {"product", {{"name", "Pump"}, {"product_id", "P1"}}}}}}};
  EXPECT_EQ(failed(both), std::set<std::string>{"6.1.58"});
}

TEST(Csaf21, AnIdForSomeProductsNamesThoseOnly) {
  json vex = good;
  vex["document"]["category"] = "csaf_vex";
  vex["vulnerabilities"][0].erase("cve");
  vex["vulnerabilities"][0]["metrics"] = json::array({good["vulnerabilities"][0]["metrics"][1]});
  EXPECT_EQ(failed(vex), std::set<std::string>{"6.1.27.8"});
  vex["vulnerabilities"][0]["ids"] = json::parse(R"([{"system_name":"s","text":"1","group_ids":["G1"]}])");
  EXPECT_EQ(failed(vex), std::set<std::string>{"6.1.27.8"}) << "P2 has none";
  vex["vulnerabilities"][0]["ids"].push_back(json::parse(R"({"system_name":"s","text":"2","product_ids":["P2"]})"));
  EXPECT_EQ(failed(vex), std::set<std::string>{});
}

}  // namespace
