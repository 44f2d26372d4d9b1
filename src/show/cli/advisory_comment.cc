// cordon advisory comment: write something beside an advisory.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "show/cli/arguments.h"
#include "show/cli/one_advisory.h"
#include "show/cli/status.h"
#include "show/cli/store_option.h"
#include "show/cli/terminal.h"
#include "show/cli/verbs.h"
#include "show/report/words.h"
#include "world/store/store.h"

namespace cli {

namespace {

struct AdvisoryCommentArguments {
  OneAdvisory which;
  std::string text;
  std::string on;
  std::string store;
};

base::Result<advisory::Name> comment(const AdvisoryCommentArguments& arguments) {
  if (arguments.text.find_first_not_of(" \t\r\n") == std::string::npos) {
    return tl::unexpected(base::Problem{"", "TEXT", "", "is empty", "write what is to be kept"});
  }
  auto name = find_one(arguments.store, arguments.which);
  if (!name) return name;
  auto store = store::Store::open_to_write(arguments.store);
  if (!store) return tl::unexpected(store.error());
  const auto done = store->comment(*name, {arguments.on.empty() ? today() : arguments.on, arguments.text});
  if (!done) return tl::unexpected(done.error());
  return name;
}

int run(const AdvisoryCommentArguments& arguments) {
  const auto name = comment(arguments);
  if (!name) return refused(name.error());
  print(fmt::format("Kept beside {}: cordon advisory show has it.\n", report::plain(name->id)));
  return ok;
}

}  // namespace

void add_advisory_comment(CLI::App& advisory, Action& action) {
  CLI::App* verb = advisory.add_subcommand("comment", "Write something beside an advisory");
  verb->footer(
      "Examples:\n"
      "  cordon advisory comment ICSMA-18-058-02 \"The maker mends it in June: ticket 4711\"\n"
      "\n"
      "Comments stay when a later revision comes.\n"
      "Exit status: 0 kept, 2 bad input.");
  auto arguments = std::make_shared<AdvisoryCommentArguments>();
  add_one_advisory(*verb, arguments->which);
  verb->add_option("TEXT", arguments->text, "What is to be kept")->required()->type_name("");
  verb->add_option("--on", arguments->on, "The day that it is of (today)")->check(day())->type_name("DAY");
  add_store(*verb, arguments->store);
  verb->callback([arguments, &action] { action = [arguments](drill::Ranks&) { return run(*arguments); }; });
}

}  // namespace cli
