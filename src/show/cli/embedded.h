#pragma once
// Files of the project that travel inside the program, embedded at build time.

#include <string_view>
#include <vector>

namespace cli {

struct EmbeddedFile {
  std::string_view name;
  std::string_view content;
};

/// The small commented estate that `cordon estate new` writes: estates/example-trust.
const std::vector<EmbeddedFile>& example_estate();

/// Reviewed tables about products: products/.
const std::vector<EmbeddedFile>& product_tables();

/// Reviewed copies of what standards refer to and others keep: registries/.
const std::vector<EmbeddedFile>& registries();

/// Which column is which in the exports of other tools: maps/.
const std::vector<EmbeddedFile>& inventory_maps();

/// What `cordon estate build` takes for granted: estates/built/.
const std::vector<EmbeddedFile>& built_estate();

/// The small commented alert that `cordon alert new` writes: alerts/.
const std::vector<EmbeddedFile>& example_alerts();

/// The content of one of them, which must be there.
std::string_view embedded(const std::vector<EmbeddedFile>& files, std::string_view name);

}  // namespace cli
