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

struct AdvisoryShowArguments {
  std::string id;
  std::string store;
  bool json = false;
};

base::Result<std::vector<advisory::Noted>> find(const AdvisoryShowArguments& arguments) {
  auto opened = store::Store::open(arguments.store);
  if (!opened) return tl::unexpected(opened.error());
  auto found = opened->advisories_of(arguments.id);
  if (!found) return tl::unexpected(found.error());
  if (found->empty()) {
    return tl::unexpected(base::Problem{arguments.store, "", ingest::shown(arguments.id),
                                        "is no advisory or vulnerability in the store",
                                        "import it: cordon advisory import"});
  }
  std::vector<advisory::Noted> noted;
  for (advisory::Advisory& one : *found) {
    auto remarks = opened->remarks_on(advisory::name_of(one));
    if (!remarks) return tl::unexpected(remarks.error());
    noted.push_back({std::move(one), std::move(*remarks)});
  }
  return noted;
}

int run(const AdvisoryShowArguments& arguments) {
  const auto found = find(arguments);
  if (!found) return refused(found.error());
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
  auto arguments = std::make_shared<AdvisoryShowArguments>();
  verb->add_option("ID", arguments->id, "CVE or advisory")->required()->type_name("");
  add_store(*verb, arguments->store);
  verb->add_flag("--json", arguments->json, "Print all of it as JSON");
  verb->callback([arguments, &action] { action = [arguments](drill::Ranks&) { return run(*arguments); }; });
}

}  // namespace cli
