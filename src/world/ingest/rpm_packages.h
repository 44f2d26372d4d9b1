#pragma once
// Packages of one system with rpm while its list is read. Private to the readers of such lists.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "world/ingest/inventory_draft.h"

namespace ingest::inventories {

/// Texts are those of the list.
struct RpmPackage {
  std::string_view name;
  std::string_view epoch;  ///< empty: none, or not told
  std::string_view version;
  std::string_view release;
  std::string_view architecture;  ///< empty: not told
  std::string_view source;        ///< "bash-5.1.8-6.el9.src.rpm"; empty: not told
  std::string place;              ///< for problems: "line 3"

  [[nodiscard]] std::string version_release() const;
};

/// Whether each part is of the form that rpm gives it.
bool is_right(const RpmPackage& package);

/// "bash-5.1.8-6.el9" in three parts, by the last two dashes.
std::optional<RpmPackage> parted(std::string_view text);

/// Puts all into a device, the source packages after them.
void put_packages(const std::vector<RpmPackage>& packages, std::uint32_t device, Draft& draft);

}  // namespace ingest::inventories
