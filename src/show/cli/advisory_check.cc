// cordon advisory check: hold CSAF documents against the mandatory tests of their standard.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <system_error>
#include <vector>

#include "show/cli/status.h"
#include "show/cli/terminal.h"
#include "show/cli/verbs.h"
#include "show/report/words.h"
#include "world/ingest/csaf.h"

namespace cli {

namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

struct Arguments {
  std::vector<std::string> paths;
  bool json = false;
};

/// The files named, and all *.json below the folders named, sorted.
std::vector<fs::path> files_of(const std::vector<std::string>& paths, base::Problems& problems) {
  std::vector<fs::path> files;
  for (const std::string& path : paths) {
    std::error_code error;
    if (!fs::is_directory(path, error)) {
      files.emplace_back(path);
      continue;
    }
    const std::size_t before = files.size();
    for (auto at = fs::recursive_directory_iterator(path, error); !error && at != fs::recursive_directory_iterator();
         at.increment(error)) {
      if (at->is_regular_file(error) && at->path().extension() == ".json") files.push_back(at->path());
    }
    std::sort(files.begin() + static_cast<std::ptrdiff_t>(before), files.end());
    if (error) problems.add({path, "", "", "cannot be read: " + error.message(), "check its permissions"});
    if (!error && files.size() == before) {
      problems.add({path, "", "", "holds no file that ends in .json", "name the documents or their folder"});
    }
  }
  return files;
}

/// A document that was read, and where.
struct Checked {
  std::string file;
  ingest::CsafReport report;
};

Json to_json(const std::vector<Checked>& documents, const base::Problems& problems) {
  Json list = Json::array();
  for (const Checked& one : documents) {
    Json findings = Json::array();
    for (const ingest::CsafFinding& finding : one.report.findings) {
      findings.push_back(
          {{"test", finding.test}, {"place", finding.place}, {"value", finding.value}, {"what", finding.what}});
    }
    list.push_back({{"file", one.file},
                    {"id", one.report.id},
                    {"ok", one.report.findings.empty()},
                    {"findings", std::move(findings)}});
  }
  Json refused = Json::array();
  for (const base::Problem& problem : problems.kept()) {
    refused.push_back({{"file", problem.file},
                       {"place", problem.place},
                       {"value", problem.value},
                       {"what", problem.what},
                       {"mend", problem.mend}});
  }
  return {{"schema", "cordon-advisory-check/1"},
          {"standard", "CSAF 2.0 and 2.1, section 6.1"},
          {"documents", std::move(list)},
          {"problems_in_all", problems.total()},
          {"problems", std::move(refused)}};
}

std::string to_text(const Checked& one) {
  std::string out;
  for (const ingest::CsafFinding& finding : one.report.findings) {
    const std::string value = finding.value.empty() ? "" : fmt::format(" '{}'", report::plain(finding.value));
    out += fmt::format("{}: {}: {}{}: {}\n", report::plain(one.file), finding.test, report::plain(finding.place), value,
                       report::plain(finding.what));
  }
  return out;
}

int run(const Arguments& arguments) {
  base::Problems problems;
  std::vector<Checked> documents;
  for (const fs::path& file : files_of(arguments.paths, problems)) {
    auto report = ingest::check_csaf(file);
    if (report) {
      documents.push_back({file.string(), std::move(*report)});
    } else {
      problems.add(report.error());
    }
  }
  const auto with = static_cast<std::size_t>(
      std::ranges::count_if(documents, [](const Checked& one) { return !one.report.findings.empty(); }));
  if (arguments.json) {
    print(to_json(documents, problems).dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
  } else {
    for (const Checked& one : documents) print(to_text(one));
    if (!problems.empty()) print_problems(problems);
    print(fmt::format("{} of CSAF checked: {} all mandatory tests, {}\n",
                      report::counted(documents.size(), "document", "documents"),
                      report::counted(documents.size() - with, "passes", "pass"),
                      with == 1 ? "1 does not" : report::whole(with) + " do not"));
  }
  return problems.empty() && with == 0 ? ok : bad_input;
}

}  // namespace

void add_advisory_check(CLI::App& advisory, Action& action) {
  CLI::App* verb =
      advisory.add_subcommand("check", "Hold CSAF documents against the mandatory tests of their standard");
  verb->footer(
      "Examples:\n"
      "  cordon advisory check icsma-18-058-02.json\n"
      "  cordon advisory check advisories/ --json | jq '.documents[] | select(.ok | not)'\n"
      "\n"
      "The tests are those of CSAF 2.0 or 2.1, section 6.1, as the document says (docs/advisory-check.md).\n"
      "Exit status: 0 all pass, 2 a document does not, or could not be read.");
  auto arguments = std::make_shared<Arguments>();
  verb->add_option("FILE", arguments->paths, "Documents, or folders of them")->required()->type_name("");
  verb->add_flag("--json", arguments->json, "Print the findings as JSON");
  verb->callback([arguments, &action] { action = [arguments](drill::Ranks&) { return run(*arguments); }; });
}

}  // namespace cli
