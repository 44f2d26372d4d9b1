#pragma once
// The reviewed table of SSVC's decision points (registries/ssvc_decision_points.csv).

#include <string>
#include <string_view>

#include "base/result.h"
#include "world/advisory/decision_point.h"

namespace ingest {

/// Columns namespace, key, version, name, values (keys in their order, with a blank between them), as_of (month of the
/// state of the registry; the latest counts), source. Problems: rows that are not so, and a point that stands twice.
base::Result<advisory::DecisionPoints> parse_decision_points(const std::string& name, std::string_view text);

}  // namespace ingest
