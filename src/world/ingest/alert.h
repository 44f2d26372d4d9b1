#pragma once
// Reads a centre's alert (docs/formats/alert.md).

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"
#include "world/advisory/alert.h"

namespace ingest {

/// Most vulnerabilities, advisories, products and actions, each.
inline constexpr std::size_t alert_items_most = 1000;

/// Problems: all that is wrong with it, each with its place; what it says of no vulnerability, advisory or product.
base::Result<advisory::Alert> parse_alert(const std::string& name, std::string_view bytes);
base::Result<advisory::Alert> read_alert(const std::filesystem::path& path);

}  // namespace ingest
