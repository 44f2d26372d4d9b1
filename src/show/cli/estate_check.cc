// cordon estate check: read an estate and say everything that is wrong with it.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "show/cli/status.h"
#include "show/cli/terminal.h"
#include "show/cli/verbs.h"
#include "show/report/words.h"
#include "world/estate/estate.h"
#include "world/ingest/estate.h"

namespace cli {

namespace {

using Json = nlohmann::ordered_json;

std::string summary(const estate::Estate& estate) {
  return fmt::format("{}: {}, {}, {} in {}, {}, {}; no problems\n", report::plain(estate.name),
                     report::counted(estate.organisations.size(), "organisation", "organisations"),
                     report::counted(estate.zones.size(), "zone", "zones"),
                     report::counted(estate.devices(), "device", "devices"),
                     report::counted(estate.groups.size(), "group", "groups"),
                     report::counted(estate.care.services.size(), "service", "services"),
                     report::counted(estate.parameters.size(), "uncertain parameter", "uncertain parameters"));
}

/// How many services' needs were not given; they are assumed, and that is said.
std::size_t without_needs(const estate::Care& care) {
  return static_cast<std::size_t>(std::count_if(care.services.begin(), care.services.end(),
                                                [](const estate::Service& service) { return service.needs_assumed; }));
}

std::string assumptions(const estate::Care& care) {
  const std::size_t number = without_needs(care);
  if (number == 0) return {};
  return fmt::format(
      "Assumed: {} of services.csv {} no needs. Each is taken to work in proportion to all devices of its organisation "
      "that are in service.\n",
      report::counted(number, "row", "rows"), number == 1 ? "has" : "have");
}

Json problems_json(const base::Problems& problems) {
  Json list = Json::array();
  for (const base::Problem& problem : problems.kept()) {
    list.push_back({{"file", problem.file},
                    {"place", problem.place},
                    {"value", problem.value},
                    {"what", problem.what},
                    {"mend", problem.mend}});
  }
  return list;
}

int run(const std::string& folder, bool as_json) {
  auto tables = ingest::read_estate(folder);
  if (as_json) {
    Json out{{"schema", "cordon-estate-check/1"},
             {"ok", tables.has_value()},
             {"problems_in_all", 0},
             {"problems", Json::array()}};
    if (!tables) {
      out["problems_in_all"] = tables.error().total();
      out["problems"] = problems_json(tables.error());
    } else {
      out["services_with_assumed_needs"] = without_needs(tables->care);
    }
    print(out.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
    return tables ? ok : bad_input;
  }
  if (!tables) return refused(tables.error());
  const estate::Estate estate(std::move(*tables));
  print(summary(estate) + assumptions(estate.care));
  return ok;
}

}  // namespace

void add_estate_check(CLI::App& estate, Action& action) {
  CLI::App* verb = estate.add_subcommand("check", "Name everything that is wrong: file, row, column, value, mend");
  verb->footer("Examples:\n  cordon estate check my-trust\n  cordon estate check my-trust --json | jq .problems");
  struct Arguments {
    std::string folder;
    bool json = false;
  };
  auto arguments = std::make_shared<Arguments>();
  verb->add_option("DIR", arguments->folder, "Folder of the estate's tables")->required()->type_name("");
  verb->add_flag("--json", arguments->json, "Print the problems as JSON");
  verb->callback([arguments, &action] {
    action = [arguments](drill::Ranks&) { return run(arguments->folder, arguments->json); };
  });
}

}  // namespace cli
