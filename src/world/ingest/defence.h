#pragma once
// Reads a defence: a TOML file of detection, isolation, alarm, precaution and restoration (docs/formats/defence.md).

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"
#include "world/ingest/counterfactual.h"
#include "world/threat/defence.h"

namespace ingest {

/// With the changes that `otherwise` makes, if any. Everything that is wrong is reported at once; then there is no
/// defence.
base::Result<threat::Defence> read_defence(const std::filesystem::path& path,
                                           const Counterfactual* otherwise = nullptr);

/// The same from memory; `name` is what problems call the file.
base::Result<threat::Defence> parse_defence(const std::string& name, std::string_view bytes,
                                            const Counterfactual* otherwise = nullptr);

}  // namespace ingest
