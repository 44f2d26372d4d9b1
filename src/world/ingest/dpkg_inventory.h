#pragma once
// Packages of Debian and what descends from it: dpkg's own file of states, and a list that dpkg-query makes. Both say
// what is installed completely. docs/inventories.md has the commands.

#include <string>
#include <string_view>

#include "base/result.h"
#include "world/ingest/inventory.h"

namespace ingest {

/// Whether it looks like /var/lib/dpkg/status, and like a list of dpkg-query with tabs.
bool is_dpkg_status(std::string_view bytes);
bool is_dpkg_list(std::string_view bytes);

/// Each reads what is installed on one device, binary packages and, each once, the source packages that they were built
/// from, which is what Debian's advisories name. Paragraphs and lines that are broken are refused by themselves.
/// Problems: no device, the end is cut off, a list that does not tell what is installed.
base::Result<InventoryReading> read_dpkg_status(const std::string& name, std::string_view bytes,
                                                const std::string& device);
base::Result<InventoryReading> read_dpkg_list(const std::string& name, std::string_view bytes,
                                              const std::string& device);

}  // namespace ingest
