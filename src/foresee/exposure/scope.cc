#include "foresee/exposure/scope.h"

#include <algorithm>
#include <set>

#include "foresee/exposure/windows.h"
#include "world/advisory/id.h"

namespace exposure {

namespace {

/// The vulnerabilities that one id stands for.
std::set<std::uint32_t> meant_by(const Claims& claims, const std::string& id) {
  std::set<std::uint32_t> all;
  for (std::uint32_t i = 0; i < claims.advisories().size(); ++i) {
    const advisory::Advisory& one = claims.advisories()[i];
    for (std::uint32_t k = 0; k < one.vulnerabilities.size(); ++k) {
      if (is_asked_for(one, one.vulnerabilities[k], {id})) all.insert(claims.id_of(i, k));
    }
  }
  return all;
}

}  // namespace

bool Scope::is_system(std::uint32_t vulnerability) const {
  return std::ranges::binary_search(systems, vulnerability);
}

std::vector<bool> with_products(const Claims& claims) {
  std::vector<bool> all(claims.ids().size(), false);
  for (const Claim& claim : claims.claims()) {
    for (const auto& [vulnerability, status] : claim.says) all[claims.id_of(claim.advisory, vulnerability)] = true;
  }
  return all;
}

Scope scope_of(const Claims& claims, const WindowsRules* windows, const std::vector<std::string>& ids) {
  const std::vector<bool> named = with_products(claims);
  std::set<std::uint32_t> products;
  std::set<std::uint32_t> systems;
  Scope scope;
  for (const std::string& id : ids) {
    bool any = false;
    for (const std::uint32_t one : meant_by(claims, id)) {
      const bool system = windows != nullptr && windows->number_of(claims.ids()[one]).has_value();
      any |= system || named[one];
      if (system) {
        systems.insert(one);
      } else if (named[one]) {
        products.insert(one);
      }
    }
    if (!any) scope.nothing.push_back(id);
  }
  scope.products.assign(products.begin(), products.end());
  scope.systems.assign(systems.begin(), systems.end());
  return scope;
}

}  // namespace exposure
