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
            (nlohmann::json{{"affected", 2}, {"cannot_tell", 1}, {"not_affected", 1}, {"not_found", 1}}));
  EXPECT_EQ(json["components_without_identifier"], 1);
  EXPECT_EQ(json["context"]["cvss"], 9.8);
  const std::string text = report::exposed_text(fleet.answer(), ExposedBy::organisation, 100, false);
  EXPECT_NE(text.find("2 of 5 devices are exposed to CVE-2024-0001, in 2 of 2 organisations; of 1 it cannot be told."),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("Known to be exploited since 2024-02-01, by ransomware too."), std::string::npos);
  EXPECT_NE(text.find("1 component without any identifier"), std::string::npos);
  const std::string page = report::exposed_html(fleet.answer(), ExposedBy::organisation);
  EXPECT_NE(page.find("aria-label=\"1 exposed, 1 not affected\""), std::string::npos) << page;
  EXPECT_NE(page.find("aria-label=\"1 exposed, 1 cannot tell, 1 not found\""), std::string::npos);
}

TEST(Exposed, NamesCannotBreakOut) {
  const sample::ExposedFleet fleet;
  const std::string page = report::exposed_html(fleet.answer(), ExposedBy::device);
  EXPECT_EQ(page.find("<img"), std::string::npos);
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_NE(page.find("&lt;img src=x&gt;"), std::string::npos);
  const std::string csv = report::exposed_csv(fleet.answer());
  EXPECT_NE(csv.find("\"'=X02<b>\",pump-3"), std::string::npos) << csv;
}

TEST(Exposed, TheGravestDevicesComeFirst) {
  const sample::ExposedFleet fleet;
  const std::string text = report::exposed_text(fleet.answer(), ExposedBy::device, 100, false);
  EXPECT_LT(text.find("pump-1"), text.find("pump-3"));
  EXPECT_LT(text.find("<img src=x>"), text.find("pump-3"));
  EXPECT_EQ(text.find("printer"), std::string::npos) << "nothing that is named was found on it";
}

TEST(Exposed, WithoutInventoriesNobodyCanTell) {
  const inventory::Fleet none;
  const exposure::Claims claims({});
  const exposure::Stock stock(none, {});
  const exposure::Exposed nothing;
  const std::string text =
      report::exposed_text({"CVE-1", none, stock, claims, nothing, {}, {}, {}}, ExposedBy::organisation, 80, false);
  EXPECT_EQ(text, "No inventory is in the store, so nobody can tell who is exposed.\n");
}

}  // namespace
