#pragma once
// Tables that tools export as JSON: a list of objects with the same keys, or an object a line. Private to the readers
// of inventories.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "world/ingest/inventory.h"
#include "world/ingest/table_inventory.h"

namespace ingest::inventories {

/// Whether the text begins as JSON does.
bool is_json_table(std::string_view bytes);

/// The keys of its first row; empty when it has none.
std::vector<std::string> json_head_of(std::string_view bytes);

/// What is wrong with a text that begins as JSON and is not whole: an export that was cut off. Nothing when it is
/// whole, by lines, or no JSON at all.
base::Problems wrong_json(const std::string& name, std::string_view bytes);

/// Rows are the items of the list, or of the list under "value", "records", "result", "results", "devices" or "data";
/// or the lines. Columns are the keys of all rows; a list as a value is its texts, "a, b"; an object with
/// "display_value", "value" or "name" is that. Problems: as read_mapped_inventory(), and no JSON, too large (256 MiB;
/// by lines 1 GiB), too deep, more than columns_most keys.
base::Result<std::vector<InventoryReading>> read_json_table(const std::string& name, std::string_view bytes,
                                                            const ColumnMap& map,
                                                            const OrganisationColumn* organisations);

}  // namespace ingest::inventories
