#pragma once
// What the claims say of one component.

#include <cstdint>
#include <vector>

#include "foresee/exposure/claims.h"
#include "foresee/exposure/verdict.h"
#include "world/inventory/inventory.h"

namespace exposure {

/// Why a verdict is what it is.
enum class Reason : std::uint8_t {
  named_affected,      ///< the version is one that is named as affected
  all_affected,        ///< every version is
  named_fixed,         ///< named as fixed
  named_not_affected,  ///< named as not affected
  outside,             ///< outside of every range that is named as affected
  not_listed,          ///< versions are listed one by one, and this one is not among them
  investigated,        ///< its publisher still looks into it
  contradiction,       ///< one advisory says both
  no_version,          ///< what was found has no version, and not all are affected
  range_unread,        ///< the range is for a person to read
  version_unread,      ///< the version cannot be ordered, or not with those of the range
  vendor_unknown,      ///< only the product's name agrees
  release_unknown,     ///< it is said of one release of a distribution, and of which this package is was not found
  default_unknown,     ///< the advisory leaves open what holds for versions that it does not list
};

/// One vulnerability of one advisory, for one component.
struct Answer {
  std::uint32_t advisory = 0;
  std::uint32_t vulnerability = 0;  ///< of the advisory
  std::uint32_t claim = 0;          ///< that decided
  Verdict verdict = Verdict::cannot_tell;
  Reason reason = Reason::no_version;
  Match match = Match::product_name;
};

/// What a component is looked up by, its version read. Made once a component.
struct Asked {
  std::vector<Identity> identities;
  std::string version;
  std::optional<advisory::Scheme> scheme;  ///< that its source settles, or its package URL's type
  std::optional<std::string> cpe;          ///< with all attributes
  std::string release;                     ///< number of the distribution's release; empty: not known
};
Asked ask(const inventory::Component& component, const advisory::Aliases& aliases);

/// Everything that is claimed of it: by advisory and vulnerability, each once. Windows installations are not asked here
/// (windows.h).
std::vector<Answer> answers(const Claims& claims, const Asked& asked);

/// Whether its version may be held against a range of this scheme: distributions carry mends back into old numbers, so
/// that their versions say nothing of the maker's, nor the other way.
bool can_compare(advisory::Scheme range, const Asked& asked);

/// The version scheme of a package URL's type: "deb" is Debian's, "npm" is npm's; nothing for types without a rule.
std::optional<advisory::Scheme> scheme_of_type(std::string_view type);

}  // namespace exposure
