#pragma once
// Packages of one Debian system while its list is read. Private to the readers of dpkg's lists.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "world/ingest/inventory_draft.h"

namespace ingest::inventories {

struct DebianPackage {
  std::string name;
  std::string version;
  std::string architecture;
  std::string source;          ///< empty: the same name
  std::string source_version;  ///< empty: not told
  std::string place;           ///< for problems: "line 3"
};

/// Whether files of a package in this state are on the disk: all states but "not-installed" and "config-files".
bool is_on_disk(std::string_view state);
/// Whether dpkg knows such a state.
bool is_state(std::string_view state);

class DebianPackages {
 public:
  /// Told, and left out, when its name or version is none.
  void add(DebianPackage package, Draft& draft);
  /// Puts all into a device, the source packages after them.
  void put(std::uint32_t device, Draft& draft) const;

 private:
  std::vector<DebianPackage> packages_;
};

}  // namespace ingest::inventories
