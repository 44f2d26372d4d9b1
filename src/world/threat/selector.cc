#include "world/threat/selector.h"

#include <algorithm>

namespace threat {

namespace {

bool holds(const std::vector<std::string>& wanted, const std::string& found) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), found) != wanted.end();
}

}  // namespace

bool matches_organisation(const Selector& selector, const estate::Organisation& organisation) {
  return holds(selector.organisations, organisation.id) && holds(selector.kinds, organisation.kind) &&
         holds(selector.sectors, organisation.sector) && holds(selector.regions, organisation.region);
}

bool matches_group(const Selector& selector, const estate::Estate& estate, estate::Index group) {
  const estate::DeviceGroup& devices = estate.groups[group];
  const estate::Zone& zone = estate.zones[devices.zone];
  return matches_organisation(selector, estate.organisations[zone.organisation]) && holds(selector.zones, zone.id) &&
         holds(selector.purposes, zone.purpose) && holds(selector.groups, devices.id) &&
         holds(selector.platforms, devices.platform) && holds(selector.types, devices.type);
}

}  // namespace threat
