// cordon alert new: write the small commented alert to start from.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>

#include "show/cli/embedded.h"
#include "show/cli/output.h"
#include "show/cli/status.h"
#include "show/cli/terminal.h"
#include "show/cli/verbs.h"

namespace cli {

namespace {

int new_alert(const std::string& name) {
  std::error_code error;
  base::Problems problems = check_file(name, "FILE");
  if (std::filesystem::exists(name, error)) {
    problems = base::Problem{"", "FILE", name, "is there already", "name a file that is not there yet"};
  }
  if (!problems.empty()) return refused(problems);
  if (const auto wrong = write_all({{name, std::string(embedded(example_alerts(), "example.toml"))}})) {
    print_error(*wrong + "\n");
    return failed;
  }
  print(
      fmt::format("{} now holds an example of an alert, with a comment for every line.\nNext:\n"
                  "  cordon alert check {}\n"
                  "  cordon exposed {} --response response.csv\n",
                  name, name, name));
  return ok;
}

}  // namespace

void add_alert_new(CLI::App& alert, Action& action) {
  CLI::App* verb = alert.add_subcommand("new", "Write a small commented alert to start from");
  verb->footer("Example:\n  cordon alert new CC-1353.toml");
  auto name = std::make_shared<std::string>();
  verb->add_option("FILE", *name, "File to write, not there yet")->required()->type_name("");
  verb->callback([name, &action] { action = [name](drill::Ranks&) { return new_alert(*name); }; });
}

}  // namespace cli
