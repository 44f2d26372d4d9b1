// cordon estate new: write the small commented example to start from.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <string>

#include "show/cli/embedded.h"
#include "show/cli/estate_folder.h"
#include "show/cli/output.h"
#include "show/cli/status.h"
#include "show/cli/terminal.h"
#include "show/cli/verbs.h"

namespace cli {

namespace {

int new_estate(const std::string& name) {
  OutputFolder folder(name);
  const base::Problems problems = prepare_new(folder);
  if (!problems.empty()) return refused(problems);
  std::vector<Content> contents;
  for (const EmbeddedFile& file : example_estate()) {
    contents.push_back({folder.path() / std::filesystem::path(file.name), std::string(file.content)});
  }
  if (const auto wrong = write_all(contents)) {
    print_error(*wrong + "\n");
    return failed;
  }
  folder.keep();
  print(
      fmt::format("{} now holds an example: one hospital trust with three sites. Its README.md says what is what.\n"
                  "Next:\n"
                  "  cordon estate check {}\n"
                  "  cordon drill --estate {} --threat {}/rehearsal.toml --defence {}/defence.toml\n",
                  name, name, name, name, name));
  return ok;
}

}  // namespace

void add_estate_new(CLI::App& estate, Action& action) {
  CLI::App* verb = estate.add_subcommand("new", "Write a small commented example: one hospital trust with three sites");
  verb->footer("Example:\n  cordon estate new my-trust");
  auto name = std::make_shared<std::string>();
  verb->add_option("DIR", *name, "Folder to write, empty or not there yet")->required()->type_name("");
  verb->callback([name, &action] { action = [name](drill::Ranks&) { return new_estate(*name); }; });
}

}  // namespace cli
