#pragma once
// Which column of a table is what: the project's own names, or a TOML file for the tables of other tools.
// docs/inventories.md describes it.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

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
};
inline constexpr std::size_t inventory_fields = 12;
inline constexpr std::array<std::string_view, inventory_fields> inventory_field_names{
    "device", "site", "zone", "vendor", "product", "version", "purl", "cpe", "model", "build", "updates", "date"};

struct ColumnMap {
  std::string tool = "csv";  ///< Inventory::tool
  char delimiter = '\0';     ///< NUL: the first of , ; and tab in the head line
  bool own = true;           ///< the project's own names, of which none may be misspelled; else other columns go by
  std::array<std::string, inventory_fields> columns;    ///< name in the head line; empty: the table does not have it
  std::array<std::string, inventory_fields> constants;  ///< for rows whose column is blank or not there
};

/// The project's own form: each column has the name of its field, and may be missing.
const ColumnMap& own_columns();

/// Reads a map. Problems: unknown keys, no column for the device, none of product, purl, cpe, build and updates, the
/// same column twice.
base::Result<ColumnMap> read_column_map(const std::string& name, std::string_view bytes);

}  // namespace ingest
