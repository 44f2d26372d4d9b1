#pragma once
// CISA's catalogue of vulnerabilities known to be exploited (KEV), as JSON or CSV
// (https://www.cisa.gov/known-exploited-vulnerabilities-catalog). Each entry becomes an advisory about a product of
// which no versions are stated. docs/feeds.md says which fields are taken.

#include <string>
#include <string_view>

#include "base/result.h"
#include "world/ingest/feed.h"

namespace ingest {

/// Problems: what is no JSON, or cut off.
base::Result<FeedReading> read_kev_feed(const std::string& name, std::string_view bytes);

/// Problems: a needed column that is not there, malformed quoting, a last row that may be cut off.
base::Result<FeedReading> read_kev_table(const std::string& name, std::string_view bytes);

}  // namespace ingest
