#pragma once
// The extensions to CSAF that are known while documents are checked. Private to csaf*.cc.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "world/ingest/csaf_extension_schemas.h"
#include "world/ingest/json_schema.h"

namespace ingest {

namespace csaf {

/// Steps of json::Schemas::hold() that all extensions of a document may take together, and one file of the folder.
inline constexpr std::size_t document_steps_max = 10'000'000;
inline constexpr std::size_t file_steps_max = 1'000'000;

/// Where extensions may stand, and how metadata calls it: a JSONPath. CSAF's own schema of metadata still calls the
/// products that are combined of others by the name that they had in 2.0; both are read.
enum class ExtensionPlace : std::uint8_t { root, document, branch, product, combined, vulnerability, metric };

struct ExtensionPath {
  std::string_view path;
  ExtensionPlace place;
};
inline constexpr auto extension_paths = std::to_array<ExtensionPath>({
    {"$.x_extensions", ExtensionPlace::root},
    {"$.document.x_extensions", ExtensionPlace::document},
    {"$.product_tree.branches..product.x_extensions", ExtensionPlace::branch},
    {"$.product_tree.full_product_names[*].x_extensions", ExtensionPlace::product},
    {"$.product_tree.relationships[*].full_product_name.x_extensions", ExtensionPlace::combined},
    {"$.product_tree.product_paths[*].full_product_name.x_extensions", ExtensionPlace::combined},
    {"$.vulnerabilities[*].x_extensions", ExtensionPlace::vulnerability},
    {"$.vulnerabilities[*].metrics[*].content.x_extensions", ExtensionPlace::metric},
});

/// What the metadata of an extension asks of documents.
struct ExtensionMetadata {
  std::array<std::uint64_t, 7> most{};    ///< by ExtensionPlace: how often it may be in one list there
  std::vector<std::string> incompatible;  ///< schemas of extensions that may not be in the same document
};

}  // namespace csaf

class CsafExtensions {
 public:
  json::Schemas schemas;
  std::map<std::string, const json::Schemas::Document*, std::less<>> extensions;  ///< by their "$id"
  std::map<std::string, csaf::ExtensionMetadata, std::less<>> metadata;           ///< by the "$id" of the schema
};

}  // namespace ingest
