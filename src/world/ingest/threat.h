#pragma once
// Reads a threat: a TOML file of rates, requirements and delays (docs/formats/threat.md).

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"
#include "world/ingest/counterfactual.h"
#include "world/ingest/defence.h"
#include "world/threat/threat.h"

namespace ingest {

/// With the changes that `otherwise` makes, if any. Everything that is wrong is reported at once; then there is no
/// threat. What only an estate can tell (whether a network, service, parameter or group exists) is not looked at here.
base::Result<threat::Threat> read_threat(const std::filesystem::path& path, const Counterfactual* otherwise = nullptr);

/// The same from memory; `name` is what problems call the file.
base::Result<threat::Threat> parse_threat(const std::string& name, std::string_view bytes,
                                          const Counterfactual* otherwise = nullptr);

}  // namespace ingest
