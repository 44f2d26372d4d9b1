#pragma once
// Versions by the rules of those who number them. A version is turned into a key of bytes once; after that, comparing
// two of one scheme is comparing bytes, whatever the scheme.
//
// Sources of each scheme's order, and where this reading differs: docs/versions.md.

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace advisory {

enum class Scheme : std::uint8_t {
  alpine,
  cran,
  debian,
  gem,
  hackage,
  maven,
  npm,
  nuget,
  packagist,
  pub,
  pypi,
  rpm,
  semver,
  vendor,   ///< what vendors write without any rule: numbers, letters, "SP1 Update 9", "15.2(7)E3"
  windows,  ///< builds: up to five numbers with dots
};
inline constexpr int schemes = 15;

/// The name of a scheme as vers: writes it: "deb", "rpm", "pypi", ...
std::string_view name_of(Scheme scheme);

/// The scheme of such a name; "alpine" and "apk", "composer" and "packagist", "deb" and "debian", "golang" and "semver"
/// are the same.
std::optional<Scheme> scheme_from(std::string_view name);

/// Longest version that is read, in bytes.
inline constexpr std::size_t version_bytes_most = 200;

/// A version that was read.
struct Version {
  Scheme scheme = Scheme::vendor;
  std::string key;   ///< its place in the order of its scheme
  std::string text;  ///< as it was written
};

/// Reads a version. Wrong are: an empty text, one that is too long, and one that the scheme cannot order.
base::Result<Version> parse_version(Scheme scheme, std::string_view text);

/// Unordered when the schemes differ, and when two vendor versions part in a word ("SP1" and "Update 1", the trains of
/// "15.2(7)E3" and "15.2(7)S1"): which of them is later nobody but the vendor knows. Among all others a total order.
std::partial_ordering compare(const Version& a, const Version& b);

}  // namespace advisory
