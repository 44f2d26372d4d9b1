#pragma once
// Parts of a CVE record. Private to cve_*.cc.

#include <optional>
#include <string>
#include <string_view>

#include "world/ingest/feed_record.h"

namespace ingest::feeds {

/// Adds the products of one entry of `affected`, and what is said of each. `index`: which entry, for the products' ids.
void take_affected(const Node& entry, std::size_t index, Record& record, advisory::Advisory& advisory);

/// Adds what one entry of `metrics` says: CVSS vectors, decision points (SSVC), known exploitation.
void take_metric(const Node& entry, Record& record, advisory::Vulnerability& vulnerability);

/// The scheme that a versionType means: the names of vers, and "custom", "python", ...; nothing for others.
std::optional<advisory::Scheme> scheme_of_type(std::string_view type);

}  // namespace ingest::feeds
