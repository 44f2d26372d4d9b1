// What happens to devices: docs/states.md draws it.

#include <algorithm>
#include <bit>
#include <cmath>

#include "foresee/outbreak/contact_row.h"
#include "foresee/outbreak/state.h"

namespace outbreak {

/// So many devices fewer that could be infected. Channels need no word of it: their rates only fall.
inline void Engine::State::take_susceptible(Index cohort, std::uint32_t devices) {
  const Cohort& of = cohorts[cohort];
  cohort_left[cohort] -= devices;
  if (of.mask == 0) return;
  Inside& own = inside[of.organisation];
  own.susceptible -= devices;
  const auto take = [&](std::uint32_t v) {
    zone_scans[of.zone * vectors + v].susceptible -= devices;
    block_susceptible[of.place + v] -= devices;
    if (!own.off) class_susceptible[of.klass * vectors + v] -= devices;
    if (with_edges) group_susceptible[of.group * vectors + v] -= devices;
  };
  for (VectorMask left = of.mask; left != 0; left &= left - 1) {
    take(static_cast<std::uint32_t>(std::countr_zero(left)));
  }
}

inline void Engine::State::spread_from(Index infection, const Cohort& cohort) {
  Inside& own = inside[cohort.organisation];
  if (!own.ready) make_ready(cohort.organisation);
  Zone& zone = zones[cohort.zone];
  Block& block = blocks[cohort.block];
  ++block.spreading;
  ++senders[block.sender].spreading;
  if (++zone.spreading > zone.spreading_most) set_zone(cohort.zone);
  if (++own.spreading > own.spreading_most) set_organisation(cohort.organisation);
  if (!own.off) {
    ClassTotal& total = class_total[cohort.klass];
    if (++total.spreading > total.spreading_bound) {
      total.spreading_bound = with_room(total.spreading);
      raise_class(cohort.klass);
    }
  }
  if (with_edges) {
    ++group_spreading[cohort.group];
    for (const Index edge : m.edges_from.of(cohort.group)) candidates.raise(first_edge + edge, edge_rate(edge), now);
  }
  if (with_device_edges) use_contacts(infection);
}

/// Whether the kill switch, which is on, stops a device of the cohort that was just hit.
bool Engine::State::is_halted(Index cohort) {
  const double reach = parameters.value(m.kill_switch->reach, cohorts[cohort].organisation);
  if (reach < 1 && (reach <= 0 || !stream.chance(reach))) return false;
  take_susceptible(cohort, 1);
  record(EventKind::halted, cohorts[cohort].group);
  return true;
}

void Engine::State::infect(Index cohort, std::uint16_t vector) {
  take_susceptible(cohort, 1);
  const auto infection = static_cast<Index>(infections.size());
  Cohort& of = cohorts[cohort];
  record(EventKind::infected, of.group, vector);

  const threat::Course& course = m.course;
  const double spreading_after = spreading_is_drawn ? spreading_delays.next() : spreading_after_s;
  const double locked_after = locking_is_drawn ? locking_delays.next() : locked_after_s;
  if (with_device_edges) ++of.infections;
  const bool at_once = spreading_after <= 0;
  append(infections, {.cohort = cohort & 0x1fffffffU, .spreading = at_once});
  if (course.locked_after_s) {
    if (locking_is_drawn) {
      schedule_course(now + locked_after, Scheduled::Kind::locked, infection, cohort);
    } else {
      schedule_in_order(to_lock, now + locked_after, Scheduled::Kind::locked, infection, cohort);
    }
  }
  if (with_device_edges) {
    stops_at_s.push_back(course.locked_spreads ? m.horizon_s : std::min(m.horizon_s, now + locked_after));
  }
  if (at_once) {
    spread_from(infection, of);
  } else if (spreading_is_drawn) {
    schedule_course(now + spreading_after, Scheduled::Kind::spreading, infection, cohort);
  } else {
    schedule_in_order(to_spread, now + spreading_after, Scheduled::Kind::spreading, infection);
  }
}

/// They are patched, or a signature protects them.
void Engine::State::make_immune(Index cohort, std::uint32_t devices) {
  if (devices == 0) return;
  take_susceptible(cohort, devices);
  immune_of[cohorts[cohort].group] += devices;
}

/// A restored device can be infected again: rates rise, so bounds and urns must hear of it.
void Engine::State::give_susceptible(Index cohort) {
  settle_patching(cohorts[cohort].organisation);
  ++cohort_left[cohort];
  const auto& [group, zone, organisation, mask, block, klass, place, infections_had] = cohorts[cohort];
  if (mask == 0) return;
  ++inside[organisation].susceptible;
  bool raise_classes = false;
  const auto forget = [](std::unique_ptr<Urn>& urn) {
    if (urn) urn->made_in = 0;
  };
  for (std::uint32_t v = 0; v < vectors; ++v) {
    if (((mask >> v) & 1U) == 0) continue;
    ++zone_scans[zone * vectors + v].susceptible;
    ++block_susceptible[place + v];
    forget(zone_urns[zone * vectors + v]);
    forget(block_urns[block * vectors + v]);
    if (with_edges) ++group_susceptible[group * vectors + v];
    if (off_the_wide(organisation)) continue;  // its devices are not in the class's urn
    if (cohort_left[cohort] > class_urn_weight[cohort * vectors + v]) forget(class_urns[klass * vectors + v]);
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
  if (with_edges) {
    for (const Index edge : m.edges_to.of(group)) candidates.raise(first_edge + edge, edge_rate(edge), now);
  }
}

void Engine::State::begin_spreading(Index infection) {
  Infection& device = infections[infection];
  if (device.gone || (device.locked && !m.course.locked_spreads)) return;
  const Index cohort = device.cohort;  // before the bit beside it is written: that stalls
  device.spreading = true;
  spread_from(infection, cohorts[cohort]);
}

void Engine::State::end_spreading(Index infection) {
  Infection& device = infections[infection];
  if (!device.spreading) return;
  const Cohort& cohort = cohorts[device.cohort];  // before the bit beside it is written: that stalls
  device.spreading = false;
  --zones[cohort.zone].spreading;
  Block& block = blocks[cohort.block];
  --block.spreading;
  --senders[block.sender].spreading;
  Inside& own = inside[cohort.organisation];
  --own.spreading;
  --own.spreading_most;  // the bound covers so many that begin from when it was set, whoever ends
  if (!own.off) --class_total[cohort.klass].spreading;
  if (with_edges) --group_spreading[cohort.group];
}

/// Explicit contacts: the first use of each before the device stops spreading is queued, if it can matter. Not inlined,
/// or every infection would save the registers for it.
[[gnu::noinline]] void Engine::State::use_contacts(Index infection) {
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
  return along.rate_per_s * success[estate.organisation_of(along.to) * vectors + along.vector];
}

void Engine::State::schedule_contact(Index infection, Index edge, double at_s) {
  const CompiledEdge& along = m.device_edges[edge];
  if (reinfections || open_to(along.to, along.vector) != estate::none) {
    schedule(at_s, Scheduled::Kind::contact, infection, edge);
  }
}

/// The cohort of a device that is susceptible to the vector now; none: it is not.
Index Engine::State::open_to(Index group, std::uint32_t vector) const {
  for (const Index k : m.cohorts_of(group)) {
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

/// In line, since lock-outs that come in order follow each other by thousands.
[[gnu::always_inline]] inline void Engine::State::lock_one(Index infection, Index cohort) {
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
  if (++own.locked_ever == own.detects_after) schedule_detection(organisation);
  if (own.hands_ready) work_on_next(organisation);
}

void Engine::State::lock(Index infection, Index cohort) {
  lock_one(infection, cohort);
}

/// Lock-outs that come in order and are due by the limit. None of them raises a rate, so the next candidate stays when
/// it is.
void Engine::State::lock_in_order(double limit_s) {
  due_s = others_s;  // unless one of them schedules something sooner
  double next_s = to_lock.next_s();
  while (next_s <= limit_s && next_s < due_s) {
    now = next_s;
    const Scheduled due = to_lock.take();
    lock_one(due.a(), due.b());
    next_s = to_lock.next_s();
  }
  due_s = std::min(due_s, next_s);
}

/// The same for those in the queue, as long as nothing else comes between.
void Engine::State::lock_from_queue(double limit_s) {
  due_s = others_s;
  for (const auto* next = queue.next_of_open(); next != nullptr && next->payload.kind() == Scheduled::Kind::locked;
       next = queue.next_of_open()) {
    if (next->at_s > limit_s || next->at_s >= due_s) {
      due_s = std::min(due_s, next->at_s);
      return;
    }
    now = next->at_s;
    const Scheduled due = next->payload;
    queue.take_of_open();
    lock_one(due.a(), due.b());
  }
  due_s = now;  // what comes next stands elsewhere: find_due knows
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
