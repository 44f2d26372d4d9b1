// cordon mark: say what was done about a vulnerability on one's devices. A claim; the next inventory is the evidence.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "show/cli/arguments.h"
#include "show/cli/asked.h"
#include "show/cli/exposure_inputs.h"
#include "show/cli/status.h"
#include "show/cli/store_option.h"
#include "show/cli/terminal.h"
#include "show/cli/verbs.h"
#include "show/report/words.h"
#include "world/advisory/id.h"
#include "world/ingest/text.h"
#include "world/store/store.h"

namespace cli {

namespace {

struct MarkArguments {
  std::string id;
  std::string as;
  std::string organisation;
  std::string device;
  std::string component;
  std::string note;
  std::string owner;
  std::string evidence;
  std::string until;
  std::string store;
};

/// What `--as` says stands before the vulnerability; nothing when it says what was done about it.
std::optional<inventory::MitigationKind> mitigation(const MarkArguments& arguments) {
  return inventory::mitigation_from(arguments.as);
}

/// What stands before a vulnerability has an owner, evidence and an end; nothing else has.
base::Problems check(const MarkArguments& arguments) {
  base::Problems problems;
  const auto check_one = [&](const char* option, const std::string& value, const char* mend) {
    if (mitigation(arguments) && value.empty()) {
      problems.add({"", option, "", fmt::format("is missing, and \"{}\" needs it", arguments.as), mend});
    } else if (!mitigation(arguments) && !value.empty()) {
      problems.add({"", option, ingest::shown(value), "is for mitigated and risk accepted only", "leave it out"});
    }
  };
  check_one("--owner", arguments.owner, "name who answers for it");
  check_one("--evidence", arguments.evidence, "say where it can be seen: \"firewall change 4711\"");
  check_one("--until", arguments.until, "the last day on which it holds: 2027-06-30");
  if (mitigation(arguments) && !arguments.until.empty() && arguments.until < today()) {
    problems.add({"", "--until", arguments.until, "is over already", "name a day to come"});
  }
  if (mitigation(arguments) && !arguments.note.empty()) {
    problems.add(
        {"", "--note", ingest::shown(arguments.note), "is for what was done only", "write it into --evidence"});
  }
  if (mitigation(arguments) && !arguments.component.empty()) {
    problems.add({"", "--component", ingest::shown(arguments.component), "is for what was done only",
                  "say it of the whole device"});
  }
  return problems;
}

/// The device that is named; without one all that are exposed, or may be.
base::Result<std::vector<std::uint32_t>> devices_of(const MarkArguments& arguments, const Questioned& asked) {
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
  exposure::Exposed found = found_by(asked);
  let_age(asked, today(), found);
  for (const exposure::DeviceStanding& one : found.devices) {
    if (exposure::is_open(one.standing)) open.push_back(one.device);
  }
  return open;
}

template <class What>
base::Result<void> put(const std::string& store, const std::vector<What>& all) {
  auto opened = store::Store::open_to_write(store);
  if (!opened) return tl::unexpected(opened.error());
  auto import = opened->import();
  if (!import) return tl::unexpected(import.error());
  for (const What& one : all) {
    const auto done = import->put(one);
    if (!done) return tl::unexpected(done.error());
  }
  return import->commit();
}

base::Result<void> put_marks(const MarkArguments& arguments, const Questioned& asked,
                             const std::vector<std::uint32_t>& devices) {
  const exposure::Remedies remedies(asked.claims, asked.stock, asked.answers, asked.rules);
  const inventory::Progress progress = *inventory::progress_from(arguments.as);
  std::vector<inventory::Mark> marks;
  for (const std::string& vulnerability : exposure::vulnerabilities_of(asked.claims, asked.ids)) {
    for (const std::uint32_t device : devices) {
      marks.push_back({arguments.organisation, asked.fleet.devices[device].id, vulnerability, progress,
                       remedies.of(device, vulnerability), today(), arguments.note});
    }
  }
  return put(arguments.store, marks);
}

/// Marks one component, on the device that is named or on all that are exposed to it, or of which it cannot be told.
/// Answers how many. Problems: it is on none of them; of the disk or the file.
base::Result<std::size_t> put_component_marks(const MarkArguments& arguments, const Questioned& asked) {
  const exposure::Remedies remedies(asked.claims, asked.stock, asked.answers, asked.rules);
  const inventory::Progress progress = *inventory::progress_from(arguments.as);
  std::vector<inventory::Mark> marks;
  std::size_t number = 0;
  const exposure::Exposed found = found_by(asked);
  for (const exposure::MatchedComponent& one : components(asked, found)) {
    const std::string& device = asked.fleet.devices[one.device].id;
    const std::string words = exposure::words_of(asked.fleet.components[one.component]);
    if (!advisory::same_id(words, arguments.component)) continue;
    if (arguments.device.empty() ? one.verdict == exposure::Verdict::not_affected
                                 : !advisory::same_id(device, arguments.device)) {
      continue;
    }
    ++number;
    for (const exposure::Said& said : found.said_of(one.device)) {
      if (said.component != one.component) continue;
      const std::string& vulnerability = asked.claims.ids()[said.vulnerability];
      marks.push_back({arguments.organisation, device, vulnerability, progress,
                       remedies.of(one.device, vulnerability, one.component), today(), arguments.note, words});
    }
  }
  if (number == 0) {
    return tl::unexpected(base::Problem{arguments.store, "--component", ingest::shown(arguments.component),
                                        "is no component that an advisory speaks of, on these devices",
                                        "cordon exposed ID --by component lists them"});
  }
  const auto done = put(arguments.store, marks);
  if (!done) return tl::unexpected(done.error());
  return number;
}

base::Result<void> put_mitigations(const MarkArguments& arguments, const Questioned& asked,
                                   const std::vector<std::uint32_t>& devices) {
  std::vector<inventory::Mitigation> all;
  for (const std::string& vulnerability : exposure::vulnerabilities_of(asked.claims, asked.ids)) {
    for (const std::uint32_t device : devices) {
      all.push_back({arguments.organisation, asked.fleet.devices[device].id, vulnerability, *mitigation(arguments),
                     arguments.owner, arguments.evidence, arguments.until, today()});
    }
  }
  return put(arguments.store, all);
}

int run(const MarkArguments& arguments) {
  if (const auto problems = check(arguments); !problems.empty()) return refused(problems);
  const auto about = asked_about(arguments.id);
  if (!about) return refused(about.error());
  const auto asked = cli::question({arguments.store, about->ids, arguments.organisation, "", about->own()});
  if (!asked) return refused(asked.error());
  const auto devices = devices_of(arguments, *asked);
  if (!devices) return refused(devices.error());
  if (!arguments.component.empty()) {
    const auto number = put_component_marks(arguments, *asked);
    if (!number) return refused(number.error());
    print(fmt::format("{} of {} marked as {} for {}.\n", report::counted(*number, "component", "components"),
                      report::plain(arguments.organisation), arguments.as, report::plain(arguments.id)));
    return ok;
  }
  const auto done =
      mitigation(arguments) ? put_mitigations(arguments, *asked, *devices) : put_marks(arguments, *asked, *devices);
  if (!done) return refused(done.error());
  print(fmt::format("{} {} of {} marked as {} for {}{}.\n", report::whole(devices->size()),
                    devices->size() == 1 ? "device" : "devices", report::plain(arguments.organisation), arguments.as,
                    report::plain(arguments.id),
                    mitigation(arguments) ? fmt::format(" until {}", arguments.until) : std::string()));
  return ok;
}

}  // namespace

void add_mark(CLI::App& app, Action& action) {
  CLI::App* verb = app.add_subcommand("mark", "Say what was done about a vulnerability on your devices");
  verb->footer(
      "Examples:\n"
      "  cordon mark CVE-2017-0144 --as \"in progress\" --organisation X01\n"
      "  cordon mark CVE-2017-0144 --as done --organisation X01 --device ward-12 --note \"change 4711\"\n"
      "  cordon mark CVE-2021-44228 --as done --organisation X01 --component \"Apache Log4j 2.14.1\"\n"
      "  cordon mark CVE-2017-0144 --as mitigated --organisation X01 --device pump-3 --owner \"Head of EBME\" \\\n"
      "    --evidence \"VLAN 40 closed to 445, change 4711\" --until 2027-06-30\n"
      "\n"
      "Without --device: every device of the organisation that is exposed, or of which it cannot be told. cordon "
      "exposed "
      "shows the\nmarks beside what the inventories say. A mark lapses when the advisory advises something else "
      "(docs/exposed.md).\n"
      "Exit status: 0 marked, 2 bad input.");
  auto arguments = std::make_shared<MarkArguments>();
  verb->add_option("ID", arguments->id, "CVE, advisory or bulletin, or the file of an alert (.toml)")
      ->required()
      ->type_name("");
  verb->add_option("--as", arguments->as, "not remediated, in progress, done, mitigated or risk accepted")
      ->required()
      ->check(CLI::IsMember({"not remediated", "in progress", "done", "mitigated", "risk accepted"}))
      ->type_name("WHAT");
  verb->add_option("--organisation", arguments->organisation, "Whose devices")->required()->type_name("ID");
  verb->add_option("--device", arguments->device, "Only this one")->type_name("ID");
  verb->add_option("--component", arguments->component,
                   "Only this component of theirs, as cordon exposed ID --by component names it")
      ->type_name("TEXT");
  verb->add_option("--note", arguments->note, "Kept beside the mark")->type_name("TEXT");
  verb->add_option("--owner", arguments->owner, "Who answers for what is mitigated or accepted")->type_name("TEXT");
  verb->add_option("--evidence", arguments->evidence, "Where what is mitigated or accepted can be seen")
      ->type_name("TEXT");
  verb->add_option("--until", arguments->until, "The last day on which that holds: 2027-06-30")
      ->check(cli::day())
      ->type_name("DATE");
  add_store(*verb, arguments->store);
  verb->callback([arguments, &action] { action = [arguments](drill::Ranks&) { return run(*arguments); }; });
}

}  // namespace cli
