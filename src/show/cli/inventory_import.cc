// cordon inventory import: take lists of what is on devices into the store.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "show/cli/arguments.h"
#include "show/cli/exposure_inputs.h"
#include "show/cli/import_report.h"
#include "show/cli/input_files.h"
#include "show/cli/status.h"
#include "show/cli/store_option.h"
#include "show/cli/terminal.h"
#include "show/cli/verbs.h"
#include "world/ingest/column_map.h"
#include "world/ingest/inventory.h"
#include "world/ingest/table_inventory.h"
#include "world/ingest/text.h"
#include "world/ingest/toml_tree.h"
#include "world/store/store.h"

namespace cli {

namespace {

constexpr std::size_t map_bytes_most = 1U << 20U;

struct Arguments {
  std::vector<std::string> paths;
  std::string organisation;
  std::string device;
  std::string date;
  std::string estate;
  std::string map;
  std::string store;
  bool json = false;
};

/// Ids of the zones of one organisation of an estate. Problems: whatever is wrong with the estate; it has no such
/// organisation.
base::Result<std::set<std::string>> zones_of(const std::string& folder, const std::string& organisation) {
  const auto estate = estate_of(folder);
  if (!estate) return tl::unexpected(estate.error());
  const auto found = std::ranges::find(estate->organisations, organisation, &estate::Organisation::id);
  if (found == estate->organisations.end()) {
    return tl::unexpected(
        base::Problem{folder, "--organisation", ingest::shown(organisation), "is no organisation of this estate",
                      fmt::format("it has {}; organisations.csv lists them", estate->organisations.size())});
  }
  std::set<std::string> ids;
  for (const estate::Index zone : estate->zones_of(static_cast<estate::Index>(found - estate->organisations.begin()))) {
    ids.insert(estate->zones[zone].id);
  }
  return ids;
}

/// Devices whose zone the estate does not have: they are taken, but hang in the air.
void check_zones(const inventory::Inventory& inventory, const std::set<std::string>& zones, base::Problems& problems) {
  for (const inventory::Device& device : inventory.devices) {
    if (device.zone.empty() || zones.contains(device.zone)) continue;
    problems.add({inventory.source, device.id, ingest::shown(device.zone),
                  "is no zone of this organisation in the estate",
                  "the device was taken, but belongs to no zone; see zones.csv"});
  }
}

/// How files are read: by what stands in them, or as tables by a map.
using Reader = std::function<base::Result<ingest::InventoryReading>(const InputFile& file)>;

/// A list without a host name is of the device that its file is named after.
std::string device_of(const Arguments& arguments, const std::string& file) {
  return arguments.device.empty() ? std::filesystem::path(file).stem().string() : arguments.device;
}

base::Result<Reader> reader_of(const Arguments& arguments) {
  if (arguments.map.empty()) {
    return Reader([&arguments](const InputFile& file) {
      return ingest::read_inventory(file.name, file.bytes, device_of(arguments, file.name));
    });
  }
  const auto text = ingest::read_bytes(arguments.map, map_bytes_most);
  if (!text) return tl::unexpected(text.error());
  auto map = ingest::read_column_map(arguments.map, *text);
  if (!map) return tl::unexpected(map.error());
  return Reader([map = std::move(*map)](const InputFile& file) {
    return ingest::read_mapped_inventory(file.name, file.bytes, map);
  });
}

base::Result<ImportReport> import_all(const Arguments& arguments) {
  base::Result<std::set<std::string>> zones;
  if (!arguments.estate.empty()) zones = zones_of(arguments.estate, arguments.organisation);
  if (!zones) return tl::unexpected(zones.error());
  const auto read = reader_of(arguments);
  if (!read) return tl::unexpected(read.error());
  auto opened = store::Store::open_to_write(arguments.store);
  if (!opened) return tl::unexpected(opened.error());
  auto import = opened->import();
  if (!import) return tl::unexpected(import.error());
  ImportReport report;
  std::optional<base::Problems> broken;
  report.refused.add(each_input(arguments.paths, [&](const InputFile& file) {
    if (broken) return;
    auto reading = (*read)(file);
    if (!reading) return report.refused.add(reading.error());
    ++report.files[reading->inventory.tool];
    report.refused.add(reading->refused);
    reading->inventory.organisation = arguments.organisation;
    if (reading->inventory.date.empty()) reading->inventory.date = arguments.date;
    if (!arguments.estate.empty()) check_zones(reading->inventory, *zones, report.refused);
    const auto changes = import->put(reading->inventory);
    if (!changes) {
      broken = changes.error();
      return;
    }
    for (int i = 0; i < store::changes; ++i) {
      const auto change = static_cast<store::Change>(i);
      report.changes.add(change, changes->of(change));
    }
  }));
  if (broken) return tl::unexpected(std::move(*broken));
  if (const auto done = import->commit(); !done) return tl::unexpected(done.error());
  return report;
}

int run(const Arguments& arguments) {
  if (!ingest::is_id(arguments.organisation)) {
    print_problems(base::Problem{"", "--organisation", ingest::shown(arguments.organisation), "is no id",
                                 "letters, digits and - _ . : /"});
    return bad_input;
  }
  const auto report = import_all(arguments);
  if (!report) {
    print_problems(report.error());
    return bad_input;
  }
  if (!report->refused.empty() && !arguments.json) print_problems(report->refused);
  print(arguments.json ? to_json(*report, "device_lists") : to_text(*report, "device list", "device lists"));
  return report->refused.empty() ? ok : bad_input;
}

}  // namespace

void add_inventory_import(CLI::App& inventory, Action& action) {
  CLI::App* verb = inventory.add_subcommand("import", "Take lists of what is on devices into the store");
  verb->footer(
      "Examples:\n"
      "  cordon inventory import --organisation X01 sbom/ registers/clinical.csv\n"
      "  cordon inventory import --organisation X01 --device ward-12 systeminfo.txt\n"
      "\n"
      "Tools are told apart by what stands in the files (docs/inventories.md). Of each device the newest list of each "
      "tool\n"
      "is kept. Exit status: 0 all taken, 2 something was refused.");
  auto arguments = std::make_shared<Arguments>();
  verb->add_option("PATH", arguments->paths, "Files, or folders of them")->required()->type_name("");
  verb->add_option("--organisation", arguments->organisation, "Id of the organisation that the devices are of")
      ->required()
      ->type_name("ID");
  verb->add_option("--device", arguments->device, "Device, for lists that do not name it (the file's name)")
      ->type_name("ID");
  verb->add_option("--date", arguments->date, "When it was collected, for lists that do not say: 2024-03-01")
      ->check(day())
      ->type_name("DATE");
  verb->add_option("--map", arguments->map, "Which column is which, for tables of other tools (docs/inventories.md)")
      ->type_name("FILE");
  verb->add_option("--estate", arguments->estate, "Folder of the estate that must have the organisation and its zones")
      ->type_name("DIR");
  add_store(*verb, arguments->store);
  verb->add_flag("--json", arguments->json, "Print what was done as JSON");
  verb->callback([arguments, &action] { action = [arguments](drill::Ranks&) { return run(*arguments); }; });
}

}  // namespace cli
