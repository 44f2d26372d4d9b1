// cordon exposed: who is touched by this alert, and what is the evidence.

#include "show/report/exposed.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "show/cli/answered.h"
#include "show/cli/arguments.h"
#include "show/cli/asked.h"
#include "show/cli/exposure_inputs.h"
#include "show/cli/output.h"
#include "show/cli/status.h"
#include "show/cli/store_option.h"
#include "show/cli/terminal.h"
#include "show/cli/verbs.h"
#include "show/report/response.h"

namespace cli {

namespace {

struct ExposedArguments {
  std::string id;
  std::string by = "organisation";
  std::string organisation;
  std::string explain;
  std::string estate;
  std::string as_of;
  std::string since;
  std::string response;
  std::string store;
  bool json = false;
  bool csv = false;
  bool html = false;
};

int explain(const ExposedArguments& arguments, const Answered& now, const std::string& day) {
  const Questioned& asked = now.asked;
  const auto device = find_device(asked.fleet, arguments.explain);
  if (!device) return refused(unknown_device("--explain", arguments.explain));
  auto chains = explain_device(asked, *device);
  const exposure::DeviceStanding& standing = now.found.devices[*device];
  if (standing.stale) chains.insert(chains.begin(), exposure::explain_age(asked.fleet, standing, day));
  if (const inventory::Mitigation* by = exposure::mitigation_of(now.mitigated, *device)) {
    chains.push_back(exposure::explain_mitigation(*by, standing.standing));
  }
  const inventory::FleetDevice& one = asked.fleet.devices[*device];
  print(arguments.json
            ? report::explained_json(arguments.id, asked.fleet.organisations[one.organisation], one.id, chains)
            : report::explained_text(chains, width(1), wants_colour(1)));
  return ok;
}

/// What hangs on the exposed devices, by the estate.
base::Result<std::vector<report::ExposedService>> services(const estate::Estate* estate, const Questioned& asked,
                                                           const exposure::Exposed& found) {
  if (estate == nullptr) {
    return tl::unexpected(base::Problem{"", "--by", "service", "needs an estate, which says what its services need",
                                        "name its folder with --estate"});
  }
  std::vector<report::ExposedService> all;
  for (const exposure::ServiceExposure& one : exposure::services_exposed(*estate, asked.fleet, found)) {
    const estate::Service& service = estate->care.services[one.service];
    all.push_back({estate->organisations[service.organisation].id, service.id, service.kind, one});
  }
  return all;
}

/// What is asked, of the newest evidence or of that of a day.
Question question_of(const ExposedArguments& arguments, const Asked& asked, const estate::Estate* around) {
  const bool expected = around != nullptr && std::ranges::any_of(around->organisations, [&](const auto& one) {
                          return one.id == arguments.organisation;
                        });
  return {arguments.store, asked.ids, arguments.organisation, arguments.as_of, asked.own(), expected};
}

/// What the centre wants to know; an id that is no alert sets no dates.
report::ResponseTerms terms(const Asked& asked, const std::string& day) {
  if (!asked.alert) return {};
  return {asked.alert->title, advisory::next_update_by(*asked.alert, day), advisory::done_by(*asked.alert)};
}

/// Who moved since the day that is asked for; nothing when none is.
base::Result<exposure::Movement> moved(const ExposedArguments& arguments, Question question, const Answered& now,
                                       const estate::Estate* around) {
  if (arguments.since.empty()) return exposure::Movement();
  question.day = arguments.since;
  const auto then = answer(question, arguments.since, around);
  if (!then) return tl::unexpected(then.error());
  return exposure::movement({then->asked.fleet, then->found, then->coverage},
                            {now.asked.fleet, now.found, now.coverage});
}

int run(const ExposedArguments& arguments) {
  const std::string day = arguments.as_of.empty() ? today() : arguments.as_of;
  if (!arguments.since.empty() && arguments.since >= day) {
    return refused(base::Problem{"", "--since", arguments.since, "is not before " + day, "name an earlier day"});
  }
  if (!arguments.response.empty()) {
    if (const auto problems = check_file(arguments.response, "--response"); !problems.empty()) return refused(problems);
  }
  const auto about = asked_about(arguments.id);
  if (!about) return refused(about.error());
  base::Result<std::optional<estate::Estate>> around;
  if (!arguments.estate.empty()) around = estate_of(arguments.estate);
  if (!around) return refused(around.error());
  const estate::Estate* const estate = *around ? &**around : nullptr;
  const Question question = question_of(arguments, *about, estate);
  const auto now = answer(question, day, estate);
  if (!now) return refused(now.error());
  const Questioned& asked = now->asked;
  if (!arguments.explain.empty()) return explain(arguments, *now, day);
  const report::ExposedBy by = *report::exposed_by(arguments.by);
  base::Result<std::vector<report::ExposedService>> hanging;
  if (by == report::ExposedBy::service) hanging = services(estate, asked, now->found);
  if (!hanging) return refused(hanging.error());
  auto movement = moved(arguments, question, *now, estate);
  if (!movement) return refused(movement.error());
  const report::ExposedAnswer answer{
      about->id,
      day,
      asked.fleet,
      asked.stock,
      asked.claims,
      asked.scope,
      now->found,
      now->coverage,
      now->mitigated,
      now->witnesses,
      context(asked),
      marked(asked, now->found),
      *hanging,
      arguments.since,
      *std::move(movement),
      by == report::ExposedBy::component ? components(asked, now->found) : std::vector<exposure::MatchedComponent>()};
  if (!arguments.response.empty()) {
    if (const auto wrong = write_all({{arguments.response, report::response_csv(answer, terms(*about, day))}})) {
      return refused(base::Problem{arguments.response, "", "", *wrong, "nothing was written"});
    }
  }
  if (arguments.csv) {
    print(report::exposed_csv(answer, by));
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
      "  cordon exposed CVE-2017-0144 --estate nation --as-of 2017-05-12 --since 2017-04-28\n"
      "  cordon exposed CVE-2017-0144 --explain ward-12\n"
      "  cordon exposed CC-1353.toml --estate nation --response response.csv\n"
      "  cordon exposed CVE-2017-0144 --html > exposed.html\n"
      "\n"
      "ID is a vulnerability's or an advisory's. Of each device: exposed, not affected, or cannot tell; of each "
      "organisation\nwhether it is clear by evidence, which must be of the last 14 days (docs/exposed.md).\n"
      "Exit status: 0 answered, 2 bad input.");
  auto arguments = std::make_shared<ExposedArguments>();
  verb->add_option("ID", arguments->id, "CVE, advisory or bulletin, or the file of an alert (.toml)")
      ->required()
      ->type_name("");
  verb->add_option("--by", arguments->by, "organisation, site, zone, device, service or component")
      ->check(CLI::IsMember({"organisation", "site", "zone", "device", "service", "component"}))
      ->type_name("WHAT");
  verb->add_option("--organisation", arguments->organisation, "Only this one")->type_name("ID");
  CLI::Option* explain =
      verb->add_option("--explain", arguments->explain, "The chain of evidence of one device")->type_name("DEVICE");
  verb->add_option(
          "--estate", arguments->estate,
          "Folder of the estate: all its organisations stand in the answer, and its services hang on the devices")
      ->type_name("DIR");
  verb->add_option("--as-of", arguments->as_of, "By what was known on that day, instead of today: 2017-05-12")
      ->check(cli::day())
      ->type_name("DATE");
  verb->add_option("--since", arguments->since, "Who moved since that day, which way, and on what evidence")
      ->check(cli::day())
      ->excludes(explain)
      ->type_name("DATE");
  verb->add_option("--response", arguments->response,
                   "Write the answer of each organisation here too, as CSV with a paragraph for the centre's form")
      ->excludes(explain)
      ->type_name("FILE");
  add_store(*verb, arguments->store);
  CLI::Option* json = verb->add_flag("--json", arguments->json, "Print JSON");
  CLI::Option* csv = verb->add_flag("--csv", arguments->csv, "Print CSV, a row a device or component")->excludes(json);
  verb->add_flag("--html", arguments->html, "Print a page that opens without a network")->excludes(json)->excludes(csv);
  verb->callback([arguments, &action] { action = [arguments](drill::Ranks&) { return run(*arguments); }; });
}

}  // namespace cli
