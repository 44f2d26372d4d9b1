#pragma once
// Records of the Open Source Vulnerability format, OSV (https://ossf.github.io/osv-schema/), of any database that
// writes it. docs/feeds.md says which fields are taken.

#include <string>
#include <string_view>

#include "base/result.h"
#include "world/ingest/feed.h"

namespace ingest {

/// One record, a list of records, or one record a line. Problems: what is no JSON, cut off, too large or too deep.
base::Result<FeedReading> read_osv_feed(const std::string& name, std::string_view bytes);

}  // namespace ingest
