// What organisations do: detect, isolate, raise the alarm, disconnect as a precaution, restore, patch. An
// organisation's draws are keyed by the reaction and the organisation.

#include <algorithm>

#include "foresee/outbreak/state.h"

namespace outbreak {

namespace {

/// Subjects of Purpose::reaction.
enum Reaction : std::uint64_t {
  detection,
  isolation,
  alarm_delay,
  precaution,
  restoration_start,
  signature_delay,
  patching_delay,
  mistake
};

}  // namespace

void Engine::State::schedule_reactions() {
  if (m.alarm && m.alarm->at_s) schedule(*m.alarm->at_s, Scheduled::Kind::alarm, 0);
  if (m.kill_switch) schedule(m.kill_switch->at_s, Scheduled::Kind::kill_switch, 0);
  for (Index o = 0; o < organisations.size(); ++o) {
    if (m.signature_at_s && inside[o].susceptible > 0) {
      base::Stream draws = keyed(base::Purpose::reaction, signature_delay, o);
      schedule(*m.signature_at_s + base::draw(m.signature_delay_s, draws), Scheduled::Kind::signature, o);
    }
  }
}

void Engine::State::schedule_detection(Index organisation) {
  base::Stream draws = keyed(base::Purpose::reaction, detection, organisation);
  const base::Distribution& after_s = m.detection[m.doctrine[organisation].detection].second;
  schedule(now + base::draw(after_s, draws), Scheduled::Kind::detected, organisation);
}

void Engine::State::detect(Index organisation) {
  OrganisationState& own = organisations[organisation];
  own.detected = true;
  record(EventKind::detected, organisation);
  schedule_report(organisation);
  const Doctrine& doctrine = m.doctrine[organisation];
  if (doctrine.isolation != estate::none) {
    const CompiledReaction& reaction = m.isolation[doctrine.isolation];
    base::Stream draws = keyed(base::Purpose::reaction, isolation, organisation);
    if (draws.chance(parameters.value(reaction.chance, organisation))) {
      schedule(now + base::draw(reaction.delay_s, draws), Scheduled::Kind::isolated, organisation);
    }
  }
  if (doctrine.restoration != estate::none) {
    const CompiledRestoration& restoration = m.restoration[doctrine.restoration];
    const double hands =
        std::max(restoration.hands_least,
                 restoration.hands_per_1000_devices * static_cast<double>(estate.devices_of(organisation)) / 1000);
    const double per_hour = hands * restoration.devices_per_hour;
    if (per_hour > 0) {
      own.restore_gap_s = 3600 / per_hour;
      base::Stream draws = keyed(base::Purpose::reaction, restoration_start, organisation);
      schedule(now + base::draw(restoration.starts_after_s, draws), Scheduled::Kind::restoration, organisation);
    }
  }
}

void Engine::State::schedule_report(Index organisation) {
  const Doctrine& doctrine = m.doctrine[organisation];
  if (doctrine.reporting == estate::none) return report(organisation);
  const double hours = parameters.value(m.reporting[doctrine.reporting].after_hours, organisation);
  schedule(now + 3600 * hours, Scheduled::Kind::reported, organisation);
}

/// The first report counts: one by mistake may have come before.
void Engine::State::report(Index organisation) {
  if (organisations[organisation].reported) return;
  organisations[organisation].reported = true;
  record(EventKind::reported, organisation);
  ++reports;
  if (m.alarm && m.alarm->after_reports == reports && !alarm_pending) {
    alarm_pending = true;
    base::Stream draws = keyed(base::Purpose::reaction, alarm_delay, 0);
    schedule(now + base::draw(m.alarm->delay_s, draws), Scheduled::Kind::alarm, 0);
  }
}

void Engine::State::isolate(Index organisation) {
  const CompiledReaction& reaction = m.isolation[m.doctrine[organisation].isolation];
  base::Stream draws = keyed(base::Purpose::reaction, isolation, (std::uint64_t{1} << 32) + organisation);
  cut(organisation, reaction.boundary, reaction.lasts_s, draws);
  organisations[organisation].cut_by_detection = true;
  record(EventKind::isolated, organisation, 0xffff, static_cast<std::uint8_t>(reaction.boundary));
}

void Engine::State::alarm() {
  if (alarmed) return;
  alarmed = true;
  record(EventKind::alarm, 0);
  for (Index o = 0; o < organisations.size(); ++o) {
    if (m.doctrine[o].precaution == estate::none || organisations[o].detected) continue;
    const CompiledReaction& reaction = m.precaution[m.doctrine[o].precaution];
    const double chance = parameters.value(reaction.chance, o);
    if (chance <= 0) continue;
    base::Stream draws = keyed(base::Purpose::reaction, precaution, o);
    if (draws.chance(chance)) {
      schedule(now + base::draw(reaction.delay_s, draws), Scheduled::Kind::disconnected, o);
    }
  }
}

void Engine::State::disconnect(Index organisation) {
  if (organisations[organisation].detected || organisations[organisation].cut) return;
  const CompiledReaction& reaction = m.precaution[m.doctrine[organisation].precaution];
  base::Stream draws = keyed(base::Purpose::reaction, precaution, (std::uint64_t{1} << 32) + organisation);
  cut(organisation, reaction.boundary, reaction.lasts_s, draws);
  record(EventKind::disconnected, organisation);
  const Index reporting = m.doctrine[organisation].reporting;
  if (reporting == estate::none) return;
  const double chance = parameters.value(m.reporting[reporting].mistaken, organisation);
  if (keyed(base::Purpose::reaction, mistake, organisation).chance(chance)) schedule_report(organisation);
}

/// Cuts, or takes over a cut that lasts; only the last one's end counts.
void Engine::State::cut(Index organisation, threat::Boundary boundary, const base::Distribution& lasts_s,
                        base::Stream& draws) {
  set_cut(organisation, boundary);
  const std::uint32_t number = ++organisations[organisation].cut_number;
  schedule(now + base::draw(lasts_s, draws), Scheduled::Kind::reconnected, organisation, number);
}

void Engine::State::reconnect(Index organisation, std::uint32_t number) {
  if (organisations[organisation].cut_number != number) return;
  set_cut(organisation, std::nullopt);
  record(EventKind::reconnected, organisation);
}

/// Moves the organisation's devices out of the class totals or back, and makes its own coefficients anew.
void Engine::State::set_cut(Index organisation, std::optional<threat::Boundary> boundary) {
  const bool was_off = off_the_wide(organisation);
  organisations[organisation].cut = boundary;
  inside[organisation].off = boundary && *boundary != threat::Boundary::internet;
  const bool is_off = off_the_wide(organisation);
  const Inside& own = inside[organisation];
  for (Index b = own.block_first; was_off != is_off && b < own.block_end; ++b) {
    const Index klass = blocks[b].klass;
    ClassTotal& total = class_total[klass];
    total.spreading = is_off ? total.spreading - blocks[b].spreading : total.spreading + blocks[b].spreading;
    for (std::uint32_t v = 0; v < vectors; ++v) {
      std::uint32_t& sum = class_susceptible[klass * vectors + v];
      sum = is_off ? sum - block_susceptible[place_of(b) + v] : sum + block_susceptible[place_of(b) + v];
      if (!is_off && class_urns[klass * vectors + v]) class_urns[klass * vectors + v]->made_in = 0;
    }
  }
  if (was_off && !is_off) {
    for (std::size_t i = 0; i < class_susceptible.size(); ++i) {
      class_susceptible_bound[i] = std::max(class_susceptible_bound[i], class_susceptible[i]);
    }
    for (const Index klass : present_classes) {
      class_total[klass].spreading_bound = std::max(class_total[klass].spreading_bound, class_total[klass].spreading);
      raise_class(klass);
    }
  }
  if (own.ready) {
    set_organisation_coefficients(organisation);
    for (const Index zone : estate.zones_of(organisation)) set_zone(zone);
    set_organisation(organisation);
  }
  if (with_edges) raise_edges_of(organisation);
}

void Engine::State::begin_restoration(Index organisation) {
  organisations[organisation].hands_ready = true;
  work_on_next(organisation);
}

/// Hands take up the next device when they are free and one is locked.
void Engine::State::work_on_next(Index organisation) {
  OrganisationState& own = organisations[organisation];
  if (!own.hands_ready || own.hands_busy || own.locked_now == 0) return;
  own.hands_busy = true;
  schedule(now + own.restore_gap_s, Scheduled::Kind::restored, organisation);
}

/// The most urgent service's device that was locked first.
void Engine::State::restore_one(Index organisation) {
  OrganisationState& own = organisations[organisation];
  own.hands_busy = false;
  for (Index line = m.organisation_queues[organisation]; line < m.organisation_queues[organisation + 1]; ++line) {
    RestorationQueue& waiting = restoration[line];
    if (waiting.first == estate::none) continue;
    const Index infection = waiting.first;
    Infection& device = infections[infection];
    const Index cohort = device.cohort;
    waiting.first = device.waits_after;
    if (waiting.first != estate::none) __builtin_prefetch(&infections[waiting.first]);
    --own.locked_now;
    end_spreading(infection);
    device.gone = true;
    record(EventKind::restored, cohorts[cohort].group);
    if (reinfections) give_susceptible(cohort);
    break;
  }
  work_on_next(organisation);
}

void Engine::State::sign(Index organisation) {
  settle_patching(organisation);
  const double share = parameters.value(m.signature_share, organisation);
  for (const Index zone : estate.zones_of(organisation)) {
    for (Index cohort = m.zone_first[zone]; cohort < m.zone_first[zone + 1]; ++cohort) {
      if (cohort_left[cohort] == 0) continue;
      base::Stream draws = keyed(base::Purpose::signature, m.cohort_key[cohort], 0);
      make_immune(cohort, static_cast<std::uint32_t>(base::binomial(cohort_left[cohort], share, draws)));
    }
  }
}

/// What was patched since this was last asked: a Poisson number of devices, each any of those that were still
/// susceptible. Who asks for nothing in between learns nothing of the order, so nothing needs to be drawn sooner.
void Engine::State::settle_patching(Index organisation) {
  if (!inside[organisation].patches) return;
  const auto& [begins_s, delay_s, per_s] = m.patching[m.doctrine[organisation].patching];
  Patching& own = patching[organisation];
  if (own.settled == 0) {
    base::Stream draws = keyed(base::Purpose::reaction, patching_delay, organisation);
    own.since_s = begins_s + base::draw(delay_s, draws);
    own.settled = 1;
  }
  if (now <= own.since_s) return;
  const double mean = per_s * (now - own.since_s);
  own.since_s = now;
  if (inside[organisation].susceptible == 0) return;
  base::Stream draws = keyed(base::Purpose::patching, organisation, own.settled++);
  const std::span cohorts_of = std::span(m.organisation_cohorts)
                                   .subspan(m.organisation_first[organisation], m.organisation_first[organisation + 1] -
                                                                                    m.organisation_first[organisation]);
  std::uint64_t devices = base::poisson(mean, draws);
  if (devices >= inside[organisation].susceptible) {
    for (const Index cohort : cohorts_of) make_immune(cohort, cohort_left[cohort]);
    return;
  }
  for (; devices > 0; --devices) {
    std::uint64_t left = draws.below(inside[organisation].susceptible);
    for (const Index cohort : cohorts_of) {
      if (left < cohort_left[cohort]) {
        make_immune(cohort, 1);
        break;
      }
      left -= cohort_left[cohort];
    }
  }
}

/// Whether a cut stands between two groups.
bool Engine::State::separated(Index from_group, Index to_group) const {
  const Index from_zone = estate.groups[from_group].zone;
  const Index to_zone = estate.groups[to_group].zone;
  if (from_zone == to_zone) return false;
  const Index from = estate.zones[from_zone].organisation;
  const Index to = estate.zones[to_zone].organisation;
  if (from == to) return organisations[from].cut == threat::Boundary::zone;
  return off_the_wide(from) || off_the_wide(to);
}

}  // namespace outbreak
