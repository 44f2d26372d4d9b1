// cordon advisory show: what is kept under an id, each source apart.

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "show/cli/status.h"
#include "show/cli/store_option.h"
#include "show/cli/terminal.h"
#include "show/cli/verbs.h"
#include "show/report/advisory.h"
#include "world/ingest/text.h"
#include "world/store/store.h"

namespace cli {

namespace {

struct Arguments {
  std::string id;
  std::string store;
  bool json = false;
};

int run(const Arguments& arguments) {
  auto opened = store::Store::open(arguments.store);
  auto found = opened ? opened->advisories_of(arguments.id)
                      : base::Result<std::vector<advisory::Advisory>>(tl::unexpected(opened.error()));
  if (found && found->empty()) {
    found = tl::unexpected(base::Problems(base::Problem{arguments.store, "", ingest::shown(arguments.id),
                                                        "is no advisory or vulnerability in the store",
                                                        "import it: cordon advisory import"}));
  }
  if (!found) {
    print_problems(found.error());
    return bad_input;
  }
  print(arguments.json ? report::advisories_json(*found) : report::advisories_text(*found, width(1), wants_colour(1)));
  return ok;
}

}  // namespace

void add_advisory_show(CLI::App& advisory, Action& action) {
  CLI::App* verb = advisory.add_subcommand("show", "What is kept under an id, each source apart");
  verb->footer(
      "Examples:\n"
      "  cordon advisory show CVE-2017-0144\n"
      "  cordon advisory show ICSMA-18-058-02 --json | jq '.advisories[].products'\n"
      "\n"
      "Exit status: 0 shown, 2 bad input.");
  auto arguments = std::make_shared<Arguments>();
  verb->add_option("ID", arguments->id, "CVE or advisory")->required()->type_name("");
  add_store(*verb, arguments->store);
  verb->add_flag("--json", arguments->json, "Print all of it as JSON");
  verb->callback([arguments, &action] { action = [arguments](drill::Ranks&) { return run(*arguments); }; });
}

}  // namespace cli
