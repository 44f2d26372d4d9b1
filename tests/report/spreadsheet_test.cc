// No CSV that is written has a cell that a spreadsheet would run, whatever the names in it.

#include "show/report/spreadsheet.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "report/sample.h"
#include "report/sample_exposed.h"
#include "show/report/advisory_list.h"
#include "show/report/device_list.h"
#include "show/report/response.h"
#include "show/report/words.h"
#include "world/ingest/csv.h"
#include "world/ingest/text.h"

namespace {

TEST(SpreadsheetText, HasAnApostropheBeforeWhatWouldRun) {
  struct Case {
    const char* text;
    const char* shown;
  };
  const std::vector<Case> cases{
      {"", ""},
      {"pump-1", "pump-1"},
      {"=1+1", "'=1+1"},
      {"+1", "'+1"},
      {"-1", "'-1"},
      {"@SUM(A1)", "'@SUM(A1)"},
      {"  =1", "'  =1"},
      {"\"=1", "'\"=1"},
      {"\uFF1D1", "'\uFF1D1"},
      {"\uFF201", "'\uFF201"},
      {"a;=1;b", "a;'=1;b"},
      {"a; \"=1", "a;' \"=1"},
      {"a=1, b-2", "a=1, b-2"},
      {"\t=1", "\uFFFD=1"},  // a tab or a line end stays in no cell
      {"\r=1", "\uFFFD=1"},
      {"\n=1", "\uFFFD=1"},
      {"'=1", "'=1"},
  };
  for (const Case& one : cases) EXPECT_EQ(report::spreadsheet_text(one.text), one.shown) << one.text;
}

TEST(CsvCell, IsQuotedWhereItMustBe) {
  EXPECT_EQ(report::csv_cell("a"), "a");
  EXPECT_EQ(report::csv_cell("a,b"), "\"a,b\"");
  EXPECT_EQ(report::csv_cell("say \"a\""), "\"say \"\"a\"\"\"");
  EXPECT_EQ(report::csv_cell("=a"), "\"'=a\"");
  EXPECT_EQ(report::csv_cell("a;b"), "\"a;b\"");
}

/// What begins a formula, once for each way to begin one.
const std::vector<std::string> hostile{"=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "a;=1", " =1"};

/// Fails for a cell that would run. Numbers of ours may be below zero.
void expect_safe(const std::string& csv, const std::string& what) {
  base::Problems problems;
  std::size_t columns = 0;
  ingest::read_csv(csv, what, {}, problems, [&](const ingest::CsvRow& row) {
    if (columns == 0) columns = row.field_count;
    EXPECT_EQ(row.field_count, columns) << what << ", row " << row.number;
    for (const std::string_view cell : row.fields) {
      const bool begins = !cell.empty() && std::string_view("=+-@\t\r ").find(cell[0]) != std::string_view::npos;
      EXPECT_TRUE(!begins || ingest::parse_number(cell).has_value()) << what << ": " << cell;
      EXPECT_EQ(cell.find(";="), std::string_view::npos) << what << ": " << cell;
    }
    return true;
  });
  EXPECT_TRUE(problems.empty()) << problems.to_text();
  EXPECT_GT(columns, 1U) << what;
}

TEST(Spreadsheets, RunNothingOfWhoIsExposed) {
  for (const std::string& name : hostile) {
    const sample::ExposedFleet fleet(name);
    expect_safe(report::exposed_csv(fleet.answer(), report::ExposedBy::device), "exposed");
    expect_safe(report::response_csv(fleet.answer(), {name, name, name}), "response");
  }
}

TEST(Spreadsheets, RunNothingOfAListOfAdvisories) {
  for (const std::string& name : hostile) {
    advisory::List list;
    list.total = 1;
    advisory::Listed& row = list.rows.emplace_back();
    row.name = {advisory::Feed::csaf, name, name};
    row.title = row.revision = row.date = row.head.category = row.head.status = row.sorted_by = name;
    row.vulnerabilities = {name};
    expect_safe(report::advisory_list_csv(list), "advisories");
  }
}

TEST(Spreadsheets, RunNothingOfAListOfDevices) {
  for (const std::string& name : hostile) {
    report::DevicesOf one;
    one.organisation = name;
    one.sightings.push_back(
        {name, name, name, name, name, name, name, name, name, {{inventory::IdentifierKind::name, name}}});
    one.beliefs.devices.push_back({name, name, name, name, name, name, {0}});
    expect_safe(report::device_list_csv({one}), "devices");
  }
}

TEST(Spreadsheets, RunNothingOfADrill) {
  for (const std::string& name : hostile) {
    drill::Result result = sample::small();
    result.measures[0].name = name;
    result.measures[0].unit = name;
    result.measures[0].by = {{name, name}};
    result.curves[0].name = name;
    result.curves[0].by = {{name, name}};
    expect_safe(report::measures_csv(result), "measures");
    expect_safe(report::curves_csv(result), "curves");
    comparison::Sensitivity sensitivity;
    sensitivity.measures.push_back({name, {{name, name}}});
    sensitivity.numbers.emplace_back();
    comparison::Moved& moved = sensitivity.numbers.back();
    moved.place = moved.value = moved.assumed = moved.low_end = moved.high_end = name;
    moved.swings.emplace_back();
    expect_safe(report::sensitivity_csv(sensitivity), "assumptions");
  }
}

}  // namespace
