// cordon alert csaf: a centre's alert as a CSAF document.

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "show/cli/status.h"
#include "show/cli/terminal.h"
#include "show/cli/verbs.h"
#include "show/report/alert.h"
#include "world/ingest/alert.h"

namespace cli {

namespace {

int print_csaf(const std::string& file) {
  const auto alert = ingest::read_alert(file);
  if (!alert) return refused(alert.error());
  print(report::alert_csaf(*alert));
  return ok;
}

}  // namespace

void add_alert_csaf(CLI::App& alert, Action& action) {
  CLI::App* verb = alert.add_subcommand("csaf", "Print an alert as a CSAF 2.0 document");
  verb->footer(
      "Example:\n"
      "  cordon alert csaf CC-1353.toml > cc-1353.json && cordon advisory check cc-1353.json\n"
      "\n"
      "Exit status: 0 printed, 2 bad input.");
  auto file = std::make_shared<std::string>();
  verb->add_option("FILE", *file, "The alert")->required()->type_name("");
  verb->callback([file, &action] { action = [file](drill::Ranks&) { return print_csaf(*file); }; });
}

}  // namespace cli
