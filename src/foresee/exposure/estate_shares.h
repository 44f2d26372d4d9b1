#pragma once
// What exposure found, as shares of an estate's device groups: so that a drill knows which devices are vulnerable
// without anybody typing it in.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "foresee/exposure/exposed.h"
#include "world/estate/estate.h"

namespace exposure {

/// Devices that the inventories say something of. Those on which nothing that is named was found do not count: they are
/// of another kind than the groups that have the vulnerability.
struct Evidence {
  std::size_t affected = 0;
  std::size_t cannot_tell = 0;
  std::size_t not_affected = 0;

  [[nodiscard]] std::size_t devices() const { return affected + cannot_tell + not_affected; }
};

/// What the inventories say of the devices of one zone.
struct ZoneEvidence : Evidence {
  estate::Index zone = estate::none;
};

/// One entry a zone of which there is evidence, in the order of the estate's zones. Which devices are of it: placed().
std::vector<ZoneEvidence> evidence_of(const estate::Tables& estate, const inventory::Fleet& fleet,
                                      const Exposed& exposed);

/// What was filled in.
struct Filled {
  std::size_t groups = 0;
  std::size_t zones = 0;  ///< of these groups
};

/// Gives every group that lists the vulnerability and of which there is evidence a share of its own: uniform between
/// those known to be exposed and those together with what cannot be told. A group that lists its members goes by these,
/// any other by all devices of its zone.
Filled fill_in(const inventory::Fleet& fleet, const Exposed& exposed, std::string_view vulnerability,
               estate::Tables& estate);

}  // namespace exposure
