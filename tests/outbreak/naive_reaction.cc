// What stops the outbreak: kill switch, signature, patching, and what organisations do.

#include <algorithm>

#include "outbreak/naive_simulation.h"

namespace naive {

namespace {

constexpr double hour_s = 3600;

}  // namespace

void Simulation::plan_stops() {
  if (threat_.kill_switch) plan(threat_.kill_switch->at_s, What::kill);
  if (defence_.alarm && defence_.alarm->at_s) plan(*defence_.alarm->at_s, What::alarm);
  for (Index o = 0; o < estate_.organisations.size(); ++o) {
    if (threat_.signature) plan(threat_.signature->at_s + draw(threat_.signature->delay_s, rng_), What::signature, o);
    for (Index e = 0; e < threat_.patching.size(); ++e) {
      const threat::EmergencyPatching& patching = threat_.patching[e];
      if (&patching != first_match(threat_.patching, o)) continue;
      const double begin = patching.at_s + draw(patching.delay_s, rng_);
      plan(begin + gap(patching.devices_per_hour / hour_s), What::patch, e, o);
    }
  }
}

void Simulation::kill() {
  if (!threat_.kill_switch->stops_running) return;
  for (Index d = 0; d < count(); ++d) {
    Health& health = health_[d];
    if (health.state != State::infected) continue;
    if (!chance(world_.value(threat_.kill_switch->reach, device(d).organisation), rng_)) continue;
    health.state = State::halted;
    health.spreads = false;
    ++health.life;
    record(EventKind::halted, device(d).group);
  }
}

void Simulation::sign(Index organisation) {
  for (Index d = 0; d < count(); ++d) {
    if (device(d).organisation != organisation || health_[d].state != State::susceptible) continue;
    if (!some_vector_could_infect(d) || !chance(world_.value(threat_.signature->share, organisation), rng_)) continue;
    health_[d].state = State::immune;
    ++immune_[device(d).group];
  }
}

/// Gaps do not remember, so an organisation with nothing to patch just lets its turn pass.
void Simulation::patch(Index e, Index organisation) {
  plan(now_ + gap(threat_.patching[e].devices_per_hour / hour_s), What::patch, e, organisation);
  std::vector<Index> open;
  for (const Index d : selected({}, organisation)) {
    if (health_[d].state == State::susceptible && some_vector_could_infect(d)) open.push_back(d);
  }
  if (open.empty()) return;
  const Index d = open[below(open.size(), rng_)];
  health_[d].state = State::immune;
  ++immune_[device(d).group];
}

void Simulation::note_lock(Index organisation) {
  Reactions& reactions = reactions_[organisation];
  ++reactions.locks;
  const threat::Detection* detection = first_match(defence_.detection, organisation);
  if (detection != nullptr && reactions.locks == detection->after_locked) {
    plan(now_ + draw(detection->delay_s, rng_), What::detect, organisation);
  }
  wake_hands(organisation);
}

void Simulation::detect(Index organisation) {
  reactions_[organisation].detected = true;
  record(EventKind::detected, organisation);
  const threat::Isolation* isolation = first_match(defence_.isolation, organisation);
  if (isolation != nullptr && chance(world_.value(isolation->chance, organisation), rng_)) {
    plan(now_ + draw(isolation->delay_s, rng_), What::isolate, organisation);
  }
  const threat::Restoration* restoration = first_match(defence_.restoration, organisation);
  if (restoration != nullptr) {
    plan(now_ + draw(restoration->starts_after_s, rng_), What::begin_restoring, organisation);
  }
  plan_report(organisation);
}

void Simulation::plan_report(Index organisation) {
  const threat::Reporting* reporting = first_match(defence_.reporting, organisation);
  const double hours = reporting == nullptr ? 0 : world_.value(reporting->after_hours, organisation);
  plan(now_ + hours * hour_s, What::report, organisation);
}

void Simulation::report(Index organisation) {
  if (reactions_[organisation].reported) return;
  reactions_[organisation].reported = true;
  record(EventKind::reported, organisation);
  ++reports_;
  if (defence_.alarm && reports_ == defence_.alarm->after_reports) {
    plan(now_ + draw(defence_.alarm->delay_s, rng_), What::alarm);
  }
}

void Simulation::cut(Index organisation, EventKind kind, threat::Boundary boundary, const base::Distribution& lasts_s) {
  Reactions& reactions = reactions_[organisation];
  reactions.cut = true;
  reactions.boundary = boundary;
  ++reactions.cut_life;
  record(kind, organisation);
  events_.back().boundary = static_cast<std::uint8_t>(boundary);
  plan(now_ + draw(lasts_s, rng_), What::reconnect, organisation, none, none, reactions.cut_life);
}

void Simulation::isolate(Index organisation) {
  const threat::Isolation& isolation = *first_match(defence_.isolation, organisation);
  cut(organisation, EventKind::isolated, isolation.boundary, isolation.lasts_s);
}

void Simulation::reconnect(Index organisation, std::uint32_t life) {
  Reactions& reactions = reactions_[organisation];
  if (!reactions.cut || reactions.cut_life != life) return;
  reactions.cut = false;
  record(EventKind::reconnected, organisation);
}

void Simulation::alarm() {
  if (raised_) return;
  raised_ = true;
  record(EventKind::alarm, 0);
  for (Index o = 0; o < estate_.organisations.size(); ++o) {
    const threat::Precaution* precaution = first_match(defence_.precaution, o);
    if (reactions_[o].detected || precaution == nullptr) continue;
    if (!chance(world_.value(precaution->chance, o), rng_)) continue;
    plan(now_ + draw(precaution->delay_s, rng_), What::precaution, o);
  }
}

void Simulation::precaution(Index organisation) {
  if (reactions_[organisation].detected || reactions_[organisation].cut) return;
  const threat::Precaution& precaution = *first_match(defence_.precaution, organisation);
  cut(organisation, EventKind::disconnected, threat::Boundary::organisation, precaution.lasts_s);
  const threat::Reporting* reporting = first_match(defence_.reporting, organisation);
  if (reporting != nullptr && chance(world_.value(reporting->mistaken, organisation), rng_)) plan_report(organisation);
}

/// Hands that have begun and are idle take up a locked device; it is ready one interval later.
void Simulation::wake_hands(Index organisation) {
  Reactions& reactions = reactions_[organisation];
  if (!reactions.restoring || reactions.busy) return;
  const bool work = std::any_of(health_.begin(), health_.end(), [&](const Health& health) {
    const auto d = static_cast<Index>(&health - health_.data());
    return health.state == State::locked && device(d).organisation == organisation;
  });
  if (!work) return;
  const threat::Restoration& restoration = *first_match(defence_.restoration, organisation);
  const double devices = static_cast<double>(selected({}, organisation).size());
  const double hands = std::max(restoration.hands_least, restoration.hands_per_1000_devices * devices / 1000);
  reactions.busy = true;
  plan(now_ + hour_s / (hands * restoration.devices_per_hour), What::restore, organisation);
}

/// The most urgent device that is locked now, the first locked of these.
void Simulation::restore(Index organisation) {
  Index best = none;
  const auto urgency = [&](Index d) {
    return std::pair(estate_.restoration_class(device(d).group), health_[d].lock_order);
  };
  for (Index d = 0; d < count(); ++d) {
    if (device(d).organisation != organisation || health_[d].state != State::locked) continue;
    if (best == none || urgency(d) < urgency(best)) best = d;
  }
  Health& health = health_[best];
  health.state = threat_.course.reinfectable ? State::susceptible : State::immune;
  health.spreads = false;
  ++health.life;
  record(EventKind::restored, device(best).group);
  reactions_[organisation].busy = false;
  wake_hands(organisation);
}

}  // namespace naive
