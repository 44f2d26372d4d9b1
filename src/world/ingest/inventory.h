#pragma once
// What inventories come in: lists that other tools made of what is on devices, told apart by what stands in them.

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "world/ingest/column_map.h"
#include "world/inventory/inventory.h"

namespace ingest {

/// Largest inventory that is read, in bytes.
inline constexpr std::size_t inventory_bytes_most = std::size_t{1} << 30U;

/// One file that was read.
struct InventoryReading {
  inventory::Inventory inventory;
  base::Problems refused;             ///< rows left out, each with its place; the others are good
  std::size_t of_nobody = 0;          ///< of these, rows of which nobody can say whose they are
  std::vector<std::string> personal;  ///< columns about people, of which nothing was kept
  /// The first rows of a table as they were understood: fields and values.
  std::vector<std::vector<std::pair<std::string_view, std::string>>> first_rows;
};

/// Reads a list of any known tool, or a table that one of `maps` recognises; `device` names the device where the list
/// does not (a list of dpkg has no host name). Problems: what is no known list, is too large, or is broken as a whole.
base::Result<InventoryReading> read_inventory(const std::string& name, std::string_view bytes,
                                              const std::string& device, const std::vector<ColumnMap>& maps = {});

}  // namespace ingest
