#pragma once
// Which column of a table is what: the project's own names, or a TOML file for the tables of other tools. The maps that
// travel with the program lie in maps/; docs/inventories.md describes the form.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "world/ingest/seen_date.h"

namespace ingest {

enum class InventoryField : std::uint8_t {
  device,
  site,
  zone,
  vendor,
  product,
  version,
  purl,
  cpe,
  model,
  build,
  updates,
  date,
  name,
  serial,
  directory,
  mac,
  address,
  kind,
  system,
  system_version,
  architecture,
  state,
  wifi_mac,
  vulnerability,
};
inline constexpr std::size_t inventory_fields = 24;
/// Those of the project's own form come first.
inline constexpr std::size_t own_fields = 18;
inline constexpr std::array<std::string_view, inventory_fields> inventory_field_names{
    "device",  "site",  "zone",    "vendor",         "product",      "version", "purl",      "cpe",
    "model",   "build", "updates", "date",           "name",         "serial",  "directory", "mac",
    "address", "kind",  "system",  "system_version", "architecture", "state",   "wifi_mac",  "vulnerability"};

struct ColumnMap {
  std::string tool = "csv";  ///< Inventory::tool
  std::string family;        ///< of tools that give a device one id; empty: `device` is no tool's number, but a name
  char delimiter = '\0';     ///< NUL: the first of , ; and tab in the head line
  bool own = true;           ///< the project's own names, of which none may be misspelled; else other columns go by
  bool clients = false;      ///< it manages no servers: "Windows" with a build is a client's
  DateOrder dates = DateOrder::day_first;
  /// A table that has all of these is of this tool, and may lack others. Empty: the user names the map, and all columns
  /// must be there.
  std::vector<std::string> recognised_by;
  std::vector<std::string> personal;   ///< columns about people: left, and told
  std::vector<std::string> installed;  ///< values of `state` of an update that is there; empty: every one is
  /// Values of `state` by which the tool says of an update itself that the device lacks it, or has no need of it.
  std::vector<std::string> required;
  std::vector<std::string> not_required;
  int good_for = 0;  ///< Inventory::good_for, in days
  /// Names in the head line, the first that is there counts; none: the table does not have it.
  std::array<std::vector<std::string>, inventory_fields> columns;
  std::array<std::string, inventory_fields> constants;  ///< for rows whose column is blank or not there
};

/// The project's own form: each column has the name of its field, and may be missing.
const ColumnMap& own_columns();

/// Reads a map. Problems: unknown keys, no column for the device, none of product, purl, cpe, build, updates, system
/// and model, the same column twice.
base::Result<ColumnMap> read_column_map(const std::string& name, std::string_view bytes);

/// The map whose columns all stand in a head, the one that asks for most; nothing when there is none. Letters of either
/// case.
const ColumnMap* recognise(const std::vector<ColumnMap>& maps, const std::vector<std::string_view>& head);

/// Whether a column's name says that it is about a person: a user, a mail address, a telephone.
bool is_personal(std::string_view column);

}  // namespace ingest
