#pragma once
// Identifiers of products in feeds: package URLs and CPE names. Private to the readers of feeds.

#include <array>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "world/advisory/cpe.h"

namespace ingest::feeds {

/// The package URL of a package in a registry whose names are one with those of a package URL; empty for others.
std::string purl_of(std::string_view collection_url, std::string_view package);

/// The package URL of a package; empty when it has no such name. `between`: what stands between namespace and name in
/// `package`, 0 when nothing does and the namespace is `name_space`.
std::string purl_of_package(std::string_view type, char between, std::string_view name_space, std::string_view package);

/// Texts that are not empty, with " / " between them: "Philips / IntelliSpace Portal / 7.0.x".
std::string path_of(std::initializer_list<std::string_view> parts);

/// The values of a CPE name of the 2.3 form, as views into it, part to other: as advisory::parse_cpe() splits it, but
/// without copies, and with letters as they are written. Nothing when it is none.
std::optional<std::array<std::string_view, advisory::cpe_attributes>> cpe_values(std::string_view cpe);

/// A value of a CPE name without backslashes; empty for any and not applicable.
std::string plain_value(std::string_view value);

/// The name of the product alone, whatever version a CPE name has; nothing when it is no CPE name.
std::optional<std::string> cpe_of_product(std::string_view cpe);

}  // namespace ingest::feeds
