// cordon VERB: reads the command line, calls the verb, answers the shell.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>

#include "foresee/drill/ranks.h"
#include "show/cli/status.h"
#include "show/cli/terminal.h"
#include "show/cli/verbs.h"

namespace {

constexpr const char* about =
    "Cordon: how far would an outbreak go in your organisations, and what would it take down.\n"
    "It is for defenders: it holds no exploit, sends nothing, and probes no network.";

constexpr const char* examples =
    "Examples:\n"
    "  cordon estate new my-trust\n"
    "  cordon estate check my-trust\n"
    "  cordon drill --estate my-trust --threat threats/wannacry-2017.toml --out result\n"
    "  cordon compare before.json after.json\n"
    "  cordon advisory import advisories/\n"
    "  cordon inventory import --organisation X01 register.csv\n"
    "  cordon exposed CVE-2017-0144\n"
    "\n"
    "Memory: that of the simulations, where there are any: 'cordon drill --help' and 'cordon fit --help' say how "
    "much.\n"
    "\n"
    "Exit status: 0 done, 1 failed while working, 2 bad input or usage, 130 interrupted.\n"
    "'cordon VERB --help' tells more of each verb.";

int run(int argc, char** argv) {
  CLI::App app{about, "cordon"};
  app.footer(examples);
  app.set_version_flag("--version", std::string("cordon ") + CORDON_VERSION);
  app.get_formatter()->column_width(34);
  app.require_subcommand(1);
  cli::Action action;
  cli::add_drill(app, action);
  cli::add_fit(app, action);
  cli::add_compare(app, action);
  CLI::App* advisory = app.add_subcommand("advisory", "Read, check, list and compare security advisories");
  advisory->footer("Examples:\n  cordon advisory check advisories/\n  cordon advisory import advisories/");
  advisory->require_subcommand(1);
  cli::add_advisory_import(*advisory, action);
  cli::add_advisory_check(*advisory, action);
  cli::add_advisory_show(*advisory, action);
  cli::add_advisory_list(*advisory, action);
  cli::add_advisory_difference(*advisory, action);
  cli::add_advisory_read(*advisory, action);
  cli::add_advisory_comment(*advisory, action);
  cli::add_advisory_delete(*advisory, action);

  CLI::App* inventory = app.add_subcommand("inventory", "Take in what is on devices");
  inventory->footer("Examples:\n  cordon inventory import --organisation X01 sbom/");
  inventory->require_subcommand(1);
  cli::add_inventory_import(*inventory, action);
  cli::add_inventory_devices(*inventory, action);
  cli::add_exposed(app, action);
  cli::add_exposure(app, action);
  cli::add_mark(app, action);
  CLI::App* alert = app.add_subcommand("alert", "Write or check a centre's own alert");
  alert->footer("Examples:\n  cordon alert new CC-1353.toml\n  cordon alert check CC-1353.toml");
  alert->require_subcommand(1);
  cli::add_alert_new(*alert, action);
  cli::add_alert_check(*alert, action);
  cli::add_alert_csaf(*alert, action);
  CLI::App* estate = app.add_subcommand("estate", "Make, check or look at the tables of an estate");
  estate->footer(
      "Examples:\n  cordon estate new my-trust\n  cordon estate build --organisation X01 --subnets subnets.csv "
      "my-trust\n"
      "  cordon estate check my-trust\n  cordon estate show my-trust");
  estate->require_subcommand(1);
  cli::add_estate_new(*estate, action);
  cli::add_estate_build(*estate, action);
  cli::add_estate_check(*estate, action);
  cli::add_estate_show(*estate, action);
  cli::add_completion(app, action);
  cli::add_manual(app, action);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? cli::ok : cli::bad_input;
  }
  drill::Ranks ranks = drill::Ranks::join();
  const int status = action(ranks);
  if (std::fflush(stdout) == 0) return status;
  cli::print_error("the output could not be written\n");
  return cli::failed;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::bad_alloc&) {
    cli::print_error("there is not enough memory\n");
  } catch (const std::exception& error) {
    cli::print_error(std::string(error.what()) + "\n");
  }
  return cli::failed;
}
