#pragma once
// Tables of devices, as CSV or as JSON: the project's own form, and those of other tools by a column map.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "world/ingest/column_map.h"
#include "world/ingest/inventory.h"

namespace ingest {

/// Whether its head line has a column "device".
bool is_table_inventory(std::string_view bytes);

/// The map that recognises a table by its head, or a JSON export by the keys of its first row; nothing when none does.
const ColumnMap* map_of(std::string_view bytes, const std::vector<ColumnMap>& maps);

/// The column that says of which organisation a row is, and what stands in it for which (empty: their ids).
struct OrganisationColumn {
  std::string column;
  std::map<std::string, std::string, std::less<>> ids;
};

/// Reads a table, UTF-8 or, with its mark, UTF-16; lines "#TYPE ..." and "sep=;" before its head are passed over. Each
/// row is a component of a device; rows that say build or updates are of its Windows, and are put together where
/// product and build are the same. Rows that are wrong are refused by themselves. Problems: columns that are missing or
/// unknown, malformed quoting, another encoding.
base::Result<InventoryReading> read_mapped_inventory(const std::string& name, std::string_view bytes,
                                                     const ColumnMap& map);
/// The same of a table of many organisations: a reading for each, by their ids. Rows of none are refused.
base::Result<std::vector<InventoryReading>> read_national_inventory(const std::string& name, std::string_view bytes,
                                                                    const ColumnMap& map,
                                                                    const OrganisationColumn& organisations);
/// The project's own form. It names its devices: `device` counts for nothing.
base::Result<InventoryReading> read_table_inventory(const std::string& name, std::string_view bytes,
                                                    const std::string& device);

}  // namespace ingest
