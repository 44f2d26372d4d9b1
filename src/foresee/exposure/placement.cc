#include "foresee/exposure/placement.h"

#include <string>
#include <string_view>
#include <unordered_map>

namespace exposure {

namespace {

using estate::Index;

/// "organisation" and the id of a zone or a device as one key; organisations' ids hold no newline.
std::string key_of(std::string_view organisation, std::string_view id) {
  return std::string(organisation) + '\n' + std::string(id);
}

}  // namespace

std::vector<Placed> placed(const estate::Tables& estate, const inventory::Fleet& fleet) {
  const auto owner_of = [&](Index zone) -> const std::string& {
    return estate.organisations[estate.zones[zone].organisation].id;
  };
  std::unordered_map<std::string, Index> zones, groups;
  for (Index zone = 0; zone < estate.zones.size(); ++zone) {
    zones.emplace(key_of(owner_of(zone), estate.zones[zone].id), zone);
  }
  for (const estate::Member& member : estate.members) {
    groups.emplace(key_of(owner_of(estate.groups[member.group].zone), member.device), member.group);
  }
  std::vector<Placed> all;
  all.reserve(fleet.devices.size());
  for (const inventory::FleetDevice& device : fleet.devices) {
    const std::string& organisation = fleet.organisations[device.organisation];
    Placed& one = all.emplace_back();
    if (const auto group = groups.find(key_of(organisation, device.id)); group != groups.end()) {
      one = {estate.groups[group->second].zone, group->second};
      continue;
    }
    if (device.zone.empty()) continue;
    if (const auto zone = zones.find(key_of(organisation, device.zone)); zone != zones.end()) one.zone = zone->second;
  }
  return all;
}

}  // namespace exposure
