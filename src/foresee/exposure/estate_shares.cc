#include "foresee/exposure/estate_shares.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace exposure {

namespace {

/// "organisation" and "zone" as one key; ids hold no newline.
std::string key_of(std::string_view organisation, std::string_view zone) {
  return std::string(organisation) + '\n' + std::string(zone);
}

estate::Parameter share_of(const ZoneEvidence& one, std::string_view vulnerability, const std::string& zone) {
  const auto all = static_cast<double>(one.affected + one.cannot_tell + one.not_affected);
  const double low = static_cast<double>(one.affected) / all;
  const double high = static_cast<double>(one.affected + one.cannot_tell) / all;
  base::Distribution distribution = base::Distribution::fixed(low);
  if (one.cannot_tell > 0) {
    distribution.kind = base::Distribution::Kind::uniform;
    distribution.b = high;
  }
  estate::Parameter parameter;
  parameter.name = fmt::format("exposed-{}-{}", vulnerability, zone);
  parameter.per = estate::Parameter::Per::estate;
  parameter.cases.push_back({{}, std::move(distribution), estate::none});
  parameter.source = fmt::format("inventories of the zone: {} exposed, {} not affected, of {} it cannot be told",
                                 one.affected, one.not_affected, one.cannot_tell);
  return parameter;
}

}  // namespace

std::vector<ZoneEvidence> evidence_of(const estate::Tables& estate, const inventory::Fleet& fleet,
                                      const Exposed& exposed) {
  std::vector<ZoneEvidence> zones(estate.zones.size());
  std::unordered_map<std::string, estate::Index> numbers;
  for (estate::Index i = 0; i < zones.size(); ++i) {
    zones[i].zone = i;
    numbers.emplace(key_of(estate.organisations[estate.zones[i].organisation].id, estate.zones[i].id), i);
  }
  for (const DeviceStanding& one : exposed.devices) {
    const inventory::FleetDevice& device = fleet.devices[one.device];
    const auto zone = numbers.find(key_of(fleet.organisations[device.organisation], device.zone));
    if (zone == numbers.end()) continue;
    ZoneEvidence& evidence = zones[zone->second];
    if (one.standing == Standing::affected) ++evidence.affected;
    if (one.standing == Standing::cannot_tell) ++evidence.cannot_tell;
    if (one.standing == Standing::not_affected) ++evidence.not_affected;
  }
  std::erase_if(zones, [](const ZoneEvidence& one) { return one.affected + one.cannot_tell + one.not_affected == 0; });
  return zones;
}

std::size_t fill_in(const std::vector<ZoneEvidence>& evidence, std::string_view vulnerability, estate::Tables& estate) {
  const auto name = std::ranges::find(estate.vulnerabilities, vulnerability);
  if (name == estate.vulnerabilities.end()) return 0;
  const auto number = static_cast<estate::Index>(name - estate.vulnerabilities.begin());
  std::vector<estate::Index> parameter_of(estate.zones.size(), estate::none);
  for (const ZoneEvidence& one : evidence) {
    parameter_of[one.zone] = static_cast<estate::Index>(estate.parameters.size());
    estate.parameters.push_back(share_of(one, vulnerability, estate.zones[one.zone].id));
  }
  std::size_t groups = 0;
  for (estate::DeviceGroup& group : estate.groups) {
    if (parameter_of[group.zone] == estate::none) continue;
    const auto listed = std::ranges::find(group.vulnerabilities, number, &estate::Vulnerability::name);
    if (listed == group.vulnerabilities.end()) continue;
    listed->share = {0, parameter_of[group.zone]};
    ++groups;
  }
  return groups;
}

}  // namespace exposure
