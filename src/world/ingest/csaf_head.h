#pragma once
// What a CSAF document says of itself. Private to csaf*.cc.

#include "world/advisory/advisory.h"
#include "world/ingest/json_node.h"

namespace ingest::csaf {

/// Of the object under "document": 2.0 and 2.1 write these fields alike. What is missing is left empty; whether it may
/// be is for `cordon advisory check`.
advisory::Head read_head(const json::Node& document);

}  // namespace ingest::csaf
