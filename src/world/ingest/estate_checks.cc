// What only shows when all tables of an estate are there: cycles, sizes, ranges of parameters.

#include <fmt/format.h>

#include <algorithm>

#include "world/ingest/estate_reading.h"
#include "world/ingest/text.h"

namespace ingest {

namespace {

using estate::Index;
using estate::none;

/// Cycles that are told; where there are more, mending these shows the next.
constexpr std::size_t cycles_told = 20;

/// The number of addresses as people write it.
std::string whole(double number) {
  return fmt::format("{:.0f}", number);
}

/// "a JOIN b JOIN a", cut in the middle when it is long.
template <class IdOf>
std::string cycle_text(const std::vector<Index>& cycle, std::string_view join, const IdOf& id_of) {
  constexpr std::size_t named_max = 12;
  std::string text;
  for (std::size_t i = 0; i < cycle.size(); ++i) {
    if (i == named_max && cycle.size() > named_max + 1) {
      text += fmt::format("{} more {} ", cycle.size() - named_max, join);
      break;
    }
    text += fmt::format("{} {} ", id_of(cycle[i]), join);
  }
  return text + id_of(cycle.front());
}

/// The cycles of a chain in which each row has at most one next.
std::vector<std::vector<Index>> cycles_of(const std::vector<Index>& next) {
  std::vector<std::vector<Index>> cycles;
  std::vector<Index> seen_from(next.size(), none);
  for (Index first = 0; first < next.size() && cycles.size() < cycles_told; ++first) {
    Index at = first;
    while (at != none && seen_from[at] == none) {
      seen_from[at] = first;
      at = next[at];
    }
    if (at == none || seen_from[at] != first) continue;
    cycles.emplace_back();
    Index step = at;
    do {
      cycles.back().push_back(step);
      step = next[step];
    } while (step != at);
  }
  return cycles;
}

}  // namespace

void check_parents(EstateReading& reading) {
  const auto& organisations = reading.tables.organisations;
  std::vector<Index> parents;
  parents.reserve(organisations.size());
  for (const estate::Organisation& organisation : organisations) parents.push_back(organisation.parent);
  for (const auto& cycle : cycles_of(parents)) {
    const auto text = cycle_text(cycle, "is below", [&](Index i) { return organisations[i].id; });
    reading.problems.add(base::Problem{reading.file_of("organisations"),
                                       fmt::format("row {}, column parent", reading.organisation_rows[cycle.front()]),
                                       text, "is a cycle of parents", "take one of these parents out"});
  }
}

void check_service_cycles(EstateReading& reading) {
  auto services = reading.tables.care.services;
  for (std::size_t told = 0; told < cycles_told; ++told) {
    const auto cycle = estate::find_cycle(services);
    if (cycle.empty()) return;
    const auto text = cycle_text(cycle, "needs", [&](Index i) { return services[i].id; });
    reading.problems.add(base::Problem{reading.file_of("services"),
                                       fmt::format("row {}, column needs", reading.service_rows[cycle.front()]), text,
                                       "is a cycle of needs", "take one of these services out of the other's needs"});
    services[cycle.front()].needs = {};
  }
}

void check_networks(EstateReading& reading) {
  const auto& networks = reading.tables.networks;
  std::vector<Index> outer;
  outer.reserve(networks.size());
  for (const estate::Network& network : networks) outer.push_back(network.within);
  const auto cycles = cycles_of(outer);
  for (const auto& cycle : cycles) {
    const auto text = cycle_text(cycle, "is within", [&](Index i) { return networks[i].id; });
    reading.problems.add(base::Problem{reading.file_of("networks"),
                                       fmt::format("row {}, column within", reading.network_rows[cycle.front()]), text,
                                       "is a cycle of networks", "take one of these out"});
  }
  if (!cycles.empty()) return;

  // What lies in a network: its zones, and the networks directly within it.
  std::vector<double> used(networks.size());
  for (const estate::Zone& zone : reading.tables.zones) {
    if (zone.network != none) used[zone.network] += zone.addresses;
  }
  for (const estate::Network& network : networks) {
    if (network.within != none) used[network.within] += network.addresses;
  }
  for (Index i = 0; i < networks.size(); ++i) {
    if (networks[i].addresses == 0 || used[i] <= networks[i].addresses) continue;
    reading.wrong("networks", reading.network_rows[i], "addresses", whole(networks[i].addresses),
                  "is less than its zones and the networks within it have together",
                  fmt::format("'{}' needs at least {}", networks[i].id, whole(used[i])));
  }
}

void check_zone_sizes(EstateReading& reading) {
  const auto& zones = reading.tables.zones;
  std::vector<double> devices(zones.size());
  for (const estate::DeviceGroup& group : reading.tables.groups) {
    if (group.zone != none) devices[group.zone] += group.count;
  }
  for (Index i = 0; i < zones.size(); ++i) {
    if (zones[i].addresses == 0 || devices[i] <= zones[i].addresses) continue;  // 0: reported already
    reading.wrong("zones", reading.zone_rows[i], "addresses", whole(zones[i].addresses),
                  "is less than the zone has devices",
                  fmt::format("'{}' has {} devices, each with an address of its own", zones[i].id, whole(devices[i])));
  }
}

void check_share_parameters(EstateReading& reading) {
  const auto& parameters = reading.tables.parameters;
  for (Index i = 0; i < parameters.size(); ++i) {
    if (reading.share_uses[i].empty()) continue;
    for (std::size_t j = 0; j < parameters[i].cases.size(); ++j) {
      const base::Distribution& distribution = parameters[i].cases[j].distribution;
      if (base::lowest(distribution) >= 0 && base::highest(distribution) <= 1) continue;
      reading.problems.add(base::Problem{
          reading.folder.path_of("uncertain.toml"), fmt::format("parameter[{}] ({})", i, parameters[i].name),
          base::to_text(distribution), "can leave 0 to 1 but stands for a share",
          fmt::format("keep it within [0, 1], or do not use it at {}", reading.share_uses[i])});
    }
  }
}

}  // namespace ingest
