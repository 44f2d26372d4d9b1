// cordon inventory import: take lists of what is on devices into the store.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/instant.h"
#include "show/cli/arguments.h"
#include "show/cli/embedded.h"
#include "show/cli/exposure_inputs.h"
#include "show/cli/import_report.h"
#include "show/cli/input_files.h"
#include "show/cli/status.h"
#include "show/cli/store_option.h"
#include "show/cli/terminal.h"
#include "show/cli/verbs.h"
#include "show/report/words.h"
#include "world/ingest/column_map.h"
#include "world/ingest/inventory.h"
#include "world/ingest/organisation_map.h"
#include "world/ingest/table_inventory.h"
#include "world/ingest/text.h"
#include "world/ingest/toml_tree.h"
#include "world/inventory/later_dates.h"
#include "world/store/store.h"

namespace cli {

namespace {

constexpr std::size_t map_bytes_most = 1U << 20U;

struct InventoryImportArguments {
  std::vector<std::string> paths;
  std::string organisation;
  std::string organisation_column;
  std::string organisation_map;
  std::string device;
  std::string date;
  int good_for = 0;
  std::string estate;
  std::string map;
  std::string store;
  bool dry = false;
  bool json = false;
};

/// Organisations of an estate, each with the ids of its zones.
using Organisations = std::map<std::string, std::set<std::string>, std::less<>>;

/// Problems: whatever is wrong with the estate; it does not have the organisation that is named.
base::Result<std::optional<Organisations>> organisations_in(const InventoryImportArguments& arguments) {
  const auto estate = estate_of(arguments.estate);
  if (!estate) return tl::unexpected(estate.error());
  Organisations known;
  for (std::size_t i = 0; i < estate->organisations.size(); ++i) {
    std::set<std::string>& ids = known[estate->organisations[i].id];
    for (const estate::Index zone : estate->zones_of(static_cast<estate::Index>(i))) ids.insert(estate->zones[zone].id);
  }
  if (!arguments.organisation.empty() && !known.contains(arguments.organisation)) {
    return tl::unexpected(base::Problem{arguments.estate, "--organisation", ingest::shown(arguments.organisation),
                                        "is no organisation of this estate",
                                        fmt::format("it has {}; organisations.csv lists them", known.size())});
  }
  return std::optional(std::move(known));
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

/// How files are read: into one list, or one for each organisation.
using Readings = std::vector<ingest::InventoryReading>;
using Reader = std::function<base::Result<Readings>(const InputFile& file)>;

/// A list without a host name is of the device that its file is named after.
std::string device_of(const InventoryImportArguments& arguments, const std::string& file) {
  return arguments.device.empty() ? std::filesystem::path(file).stem().string() : arguments.device;
}

base::Result<Readings> alone(base::Result<ingest::InventoryReading> reading) {
  if (!reading) return tl::unexpected(reading.error());
  Readings all;
  all.push_back(*std::move(reading));
  return all;
}

/// The maps that tables are recognised by: those that travel with the program, or the one that is given.
base::Result<std::vector<ingest::ColumnMap>> maps_of(const InventoryImportArguments& arguments) {
  std::vector<ingest::ColumnMap> maps;
  base::Problems problems;
  const auto add = [&](const std::string& name, std::string_view text) {
    auto map = ingest::read_column_map(name, text);
    if (!map) return problems.add(map.error());
    maps.push_back(*std::move(map));
  };
  if (arguments.map.empty()) {
    for (const EmbeddedFile& file : inventory_maps()) add(std::string(file.name), file.content);
  } else {
    const auto text = ingest::read_bytes(arguments.map, map_bytes_most);
    if (!text) return tl::unexpected(text.error());
    add(arguments.map, *text);
  }
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return maps;
}

/// What stands in the organisation's column, and for whom.
base::Result<ingest::OrganisationColumn> organisations_of(const InventoryImportArguments& arguments) {
  ingest::OrganisationColumn organisations{arguments.organisation_column, {}};
  if (arguments.organisation_map.empty()) return organisations;
  const auto text = ingest::read_bytes(arguments.organisation_map, map_bytes_most);
  if (!text) return tl::unexpected(text.error());
  auto ids = ingest::parse_organisation_map(arguments.organisation_map, *text);
  if (!ids) return tl::unexpected(ids.error());
  organisations.ids = *std::move(ids);
  return organisations;
}

base::Result<Reader> reader_of(const InventoryImportArguments& arguments) {
  auto maps = maps_of(arguments);
  if (!maps) return tl::unexpected(maps.error());
  if (!arguments.organisation_column.empty()) {
    auto organisations = organisations_of(arguments);
    if (!organisations) return tl::unexpected(organisations.error());
    const bool given = !arguments.map.empty();
    return Reader([maps = *std::move(maps), organisations = *std::move(organisations), given](const InputFile& file) {
      const ingest::ColumnMap* map = given ? maps.data() : ingest::map_of(file.bytes, maps);
      if (map == nullptr) map = &ingest::own_columns();
      return ingest::read_national_inventory(file.name, file.bytes, *map, organisations);
    });
  }
  if (!arguments.map.empty()) {
    return Reader([map = std::move(maps->front())](const InputFile& file) {
      return alone(ingest::read_mapped_inventory(file.name, file.bytes, map));
    });
  }
  return Reader([&arguments, maps = *std::move(maps)](const InputFile& file) {
    return alone(ingest::read_inventory(file.name, file.bytes, device_of(arguments, file.name), maps));
  });
}

/// Rows of which nobody can say whose they are, counted. Problems: of the disk or the file.
base::Result<void> take_nobodys(const std::vector<ingest::InventoryReading>& readings, store::Import& import) {
  const ingest::InventoryReading& first = readings.front();
  inventory::Inventory nobodys;
  nobodys.source = first.inventory.source;
  nobodys.tool = first.inventory.tool;
  for (const ingest::InventoryReading& one : readings) nobodys.date = std::max(nobodys.date, one.inventory.date);
  nobodys.refused = first.of_nobody;
  const auto done = import.put(nobodys);
  if (!done) return tl::unexpected(done.error());
  return {};
}

/// Dates that have not come yet are not believed, and --date says when what has none was collected. Answers of how many
/// devices no date is believed.
std::size_t settle_dates(inventory::Inventory& list, const InventoryImportArguments& arguments) {
  // The day may have begun where the list was made.
  const std::string tomorrow = base::day_text(base::day_number(today()).value_or(0) + 1);
  const std::size_t forgotten = inventory::forget_later_dates(list, tomorrow);
  if (list.date.empty()) list.date = arguments.date;
  if (arguments.date.empty()) return forgotten;
  for (inventory::Device& device : list.devices) {
    if (std::exchange(device.undated, false)) device.date = arguments.date;
  }
  return forgotten;
}

/// One list into the store. Problems: of the disk or the file.
base::Result<void> take(ingest::InventoryReading& reading, const InventoryImportArguments& arguments,
                        const std::optional<Organisations>& known, store::Import& import, ImportReport& report) {
  inventory::Inventory& list = reading.inventory;
  if (!arguments.organisation.empty()) list.organisation = arguments.organisation;
  if (list.organisation.empty()) return {};  // of a table of many organisations that has no good row
  if (known) {
    const auto zones = known->find(list.organisation);
    if (zones == known->end()) {
      report.refused.add({list.source, "", ingest::shown(list.organisation), "is no organisation of this estate",
                          fmt::format("its {} devices were left out; organisations.csv lists those that there are",
                                      list.devices.size())});
      return {};
    }
    check_zones(list, zones->second, report.refused);
  }
  if (arguments.good_for > 0) list.good_for = arguments.good_for;
  report.undated += list.date.empty() ? 1 : 0;
  const auto changes = import.put(list);
  if (!changes) return tl::unexpected(changes.error());
  for (int i = 0; i < store::changes; ++i) {
    const auto change = static_cast<store::Change>(i);
    report.changes.add(change, changes->of(change));
  }
  return {};
}

base::Result<ImportReport> import_all(const InventoryImportArguments& arguments) {
  base::Result<std::optional<Organisations>> known;
  if (!arguments.estate.empty()) known = organisations_in(arguments);
  if (!known) return tl::unexpected(known.error());
  const auto read = reader_of(arguments);
  if (!read) return tl::unexpected(read.error());
  auto opened = store::Store::open_to_write(arguments.store);
  if (!opened) return tl::unexpected(opened.error());
  auto import = opened->import();
  if (!import) return tl::unexpected(import.error());
  ImportReport report;
  report.keeps_older = true;
  std::optional<base::Problems> broken;
  report.refused.add(each_input(arguments.paths, [&](const InputFile& file) {
    if (broken) return;
    auto readings = (*read)(file);
    if (!readings) return report.refused.add(readings.error());
    ++report.files[readings->front().inventory.tool];
    for (ingest::InventoryReading& reading : *readings) {
      const auto& devices = reading.inventory.devices;
      if (arguments.date.empty()) {
        report.undated_rows += static_cast<std::size_t>(std::ranges::count(devices, true, &inventory::Device::undated));
      }
      report.not_come += settle_dates(reading.inventory, arguments);
    }
    if (!arguments.organisation_column.empty()) {  // a list of one organisation says nothing of everybody's
      if (const auto taken = take_nobodys(*readings, *import); !taken) broken = taken.error();
    }
    for (ingest::InventoryReading& reading : *readings) {
      report.refused.add(reading.refused);
      report.personal.insert(reading.personal.begin(), reading.personal.end());
      if (broken) return;
      if (const auto taken = take(reading, arguments, *known, *import, report); !taken) broken = taken.error();
    }
  }));
  if (broken) return tl::unexpected(std::move(*broken));
  if (const auto done = import->commit(); !done) return tl::unexpected(done.error());
  return report;
}

/// What the first rows of each file are taken for; nothing is kept.
int run_dry(const InventoryImportArguments& arguments) {
  const auto read = reader_of(arguments);
  base::Problems problems;
  if (read) {
    problems.add(each_input(arguments.paths, [&](const InputFile& file) {
      const auto readings = (*read)(file);
      if (!readings) return problems.add(readings.error());
      const ingest::InventoryReading& first = readings->front();
      print(fmt::format("{}: {}\n", report::plain(file.name), first.inventory.tool));
      std::size_t number = 0;
      for (const auto& row : first.first_rows) {
        print(fmt::format("  {}\n", ++number));
        for (const auto& [field, value] : row) print(fmt::format("    {:<14} {}\n", field, report::plain(value)));
      }
      for (const std::string& column : first.personal) {
        print(fmt::format("  column {} is about people: nothing of it is kept\n", report::plain(column)));
      }
      for (const ingest::InventoryReading& one : *readings) problems.add(one.refused);
    }));
  } else {
    problems.add(read.error());
  }
  if (!problems.empty()) print_problems(problems);
  return problems.empty() ? ok : bad_input;
}

base::Problems check(const InventoryImportArguments& arguments) {
  base::Problems problems;
  if (arguments.organisation.empty() == arguments.organisation_column.empty()) {
    problems.add({"", "--organisation", "", "or --organisation-column must be given, and only one of them",
                  "say whose the devices are: --organisation X01"});
  }
  if (!arguments.organisation.empty() && !ingest::is_id(arguments.organisation)) {
    problems.add(
        {"", "--organisation", ingest::shown(arguments.organisation), "is no id", "letters, digits and - _ . : /"});
  }
  if (!arguments.date.empty() && arguments.date > today()) {
    problems.add({"", "--date", arguments.date, "is a day to come", "say when the lists were collected"});
  }
  return problems;
}

int run(const InventoryImportArguments& arguments) {
  if (const auto problems = check(arguments); !problems.empty()) {
    print_problems(problems);
    return bad_input;
  }
  if (arguments.dry) return run_dry(arguments);
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
      "  cordon inventory import --organisation-column Trust --organisation-map trusts.csv national.csv\n"
      "  cordon inventory import --organisation X01 --map ours.toml --dry-run assets.csv\n"
      "\n"
      "Tools are told apart by what stands in the files (docs/inventories.md). Of each device the newest list of each "
      "tool\n"
      "is kept. Exit status: 0 all taken, 2 something was refused.");
  auto arguments = std::make_shared<InventoryImportArguments>();
  verb->add_option("PATH", arguments->paths, "Files, or folders of them")->required()->type_name("");
  verb->add_option("--organisation", arguments->organisation, "Id of the organisation that the devices are of")
      ->type_name("ID");
  verb->add_option("--organisation-column", arguments->organisation_column,
                   "Column of a table that says whose each device is")
      ->type_name("NAME");
  verb->add_option("--organisation-map", arguments->organisation_map,
                   "CSV that says which id is meant: columns name and organisation")
      ->type_name("FILE");
  verb->add_option("--device", arguments->device, "Device, for lists that do not name it (the file's name)")
      ->type_name("ID");
  verb->add_option("--date", arguments->date, "When it was collected, for lists that do not say: 2024-03-01")
      ->check(day())
      ->type_name("DATE");
  verb->add_option("--good-for", arguments->good_for,
                   "Days for which these lists clear a device, where 14 are too few or too many (docs/exposed.md)")
      ->check(CLI::Range(1, inventory::good_for_most))
      ->type_name("DAYS");
  verb->add_option("--map", arguments->map, "Which column is which, for tables of other tools (docs/inventories.md)")
      ->type_name("FILE");
  verb->add_option("--estate", arguments->estate, "Folder of the estate that must have the organisation and its zones")
      ->type_name("DIR");
  add_store(*verb, arguments->store);
  verb->add_flag("--dry-run", arguments->dry, "Show the first ten rows of tables as understood, and keep nothing");
  verb->add_flag("--json", arguments->json, "Print what was done as JSON");
  verb->callback([arguments, &action] { action = [arguments](drill::Ranks&) { return run(*arguments); }; });
}

}  // namespace cli
