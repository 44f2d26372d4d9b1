#include "foresee/exposure/scope.h"

#include <algorithm>
#include <iterator>
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

/// Of each of Claims::ids() whether an advisory says something of any product; `listed`: of one that lists show.
std::vector<bool> spoken_of(const Claims& claims, bool listed) {
  std::vector<bool> all(claims.ids().size(), false);
  for (const Claim& claim : claims.claims()) {
    if (listed && !claim.listed) continue;
    for (const auto& [vulnerability, status] : claim.says) all[claims.id_of(claim.advisory, vulnerability)] = true;
  }
  return all;
}

}  // namespace

bool Scope::is_system(std::uint32_t vulnerability) const {
  return std::ranges::binary_search(systems, vulnerability);
}

bool Scope::is_unnamed(std::uint32_t vulnerability) const {
  return std::ranges::binary_search(unnamed, vulnerability);
}

std::vector<bool> with_products(const Claims& claims) {
  return spoken_of(claims, true);
}

Scope scope_of(const Claims& claims, const WindowsRules* windows, const std::vector<std::string>& ids) {
  const std::vector<bool> named = with_products(claims);
  const std::vector<bool> claimed = spoken_of(claims, false);
  std::set<std::uint32_t> products;
  std::set<std::uint32_t> systems;
  std::set<std::uint32_t> unnamed;
  Scope scope;
  for (const std::string& id : ids) {
    bool any = false;
    std::vector<std::string> open;
    for (const std::uint32_t one : meant_by(claims, id)) {
      const bool system = windows != nullptr && windows->number_of(claims.ids()[one]).has_value();
      any |= system || named[one];
      if (system) {
        systems.insert(one);
      } else if (named[one]) {
        products.insert(one);
      } else {
        unnamed.insert(one);
        if (claimed[one]) open.push_back(claims.ids()[one]);
      }
    }
    if (!any) open = {id};
    std::ranges::copy_if(open, std::back_inserter(scope.nothing), [&](const std::string& one) {
      return std::ranges::find(scope.nothing, one) == scope.nothing.end();
    });
  }
  scope.products.assign(products.begin(), products.end());
  scope.systems.assign(systems.begin(), systems.end());
  scope.unnamed.assign(unnamed.begin(), unnamed.end());
  return scope;
}

}  // namespace exposure
