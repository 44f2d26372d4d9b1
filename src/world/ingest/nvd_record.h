#pragma once
// Parts of an NVD record. Private to nvd_*.cc.

#include <string>

#include "world/ingest/feed_record.h"

namespace ingest::feeds {

/// Adds the products of one entry of `configurations`, all of them affected. `part` begins their ids.
void take_configuration(const Node& configuration, const std::string& part, Record& record,
                        advisory::Advisory& advisory);

}  // namespace ingest::feeds
