#pragma once
// The reviewed data that an estate is built with where nobody knows: estates/built/*.csv.

#include <string>
#include <string_view>

#include "base/result.h"
#include "world/building/defaults.h"
#include "world/building/sources.h"

namespace ingest {

/// Columns name, value, low, high, unit, drawn, reason. Problems: every row that cannot be meant, and every name that
/// the building needs (building::needed_defaults()) and that is not there.
base::Result<building::Defaults> parse_defaults(const std::string& name, std::string_view text);

/// Groups and services of typical organisations. Problems: rows that cannot be meant, fallbacks that name no default.
base::Result<building::Typical> parse_typical(const std::string& groups_name, std::string_view groups,
                                              const std::string& services_name, std::string_view services,
                                              const building::Defaults& defaults);

}  // namespace ingest
