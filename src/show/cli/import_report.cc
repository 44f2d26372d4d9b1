#include "show/cli/import_report.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "show/report/words.h"

namespace cli {

namespace {

using Json = nlohmann::ordered_json;
using store::Change;

struct Wording {
  Change change;
  std::string_view key;
  std::string_view words;
};
constexpr std::array<Wording, store::changes> wordings{{
    {Change::added, "new", "new"},
    {Change::changed, "changed", "changed"},
    {Change::withdrawn, "withdrawn", "withdrawn"},
    {Change::same, "same", "there already"},
    {Change::older, "older", "older than what is there, left alone"},
}};

constexpr std::string_view kept_words = "older than what is there, kept for questions about an earlier day";

constexpr std::size_t names_shown = 5;

}  // namespace

std::string to_text(const ImportReport& report, std::string_view one, std::string_view many) {
  std::string out;
  for (const auto& [kind, number] : report.files) {
    out += fmt::format("{:>9} {} of {}\n", report::whole(number), number == 1 ? "file" : "files", kind);
  }
  const std::size_t passed = report.passed_over.size();
  if (passed > 0) {
    out +=
        fmt::format("{:>9} {} of no known kind, passed over:", report::whole(passed), passed == 1 ? "file" : "files");
    for (std::size_t i = 0; i < std::min(passed, names_shown); ++i) out += " " + report::plain(report.passed_over[i]);
    out += passed > names_shown ? " ...\n" : "\n";
  }
  for (const Wording& wording : wordings) {
    const std::size_t number = report.changes.of(wording.change);
    const bool kept = wording.change == Change::older && report.keeps_older;
    const std::string_view words = kept ? kept_words : wording.words;
    if (number > 0) out += fmt::format("{:>9} {} {}\n", report::whole(number), number == 1 ? one : many, words);
  }
  if (report.undated > 0) {
    out += fmt::format("{:>9} {} a date, and can clear no device: say when it was collected with --date\n",
                       report::whole(report.undated), report.undated == 1 ? "list is without" : "lists are without");
  }
  if (report.undated_rows > 0) {
    out += fmt::format(
        "{:>9} {} without a date in a list that gives others one, and can clear no device: say when it was collected "
        "with --date\n",
        report::whole(report.undated_rows), report.undated_rows == 1 ? "row is" : "rows are");
  }
  if (report.not_come > 0) {
    out += fmt::format(
        "{:>9} {} a date after tomorrow, which is not believed: see whether day and month are the right way round "
        "(dates in a column map), or say when it was collected with --date\n",
        report::whole(report.not_come), report.not_come == 1 ? "row has" : "rows have");
  }
  if (!report.personal.empty()) {
    out += fmt::format("{:>9} {} about people, nothing of which was kept: {}\n", report::whole(report.personal.size()),
                       report.personal.size() == 1 ? "column" : "columns",
                       report::plain(fmt::format("{}", fmt::join(report.personal, ", "))));
  }
  if (report.refused.total() > 0) {
    out += fmt::format("{:>9} {} refused, named above\n", report::whole(report.refused.total()),
                       report.refused.total() == 1 ? "thing" : "things");
  }
  return out;
}

std::string to_json(const ImportReport& report, std::string_view many) {
  Json files = Json::object();
  for (const auto& [kind, number] : report.files) files[kind] = number;
  Json changes = Json::object();
  for (const Wording& wording : wordings) changes[std::string(wording.key)] = report.changes.of(wording.change);
  Json refused = Json::array();
  for (const base::Problem& problem : report.refused.kept()) {
    refused.push_back({{"file", problem.file},
                       {"place", problem.place},
                       {"value", problem.value},
                       {"what", problem.what},
                       {"mend", problem.mend}});
  }
  const Json json = {{"schema", "cordon-import/1"},
                     {"files", std::move(files)},
                     {"passed_over", report.passed_over},
                     {std::string(many), std::move(changes)},
                     {"columns_about_people", report.personal},
                     {"lists_without_a_date", report.undated},
                     {"rows_without_a_date", report.undated_rows},
                     {"rows_with_a_date_to_come", report.not_come},
                     {"refused_in_all", report.refused.total()},
                     {"refused", std::move(refused)}};
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace cli
