#pragma once
// "vers" range specifiers: "vers:npm/1.2.3|>=2.0.0|<5.0.0". Source: package-url, "VERS, a mostly universal version
// range specifier" (vers-spec), which ECMA-428 takes up.

#include <string>
#include <string_view>

#include "base/result.h"
#include "world/advisory/version_range.h"

namespace advisory {

/// A specifier that was read.
struct Vers {
  std::string scheme;  ///< the name as it was written: "npm", "deb", "all"
  VersionRange range;
};

/// Reads one. Spaces are passed over, bounds may stand in any order and "=" may stand before an equal one. Wrong are:
/// no "vers:", a scheme that is not known, an empty bound, "*" beside others, "vers:all/" with anything but "*", and
/// what parse_version() and VersionRange::from() refuse.
base::Result<Vers> parse_vers(std::string_view text);

/// The canonical form: bounds in order, no idle ones, "%" codes where a version has characters with a meaning here.
std::string to_text(const Vers& vers);

}  // namespace advisory
