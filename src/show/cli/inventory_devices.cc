// cordon inventory devices: what devices there are, by what all sources say together, and why.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "show/cli/arguments.h"
#include "show/cli/status.h"
#include "show/cli/store_option.h"
#include "show/cli/terminal.h"
#include "show/cli/verbs.h"
#include "show/report/device_list.h"
#include "show/report/words.h"
#include "world/ingest/text.h"
#include "world/store/store.h"

namespace cli {

namespace {

constexpr std::uint64_t devices_for_people = 20;

struct InventoryDevicesArguments {
  std::string organisation;
  std::string device;
  std::uint64_t top = 0;
  std::string store;
  bool conflicts = false;
  bool json = false;
  bool csv = false;
};

std::string lowered(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  return text;
}

/// Whether a device is called so, or one of its sources knows it by that.
bool is_meant(const report::DevicesOf& all, const inventory::Believed& device, const std::string& text) {
  if (lowered(device.id).find(text) != std::string::npos) return true;
  return std::ranges::any_of(device.sightings, [&](std::uint32_t one) {
    const auto identifiers = inventory::identifiers_of(all.sightings[one]);
    return lowered(all.sightings[one].id).find(text) != std::string::npos ||
           std::ranges::any_of(identifiers, [&](const inventory::Identifier& identifier) {
             return lowered(identifier.value).find(text) != std::string::npos;
           });
  });
}

base::Result<std::vector<report::DevicesOf>> devices_of(const InventoryDevicesArguments& arguments) {
  auto opened = store::Store::open(arguments.store);
  if (!opened) return tl::unexpected(opened.error());
  const auto known = opened->organisations();
  if (!known) return tl::unexpected(known.error());
  if (!arguments.organisation.empty() && std::ranges::find(*known, arguments.organisation) == known->end()) {
    return tl::unexpected(base::Problem{arguments.store, "--organisation", ingest::shown(arguments.organisation),
                                        "has sent no inventory", "import one, or name another organisation"});
  }
  std::vector<report::DevicesOf> all;
  for (const std::string& organisation : *known) {
    if (!arguments.organisation.empty() && organisation != arguments.organisation) continue;
    auto sightings = opened->sightings(organisation);
    if (!sightings) return tl::unexpected(sightings.error());
    report::DevicesOf& one = all.emplace_back(report::DevicesOf{organisation, *std::move(sightings), {}, 0});
    one.beliefs = inventory::believed(one.sightings);
    one.devices_in_all = one.beliefs.devices.size();
  }
  return all;
}

/// Leaves what is asked for. Answers how many devices were left out because there are too many.
std::uint64_t choose(const InventoryDevicesArguments& arguments, std::vector<report::DevicesOf>& all) {
  const bool for_people = !arguments.json && !arguments.csv;
  std::uint64_t most = arguments.top > 0 ? arguments.top : for_people ? devices_for_people : UINT64_MAX;
  std::uint64_t left = 0;
  for (report::DevicesOf& one : all) {
    const std::string text = lowered(arguments.device);
    if (!text.empty()) {
      std::erase_if(one.beliefs.devices, [&](const auto& device) { return !is_meant(one, device, text); });
    }
    const std::uint64_t kept = std::min<std::uint64_t>(most, one.beliefs.devices.size());
    left += one.beliefs.devices.size() - kept;
    most -= kept;
    one.beliefs.devices.resize(kept);
  }
  return left;
}

int run(const InventoryDevicesArguments& arguments) {
  auto all = devices_of(arguments);
  if (!all) return refused(all.error());
  if (arguments.conflicts && !arguments.json && !arguments.csv) {
    print(report::device_conflicts_text(*all, wants_colour(1)));
    return ok;
  }
  const std::uint64_t left = choose(arguments, *all);
  if (arguments.json) {
    print(report::device_list_json(*all));
  } else if (arguments.csv) {
    print(report::device_list_csv(*all));
  } else {
    print(report::device_list_text(*all, wants_colour(1)));
    if (left > 0) print(fmt::format("\n{} more: --top shows them, --device looks for one.\n", report::whole(left)));
  }
  return ok;
}

}  // namespace

void add_inventory_devices(CLI::App& inventory, Action& action) {
  CLI::App* verb = inventory.add_subcommand("devices", "Which devices there are, by what all sources say, and why");
  verb->footer(
      "Examples:\n"
      "  cordon inventory devices --organisation X01\n"
      "  cordon inventory devices --device 5CG1234\n"
      "  cordon inventory devices --conflicts\n"
      "\n"
      "Rows of several tools are joined by serial number, directory id, asset id, MAC address and name, in this "
      "order;\n"
      "what stronger evidence contradicts is listed and joins nothing (docs/devices.md).\n"
      "Exit status: 0 listed, 2 bad input.");
  auto arguments = std::make_shared<InventoryDevicesArguments>();
  verb->add_option("--organisation", arguments->organisation, "Only its devices (all)")->type_name("ID");
  verb->add_option("--device", arguments->device, "Only those that are called so, or that a source knows by it")
      ->type_name("TEXT");
  verb->add_flag("--conflicts", arguments->conflicts, "What rows share and was not joined by, and why");
  verb->add_option("--top", arguments->top, "How many (20; as JSON or CSV all)")
      ->check(whole(1, 1'000'000'000))
      ->type_name("N");
  add_store(*verb, arguments->store);
  CLI::Option* json = verb->add_flag("--json", arguments->json, "Print JSON, conflicts too");
  verb->add_flag("--csv", arguments->csv, "Print CSV, a row a source of a device")->excludes(json);
  verb->callback([arguments, &action] { action = [arguments](drill::Ranks&) { return run(*arguments); }; });
}

}  // namespace cli
