#pragma once
// Bills of materials in SPDX, JSON, 2.2 and 2.3. Source: SPDX specification 2.3.

#include <string>
#include <string_view>

#include "base/result.h"
#include "world/ingest/inventory.h"

namespace ingest {

/// Whether it is JSON that calls itself SPDX 2.
bool is_spdx(std::string_view bytes);

/// Reads the packages of a document as what one device has. A package URL or CPE that is wrong is told and taken off;
/// its package stays. Problems: no device, another version, no packages, no JSON, keys that stand twice, too large or
/// too deep.
base::Result<InventoryReading> read_spdx(const std::string& name, std::string_view bytes, const std::string& device);

}  // namespace ingest
