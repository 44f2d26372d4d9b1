// What happens to devices: docs/states.md draws it.

#include <algorithm>
#include <cmath>

#include "foresee/outbreak/contact_row.h"
#include "foresee/outbreak/state.h"

namespace outbreak {

/// A susceptible device of the cohort was successfully attacked.
void Engine::State::hit(Index cohort, std::uint16_t vector) {
  if (kill_switch_on) {
    const double reach = parameters.value(m.kill_switch->reach, cohorts[cohort].organisation);
    if (reach >= 1 || (reach > 0 && stream.chance(reach))) {
      take_susceptible(cohort);
      return record(EventKind::halted, cohorts[cohort].group);
    }
  }
  infect(cohort, vector);
}

void Engine::State::infect(Index cohort, std::uint16_t vector) {
  take_susceptible(cohort);
  const auto infection = static_cast<Index>(infections.size());
  record(EventKind::infected, cohorts[cohort].group, vector);

  const threat::Course& course = m.course;
  using Kind = base::Distribution::Kind;
  double spreading_after = course.spreading_after_s.a;
  double locked_after = course.locked_after_s ? course.locked_after_s->a : m.horizon_s;
  if (sharers > 0) {
    const std::uint32_t turn = cohorts[cohort].infections & (sharers - 1);
    if (turn == 0) draw_delays(cohort);
    const double* drawn = cohorts[cohort].delays.data() + turn * drawn_delays.size();
    if (course.spreading_after_s.kind != Kind::fixed) spreading_after = *drawn++;
    if (course.locked_after_s && course.locked_after_s->kind != Kind::fixed) locked_after = *drawn;
  }
  ++cohorts[cohort].infections;
  const bool at_once = spreading_after <= 0;
  infections.push_back({.cohort = cohort & 0x1fffffffU, .spreading = at_once});
  if (course.locked_after_s) {
    if (course.locked_after_s->kind == Kind::fixed) {
      schedule_in_order(to_lock, now + locked_after, Scheduled::Kind::locked, infection, cohort);
    } else {
      schedule(now + locked_after, Scheduled::Kind::locked, infection, cohort);
    }
  }
  if (!m.device_edges.empty()) {
    stops_at_s.push_back(course.locked_spreads ? m.horizon_s : std::min(m.horizon_s, now + locked_after));
  }
  if (at_once) {
    spread_from(infection, cohort);
  } else if (course.spreading_after_s.kind == Kind::fixed) {
    schedule_in_order(to_spread, now + spreading_after, Scheduled::Kind::spreading, infection);
  } else {
    schedule(now + spreading_after, Scheduled::Kind::spreading, infection);
  }
}

/// Draws the delays of the cohort's next infections. Keyed by the cohort and by how many infections it had. Most delays
/// take one word: a few infections share a block of Philox for these, and only who wants more words has a block of its
/// own. They are drawn together, so that the processor works on several at once.
void Engine::State::draw_delays(Index cohort) {
  Cohort& of = cohorts[cohort];
  constexpr std::uint64_t shared = std::uint64_t{1} << 63;
  base::Stream block = keyed(base::Purpose::course, cohort, shared | of.infections / sharers);
  std::array<std::uint64_t, 4> words{};
  for (std::uint64_t& word : words) word = block.bits();
  const std::size_t each = drawn_delays.size();
  double* delay = of.delays.data();
  for (std::uint32_t i = 0; i < sharers; ++i) {
    base::Stream variates({seed, out.replica, base::Purpose::course, cohort, of.infections + i},
                          std::span(words).subspan(i * each, each));
    for (const base::Distribution* drawn : drawn_delays) *delay++ = base::draw(*drawn, variates);
  }
}

/// So many devices fewer that could be infected. Channels need no word of it: their rates only fall.
void Engine::State::take_susceptible(Index cohort, std::uint32_t devices) {
  cohort_left[cohort] -= devices;
  const VectorMask mask = m.cohort_mask[cohort];
  if (mask == 0) return;
  const Index zone = cohorts[cohort].zone;
  const Index block = zones[zone].block;
  const Index organisation = cohorts[cohort].organisation;
  susceptible_of[organisation] -= devices;
  const bool counted_in_class = !off_the_wide(organisation);
  for (std::uint32_t v = 0; v < vectors; ++v) {
    if (((mask >> v) & 1U) == 0) continue;
    zone_susceptible[zone * vectors + v] -= devices;
    block_susceptible[block * vectors + v] -= devices;
    if (counted_in_class) class_susceptible[blocks[block].klass * vectors + v] -= devices;
    if (m.contacts()) group_susceptible[cohorts[cohort].group * vectors + v] -= devices;
  }
}

/// A restored device can be infected again: rates rise, so bounds and urns must hear of it.
void Engine::State::give_susceptible(Index cohort) {
  settle_patching(cohorts[cohort].organisation);
  ++cohort_left[cohort];
  const VectorMask mask = m.cohort_mask[cohort];
  if (mask == 0) return;
  const Index zone = cohorts[cohort].zone;
  const Index block = zones[zone].block;
  const Index klass = blocks[block].klass;
  const Index organisation = cohorts[cohort].organisation;
  ++susceptible_of[organisation];
  bool raise_classes = false;
  const auto forget = [](std::unique_ptr<Urn>& urn) {
    if (urn) urn->made_in = 0;
  };
  for (std::uint32_t v = 0; v < vectors; ++v) {
    if (((mask >> v) & 1U) == 0) continue;
    ++zone_susceptible[zone * vectors + v];
    ++block_susceptible[block * vectors + v];
    forget(zone_urns[zone * vectors + v]);
    forget(block_urns[block * vectors + v]);
    forget(class_urns[klass * vectors + v]);
    if (m.contacts()) ++group_susceptible[cohorts[cohort].group * vectors + v];
    if (off_the_wide(organisation)) continue;
    std::uint32_t& bound = class_susceptible_bound[klass * vectors + v];
    if (++class_susceptible[klass * vectors + v] > bound) {
      bound = with_room(class_susceptible[klass * vectors + v]);
      raise_classes = true;
    }
  }
  if (inside[organisation].ready) {
    set_zone(zone);
    set_organisation(organisation);
  }
  if (raise_classes) {
    for (const Index other : present_classes) raise_class(other);
  }
  if (m.contacts()) {
    for (const Index edge : m.edges_to.of(cohorts[cohort].group)) bins.raise(first_edge + edge, edge_rate(edge));
  }
}

void Engine::State::begin_spreading(Index infection) {
  Infection& device = infections[infection];
  if (device.gone || (device.locked && !m.course.locked_spreads)) return;
  const Index cohort = device.cohort;  // before the bit beside it is written: that stalls
  device.spreading = true;
  spread_from(infection, cohort);
}

void Engine::State::spread_from(Index infection, Index cohort) {
  const auto& [group, zone, organisation, count, delays] = cohorts[cohort];
  if (!inside[organisation].ready) make_ready(organisation);
  Zone& here = zones[zone];
  if (++here.spreading > here.spreading_most) set_zone(zone);
  Block& block = blocks[here.block];
  ++block.spreading;
  if (++inside[organisation].spreading > inside[organisation].spreading_most) set_organisation(organisation);
  if (!off_the_wide(organisation)) {
    ClassTotal& total = class_total[block.klass];
    if (++total.spreading > total.spreading_bound) {
      total.spreading_bound = with_room(total.spreading);
      raise_class(block.klass);
    }
  }
  if (m.contacts()) {
    ++group_spreading[group];
    for (const Index edge : m.edges_from.of(group)) bins.raise(first_edge + edge, edge_rate(edge));
  }
  if (!m.device_edges.empty()) use_contacts(infection);
}

void Engine::State::end_spreading(Index infection) {
  Infection& device = infections[infection];
  if (!device.spreading) return;
  const Cohort& cohort = cohorts[device.cohort];  // before the bit beside it is written: that stalls
  device.spreading = false;
  Zone& here = zones[cohort.zone];
  Block& block = blocks[here.block];
  --here.spreading;
  --block.spreading;
  --inside[block.organisation].spreading;
  if (!off_the_wide(block.organisation)) --class_total[block.klass].spreading;
  if (m.contacts()) --group_spreading[cohort.group];
}

/// Explicit contacts: the first use of each before the device stops spreading is queued, if it can matter.
void Engine::State::use_contacts(Index infection) {
  const Index cohort = infections[infection].cohort;
  const Index group = cohorts[cohort].group;
  const std::uint32_t first = m.device_edges_first[group];
  const std::uint32_t end = m.device_edges_first[group + 1];
  if (first == end) return;
  const double stops_after = stops_at_s[infection] - now;
  if (m.equal_row[group] != 0) {
    ExponentialBlocks variates({seed, out.replica, base::Purpose::contact, group, cohorts[cohort].infections});
    each_first_use(variates, end - first, contact_rate(first), stops_after, [&](std::size_t edge, double after) {
      schedule_contact(infection, first + static_cast<Index>(edge), now + after);
    });
    return;
  }
  base::Stream uses = keyed(base::Purpose::contact, group, cohorts[cohort].infections);
  for (Index edge = first; edge < end; ++edge) {
    const double after = uses.exponential() / contact_rate(edge);
    if (after < stops_after) schedule_contact(infection, edge, now + after);
  }
}

/// Successful uses per second of an explicit contact whose source spreads.
double Engine::State::contact_rate(Index edge) const {
  const CompiledEdge& along = m.device_edges[edge];
  const estate::Quantity& chance = m.vectors[along.vector].success;
  if (chance.certain()) return along.rate_per_s * chance.number;
  return along.rate_per_s * success[m.cohort_organisation[m.first_cohort[along.to]] * vectors + along.vector];
}

void Engine::State::schedule_contact(Index infection, Index edge, double at_s) {
  const CompiledEdge& along = m.device_edges[edge];
  if (reinfections || open_to(along.to, along.vector) != estate::none) {
    schedule(at_s, Scheduled::Kind::contact, infection, edge);
  }
}

/// The cohort of a device that is susceptible to the vector now; none: it is not.
Index Engine::State::open_to(Index group, std::uint32_t vector) const {
  for (Index k = m.first_cohort[group]; k < m.first_cohort[group + 1]; ++k) {
    if (cohort_left[k] > 0 && ((m.cohort_mask[k] >> vector) & 1U) != 0) return k;
  }
  return estate::none;
}

void Engine::State::use_contact(Index infection, Index edge) {
  if (!infections[infection].spreading) return;
  const CompiledEdge& along = m.device_edges[edge];
  settle_patching(estate.organisation_of(along.to));
  const Index target = open_to(along.to, along.vector);
  const bool cut = separated(along.from, along.to);
  if (target != estate::none && !cut) hit(target, static_cast<std::uint16_t>(along.vector));
  if (!reinfections && (target == estate::none || !cut)) return;
  // In vain for now: the next use of the same contact.
  const double after = stream.exponential() / contact_rate(edge);
  if (now + after < stops_at_s[infection]) schedule_contact(infection, edge, now + after);
}

void Engine::State::lock(Index infection, Index cohort) {
  // The infection's own memory is far away in a large outbreak: leave it alone unless something depends on it.
  if (locking_matters) {
    Infection& device = infections[infection];
    if (device.gone) return;
    device.locked = true;
    if (!m.course.locked_spreads) end_spreading(infection);
  }
  const Index group = cohorts[cohort].group;
  const Index organisation = cohorts[cohort].organisation;
  record(EventKind::locked, group);

  OrganisationState& own = organisations[organisation];
  if (own.restores) {
    RestorationQueue& waiting = restoration[m.queue_of_group[group]];
    (waiting.first == estate::none ? waiting.first : infections[waiting.last].waits_after) = infection;
    waiting.last = infection;
  }
  ++own.locked_now;
  if (++own.locked_ever == own.detects_after) {
    base::Stream delay = keyed(base::Purpose::reaction, 0, organisation);
    const base::Distribution& after_s = m.detection[m.doctrine[organisation].detection].second;
    schedule(now + base::draw(after_s, delay), Scheduled::Kind::detected, organisation);
  }
  if (own.hands_ready) work_on_next(organisation);
}

/// The kill switch stops devices that run already and can reach it.
void Engine::State::halt_running() {
  for (Index i = 0; i < infections.size(); ++i) {
    Infection& device = infections[i];
    if (device.gone || device.locked) continue;
    const Index organisation = cohorts[device.cohort].organisation;
    if (!stream.chance(parameters.value(m.kill_switch->reach, organisation))) continue;
    end_spreading(i);
    device.gone = true;
    record(EventKind::halted, cohorts[device.cohort].group);
  }
}

}  // namespace outbreak
