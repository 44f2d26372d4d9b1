#pragma once
// Where the devices of the inventories stand in an estate.

#include <vector>

#include "world/estate/estate.h"
#include "world/inventory/fleet.h"

namespace exposure {

/// `none`: not known.
struct Placed {
  estate::Index zone = estate::none;
  estate::Index group = estate::none;  ///< the group that stands for it; known only where the estate lists its members
};

/// One entry a device of the fleet. A device is in the group whose member it is (estate::Member), and so in that
/// group's zone; else it is of the zone whose id its inventory names, of the organisation that it was imported for.
std::vector<Placed> placed(const estate::Tables& estate, const inventory::Fleet& fleet);

}  // namespace exposure
