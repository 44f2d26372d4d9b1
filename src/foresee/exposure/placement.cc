#include "foresee/exposure/placement.h"

#include <string>
#include <string_view>
#include <unordered_map>

#include "foresee/exposure/device_ids.h"

namespace exposure {

namespace {

using estate::Index;

/// Organisation and zone as one key; organisations' ids hold no newline.
std::string key_of(std::string_view organisation, std::string_view id) {
  return std::string(organisation) + '\n' + std::string(id);
}

}  // namespace

std::vector<Placed> placed(const estate::Tables& estate, const inventory::Fleet& fleet) {
  const auto owner_of = [&](Index zone) -> const std::string& {
    return estate.organisations[estate.zones[zone].organisation].id;
  };
  std::vector<Placed> all(fleet.devices.size());
  if (!estate.members.empty()) {
    const DeviceIds ids(fleet);
    for (const estate::Member& member : estate.members) {
      const Index zone = estate.groups[member.group].zone;
      if (const auto device = ids.find(owner_of(zone), member.device)) all[*device] = {zone, member.group};
    }
  }
  std::unordered_map<std::string, Index> zones;
  for (Index zone = 0; zone < estate.zones.size(); ++zone) {
    zones.emplace(key_of(owner_of(zone), estate.zones[zone].id), zone);
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    const inventory::FleetDevice& device = fleet.devices[i];
    if (all[i].group != estate::none || device.zone.empty()) continue;
    const auto zone = zones.find(key_of(fleet.organisations[device.organisation], device.zone));
    if (zone != zones.end()) all[i].zone = zone->second;
  }
  return all;
}

}  // namespace exposure
