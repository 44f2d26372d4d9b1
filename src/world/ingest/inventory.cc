#include "world/ingest/inventory.h"

#include "world/ingest/text.h"
#include "world/ingest/windows_lists.h"

namespace ingest {

base::Result<InventoryReading> read_inventory(const std::string& name, std::string_view bytes,
                                              const std::string& device) {
  if (is_systeminfo(bytes)) return read_systeminfo(name, bytes, device);
  if (is_update_list(bytes)) return read_update_list(name, bytes, device);
  return tl::unexpected(base::Problem{name, "", shown(bytes.substr(0, 60)), "is no inventory that is known",
                                      "see docs/inventories.md for those that are"});
}

}  // namespace ingest
