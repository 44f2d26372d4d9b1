#include "world/ingest/inventory.h"

#include "world/ingest/text.h"

namespace ingest {

base::Result<InventoryReading> read_inventory(const std::string& name, std::string_view bytes,
                                              const std::string& device) {
  static_cast<void>(device);
  return tl::unexpected(base::Problem{name, "", shown(bytes.substr(0, 60)), "is no inventory that is known",
                                      "see docs/inventories.md for those that are"});
}

}  // namespace ingest
