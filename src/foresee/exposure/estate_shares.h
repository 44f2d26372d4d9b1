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

/// What the inventories say of the devices of one zone. Those on which nothing that is named was found do not count:
/// they are of another kind than the groups that have the vulnerability.
struct ZoneEvidence {
  estate::Index zone = estate::none;
  std::size_t affected = 0;
  std::size_t cannot_tell = 0;
  std::size_t not_affected = 0;
};

/// One entry a zone of which there is evidence, in the order of the estate's zones. Devices are of a zone when their
/// inventory names its id and their organisation has the zone's organisation's id.
std::vector<ZoneEvidence> evidence_of(const estate::Tables& estate, const inventory::Fleet& fleet,
                                      const Exposed& exposed);

/// Gives every group that lists the vulnerability, in a zone with evidence, a share of its own: uniform between those
/// known to be exposed and those together with what cannot be told. Answers how many groups that were.
std::size_t fill_in(const std::vector<ZoneEvidence>& evidence, std::string_view vulnerability, estate::Tables& estate);

}  // namespace exposure
