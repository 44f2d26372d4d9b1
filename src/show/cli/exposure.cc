// cordon exposure: everything that the fleet is exposed to, worst first.

#include <CLI/CLI.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "show/cli/arguments.h"
#include "show/cli/exposure_inputs.h"
#include "show/cli/status.h"
#include "show/cli/store_option.h"
#include "show/cli/terminal.h"
#include "show/cli/verbs.h"
#include "show/report/end_of_life.h"
#include "show/report/exposed.h"
#include "show/report/missing.h"

namespace cli {

namespace {

struct ExposureArguments {
  std::uint64_t top = 20;
  std::string organisation;
  std::string device;
  std::string product;
  std::string estate;
  std::string store;
  std::string on;
  std::vector<std::string> ids;
  bool end_of_life = false;
  bool missing = false;
  bool json = false;
};

int end_of_life(const ExposureArguments& arguments) {
  const std::string day = arguments.on.empty() ? today() : arguments.on;
  const auto all = no_longer_mended(arguments.store, arguments.organisation, arguments.device, day);
  if (!all) return refused(all.error());
  print(arguments.json ? report::end_of_life_json(*all, day, arguments.top)
                       : report::end_of_life_text(*all, day, arguments.top, width(1), wants_colour(1)));
  return ok;
}

int missing(const ExposureArguments& arguments) {
  const std::string day = arguments.on.empty() ? today() : arguments.on;
  const auto all = missing_fields(arguments.store, arguments.ids, arguments.organisation, arguments.device,
                                  arguments.estate, arguments.on);
  if (!all) return refused(all.error());
  print(arguments.json ? report::missing_json(*all, day, arguments.top)
                       : report::missing_text(*all, arguments.top, width(1), wants_colour(1)));
  return ok;
}

int run(const ExposureArguments& arguments) {
  if (!arguments.on.empty() && !arguments.end_of_life && !arguments.missing) {
    print_problems(base::Problem{"", "--on", arguments.on, "needs --end-of-life or --missing",
                                 "name one of them; what is exposed is told by the newest lists"});
    return bad_input;
  }
  if (arguments.missing) return missing(arguments);
  if (arguments.end_of_life) return end_of_life(arguments);
  const auto all =
      everything(arguments.store, arguments.organisation, arguments.device, arguments.product, arguments.estate);
  if (!all) return refused(all.error());
  const bool around = !arguments.estate.empty();
  const bool of_few = !arguments.device.empty() || !arguments.product.empty();
  print(arguments.json ? report::overview_json(*all, around, arguments.top)
                       : report::overview_text(*all, around, of_few, arguments.top, width(1), wants_colour(1)));
  return ok;
}

}  // namespace

void add_exposure(CLI::App& app, Action& action) {
  CLI::App* verb = app.add_subcommand("exposure", "Everything that your devices are exposed to, worst first");
  verb->footer(
      "Examples:\n"
      "  cordon exposure --top 50\n"
      "  cordon exposure --organisation X01 --device ward-12\n"
      "  cordon exposure --product intellispace\n"
      "  cordon exposure --estate my-trust\n"
      "  cordon exposure --end-of-life --on 2027-06-30\n"
      "  cordon exposure --missing --estate nation\n"
      "  cordon exposure --missing CVE-2017-0144 MS17-010\n"
      "  cordon exposure --json | jq '.rows[] | select(.context.known_exploited)'\n"
      "\n"
      "Exit status: 0 answered, 2 bad input.");
  auto arguments = std::make_shared<ExposureArguments>();
  verb->add_option("--top", arguments->top, "How many (20)")->check(whole(1, 1'000'000))->type_name("N");
  verb->add_option("--organisation", arguments->organisation, "Only this one")->type_name("ID");
  verb->add_option("--device", arguments->device, "Only this one")->type_name("ID");
  verb->add_option("--estate", arguments->estate,
                   "Folder of the estate: from where devices are reached, and what hangs on them")
      ->type_name("DIR");
  CLI::Option* ended = verb->add_flag("--end-of-life", arguments->end_of_life,
                                      "Releases in use that nobody mends any longer, instead of vulnerabilities");
  CLI::Option* missing = verb->add_flag("--missing", arguments->missing,
                                        "Which absent field, asked of whom, would settle most of what cannot be told");
  missing->excludes(ended);
  verb->add_option("--product", arguments->product,
                   "Only of what has this in vendor, name, package URL or CPE, or of a Windows called so")
      ->excludes(ended)
      ->excludes(missing)
      ->type_name("TEXT");
  verb->add_option("ID", arguments->ids, "Only these: CVE, advisory or bulletin, or the file of an alert (.toml)")
      ->needs(missing)
      ->type_name("");
  verb->add_option("--on", arguments->on, "As of this day (today)")->check(day())->type_name("DAY");
  add_store(*verb, arguments->store);
  verb->add_flag("--json", arguments->json, "Print JSON");
  verb->callback([arguments, &action] { action = [arguments](drill::Ranks&) { return run(*arguments); }; });
}

}  // namespace cli
