#pragma once
// Package URLs: "pkg:npm/%40angular/animation@12.3.1". Source: package-url, "Package-URL specification" (ECMA-427) and
// its definitions of types.

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace advisory {

/// Longest package URL that is read, in bytes.
inline constexpr std::size_t purl_bytes_most = 4096;

/// A package URL in parts, decoded, and spelled as its type wants it: what compares equal is the same package.
struct Purl {
  std::string type;        ///< in lower case: "npm"
  std::string name_space;  ///< segments with "/" between them; empty: none
  std::string name;
  std::string version;                                          ///< empty: none
  std::vector<std::pair<std::string, std::string>> qualifiers;  ///< by key, each once, none empty
  std::string subpath;                                          ///< segments with "/" between them; empty: none

  bool operator==(const Purl&) const = default;
};

/// Reads one. Wrong are: another scheme than "pkg:", a type or key with a character that it may not have, no name, a
/// key twice, a "%" that codes nothing, and what a type forbids (a namespace that must or must not be there).
base::Result<Purl> parse_purl(std::string_view text);

/// Brings parts into the spelling of their type and checks them, as parse_purl() does.
base::Result<Purl> make_purl(Purl parts);

/// The canonical form.
std::string to_text(const Purl& purl);

}  // namespace advisory
