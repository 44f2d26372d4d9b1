#pragma once
// What an estate says about the devices of the inventories: from where they can be reached, and which services hang on
// them.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "foresee/exposure/exposed.h"
#include "world/estate/estate.h"

namespace exposure {

/// From where attempts can come, the widest first. A vulnerability does not say on which port it is met: any service
/// that the conduits let pass counts, and a conduit that may be open counts as open.
enum class Reach : std::uint8_t {
  internet,
  other_organisation,
  own_organisation,
  not_known,  ///< of a device whose zone the estate does not have
};

/// "internet", "another organisation", "its own organisation only", "not known"
std::string_view words_of(Reach reach);

/// Of every zone of the estate.
std::vector<Reach> reach_of_zones(const estate::Estate& estate);

/// Zone of every device: the one whose id its inventory names, in the organisation that has its organisation's id;
/// `none` where the estate has no such zone.
std::vector<estate::Index> zones_of(const estate::Estate& estate, const inventory::Fleet& fleet);

/// For each zone the services that need one of its groups, by themselves or through other services; rising.
std::vector<std::vector<estate::Index>> services_on_zones(const estate::Estate& estate);

/// All of it, device by device, for a ranking.
struct Surroundings {
  std::vector<estate::Index> zone;                   ///< of each device
  std::vector<Reach> reach;                          ///< of each zone
  std::vector<std::vector<estate::Index>> services;  ///< on each zone
  std::size_t all_services = 0;
};
Surroundings surroundings(const estate::Estate& estate, const inventory::Fleet& fleet);

/// What hangs on exposed devices.
struct ServiceExposure {
  estate::Index service = estate::none;
  std::size_t affected = 0;  ///< inventoried devices in the zones that it hangs on
  std::size_t cannot_tell = 0;
  std::size_t not_affected = 0;
  double left = 1;        ///< capacity, [0, 1], were all affected devices lost: the value of what it needs
  double left_worst = 1;  ///< the same, and all of which it cannot be told too
};

/// Services with an affected device in a zone that they hang on, or one of which it cannot be told; least left first. A
/// group of devices loses the share that the inventories found in its zone.
std::vector<ServiceExposure> services_exposed(const estate::Estate& estate, const inventory::Fleet& fleet,
                                              const Exposed& exposed);

}  // namespace exposure
