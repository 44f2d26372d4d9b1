#pragma once
// Extensions of CSAF 2.1. Private to csaf*.cc.

#include <functional>

#include "world/ingest/json_node.h"

namespace ingest::csaf {

/// Calls `what` for each extension wherever one may stand: in the document, its head, products, vulnerabilities,
/// metrics.
void each_extension(const json::Node& root, const std::function<void(const json::Node&)>& what);

}  // namespace ingest::csaf
