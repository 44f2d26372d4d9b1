// The answer to an alert: a row an organisation, and a paragraph that says the same.

#include "show/report/response.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "report/sample_exposed.h"
#include "world/ingest/csv.h"

namespace {

/// Rows by column.
std::vector<std::map<std::string, std::string>> rows_of(const std::string& csv) {
  std::vector<std::map<std::string, std::string>> rows;
  std::vector<std::string> names;
  base::Problems problems;
  ingest::read_csv(csv, "response.csv", {}, problems, [&](const ingest::CsvRow& row) {
    if (names.empty()) {
      names.assign(row.fields.begin(), row.fields.end());
      return true;
    }
    EXPECT_EQ(row.field_count, names.size());
    auto& one = rows.emplace_back();
    for (std::size_t i = 0; i < row.fields.size(); ++i) one[names[i]] = row.fields[i];
    return true;
  });
  EXPECT_TRUE(problems.empty()) << problems.to_text();
  return rows;
}

TEST(Response, HasARowForEveryOrganisation) {
  const sample::ExposedFleet fleet;
  const auto rows = rows_of(report::response_csv(fleet.answer(), {"A flaw in pumps", "2024-02-13", "2024-02-24"}));
  ASSERT_EQ(rows.size(), 3U);
  const auto& exposed = rows[1];
  EXPECT_EQ(exposed.at("organisation"), "X01");
  EXPECT_EQ(exposed.at("alert"), "CVE-2024-0001");
  EXPECT_EQ(exposed.at("as_of"), "2024-02-10");
  EXPECT_EQ(exposed.at("applicable"), "yes");
  EXPECT_EQ(exposed.at("why"), "1 device exposed, 1 mitigated until 2024-06-30");
  EXPECT_EQ(exposed.at("devices_seen"), "2");
  EXPECT_EQ(exposed.at("devices_expected"), "2");
  EXPECT_EQ(exposed.at("devices_exposed"), "1");
  EXPECT_EQ(exposed.at("devices_fixed"), "1");
  EXPECT_EQ(exposed.at("devices_mitigated"), "1");
  EXPECT_EQ(exposed.at("mitigated_until"), "2024-06-30");
  EXPECT_EQ(exposed.at("devices_cannot_tell"), "0");
  EXPECT_EQ(exposed.at("rows_not_understood"), "3");
  EXPECT_EQ(exposed.at("newest_evidence"), "2024-02-03");
  EXPECT_EQ(exposed.at("next_update_due"), "2024-02-13");
  EXPECT_EQ(exposed.at("done_by"), "2024-02-24");
  EXPECT_EQ(
      exposed.at("paragraph"),
      "X01 on CVE-2024-0001 (A flaw in pumps), as of 2024-02-10: of 2 devices seen 1 exposed (1 of them mitigated "
      "until 2024-06-30), 1 fixed or not affected, 0 without the product, and 0 of which it cannot be told. 2 "
      "devices are expected. 3 rows of the lists could not be understood. On 1 device another tool disagrees. "
      "Newest evidence: 2024-02-03. Next update by 2024-02-13. To be done by 2024-02-24.");
  EXPECT_EQ(rows[2].at("organisation"), "X03");
  EXPECT_EQ(rows[2].at("applicable"), "not known");
  EXPECT_EQ(rows[2].at("why"), "no inventory received");
  EXPECT_EQ(rows[2].at("devices_expected"), "0");
}

TEST(Response, ToWhatIsNoAlertSetsNoDates) {
  const sample::ExposedFleet fleet;
  const auto rows = rows_of(report::response_csv(fleet.answer(), {}));
  EXPECT_EQ(rows[1].at("next_update_due"), "");
  EXPECT_EQ(rows[1].at("done_by"), "");
  EXPECT_EQ(rows[1].at("paragraph").find("Next update"), std::string::npos);
  EXPECT_EQ(rows[1].at("paragraph").find("("), rows[1].at("paragraph").find("(1 of them")) << "no title, no brackets";
}

TEST(Response, RunsNoFormula) {
  for (const std::string name : {"=1+1", "+1", "-1", "@SUM(1)", "\t=1"}) {
    const sample::ExposedFleet fleet(name);
    for (const auto& row : rows_of(report::response_csv(fleet.answer(), {name, "2024-02-13", "2024-02-24"}))) {
      for (const char* column : {"organisation", "paragraph", "alert"}) {
        EXPECT_EQ(std::string_view("=+-@\t").find(row.at(column)[0]), std::string_view::npos) << row.at(column);
      }
    }
  }
}

}  // namespace
