// cordon advisory read: mark an advisory as read, until it says something new.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "show/cli/one_advisory.h"
#include "show/cli/status.h"
#include "show/cli/store_option.h"
#include "show/cli/terminal.h"
#include "show/cli/verbs.h"
#include "show/report/words.h"
#include "world/store/store.h"

namespace cli {

namespace {

struct AdvisoryReadArguments {
  OneAdvisory which;
  bool take_back = false;
  std::string store;
};

base::Result<advisory::Name> mark(const AdvisoryReadArguments& arguments) {
  auto name = find_one(arguments.store, arguments.which);
  if (!name) return name;
  auto store = store::Store::open_to_write(arguments.store);
  if (!store) return tl::unexpected(store.error());
  const auto done = store->mark_read(*name, !arguments.take_back);
  if (!done) return tl::unexpected(done.error());
  return name;
}

int run(const AdvisoryReadArguments& arguments) {
  const auto name = mark(arguments);
  if (!name) return refused(name.error());
  print(fmt::format("{} is {}.\n", report::plain(name->id), arguments.take_back ? "unread" : "read"));
  return ok;
}

}  // namespace

void add_advisory_read(CLI::App& advisory, Action& action) {
  CLI::App* verb = advisory.add_subcommand("read", "Mark an advisory as read, until it says something new");
  verb->footer(
      "Examples:\n"
      "  cordon advisory read ICSMA-18-058-02\n"
      "  cordon advisory read ICSMA-18-058-02 --not\n"
      "  cordon advisory list --unread\n"
      "\n"
      "A later revision is unread again.\n"
      "Exit status: 0 marked, 2 bad input.");
  auto arguments = std::make_shared<AdvisoryReadArguments>();
  add_one_advisory(*verb, arguments->which);
  verb->add_flag("--not", arguments->take_back, "Mark it as unread");
  add_store(*verb, arguments->store);
  verb->callback([arguments, &action] { action = [arguments](drill::Ranks&) { return run(*arguments); }; });
}

}  // namespace cli
