#pragma once
// The reviewed table of names that mean the same (products/aliases.csv).

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"
#include "world/advisory/product_name.h"

namespace ingest {

/// Columns kind (vendor or product), vendor, product, same_vendor, same_product, reason. Problems: every row that
/// cannot be meant, or that has no reason.
base::Result<advisory::Aliases> parse_aliases(const std::string& name, std::string_view text);
base::Result<advisory::Aliases> load_aliases(const std::filesystem::path& file);

}  // namespace ingest
