#pragma once
// Identifiers of products in feeds: package URLs and CPE names. Private to the readers of feeds.

#include <optional>
#include <string>
#include <string_view>

namespace ingest::feeds {

/// The package URL of a package in a registry whose names are one with those of a package URL; empty for others.
std::string purl_of(std::string_view collection_url, std::string_view package);

/// The package URL of a package; empty when it has no such name. `between`: what stands between namespace and name in
/// `package`, 0 when nothing does and the namespace is `name_space`.
std::string purl_of_package(std::string_view type, char between, std::string_view name_space, std::string_view package);

/// The name of the product alone, whatever version a CPE name has; nothing when it is no CPE name.
std::optional<std::string> cpe_of_product(std::string_view cpe);

}  // namespace ingest::feeds
