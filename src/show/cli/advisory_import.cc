// cordon advisory import: take advisories of any feed into the store.

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "show/cli/import_report.h"
#include "show/cli/input_files.h"
#include "show/cli/status.h"
#include "show/cli/store_option.h"
#include "show/cli/terminal.h"
#include "show/cli/verbs.h"
#include "world/ingest/feed.h"
#include "world/ingest/windows_tables.h"
#include "world/store/store.h"

namespace cli {

namespace {

struct AdvisoryImportArguments {
  std::vector<std::string> paths;
  std::string store;
  bool json = false;
};

/// Puts what a file holds into the import; a problem of the store ends the whole.
base::Result<void> take(const ingest::FeedReading& reading, store::Import& import, ImportReport& report) {
  ++report.files[reading.kind];
  report.refused.add(reading.refused);
  for (const advisory::Advisory& one : reading.advisories) {
    const auto change = import.put(one);
    if (!change) return tl::unexpected(change.error());
    report.changes.add(*change);
  }
  return import.put(reading.updates);
}

base::Result<ImportReport> import_all(const AdvisoryImportArguments& arguments) {
  auto opened = store::Store::open_to_write(arguments.store);
  if (!opened) return tl::unexpected(opened.error());
  auto import = opened->import();
  if (!import) return tl::unexpected(import.error());
  ImportReport report;
  std::optional<base::Problems> broken;
  const auto put = [&](const base::Result<ingest::FeedReading>& reading) {
    if (!reading) return report.refused.add(reading.error());
    if (const auto done = take(*reading, *import, report); !done) broken = done.error();
  };
  const auto whole = [&](const std::filesystem::path& folder) {
    const bool tables = ingest::is_windows_tables(folder);
    if (tables && !broken) put(ingest::load_windows_tables(folder));
    return tables;
  };
  const auto each = [&](const InputFile& file) {
    if (broken) return;
    if (!file.asked_for && !ingest::is_feed(file.bytes)) {
      report.passed_over.push_back(file.name);
      return;
    }
    put(ingest::read_feed(file.name, file.bytes));
  };
  report.refused.add(each_input(arguments.paths, each, whole));
  if (broken) return tl::unexpected(std::move(*broken));
  if (const auto done = import->commit(); !done) return tl::unexpected(done.error());
  return report;
}

int run(const AdvisoryImportArguments& arguments) {
  const auto report = import_all(arguments);
  if (!report) return refused(report.error());
  if (!report->refused.empty() && !arguments.json) print_problems(report->refused);
  print(arguments.json ? to_json(*report, "advisories") : to_text(*report, "advisory", "advisories"));
  return report->refused.empty() ? ok : bad_input;
}

}  // namespace

void add_advisory_import(CLI::App& advisory, Action& action) {
  CLI::App* verb = advisory.add_subcommand("import", "Take advisories of any feed into the store");
  verb->footer(
      "Examples:\n"
      "  cordon advisory import icsma-18-058-02.json\n"
      "  cordon advisory import csaf_files/ known_exploited_vulnerabilities.json\n"
      "\n"
      "Feeds are told apart by what stands in the files (docs/feeds.md). All of one call is taken or nothing; records\n"
      "that cannot be read are named and left out. A later revision takes the place of an earlier one.\n"
      "Exit status: 0 all taken, 2 something was refused.");
  auto arguments = std::make_shared<AdvisoryImportArguments>();
  verb->add_option("PATH", arguments->paths, "Files, or folders of them")->required()->type_name("");
  add_store(*verb, arguments->store);
  verb->add_flag("--json", arguments->json, "Print what was done as JSON");
  verb->callback([arguments, &action] { action = [arguments](drill::Ranks&) { return run(*arguments); }; });
}

}  // namespace cli
