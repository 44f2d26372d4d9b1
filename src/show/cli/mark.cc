// cordon mark: say what was done about a vulnerability on one's devices. A claim; the next inventory is the evidence.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "show/cli/arguments.h"
#include "show/cli/exposure_inputs.h"
#include "show/cli/status.h"
#include "show/cli/store_option.h"
#include "show/cli/terminal.h"
#include "show/cli/verbs.h"
#include "show/report/words.h"
#include "world/ingest/text.h"
#include "world/store/store.h"

namespace cli {

namespace {

struct Arguments {
  std::string id;
  std::string as;
  std::string organisation;
  std::string device;
  std::string note;
  std::string store;
};

/// The device that is named; without one all that are exposed, or may be.
base::Result<std::vector<std::uint32_t>> devices_of(const Arguments& arguments, const Questioned& asked) {
  if (asked.claims.advisories().empty()) {
    return tl::unexpected(base::Problem{arguments.store, "ID", ingest::shown(arguments.id),
                                        "is nothing that an advisory in the store speaks of", "import it first"});
  }
  if (!arguments.device.empty()) {
    const auto device = find_device(asked.fleet, arguments.device);
    if (!device) return tl::unexpected(base::Problems(unknown_device("--device", arguments.device)));
    return std::vector{*device};
  }
  std::vector<std::uint32_t> open;
  for (const auto& one : exposure::exposed(asked.fleet, asked.stock, asked.answers, asked.windows).devices) {
    if (exposure::is_open(one.standing)) open.push_back(one.device);
  }
  return open;
}

base::Result<void> put(const std::string& store, const std::vector<inventory::Mark>& marks) {
  auto opened = store::Store::open_to_write(store);
  if (!opened) return tl::unexpected(opened.error());
  auto import = opened->import();
  if (!import) return tl::unexpected(import.error());
  for (const inventory::Mark& mark : marks) {
    const auto done = import->put(mark);
    if (!done) return tl::unexpected(done.error());
  }
  return import->commit();
}

int run(const Arguments& arguments) {
  const auto asked = question(arguments.store, arguments.id, arguments.organisation);
  if (!asked) {
    print_problems(asked.error());
    return bad_input;
  }
  const auto devices = devices_of(arguments, *asked);
  if (!devices) {
    print_problems(devices.error());
    return bad_input;
  }
  const exposure::Remedies remedies(asked->claims, asked->stock, asked->answers, asked->rules);
  const inventory::Progress progress = *inventory::progress_from(arguments.as);
  std::vector<inventory::Mark> marks;
  for (const std::string& vulnerability : exposure::vulnerabilities_of(asked->claims, asked->ids)) {
    for (const std::uint32_t device : *devices) {
      marks.push_back({arguments.organisation, asked->fleet.devices[device].id, vulnerability, progress,
                       remedies.of(device, vulnerability), today(), arguments.note});
    }
  }
  const auto done = put(arguments.store, marks);
  if (!done) {
    print_problems(done.error());
    return bad_input;
  }
  print(fmt::format("{} {} of {} marked as {} for {}.\n", report::whole(devices->size()),
                    devices->size() == 1 ? "device" : "devices", report::plain(arguments.organisation), arguments.as,
                    report::plain(arguments.id)));
  return ok;
}

}  // namespace

void add_mark(CLI::App& app, Action& action) {
  CLI::App* verb = app.add_subcommand("mark", "Say what was done about a vulnerability on your devices");
  verb->footer(
      "Examples:\n"
      "  cordon mark CVE-2017-0144 --as \"in progress\" --organisation X01\n"
      "  cordon mark CVE-2017-0144 --as done --organisation X01 --device ward-12 --note \"change 4711\"\n"
      "\n"
      "Without --device: every device of the organisation that is exposed, or of which it cannot be told. cordon "
      "exposed "
      "shows the\nmarks beside what the inventories say. A mark lapses when the advisory advises something else "
      "(docs/exposed.md).\n"
      "Exit status: 0 marked, 2 bad input.");
  auto arguments = std::make_shared<Arguments>();
  verb->add_option("ID", arguments->id, "CVE, advisory or bulletin")->required()->type_name("");
  verb->add_option("--as", arguments->as, "not remediated, in progress or done")
      ->required()
      ->check(CLI::IsMember({"not remediated", "in progress", "done"}))
      ->type_name("WHAT");
  verb->add_option("--organisation", arguments->organisation, "Whose devices")->required()->type_name("ID");
  verb->add_option("--device", arguments->device, "Only this one")->type_name("ID");
  verb->add_option("--note", arguments->note, "Kept beside the mark")->type_name("TEXT");
  add_store(*verb, arguments->store);
  verb->callback([arguments, &action] { action = [arguments](drill::Ranks&) { return run(*arguments); }; });
}

}  // namespace cli
