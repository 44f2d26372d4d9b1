#include "outbreak/naive.h"

#include <algorithm>

#include "outbreak/naive_simulation.h"

namespace naive {

namespace {

Rng make(std::uint64_t seed) {
  std::seed_seq sequence{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)};
  return Rng(sequence);
}

}  // namespace

Simulation::Simulation(const estate::Estate& estate, const threat::Threat& threat, const threat::Defence& defence,
                       double horizon_s, std::uint64_t seed)
    : estate_(estate),
      threat_(threat),
      defence_(defence),
      horizon_(horizon_s),
      rng_(make(seed)),
      world_(estate, rng_),
      health_(world_.devices().size()),
      reactions_(estate.organisations.size()),
      immune_(estate.groups.size()) {}

History Simulation::run() {
  plan_entries();
  plan_stops();
  while (!queue_.empty() && queue_.top().at <= horizon_) {
    const Planned next = queue_.top();
    queue_.pop();
    now_ = next.at;
    happen(next);
  }
  return {std::move(events_), std::move(immune_)};
}

void Simulation::happen(const Planned& next) {
  const auto alive = [&] { return health_[next.a].life == next.life; };
  switch (next.what) {
    case What::scan:
      if (alive() && health_[next.a].spreads) scan(next);
      break;
    case What::contact:
    case What::device_contact:
      if (alive() && health_[next.a].spreads) use_contact(next);
      break;
    case What::spread: {
      const State state = health_[next.a].state;
      if (!alive() || (state != State::infected && !(state == State::locked && threat_.course.locked_spreads))) break;
      record(EventKind::spreading, device(next.a).group);
      start_spreading(next.a);
      break;
    }
    case What::lock:
      if (alive() && health_[next.a].state == State::infected) lock(next.a);
      break;
    case What::seeds: enter_by_seeds(next.a, next.b); break;
    case What::supplier: enter_by_supplier(next.a, next.b); break;
    case What::mail: enter_by_mail(next.b); break;
    case What::pressure: outside_attempt(next.a); break;
    case What::kill: kill(); break;
    case What::signature: sign(next.a); break;
    case What::patch: patch(next.a, next.b); break;
    case What::detect: detect(next.a); break;
    case What::report: report(next.a); break;
    case What::isolate: isolate(next.a); break;
    case What::reconnect: reconnect(next.a, next.life); break;
    case What::alarm: alarm(); break;
    case What::precaution: precaution(next.a); break;
    case What::begin_restoring:
      reactions_[next.a].restoring = true;
      wake_hands(next.a);
      break;
    case What::restore: restore(next.a); break;
  }
}

bool Simulation::some_vector_could_infect(Index d) const {
  return std::any_of(threat_.vectors.begin(), threat_.vectors.end(),
                     [&](const threat::Vector& vector) { return world_.has_all(d, vector.requires_all); });
}

std::vector<Index> Simulation::selected(const threat::Selector& where, Index organisation) const {
  std::vector<Index> found;
  for (Index d = 0; d < count(); ++d) {
    if (organisation != none && device(d).organisation != organisation) continue;
    if (world_.selects(where, device(d).group)) found.push_back(d);
  }
  return found;
}

/// A susceptible device is hit: the kill switch stops what can reach it, the rest is infected.
void Simulation::hit(Index d, std::uint16_t vector) {
  Health& health = health_[d];
  ++health.life;
  if (threat_.kill_switch && now_ >= threat_.kill_switch->at_s &&
      chance(world_.value(threat_.kill_switch->reach, device(d).organisation), rng_)) {
    health.state = State::halted;
    record(EventKind::halted, device(d).group);
    return;
  }
  health.state = State::infected;
  record(EventKind::infected, device(d).group, vector);
  const double spreading_after = draw(threat_.course.spreading_after_s, rng_);
  if (spreading_after > 0) {
    plan(now_ + spreading_after, What::spread, d, none, none, health.life);
  } else {
    start_spreading(d);
  }
  if (threat_.course.locked_after_s) {
    plan(now_ + draw(*threat_.course.locked_after_s, rng_), What::lock, d, none, none, health.life);
  }
}

void Simulation::start_spreading(Index d) {
  health_[d].spreads = true;
  const std::uint32_t life = health_[d].life;
  for (Index v = 0; v < threat_.vectors.size(); ++v) {
    const threat::Vector& vector = threat_.vectors[v];
    if (vector.kind == threat::Vector::Kind::scan) {
      plan(now_ + gap(vector.rate_per_s), What::scan, d, v, none, life);
      continue;
    }
    const auto used = [&](const std::string& kind) {
      return std::find(vector.along.begin(), vector.along.end(), kind) != vector.along.end();
    };
    for (Index e = 0; e < estate_.edges.size(); ++e) {
      const estate::Edge& edge = estate_.edges[e];
      if (edge.from != device(d).group || !used(edge.kind)) continue;
      plan(now_ + gap(vector.rate_per_s * edge.contacts), What::contact, d, v, e, life);
    }
    for (Index e = 0; e < estate_.device_edges.size(); ++e) {
      const estate::DeviceEdge& edge = estate_.device_edges[e];
      if (edge.from != device(d).group || !used(estate_.edge_kinds[edge.kind])) continue;
      plan(now_ + gap(vector.rate_per_s * static_cast<double>(edge.weight)), What::device_contact, d, v, e, life);
    }
  }
}

/// One attempt at an address drawn anew, then the next one is planned.
void Simulation::scan(const Planned& attempt) {
  const threat::Vector& vector = threat_.vectors[attempt.b];
  const Device& source = device(attempt.a);
  plan(now_ + gap(vector.rate_per_s), What::scan, attempt.a, attempt.b, none, attempt.life);

  std::vector<double> shares;
  for (const threat::Target& target : vector.targets) shares.push_back(target.share);
  const threat::Target& target =
      vector.targets[std::discrete_distribution<std::size_t>(shares.begin(), shares.end())(rng_)];
  const auto size = [&](Index zone) { return static_cast<std::uint64_t>(estate_.zones[zone].addresses); };
  Index found = none;
  if (target.space == threat::Target::Space::own_zone) {
    found = world_.at_zone(source.zone, below(size(source.zone), rng_));
  } else if (target.space == threat::Target::Space::own_organisation) {
    std::uint64_t all = 0;
    for (Index z = 0; z < estate_.zones.size(); ++z) {
      if (estate_.zones[z].organisation == source.organisation) all += size(z);
    }
    std::uint64_t address = below(all, rng_);
    for (Index z = 0; z < estate_.zones.size(); ++z) {
      if (estate_.zones[z].organisation != source.organisation) continue;
      if (address < size(z)) {
        found = world_.at_zone(z, address);
        break;
      }
      address -= size(z);
    }
  } else {
    Index network = 0;
    while (estate_.networks[network].id != target.network) ++network;
    found = world_.at_network(network, below(static_cast<std::uint64_t>(estate_.networks[network].addresses), rng_));
  }
  if (found == none || !world_.allowed(source.zone, device(found).zone, vector.service)) return;
  attempt_on(found, attempt.b, source.zone);
}

void Simulation::use_contact(const Planned& use) {
  const threat::Vector& vector = threat_.vectors[use.b];
  Index group = none;
  double times = 0;
  if (use.what == What::contact) {
    group = estate_.edges[use.c].to;
    times = estate_.edges[use.c].contacts;
  } else {
    group = estate_.device_edges[use.c].to;
    times = static_cast<double>(estate_.device_edges[use.c].weight);
  }
  plan(now_ + gap(vector.rate_per_s * times), use.what, use.a, use.b, use.c, use.life);
  std::vector<Index> members;
  for (Index d = 0; d < count(); ++d) {
    if (device(d).group == group) members.push_back(d);
  }
  if (members.empty()) return;
  attempt_on(members[below(members.size(), rng_)], use.b, device(use.a).zone);
}

/// An attempt that a conduit lets through (or that needs none) arrives at a device; `source` is a zone, none: outside.
void Simulation::attempt_on(Index target, Index vector, Index source) {
  if (health_[target].state != State::susceptible) return;
  if (!world_.has_all(target, threat_.vectors[vector].requires_all)) return;
  if (cut_between(source, device(target).zone)) return;
  if (!chance(world_.value(threat_.vectors[vector].success, device(target).organisation), rng_)) return;
  hit(target, source == none ? entry : static_cast<std::uint16_t>(vector));
}

bool Simulation::cut_between(Index from_zone, Index to_zone) const {
  const Index to = estate_.zones[to_zone].organisation;
  if (from_zone == none) return reactions_[to].cut;
  if (from_zone == to_zone) return false;
  const Index from = estate_.zones[from_zone].organisation;
  const auto cuts = [&](Index organisation) {
    const Reactions& reactions = reactions_[organisation];
    if (!reactions.cut || reactions.boundary == threat::Boundary::internet) return false;
    return from != to || reactions.boundary == threat::Boundary::zone;
  };
  return cuts(from) || cuts(to);
}

void Simulation::lock(Index d) {
  Health& health = health_[d];
  health.state = State::locked;
  health.lock_order = locks_++;
  if (!threat_.course.locked_spreads) health.spreads = false;
  record(EventKind::locked, device(d).group);
  note_lock(device(d).organisation);
}

History run(const estate::Estate& estate, const threat::Threat& threat, const threat::Defence& defence,
            double horizon_s, std::uint64_t seed) {
  return Simulation(estate, threat, defence, horizon_s, seed).run();
}

}  // namespace naive
