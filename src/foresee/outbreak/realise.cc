// The estate as one replica finds it: uncertain parameters, conduit rows in force, vulnerable devices, classes.

#include <algorithm>
#include <bit>

#include "foresee/outbreak/state.h"

namespace outbreak {

void Engine::State::realise() {
  parameters.draw(seed, out.replica);
  organisations = organisations_at_start;
  susceptible_of.assign(estate.organisations.size(), 0);
  off.assign(estate.organisations.size(), 0);
  inside.assign(estate.organisations.size(), Inside{});
  patching.assign(estate.organisations.size(), Patching{});
  immune_of.assign(estate.groups.size(), 0);
  for (const Infection& infection : infections) cohorts[infection.cohort].infections = 0;
  infections.clear();
  stops_at_s.clear();
  std::fill(restoration.begin(), restoration.end(), RestorationQueue{});
  pressed.clear();
  std::fill(mailed.begin(), mailed.end(), 0);
  std::fill(group_spreading.begin(), group_spreading.end(), 0);
  reports = 0;
  alarm_pending = alarmed = kill_switch_on = false;

  realise_cohorts();
  realise_zones();
  realise_blocks();
  realise_coefficients();
}

/// Each device of a group has each uncertain vulnerability independently: split the group one vulnerability at a time.
void Engine::State::realise_cohorts() {
  cohort_left = m.unsplit;
  for (const Split& split : m.splits) {
    const double share = parameters.value(split.share, split.organisation);
    const Index subsets = Index{1} << split.number;
    base::Stream stream = keyed(base::Purpose::traits, split.group, split.number);
    for (Index cohort = split.first_cohort; cohort < split.first_cohort + subsets; ++cohort) {
      const auto with = static_cast<std::uint32_t>(base::binomial(cohort_left[cohort], share, stream));
      cohort_left[cohort + subsets] = with;
      cohort_left[cohort] -= with;
    }
  }
}

void Engine::State::realise_zones() {
  std::fill(zone_susceptible.begin(), zone_susceptible.end(), 0);
  std::fill(group_susceptible.begin(), group_susceptible.end(), 0);
  for (Index zone = 0; zone < estate.zones.size(); ++zone) {
    std::uint32_t any = 0;
    for (Index at = m.zone_first[zone]; at < m.zone_first[zone + 1]; ++at) {
      const Index cohort = m.zone_cohorts[at];
      any += cohort_left[cohort];
      for (std::uint32_t v = 0; v < vectors; ++v) {
        if (((m.cohort_mask[cohort] >> v) & 1U) == 0) continue;
        zone_susceptible[zone * vectors + v] += cohort_left[cohort];
        if (m.contacts()) group_susceptible[m.cohort_group[cohort] * vectors + v] += cohort_left[cohort];
      }
    }
    susceptible_of[estate.zones[zone].organisation] += any;
  }
}

RowMask Engine::State::rows_in_force(Index organisation, RowMask among) {
  RowMask mask = 0;
  for (RowMask left = among; left != 0; left &= left - 1) {
    const Index row = m.classes.uncertain_rows()[static_cast<std::size_t>(std::countr_zero(left))];
    const double chance = parameters.value(estate.conduits[row].chance, organisation);
    if (chance <= 0) continue;
    if (chance >= 1 || keyed(base::Purpose::conduit, row, organisation).chance(chance)) mask |= left & -left;
  }
  return mask;
}

/// Groups the zones of each organisation by realised class.
void Engine::State::realise_blocks() {
  blocks.clear();
  block_zones.clear();
  block_susceptible.clear();
  organisation_blocks.clear();
  for (Index o = 0; o < estate.organisations.size(); ++o) {
    organisation_blocks.push_back(static_cast<Index>(blocks.size()));
    const auto own = estate.zones_of(o);
    RowMask relevant = 0;
    for (const Index zone : own) relevant |= m.classes.relevant_rows(m.classes.of_zone(zone));
    const RowMask mask = rows_in_force(o, relevant);
    chosen.clear();  // realised class of each zone
    for (const Index zone : own) chosen.push_back(classes.number(m.classes.of_zone(zone), mask));
    for (std::size_t i = 0; i < own.size(); ++i) {
      if (std::find(chosen.begin(), chosen.begin() + static_cast<std::ptrdiff_t>(i), chosen[i]) !=
          chosen.begin() + static_cast<std::ptrdiff_t>(i)) {
        continue;  // its block is made already
      }
      Block block{o, chosen[i], 0, 0, static_cast<std::uint32_t>(block_zones.size()), 0};
      block_susceptible.resize(block_susceptible.size() + vectors, 0);
      for (std::size_t j = i; j < own.size(); ++j) {
        if (chosen[j] != chosen[i]) continue;
        zones[own[j]] = {static_cast<Index>(blocks.size())};
        block_zones.push_back(own[j]);
        for (std::uint32_t v = 0; v < vectors; ++v) {
          block_susceptible[blocks.size() * vectors + v] += zone_susceptible[own[j] * vectors + v];
        }
      }
      block.zone_end = static_cast<std::uint32_t>(block_zones.size());
      blocks.push_back(block);
    }
  }
  organisation_blocks.push_back(static_cast<Index>(blocks.size()));
  for (Cohort& cohort : cohorts) {
    cohort.block = zones[cohort.zone].block;
    cohort.klass = blocks[cohort.block].klass;
  }
  if (block_urns.size() < blocks.size() * vectors) block_urns.resize(blocks.size() * vectors);
}

void Engine::State::realise_coefficients() {
  const std::size_t count = classes.count();
  class_total.assign(count, ClassTotal{});
  class_susceptible.assign(count * vectors, 0);
  class_blocks.resize(count);
  class_rows.resize(count);
  for (auto& list : class_blocks) list.clear();
  for (ClassRow& row : class_rows) row.each.clear();
  if (class_urns.size() < count * vectors) class_urns.resize(count * vectors);
  present_classes.clear();
  for (Index b = 0; b < blocks.size(); ++b) {
    const Index klass = blocks[b].klass;
    if (!class_total[klass].present) present_classes.push_back(klass);
    class_total[klass].present = true;
    class_blocks[klass].push_back(b);
    for (std::uint32_t v = 0; v < vectors; ++v) {
      class_susceptible[klass * vectors + v] += block_susceptible[b * vectors + v];
    }
  }
  class_susceptible_bound = class_susceptible;
  present_rows.clear();
  for (const Index klass : present_classes) {
    for (std::uint32_t v = 0; v < vectors; ++v) present_rows.push_back(klass * vectors + v);
  }

  std::fill(success_most.begin(), success_most.end(), 0);
  for (std::uint32_t v = 0; v < vectors; ++v) {
    for (Index o = 0; o < organisations.size(); ++o) {
      const double p = susceptible_of[o] == 0 ? 0 : parameters.value(m.vectors[v].success, o);
      success[o * vectors + v] = p;
      success_most[v] = std::max(success_most[v], p);
    }
  }

  std::size_t size = 0;
  for (Index o = 0; o < organisations.size(); ++o) {
    const std::size_t own = organisation_blocks[o + 1] - organisation_blocks[o];
    inside[o].row = static_cast<std::uint32_t>(own * vectors);
    inside[o].first = std::size_t{organisation_blocks[o]} * vectors;
    for (Index b = organisation_blocks[o]; b < organisation_blocks[o + 1]; ++b) {
      blocks[b].row = size;
      size += inside[o].row;
    }
  }
  coefficients.assign(size, 0);
  block_pressure.assign(blocks.size() * vectors, 0);
  block_pressure_most.assign(blocks.size() * vectors, 0);

  first_organisation = static_cast<RateBins::Channel>(estate.zones.size());
  first_class = first_organisation + static_cast<RateBins::Channel>(organisations.size());
  first_edge = first_class + static_cast<RateBins::Channel>(count);
  candidates.reset(first_edge + m.edges.size(), {seed, out.replica, base::Purpose::candidates, 0, 0});
}

/// Most organisations never see a device spread: coefficients are made when the first does.
void Engine::State::make_ready(Index organisation) {
  inside[organisation].ready = true;
  set_organisation_coefficients(organisation);
}

/// Per second, for one spreading and one susceptible device. Within an organisation an attempt may be one over the own
/// zone (the zone's channel), over the own organisation, or over a network: the last is the class channel's when rows
/// allow it between organisations too and the boundary is not cut; otherwise it is counted here.
void Engine::State::set_organisation_coefficients(Index organisation) {
  const Index first = organisation_blocks[organisation];
  const Index own = organisation_blocks[organisation + 1] - first;
  const auto& cut = organisations[organisation].cut;
  const bool zones_apart = cut == threat::Boundary::zone;
  const bool alone = off_the_wide(organisation);
  const double addresses = m.organisation_addresses[organisation];
  double* most = block_pressure_most.data() + std::size_t{first} * vectors;
  std::fill(most, most + std::size_t{own} * vectors, 0);
  double* to = coefficients.data() + blocks[first].row;
  for (Index i = 0; i < own; ++i) {
    for (Index j = 0; j < own; ++j) {
      const Index source = blocks[first + i].klass;
      const Index target = blocks[first + j].klass;
      for (std::uint32_t v = 0; v < vectors; ++v, ++to) {
        const CompiledVector& vector = m.vectors[v];
        const bool allowed = vector.scan && classes.allowed(source, target, true, vector.service);
        const double strength = allowed ? vector.rate_per_s * success[organisation * vectors + v] : 0;
        double chance = addresses > 0 ? vector.own_organisation / addresses : 0;
        if (alone || !classes.allowed(source, target, false, vector.service)) {
          chance += vector.per_address[classes.network(target)];
        }
        *to = zones_apart ? 0 : strength * chance;
        most[j * vectors + v] = std::max(most[j * vectors + v], *to);
        if (i != j) continue;
        for (std::uint32_t at = blocks[first + i].zone_first; at < blocks[first + i].zone_end; ++at) {
          const Index zone = block_zones[at];
          const double held = estate.zones[zone].addresses;
          const double own_zone = held > 0 ? vector.own_zone / held : 0;
          zone_coefficient[zone * vectors + v] = strength * (own_zone + (zones_apart ? chance : 0));
        }
      }
    }
  }
  for (Index b = first; b < first + own; ++b) blocks[b].pressing = 0;
  std::fill_n(block_pressure.begin() + static_cast<std::ptrdiff_t>(std::size_t{first} * vectors),
              std::size_t{own} * vectors, 0.0);
  inside[organisation].at_once = false;
  renew_pressure(organisation);
}

}  // namespace outbreak
