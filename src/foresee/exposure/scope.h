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
  std::vector<std::uint32_t> unnamed;   ///< neither: no list can show that a device does not have it
  /// Of no device it can be told that it is clear of these: ids as they were asked for, of which no advisory names
  /// anything that a list could show; of an advisory that was asked for, vulnerabilities that are only said to be in
  /// what lists do not show.
  std::vector<std::string> nothing;

  [[nodiscard]] bool is_system(std::uint32_t vulnerability) const;
  [[nodiscard]] bool is_unnamed(std::uint32_t vulnerability) const;
};

/// Of each of Claims::ids() whether an advisory says something of a product that lists show (Claim::listed).
std::vector<bool> with_products(const Claims& claims);

/// `ids`: of vulnerabilities or of whole advisories; letters of either case. `windows`: nullptr: no tables of updates.
Scope scope_of(const Claims& claims, const WindowsRules* windows, const std::vector<std::string>& ids);

}  // namespace exposure
