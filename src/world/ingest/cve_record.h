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

/// A CVSS vector as a score; one that cannot be read is told and left out.
void take_vector(const Node& vector, Record& record, advisory::Vulnerability& vulnerability,
                 std::vector<std::uint32_t> products = {});

/// The scheme that a versionType means: the names of vers, and "custom", "python", ...; nothing for others.
std::optional<advisory::Scheme> scheme_of_type(std::string_view type);

/// The package URL of a package in a registry whose names are one with those of a package URL; empty for others.
std::string purl_of(std::string_view collection_url, std::string_view package);

/// The name of the product alone, whatever version a CPE name has; nothing when it is no CPE name.
std::optional<std::string> cpe_of_product(std::string_view cpe);

}  // namespace ingest::feeds
