#include "outbreak/naive_world.h"

#include <algorithm>
#include <cmath>

namespace naive {

double draw(const base::Distribution& distribution, Rng& rng) {
  using Kind = base::Distribution::Kind;
  const double a = distribution.a;
  const double b = distribution.b;
  switch (distribution.kind) {
    case Kind::fixed: return a;
    case Kind::uniform: return std::uniform_real_distribution<double>(a, b)(rng);
    case Kind::exponential: return std::exponential_distribution<double>(1 / a)(rng);
    case Kind::lognormal: return std::lognormal_distribution<double>(std::log(a), b)(rng);
    case Kind::gamma: return std::gamma_distribution<double>(b, a / b)(rng);
    case Kind::beta: {
      const double x = std::gamma_distribution<double>(a * b, 1)(rng);
      const double y = std::gamma_distribution<double>((1 - a) * b, 1)(rng);
      return x / (x + y);
    }
    case Kind::chance: return std::bernoulli_distribution(a)(rng) ? b : 0;
    case Kind::choice: {
      std::discrete_distribution<std::size_t> pick(distribution.weights.begin(), distribution.weights.end());
      return distribution.values[pick(rng)];
    }
  }
  return a;
}

bool chance(double probability, Rng& rng) {
  return std::uniform_real_distribution<double>(0, 1)(rng) < probability;
}

std::uint64_t below(std::uint64_t n, Rng& rng) {
  return std::uniform_int_distribution<std::uint64_t>(0, n - 1)(rng);
}

World::World(const estate::Estate& estate, Rng& rng) : estate_(estate) {
  draw_parameters(rng);
  draw_conduits(rng);
  place_devices(rng);
  stretches_.resize(estate_.networks.size());
  for (Index network = 0; network < estate_.networks.size(); ++network) lay_out(network, 0, network);
}

std::string World::key_of(const estate::Parameter& parameter, Index organisation) const {
  using Per = estate::Parameter::Per;
  if (organisation == none || parameter.per == Per::estate) return "";
  const estate::Organisation& row = estate_.organisations[organisation];
  switch (parameter.per) {
    case Per::region: return row.region;
    case Per::kind: return row.kind;
    case Per::parent: {
      Index top = organisation;
      while (estate_.organisations[top].parent != none) top = estate_.organisations[top].parent;
      return estate_.organisations[top].id;
    }
    default: return row.id;
  }
}

bool World::holds(const estate::Condition& condition, Index organisation) const {
  using Field = estate::Condition::Field;
  if (condition.field == Field::parameter) {
    const double found = value(estate::Quantity{0, condition.parameter}, organisation);
    return condition.low <= found && found <= condition.high;
  }
  if (organisation == none) return false;
  const estate::Organisation& row = estate_.organisations[organisation];
  const std::string& text = condition.field == Field::kind     ? row.kind
                            : condition.field == Field::sector ? row.sector
                            : condition.field == Field::region ? row.region
                                                               : row.id;
  return std::find(condition.texts.begin(), condition.texts.end(), text) != condition.texts.end();
}

void World::draw_parameters(Rng& rng) {
  using Per = estate::Parameter::Per;
  for (Index p = 0; p < estate_.parameters.size(); ++p) {
    const estate::Parameter& parameter = estate_.parameters[p];
    const auto draw_for = [&](Index organisation) {
      const std::pair key(p, key_of(parameter, organisation));
      if (parameters_.contains(key)) return;
      const auto fits = [&](const estate::Case& one) {
        return std::all_of(one.when.begin(), one.when.end(),
                           [&](const estate::Condition& condition) { return holds(condition, organisation); });
      };
      const auto found = std::find_if(parameter.cases.begin(), parameter.cases.end(), fits);
      base::Distribution distribution = found->distribution;
      if (found->first_from != none) distribution.a = parameters_.at({found->first_from, ""});
      parameters_[key] = draw(distribution, rng);
    };
    if (parameter.per == Per::estate) {
      draw_for(none);
      continue;
    }
    for (Index organisation = 0; organisation < estate_.organisations.size(); ++organisation) {
      // Conditions of a parameter per parent look at the organisation on top.
      Index speaker = organisation;
      while (parameter.per == Per::parent && estate_.organisations[speaker].parent != none) {
        speaker = estate_.organisations[speaker].parent;
      }
      draw_for(speaker);
    }
  }
}

double World::value(const estate::Quantity& quantity, Index organisation) const {
  if (quantity.certain()) return quantity.number;
  const estate::Parameter& parameter = estate_.parameters[quantity.parameter];
  return parameters_.at({quantity.parameter, key_of(parameter, organisation)});
}

double World::value(const threat::Quantity& quantity, Index organisation) const {
  if (quantity.parameter.empty()) return quantity.number;
  Index p = 0;
  while (estate_.parameters[p].name != quantity.parameter) ++p;
  return value(estate::Quantity{0, p}, organisation);
}

void World::draw_conduits(Rng& rng) {
  for (const estate::Conduit& row : estate_.conduits) {
    std::vector<bool> in_force;
    for (Index organisation = 0; organisation < estate_.organisations.size(); ++organisation) {
      in_force.push_back(chance(value(row.chance, organisation), rng));
    }
    in_force_.push_back(std::move(in_force));
  }
}

void World::place_devices(Rng& rng) {
  for (const estate::Zone& zone : estate_.zones) at_.emplace_back(static_cast<std::size_t>(zone.addresses), none);
  for (Index g = 0; g < estate_.groups.size(); ++g) {
    const estate::DeviceGroup& group = estate_.groups[g];
    const Index organisation = estate_.zones[group.zone].organisation;
    for (std::uint32_t i = 0; i < group.count; ++i) {
      Device device{g, group.zone, organisation, std::vector<bool>(estate_.vulnerabilities.size(), false)};
      for (const estate::Vulnerability& one : group.vulnerabilities) {
        device.has[one.name] = device.has[one.name] || chance(value(one.share, organisation), rng);
      }
      std::uint64_t address = below(at_[group.zone].size(), rng);
      while (at_[group.zone][address] != none) address = below(at_[group.zone].size(), rng);
      at_[group.zone][address] = static_cast<Index>(devices_.size());
      devices_.push_back(std::move(device));
    }
  }
}

/// Gives the zones of `network`, then the networks within it, addresses of `root` from `begin` on. A network within
/// takes the whole of its size, so that its empty addresses are empty in the larger one too.
std::uint64_t World::lay_out(Index network, std::uint64_t begin, Index root) {
  const std::uint64_t first = begin;
  for (Index zone = 0; zone < estate_.zones.size(); ++zone) {
    if (estate_.zones[zone].network != network) continue;
    stretches_[root].push_back({begin, zone});
    begin += static_cast<std::uint64_t>(estate_.zones[zone].addresses);
  }
  for (Index inner = 0; inner < estate_.networks.size(); ++inner) {
    if (estate_.networks[inner].within == network) begin = lay_out(inner, begin, root);
  }
  return first + static_cast<std::uint64_t>(estate_.networks[network].addresses);
}

Index World::at_network(Index network, std::uint64_t address) const {
  for (const Stretch& stretch : stretches_[network]) {
    if (address < stretch.begin) continue;
    const std::uint64_t offset = address - stretch.begin;
    if (offset < at_[stretch.zone].size()) return at_[stretch.zone][offset];
  }
  return none;
}

bool World::matches(const estate::Pattern& pattern, Index zone, Index source_organisation) const {
  const bool any = !pattern.internet && !pattern.same_organisation && pattern.zone == none &&
                   pattern.organisation == none && pattern.network == none && pattern.kind.empty() &&
                   pattern.sector.empty() && pattern.region.empty() && pattern.purpose.empty();
  if (zone == none) return any || pattern.internet;
  if (pattern.internet) return false;
  const estate::Zone& row = estate_.zones[zone];
  const estate::Organisation& owner = estate_.organisations[row.organisation];
  return (!pattern.same_organisation || row.organisation == source_organisation) &&
         (pattern.zone == none || pattern.zone == zone) &&
         (pattern.organisation == none || pattern.organisation == row.organisation) &&
         (pattern.network == none || pattern.network == row.network) &&
         (pattern.kind.empty() || pattern.kind == owner.kind) &&
         (pattern.sector.empty() || pattern.sector == owner.sector) &&
         (pattern.region.empty() || pattern.region == owner.region) &&
         (pattern.purpose.empty() || pattern.purpose == row.purpose);
}

bool World::allowed(Index from, Index to, const std::string& service) const {
  const Index source = from == none ? none : estate_.zones[from].organisation;
  const Index target = estate_.zones[to].organisation;
  for (Index r = 0; r < estate_.conduits.size(); ++r) {
    const estate::Conduit& row = estate_.conduits[r];
    if (row.service != "*" && row.service != service) continue;
    if (!matches(row.from, from, none) || !matches(row.to, to, source)) continue;
    // A row that is drawn by the side from which an outside attempt comes has nobody to be drawn for: the target.
    const Index decider = row.drawn_by == estate::Conduit::Side::to || source == none ? target : source;
    if (in_force_[r][decider]) return row.allow;
  }
  return source == target;
}

bool World::selects_organisation(const threat::Selector& where, Index organisation) const {
  const auto in = [](const std::vector<std::string>& list, const std::string& text) {
    return list.empty() || std::find(list.begin(), list.end(), text) != list.end();
  };
  const estate::Organisation& row = estate_.organisations[organisation];
  return in(where.organisations, row.id) && in(where.kinds, row.kind) && in(where.sectors, row.sector) &&
         in(where.regions, row.region);
}

bool World::selects(const threat::Selector& where, Index group) const {
  const auto in = [](const std::vector<std::string>& list, const std::string& text) {
    return list.empty() || std::find(list.begin(), list.end(), text) != list.end();
  };
  const estate::DeviceGroup& row = estate_.groups[group];
  const estate::Zone& zone = estate_.zones[row.zone];
  return selects_organisation(where, zone.organisation) && in(where.zones, zone.id) &&
         in(where.purposes, zone.purpose) && in(where.groups, row.id) && in(where.platforms, row.platform) &&
         in(where.types, row.type);
}

bool World::has_all(Index device, const std::vector<std::string>& names) const {
  return std::all_of(names.begin(), names.end(), [&](const std::string& name) {
    const auto found = std::find(estate_.vulnerabilities.begin(), estate_.vulnerabilities.end(), name);
    return found != estate_.vulnerabilities.end() &&
           devices_[device].has[static_cast<std::size_t>(found - estate_.vulnerabilities.begin())];
  });
}

}  // namespace naive
