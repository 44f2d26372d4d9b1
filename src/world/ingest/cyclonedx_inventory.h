#pragma once
// Bills of materials in CycloneDX, JSON, 1.2 to 1.6. Source: ECMA-424 and the schemas that came before it.

#include <string>
#include <string_view>

#include "base/result.h"
#include "world/ingest/inventory.h"

namespace ingest {

/// Whether it is JSON that calls itself CycloneDX.
bool is_cyclonedx(std::string_view bytes);

/// Reads a bill as what one device has: what the bill is about (metadata.component) and all components, nested ones
/// too. A package URL or CPE that is wrong is told and taken off; its component stays. Problems: no device, another
/// version, no JSON, keys that stand twice, too large or too deep, a VEX document (vulnerabilities without components).
base::Result<InventoryReading> read_cyclonedx(const std::string& name, std::string_view bytes,
                                              const std::string& device);

}  // namespace ingest
