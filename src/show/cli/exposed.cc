// cordon exposed: who is touched by this alert, and what is the evidence.

#include "show/report/exposed.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "show/cli/exposure_inputs.h"
#include "show/cli/status.h"
#include "show/cli/store_option.h"
#include "show/cli/terminal.h"
#include "show/cli/verbs.h"

namespace cli {

namespace {

struct Arguments {
  std::string id;
  std::string by = "organisation";
  std::string organisation;
  std::string explain;
  std::string estate;
  std::string store;
  bool json = false;
  bool csv = false;
  bool html = false;
};

int explain(const Arguments& arguments, const Questioned& asked) {
  const auto device = find_device(asked.fleet, arguments.explain);
  if (!device) {
    print_problems(unknown_device("--explain", arguments.explain));
    return bad_input;
  }
  const auto chains = explain_device(asked, *device);
  const inventory::FleetDevice& one = asked.fleet.devices[*device];
  print(arguments.json
            ? report::explained_json(arguments.id, asked.fleet.organisations[one.organisation], one.id, chains)
            : report::explained_text(chains, width(1), wants_colour(1)));
  return ok;
}

/// What hangs on the exposed devices, by the estate.
base::Result<std::vector<report::ExposedService>> services(const Arguments& arguments, const Questioned& asked,
                                                           const exposure::Exposed& found) {
  if (arguments.estate.empty()) {
    return tl::unexpected(base::Problem{"", "--by", "service", "needs an estate, which says what its services need",
                                        "name its folder with --estate"});
  }
  const auto estate = estate_of(arguments.estate);
  if (!estate) return tl::unexpected(estate.error());
  std::vector<report::ExposedService> all;
  for (const exposure::ServiceExposure& one : exposure::services_exposed(*estate, asked.fleet, found)) {
    const estate::Service& service = estate->care.services[one.service];
    all.push_back({estate->organisations[service.organisation].id, service.id, service.kind, one});
  }
  return all;
}

int run(const Arguments& arguments) {
  const auto asked = question(arguments.store, arguments.id, arguments.organisation);
  if (!asked) {
    print_problems(asked.error());
    return bad_input;
  }
  if (!arguments.explain.empty()) return explain(arguments, *asked);
  const exposure::Exposed found = exposure::exposed(asked->fleet, asked->stock, asked->answers, asked->windows);
  const report::ExposedBy by = *report::exposed_by(arguments.by);
  base::Result<std::vector<report::ExposedService>> hanging;
  if (by == report::ExposedBy::service) hanging = services(arguments, *asked, found);
  if (!hanging) {
    print_problems(hanging.error());
    return bad_input;
  }
  const report::ExposedAnswer answer{arguments.id, asked->fleet,    asked->stock,          asked->claims,
                                     found,        context(*asked), marked(*asked, found), *hanging};
  if (arguments.csv) {
    print(report::exposed_csv(answer));
  } else if (arguments.html) {
    print(report::exposed_html(answer, by));
  } else if (arguments.json) {
    print(report::exposed_json(answer, by));
  } else {
    print(report::exposed_text(answer, by, width(1), wants_colour(1)));
  }
  return ok;
}

}  // namespace

void add_exposed(CLI::App& app, Action& action) {
  CLI::App* verb = app.add_subcommand("exposed", "Who is touched by an alert, and by what evidence");
  verb->footer(
      "Examples:\n"
      "  cordon exposed CVE-2017-0144\n"
      "  cordon exposed ICSMA-18-058-02 --by site --organisation X01\n"
      "  cordon exposed CVE-2017-0144 --by service --estate my-trust\n"
      "  cordon exposed CVE-2017-0144 --explain ward-12\n"
      "  cordon exposed CVE-2017-0144 --html > exposed.html\n"
      "\n"
      "ID is a vulnerability's or an advisory's. Of each device: exposed, not affected, or cannot tell "
      "(docs/exposed.md).\n"
      "Exit status: 0 answered, 2 bad input.");
  auto arguments = std::make_shared<Arguments>();
  verb->add_option("ID", arguments->id, "CVE, advisory or bulletin")->required()->type_name("");
  verb->add_option("--by", arguments->by, "organisation, site, zone, device or service")
      ->check(CLI::IsMember({"organisation", "site", "zone", "device", "service"}))
      ->type_name("WHAT");
  verb->add_option("--organisation", arguments->organisation, "Only this one")->type_name("ID");
  verb->add_option("--explain", arguments->explain, "The chain of evidence of one device")->type_name("DEVICE");
  verb->add_option("--estate", arguments->estate, "Folder of the estate whose services hang on the devices")
      ->type_name("DIR");
  add_store(*verb, arguments->store);
  CLI::Option* json = verb->add_flag("--json", arguments->json, "Print JSON");
  CLI::Option* csv = verb->add_flag("--csv", arguments->csv, "Print CSV, a row a device")->excludes(json);
  verb->add_flag("--html", arguments->html, "Print a page that opens without a network")->excludes(json)->excludes(csv);
  verb->callback([arguments, &action] { action = [arguments](drill::Ranks&) { return run(*arguments); }; });
}

}  // namespace cli
