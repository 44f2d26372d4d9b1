#pragma once
// Tables of devices and their products: the project's own form, and those of other tools by a column map.

#include <string>
#include <string_view>

#include "base/result.h"
#include "world/ingest/column_map.h"
#include "world/ingest/inventory.h"

namespace ingest {

/// Whether its head line has a column "device".
bool is_table_inventory(std::string_view bytes);

/// Reads a table, UTF-8 or, with its mark, UTF-16. Each row is a component of a device; rows that say build or updates
/// are of its Windows, and are put together where product and build are the same. Rows that are wrong are refused by
/// themselves. Problems: columns that are missing or unknown, malformed quoting, another encoding.
base::Result<InventoryReading> read_mapped_inventory(const std::string& name, std::string_view bytes,
                                                     const ColumnMap& map);
/// The project's own form. It names its devices: `device` counts for nothing.
base::Result<InventoryReading> read_table_inventory(const std::string& name, std::string_view bytes,
                                                    const std::string& device);

}  // namespace ingest
