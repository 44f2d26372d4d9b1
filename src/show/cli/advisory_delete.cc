// cordon advisory delete: take one advisory out of the store.

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

struct AdvisoryDeleteArguments {
  OneAdvisory which;
  std::string store;
};

base::Result<advisory::Name> remove(const AdvisoryDeleteArguments& arguments) {
  auto name = find_one(arguments.store, arguments.which);
  if (!name) return name;
  auto store = store::Store::open_to_write(arguments.store);
  if (!store) return tl::unexpected(store.error());
  const auto removed = store->remove(*name);
  if (!removed) return tl::unexpected(removed.error());
  return name;
}

int run(const AdvisoryDeleteArguments& arguments) {
  const auto name = remove(arguments);
  if (!name) return refused(name.error());
  print(fmt::format("{} of {}, as {}, deleted with its comments.\n", report::plain(name->id),
                    report::plain(name->publisher), advisory::name_of(name->feed)));
  return ok;
}

}  // namespace

void add_advisory_delete(CLI::App& advisory, Action& action) {
  CLI::App* verb = advisory.add_subcommand("delete", "Take one advisory out of the store");
  verb->footer(
      "Examples:\n"
      "  cordon advisory delete ICSMA-18-058-02\n"
      "  cordon advisory delete CVE-2017-0144 --feed kev\n"
      "\n"
      "Its comments go with it. Imported again it is there again. Where several have the id, nothing is deleted.\n"
      "Exit status: 0 deleted, 2 bad input.");
  auto arguments = std::make_shared<AdvisoryDeleteArguments>();
  add_one_advisory(*verb, arguments->which);
  add_store(*verb, arguments->store);
  verb->callback([arguments, &action] { action = [arguments](drill::Ranks&) { return run(*arguments); }; });
}

}  // namespace cli
