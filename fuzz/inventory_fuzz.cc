// Any bytes as an inventory, as a map of organisations, and as a column map with a table behind it: read or refused;
// what is read holds together.

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>

#include "world/ingest/inventory.h"
#include "world/ingest/organisation_map.h"
#include "world/ingest/table_inventory.h"

namespace {

void hold(const base::Result<ingest::InventoryReading>& reading) {
  if (!reading) {
    if (reading.error().empty()) std::abort();
    return;
  }
  const inventory::Inventory& found = reading->inventory;
  if (found.tool.empty()) std::abort();
  for (std::size_t i = 0; i < found.devices.size(); ++i) {
    if (found.devices[i].id.empty()) std::abort();
    if (i > 0 && found.devices[i].id <= found.devices[i - 1].id) std::abort();
    const auto& held = found.devices[i].components;
    for (std::size_t j = 0; j < held.size(); ++j) {
      if (held[j] >= found.components.size() || (j > 0 && held[j] <= held[j - 1])) std::abort();
    }
  }
  for (const base::Problem& problem : reading->refused.kept()) {
    // What is said of a whole list has no place in it.
    if (problem.file.empty() || problem.what.empty() || problem.mend.empty()) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  hold(ingest::read_inventory("fuzz", bytes, "device"));
  const auto organisations = ingest::parse_organisation_map("fuzz", bytes);
  if (organisations ? organisations->empty() : organisations.error().empty()) std::abort();
  constexpr std::string_view mark = "\n#table\n";
  const std::size_t at = bytes.find(mark);
  if (at == std::string_view::npos) return 0;
  const auto map = ingest::read_column_map("map.toml", bytes.substr(0, at));
  if (map) hold(ingest::read_mapped_inventory("fuzz", bytes.substr(at + mark.size()), *map));
  return 0;
}
