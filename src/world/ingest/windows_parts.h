#pragma once
// Parts of one system that Microsoft's tables mend apart, each with updates of its own: "Windows 7" itself and its .NET
// Framework 4. Private to the reader of those tables.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ingest {

/// Components that the same updates mend.
struct WindowsPart {
  std::vector<std::string> components;  ///< as the tables name them; the system itself has none
  std::vector<std::uint32_t> updates;

  /// Whether each is installed by itself, so that it may be missing from a system: the .NET Framework, a version of
  /// Internet Explorer. False for the system itself and what always comes with it ("Windows Kernel").
  [[nodiscard]] bool installed_apart() const;
};

/// Adds what one row says; `update` 0: none by number.
void add_to_parts(std::vector<WindowsPart>& parts, std::string_view component, std::uint32_t update);

/// Parts that have an update in common are one: the tables come from two sources that name components differently. A
/// part without a number belongs to the others, and stands alone only when there are none.
std::vector<WindowsPart> mended_apart(const std::vector<WindowsPart>& parts);

}  // namespace ingest
