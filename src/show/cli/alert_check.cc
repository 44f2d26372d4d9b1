// cordon alert check: what a centre's alert says, worked out, and all that is wrong with it.

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "show/cli/asked.h"
#include "show/cli/exposure_inputs.h"
#include "show/cli/status.h"
#include "show/cli/store_option.h"
#include "show/cli/terminal.h"
#include "show/cli/verbs.h"
#include "show/report/alert.h"
#include "world/ingest/alert.h"

namespace cli {

namespace {

struct AlertCheckArguments {
  std::vector<std::string> files;
  std::string store;
  bool json = false;
};

/// What the store knows of what the alert is about; nothing where there is no store.
base::Result<std::optional<exposure::Context>> known(const std::string& store, const advisory::Alert& alert) {
  std::error_code error;
  if (!std::filesystem::exists(store, error)) return std::nullopt;
  const auto ids = ids_of(alert);
  if (!ids) return tl::unexpected(ids.error());
  const auto found = context_in(store, *ids);
  if (!found) return tl::unexpected(found.error());
  return *found;
}

int run(const AlertCheckArguments& arguments) {
  base::Problems problems;
  bool first = true;
  for (const std::string& file : arguments.files) {
    const auto alert = ingest::read_alert(file);
    if (!alert) {
      problems.add(alert.error());
      continue;
    }
    const auto context = known(arguments.store, *alert);
    if (!context) {
      problems.add(context.error());
      continue;
    }
    if (!first && !arguments.json) print("\n");
    first = false;
    print(arguments.json ? report::alert_json(*alert, *context)
                         : report::alert_text(*alert, *context, width(1), wants_colour(1)));
  }
  if (!problems.empty()) print_problems(problems);
  return problems.empty() ? ok : bad_input;
}

}  // namespace

void add_alert_check(CLI::App& alert, Action& action) {
  CLI::App* verb = alert.add_subcommand("check", "Check an alert, and show what it asks for and by when");
  verb->footer(
      "Examples:\n"
      "  cordon alert check CC-1353.toml\n"
      "  cordon alert check alerts/*.toml --json | jq .done_by\n"
      "\n"
      "With a store, the deadline of CISA's catalogue of known exploitation stands beside the alert's "
      "(docs/formats/alert.md).\n"
      "Exit status: 0 all are good, 2 one is not.");
  auto arguments = std::make_shared<AlertCheckArguments>();
  verb->add_option("FILE", arguments->files, "Alerts")->required()->type_name("");
  add_store(*verb, arguments->store);
  verb->add_flag("--json", arguments->json, "Print JSON, a document an alert");
  verb->callback([arguments, &action] { action = [arguments](drill::Ranks&) { return run(*arguments); }; });
}

}  // namespace cli
