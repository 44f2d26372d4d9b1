#include "foresee/exposure/estate_shares.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "foresee/exposure/placement.h"

namespace exposure {

namespace {

estate::Parameter share_of(const Evidence& one, std::string_view vulnerability, const std::string& of,
                           std::string_view what) {
  const auto all = static_cast<double>(one.devices());
  const double low = static_cast<double>(one.affected) / all;
  const double high = static_cast<double>(one.affected + one.cannot_tell) / all;
  base::Distribution distribution = base::Distribution::fixed(low);
  if (one.cannot_tell > 0) {
    distribution.kind = base::Distribution::Kind::uniform;
    distribution.b = high;
  }
  estate::Parameter parameter;
  parameter.name = fmt::format("exposed-{}-{}", vulnerability, of);
  parameter.per = estate::Parameter::Per::estate;
  parameter.cases.push_back({{}, std::move(distribution), estate::none});
  parameter.source = fmt::format("inventories of the {}: {} exposed, {} not affected, of {} it cannot be told", what,
                                 one.affected, one.not_affected, one.cannot_tell);
  return parameter;
}

void add(Standing standing, Evidence& evidence) {
  if (standing == Standing::affected) ++evidence.affected;
  if (standing == Standing::cannot_tell) ++evidence.cannot_tell;
  if (standing == Standing::not_affected) ++evidence.not_affected;
}

/// What is known of each zone, and of each group that lists its members.
struct Known {
  std::vector<ZoneEvidence> zones;
  std::vector<Evidence> groups;
};

Known known_of(const estate::Tables& estate, const inventory::Fleet& fleet, const Exposed& exposed) {
  Known known{std::vector<ZoneEvidence>(estate.zones.size()), std::vector<Evidence>(estate.groups.size())};
  for (estate::Index i = 0; i < known.zones.size(); ++i) known.zones[i].zone = i;
  const std::vector<Placed> places = placed(estate, fleet);
  for (const DeviceStanding& one : exposed.devices) {
    const Placed& place = places[one.device];
    if (place.zone != estate::none) add(one.standing, known.zones[place.zone]);
    if (place.group != estate::none) add(one.standing, known.groups[place.group]);
  }
  return known;
}

}  // namespace

std::vector<ZoneEvidence> evidence_of(const estate::Tables& estate, const inventory::Fleet& fleet,
                                      const Exposed& exposed) {
  std::vector<ZoneEvidence> zones = known_of(estate, fleet, exposed).zones;
  std::erase_if(zones, [](const ZoneEvidence& one) { return one.devices() == 0; });
  return zones;
}

Filled fill_in(const inventory::Fleet& fleet, const Exposed& exposed, std::string_view vulnerability,
               estate::Tables& estate) {
  const auto name = std::ranges::find(estate.vulnerabilities, vulnerability);
  if (name == estate.vulnerabilities.end()) return {};
  const auto number = static_cast<estate::Index>(name - estate.vulnerabilities.begin());
  const Known known = known_of(estate, fleet, exposed);
  std::vector<bool> lists_members(estate.groups.size(), false);
  for (const estate::Member& member : estate.members) lists_members[member.group] = true;

  std::vector<estate::Index> parameter_of_zone(estate.zones.size(), estate::none);
  std::set<estate::Index> zones;
  Filled filled;
  const auto put = [&](estate::Parameter parameter) {
    estate.parameters.push_back(std::move(parameter));
    return static_cast<estate::Index>(estate.parameters.size() - 1);
  };
  for (estate::Index i = 0; i < estate.groups.size(); ++i) {
    estate::DeviceGroup& group = estate.groups[i];
    const auto listed = std::ranges::find(group.vulnerabilities, number, &estate::Vulnerability::name);
    const Evidence& evidence = lists_members[i] ? known.groups[i] : known.zones[group.zone];
    if (listed == group.vulnerabilities.end() || evidence.devices() == 0) continue;
    estate::Index& of_zone = parameter_of_zone[group.zone];
    if (lists_members[i]) {
      listed->share = {0, put(share_of(evidence, vulnerability, group.id, "group"))};
    } else {
      if (of_zone == estate::none)
        of_zone = put(share_of(evidence, vulnerability, estate.zones[group.zone].id, "zone"));
      listed->share = {0, of_zone};
    }
    ++filled.groups;
    zones.insert(group.zone);
  }
  filled.zones = zones.size();
  return filled;
}

}  // namespace exposure
