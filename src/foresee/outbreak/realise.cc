// The estate as one replica finds it: uncertain parameters, conduit rows in force, vulnerable devices, classes.

#include <algorithm>
#include <bit>

#include "foresee/outbreak/state.h"

namespace outbreak {

void Engine::State::realise() {
  parameters.draw(seed, out.replica);
  organisations = organisations_at_start;
  inside.assign(estate.organisations.size(), Inside{});
  patching.assign(estate.organisations.size(), Patching{});
  immune_of.assign(estate.groups.size(), 0);
  if (with_device_edges) {
    for (const Infection& infection : infections) cohorts[infection.cohort].infections = 0;
  }
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
  split_left = m.unsplit;
  for (const Split& split : m.splits) {
    const double share = parameters.value(split.share, split.organisation);
    const Index subsets = Index{1} << split.number;
    base::Stream stream = keyed(base::Purpose::traits, split.group, split.number);
    for (Index at = split.first; at < split.first + subsets; ++at) {
      const auto with = static_cast<std::uint32_t>(base::binomial(split_left[at], share, stream));
      split_left[at + subsets] = with;
      split_left[at] -= with;
    }
  }
  for (std::size_t at = 0; at < split_left.size(); ++at) cohort_left[m.group_cohorts[at]] = split_left[at];
}

void Engine::State::realise_zones() {
  for (ZoneScan& scan : zone_scans) scan.susceptible = 0;
  std::fill(group_susceptible.begin(), group_susceptible.end(), 0);
  for (Index zone = 0; zone < estate.zones.size(); ++zone) {
    std::uint32_t any = 0;
    for (Index cohort = m.zone_first[zone]; cohort < m.zone_first[zone + 1]; ++cohort) {
      any += cohort_left[cohort];
      for (std::uint32_t v = 0; v < vectors; ++v) {
        if (((m.cohort_mask[cohort] >> v) & 1U) == 0) continue;
        zone_scans[zone * vectors + v].susceptible += cohort_left[cohort];
        if (m.contacts()) group_susceptible[m.cohort_group[cohort] * vectors + v] += cohort_left[cohort];
      }
    }
    inside[estate.zones[zone].organisation].susceptible += any;
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
  for (Index o = 0; o < estate.organisations.size(); ++o) {
    Inside& here = inside[o];
    here.patches = m.doctrine[o].patching != estate::none;
    here.block_first = static_cast<Index>(blocks.size());
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
      Block block{o, chosen[i], 0, static_cast<std::uint32_t>(block_zones.size())};
      for (std::size_t j = i; j < own.size(); ++j) {
        if (chosen[j] != chosen[i]) continue;
        zones[own[j]] = {0, 0, m.zone_first[own[j]], m.zone_first[own[j] + 1]};
        zone_block[own[j]] = static_cast<Index>(blocks.size());
        block_zones.push_back(own[j]);
      }
      block.zone_end = static_cast<std::uint32_t>(block_zones.size());
      blocks.push_back(block);
    }
    here.block_end = static_cast<Index>(blocks.size());
    realise_places(here);
  }
  for (Cohort& cohort : cohorts) {
    cohort.block = zone_block[cohort.zone];
    cohort.klass = blocks[cohort.block].klass;
    cohort.place = static_cast<std::uint32_t>(place_of(cohort.block));
  }
  if (block_urns.size() < blocks.size() * vectors) block_urns.resize(blocks.size() * vectors);
}

/// Gives the organisation's blocks their places in rows.
void Engine::State::realise_places(Inside& own) {
  const std::uint32_t length = row_of(own);
  own.first = static_cast<std::uint32_t>(row_begin(block_susceptible.size(), length));
  block_susceptible.resize(own.first + length, 0);
  for (Index b = own.block_first; b < own.block_end; ++b) {
    for (std::uint32_t z = blocks[b].zone_first; z < blocks[b].zone_end; ++z) {
      for (std::uint32_t v = 0; v < vectors; ++v) {
        block_susceptible[place_of(b) + v] += zone_scans[block_zones[z] * vectors + v].susceptible;
      }
    }
  }
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
      class_susceptible[klass * vectors + v] += block_susceptible[place_of(b) + v];
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
      const double p = inside[o].susceptible == 0 ? 0 : parameters.value(m.vectors[v].success, o);
      success[o * vectors + v] = p;
      success_most[v] = std::max(success_most[v], p);
    }
    for (std::size_t at = v; at < success.size(); at += vectors) {
      success_relative[at] = success_most[v] > 0 ? success[at] / success_most[v] : 0;
    }
  }

  senders.assign(blocks.size(), Sender{});
  std::size_t size = 0;
  for (Index o = 0; o < organisations.size(); ++o) {
    const std::uint32_t length = row_of(inside[o]);
    size = row_begin(size, length);
    for (Index b = inside[o].block_first; b < inside[o].block_end; ++b) {
      senders[b].row = size;
      size += length;
    }
  }
  coefficients.assign(size, 0);
  block_pressure.assign(block_susceptible.size(), 0);
  block_pressure_most.assign(block_susceptible.size(), 0);

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
  Inside& own = inside[organisation];
  const std::span of = blocks_of(own);
  const auto& cut = organisations[organisation].cut;
  const bool zones_apart = cut == threat::Boundary::zone;
  const bool alone = off_the_wide(organisation);
  const double addresses = m.organisation_addresses[organisation];
  const std::size_t places = places_of(own);
  double* most = block_pressure_most.data() + own.first;
  std::fill(most, most + places, 0);
  own.senders = 0;
  for (std::size_t i = 0; i < of.size(); ++i) {
    Sender& next = senders[own.block_first + own.senders];
    next.spreading = next.pressing = 0;
    double* to = coefficients.data() + next.row;
    for (std::size_t j = 0; j < of.size(); ++j) {
      const Index source = of[i].klass;
      const Index target = of[j].klass;
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
        for (std::uint32_t at = of[i].zone_first; at < of[i].zone_end; ++at) {
          const Index zone = block_zones[at];
          const double held = estate.zones[zone].addresses;
          const double own_zone = held > 0 ? vector.own_zone / held : 0;
          zone_scans[zone * vectors + v].coefficient = strength * (own_zone + (zones_apart ? chance : 0));
        }
      }
    }
    of[i].sender = own.block_first;
    while (!std::equal(to - places, to, coefficients.data() + senders[of[i].sender].row)) ++of[i].sender;
    own.senders = std::max(own.senders, of[i].sender - own.block_first + 1);
    senders[of[i].sender].spreading += of[i].spreading;
  }
  std::fill_n(block_pressure.data() + own.first, places, 0.0);
  renew_pressure(organisation);
}

}  // namespace outbreak
