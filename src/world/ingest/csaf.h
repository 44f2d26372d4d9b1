#pragma once
// Checks CSAF documents against the mandatory tests of their standard: OASIS, Common Security Advisory Framework,
// Versions 2.0 and 2.1, section 6.1 of each (https://docs.oasis-open.org/csaf/csaf/). docs/advisory-check.md lists
// them.

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "world/advisory/decision_point.h"

namespace ingest {

/// Largest document that is read, in bytes, and deepest nesting.
inline constexpr std::size_t csaf_bytes_max = 64U << 20U;
inline constexpr std::size_t csaf_depth_max = 100;

/// One thing that is wrong with a document.
struct CsafFinding {
  std::string test;   ///< number of the test in the standard: "6.1.3"; or "schema"
  std::string place;  ///< JSON pointer (RFC 6901): "/vulnerabilities/0/cve"
  std::string value;  ///< what stands there; may be empty
  std::string what;
};

struct CsafReport {
  std::string id;                      ///< of the document's tracking; may be empty
  std::string title;                   ///< may be empty
  std::vector<CsafFinding> findings;   ///< by test, then in the order of the document
  std::vector<CsafFinding> unchecked;  ///< what no verdict could be given on, and why; ordered the same
};

class CsafExtensions;  // csaf_extension_schemas.h

/// What documents refer to and the standard itself does not have. Without it the places that need it are left
/// unchecked.
struct CsafReferences {
  advisory::DecisionPoints decision_points;          ///< 6.1.48
  std::shared_ptr<const CsafExtensions> extensions;  ///< 6.1.60.2, 6.1.60.3; none: no extension is known
};

/// Problems: what is no JSON, too large or too deep, or of another version of CSAF than 2.0 and 2.1.
base::Result<CsafReport> check_csaf(const std::filesystem::path& path, const CsafReferences& beside = {});

/// The same from memory; `name` is what problems call the file.
base::Result<CsafReport> parse_csaf(const std::string& name, std::string_view bytes, const CsafReferences& beside = {});

}  // namespace ingest
