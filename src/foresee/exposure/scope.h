#pragma once
// What a question is about: its vulnerabilities, apart by what could show that a device does not have them.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "foresee/exposure/claims.h"

namespace exposure {

class WindowsRules;

/// Numbers are indexes into Claims::ids(), rising.
struct Scope {
  std::vector<std::uint32_t> products;  ///< an advisory names products that have it: a list of products shows it
  std::vector<std::uint32_t> systems;   ///< tables of updates have it: a list that names the operating system does
  /// Ids that were asked for and of which no advisory names anything that has them, as they were asked for: of no
  /// device it can be told.
  std::vector<std::string> nothing;

  [[nodiscard]] bool is_system(std::uint32_t vulnerability) const;
};

/// Of each of Claims::ids() whether an advisory names a product that it says something of.
std::vector<bool> with_products(const Claims& claims);

/// `ids`: of vulnerabilities or of whole advisories; letters of either case. `windows`: nullptr: no tables of updates.
Scope scope_of(const Claims& claims, const WindowsRules* windows, const std::vector<std::string>& ids);

}  // namespace exposure
