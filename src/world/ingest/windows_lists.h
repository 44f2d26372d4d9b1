#pragma once
// Inventories of Windows' own commands: systeminfo, Get-HotFix (also "wmic qfe"), and lists of updates. They are
// printed in the language and the code page of the machine, so nothing is read by its label: docs/windows.md.

#include <string>
#include <string_view>

#include "world/ingest/inventory.h"

namespace ingest {

/// Whether it looks like the output of systeminfo: a line with a build, and one of an x64- or X86-based computer.
bool is_systeminfo(std::string_view bytes);
base::Result<InventoryReading> read_systeminfo(const std::string& name, std::string_view bytes,
                                               const std::string& device);

/// Whether it looks like a list of updates. Those that Windows Update offers are told apart and refused: taken for
/// installed ones they would clear a machine that lacks them.
bool is_update_list(std::string_view bytes);
base::Result<InventoryReading> read_update_list(const std::string& name, std::string_view bytes,
                                                const std::string& device);

}  // namespace ingest
