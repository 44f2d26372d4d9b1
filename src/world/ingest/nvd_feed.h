#pragma once
// Records of the National Vulnerability Database in the form of its interface 2.0
// (https://nvd.nist.gov/developers/vulnerabilities), and the same configurations one record a line with "cve_id", as
// Anchore publishes them. docs/feeds.md says which fields are taken.

#include <string>
#include <string_view>

#include "base/result.h"
#include "world/ingest/feed.h"

namespace ingest {

/// An answer of the interface, a list of its entries, one entry, or one a line. Problems: what is no JSON, cut off, too
/// large or too deep.
base::Result<FeedReading> read_nvd_feed(const std::string& name, std::string_view bytes);

}  // namespace ingest
