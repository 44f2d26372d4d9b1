// Who is exposed, in every format: the same counts, and names that cannot break out.

#include "show/report/exposed.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "report/sample_exposed.h"

namespace {

using report::ExposedBy;

TEST(Exposed, EveryFormatCountsAlike) {
  const sample::ExposedFleet fleet;
  const auto json = nlohmann::json::parse(report::exposed_json(fleet.answer(), ExposedBy::organisation));
  EXPECT_EQ(json["count"],
            (nlohmann::json{{"affected", 2}, {"cannot_tell", 2}, {"not_affected", 1}, {"not_found", 0}}));
  EXPECT_EQ(json["stale"], 1) << "the list without a date clears nothing";
  EXPECT_EQ(json["components_without_identifier"], 1);
  EXPECT_EQ(json["context"]["cvss"], 9.8);
  const std::string text = report::exposed_text(fleet.answer(), ExposedBy::organisation, 100, false);
  EXPECT_NE(text.find("2 of 5 devices are exposed to CVE-2024-0001, in 2 of 2 organisations; of 2 it cannot be told."),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("Known to be exploited since 2024-02-01, by ransomware too."), std::string::npos);
  EXPECT_NE(text.find("1 component without any identifier"), std::string::npos);
  const std::string page = report::exposed_html(fleet.answer(), ExposedBy::organisation);
  EXPECT_NE(page.find("aria-label=\"1 exposed, 1 not affected\""), std::string::npos) << page;
  EXPECT_NE(page.find("aria-label=\"1 exposed, 2 cannot tell\""), std::string::npos);
}

TEST(Exposed, EveryOrganisationStandsInTheAnswer) {
  const sample::ExposedFleet fleet;
  const auto json = nlohmann::json::parse(report::exposed_json(fleet.answer(), ExposedBy::organisation));
  EXPECT_EQ(json["coverage"]["nothing_received"], 1);
  ASSERT_EQ(json["rows"].size(), 3U);
  EXPECT_EQ(json["rows"][1]["why"], "1 device exposed, 1 mitigated until 2024-06-30");
  EXPECT_EQ(json["rows"][1]["rows_not_understood"], 3);
  EXPECT_EQ(json["rows"][2]["position"], "no inventory received");
  EXPECT_EQ(json["moved"]["devices"].size(), 5U);
  const std::string text = report::exposed_text(fleet.answer(), ExposedBy::organisation, 120, false);
  EXPECT_NE(text.find("Of 3 organisations 2 are exposed, 0 are clear by evidence, of 0 it cannot be told, and of 1 no"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("3 rows of the lists could not be understood"), std::string::npos);
  EXPECT_NE(text.find("On 1 device another tool's own finding disagrees"), std::string::npos);
  EXPECT_NE(text.find("Since 2024-01-01 5 devices moved"), std::string::npos);
  const std::string devices = report::exposed_text(fleet.answer(), ExposedBy::device, 160, false);
  EXPECT_NE(devices.find("exposed, mitigated until 2024-06-30"), std::string::npos) << devices;
  EXPECT_NE(devices.find("has CVE-2024-0001 (disagrees)"), std::string::npos);
  const std::string page = report::exposed_html(fleet.answer(), ExposedBy::organisation);
  EXPECT_NE(page.find("aria-label=\"2 exposed, 0 clear by evidence, 0 cannot tell, 1 no inventory received; on "
                      "2024-01-01: 1 exposed"),
            std::string::npos);
  EXPECT_NE(page.find("<g class=\"earlier\"><rect"), std::string::npos);
  EXPECT_NE(page.find("Moved since 2024-01-01"), std::string::npos);
}

TEST(Exposed, NamesCannotBreakOut) {
  const sample::ExposedFleet fleet;
  const std::string page = report::exposed_html(fleet.answer(), ExposedBy::device);
  EXPECT_EQ(page.find("<img"), std::string::npos);
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_EQ(page.find("<i>"), std::string::npos);
  EXPECT_NE(page.find("&lt;img src=x&gt;"), std::string::npos);
  const std::string csv = report::exposed_csv(fleet.answer(), report::ExposedBy::device);
  EXPECT_NE(csv.find("\"'=X02<b>\",pump-3"), std::string::npos) << csv;
}

TEST(Exposed, TheGravestDevicesComeFirst) {
  const sample::ExposedFleet fleet;
  const std::string text = report::exposed_text(fleet.answer(), ExposedBy::device, 100, false);
  EXPECT_LT(text.find("pump-2"), text.find("pump-1")) << "on it a tool disagrees";
  EXPECT_LT(text.find("pump-1"), text.find("pump-3"));
  EXPECT_LT(text.find("<img src=x>"), text.find("pump-3"));
}

TEST(Exposed, WithoutInventoriesNobodyCanTell) {
  const inventory::Fleet none;
  const exposure::Claims claims({});
  const exposure::Stock stock(none, {});
  const exposure::Scope about;
  const exposure::Exposed nothing;
  const exposure::Coverage nobody;
  const exposure::Mitigated nowhere;
  const std::vector<exposure::Witness> silence;
  const std::string text = report::exposed_text(
      {"CVE-1", "2024-01-01", none, stock, claims, about, nothing, nobody, nowhere, silence, {}, {}, {}, "", {}},
      ExposedBy::organisation, 100, false);
  EXPECT_EQ(text, "No inventory of that day or before is in the store, so nobody can tell who is exposed.\n");
}

}  // namespace
