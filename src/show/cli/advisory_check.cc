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

#include "show/cli/embedded.h"
#include "show/cli/status.h"
#include "show/cli/terminal.h"
#include "show/cli/verbs.h"
#include "show/report/words.h"
#include "world/ingest/csaf.h"
#include "world/ingest/csaf_extension_schemas.h"
#include "world/ingest/decision_points.h"

namespace cli {

namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

struct AdvisoryCheckArguments {
  std::vector<std::string> paths;
  std::string extensions;
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

Json to_json(const std::vector<ingest::CsafFinding>& findings) {
  Json list = Json::array();
  for (const ingest::CsafFinding& finding : findings) {
    list.push_back(
        {{"test", finding.test}, {"place", finding.place}, {"value", finding.value}, {"what", finding.what}});
  }
  return list;
}

Json to_json(const std::vector<Checked>& documents, const base::Problems& problems) {
  Json list = Json::array();
  for (const Checked& one : documents) {
    list.push_back({{"file", one.file},
                    {"id", one.report.id},
                    {"ok", one.report.findings.empty()},
                    {"findings", to_json(one.report.findings)},
                    {"unchecked", to_json(one.report.unchecked)}});
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
  const auto add = [&](const std::vector<ingest::CsafFinding>& findings, std::string_view before) {
    for (const ingest::CsafFinding& finding : findings) {
      const std::string value = finding.value.empty() ? "" : fmt::format(" '{}'", report::plain(finding.value));
      out += fmt::format("{}: {}: {}{}: {}{}\n", report::plain(one.file), finding.test, report::plain(finding.place),
                         value, before, report::plain(finding.what));
    }
  };
  add(one.report.findings, "");
  add(one.report.unchecked, "not checked: ");
  return out;
}

/// The last line. Documents of which something is not checked do not count as passing all.
std::string summary(const std::vector<Checked>& documents, std::size_t with) {
  const auto partly = static_cast<std::size_t>(std::ranges::count_if(
      documents, [](const Checked& one) { return one.report.findings.empty() && !one.report.unchecked.empty(); }));
  std::string out = fmt::format("{} of CSAF checked: {} all mandatory tests, {}",
                                report::counted(documents.size(), "document", "documents"),
                                report::counted(documents.size() - with - partly, "passes", "pass"),
                                with == 1 ? "1 does not" : report::whole(with) + " do not");
  if (partly > 0) out += fmt::format("; {} those that could be checked", report::counted(partly, "passes", "pass"));
  return out + "\n";
}

/// What the documents are held against beside their standard. `extensions` is a folder; empty: none.
base::Result<ingest::CsafReferences> references(const std::string& extensions) {
  constexpr auto* points = "ssvc_decision_points.csv";
  auto decision_points = ingest::parse_decision_points(points, embedded(registries(), points));
  if (!decision_points) return tl::unexpected(decision_points.error());
  ingest::CsafReferences beside{std::move(*decision_points), nullptr};
  if (extensions.empty()) return beside;
  auto known = ingest::load_csaf_extensions(extensions);
  if (!known) return tl::unexpected(known.error());
  beside.extensions = std::move(*known);
  return beside;
}

int run(const AdvisoryCheckArguments& arguments) {
  base::Problems problems;
  const auto beside = references(arguments.extensions);
  if (!beside) return refused(beside.error());
  std::vector<Checked> documents;
  for (const fs::path& file : files_of(arguments.paths, problems)) {
    auto report = ingest::check_csaf(file, *beside);
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
    print(summary(documents, with));
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
      "  cordon advisory check advisory.json --extensions extensions/\n"
      "\n"
      "The tests are those of CSAF 2.0 or 2.1, section 6.1, as the document says (docs/advisory-check.md).\n"
      "What cannot be checked is said, and counts neither way.\n"
      "Exit status: 0 all pass, 2 a document does not, or could not be read.");
  auto arguments = std::make_shared<AdvisoryCheckArguments>();
  verb->add_option("FILE", arguments->paths, "Documents, or folders of them")->required()->type_name("");
  verb->add_option("--extensions", arguments->extensions,
                   "Schemas and metadata of extensions of CSAF 2.1 that documents may have, *.json in this folder")
      ->type_name("DIR");
  verb->add_flag("--json", arguments->json, "Print the findings as JSON");
  verb->callback([arguments, &action] { action = [arguments](drill::Ranks&) { return run(*arguments); }; });
}

}  // namespace cli
