// How the outbreak comes in: seeds, pressure from outside, a supplier, mail.

#include <algorithm>
#include <cmath>

#include "outbreak/naive_simulation.h"

namespace naive {

namespace {

double population(const threat::Curve& curve, double at) {
  if (curve.kind == threat::Curve::Kind::logistic) {
    if (at < curve.from_s) return 0;
    const double until = curve.until_s < 0 ? at : std::min(at, curve.until_s);
    const double left = (curve.capacity / curve.initial - 1) * std::exp(-curve.growth_per_s * (until - curve.from_s));
    return curve.capacity / (1 + left);
  }
  if (curve.points.empty() || at < curve.points.front().first) return 0;
  for (std::size_t i = 1; i < curve.points.size(); ++i) {
    const auto [t0, v0] = curve.points[i - 1];
    const auto [t1, v1] = curve.points[i];
    if (at < t1) return v0 + (v1 - v0) * (at - t0) / (t1 - t0);
  }
  return curve.points.back().second;
}

}  // namespace

void Simulation::plan_entries() {
  for (Index e = 0; e < threat_.seeds.size(); ++e) plan_seeds(e);
  for (Index e = 0; e < threat_.pressures.size(); ++e) plan_pressure(e, 0);
  for (Index e = 0; e < threat_.suppliers.size(); ++e) {
    const threat::Supplier& supplier = threat_.suppliers[e];
    for (Index o = 0; o < estate_.organisations.size(); ++o) {
      if (selected(supplier.where, o).empty() || !chance(world_.value(supplier.chance, o), rng_)) continue;
      plan(draw(supplier.at_s, rng_), What::supplier, e, o);
    }
  }
  for (Index e = 0; e < threat_.mails.size(); ++e) {
    const threat::Mail& mail = threat_.mails[e];
    for (const Index d : selected(mail.where, none)) {
      if (chance(world_.value(mail.chance, device(d).organisation), rng_))
        plan(draw(mail.at_s, rng_), What::mail, e, d);
    }
  }
}

void Simulation::plan_seeds(Index e) {
  const threat::Seeds& seeds = threat_.seeds[e];
  if (seeds.organisations == 0) {
    plan(draw(seeds.at_s, rng_), What::seeds, e);
    return;
  }
  std::vector<Index> candidates;
  for (Index o = 0; o < estate_.organisations.size(); ++o) {
    if (!selected(seeds.where, o).empty()) candidates.push_back(o);  // it may turn out that none can be infected
  }
  std::shuffle(candidates.begin(), candidates.end(), rng_);
  candidates.resize(std::min<std::size_t>(candidates.size(), seeds.organisations));
  for (const Index o : candidates) plan(draw(seeds.at_s, rng_), What::seeds, e, o);
}

std::vector<Index> Simulation::seed_devices(const threat::Seeds& seeds, Index organisation) const {
  std::vector<Index> found;
  for (const Index d : selected(seeds.where, organisation)) {
    const bool fits = seeds.requires_all.empty() ? some_vector_could_infect(d) : world_.has_all(d, seeds.requires_all);
    if (fits && health_[d].state == State::susceptible) found.push_back(d);
  }
  return found;
}

void Simulation::hit_some(std::vector<Index> devices, std::size_t how_many) {
  std::shuffle(devices.begin(), devices.end(), rng_);
  devices.resize(std::min(devices.size(), how_many));
  for (const Index d : devices) hit(d, entry);
}

void Simulation::enter_by_seeds(Index e, Index organisation) {
  const threat::Seeds& seeds = threat_.seeds[e];
  hit_some(seed_devices(seeds, organisation), seeds.devices);
}

void Simulation::enter_by_supplier(Index e, Index organisation) {
  const double wanted = std::max(1.0, std::round(draw(threat_.suppliers[e].devices, rng_)));
  if (reactions_[organisation].cut) return;
  std::vector<Index> open;
  for (const Index d : selected(threat_.suppliers[e].where, organisation)) {
    if (health_[d].state == State::susceptible) open.push_back(d);
  }
  const double most = static_cast<double>(open.size());
  hit_some(std::move(open), static_cast<std::size_t>(std::min(wanted, most)));
}

void Simulation::enter_by_mail(Index d) {
  if (!reactions_[device(d).organisation].cut && health_[d].state == State::susceptible) hit(d, entry);
}

/// The next attempt of the outside population, by thinning a process that is at least as fast at all times.
void Simulation::plan_pressure(Index e, double from) {
  const threat::Curve& curve = threat_.pressures[e].population;
  double most = std::max(curve.capacity, curve.initial);
  for (const auto& [at, devices] : curve.points) most = std::max(most, devices);
  const double rate = most * threat_.pressures[e].attempts_per_s;
  if (rate <= 0) return;
  double at = from + gap(rate);
  while (at <= horizon_ && !chance(population(curve, at) / most, rng_)) at += gap(rate);
  plan(at, What::pressure, e);
}

void Simulation::outside_attempt(Index e) {
  plan_pressure(e, now_);
  const threat::Pressure& pressure = threat_.pressures[e];
  Index network = 0;
  while (estate_.networks[network].id != pressure.network) ++network;
  Index vector = 0;
  while (threat_.vectors[vector].name != pressure.vector) ++vector;
  const auto size = static_cast<std::uint64_t>(estate_.networks[network].addresses);
  const Index found = world_.at_network(network, below(size, rng_));
  if (found == none || !world_.allowed(none, device(found).zone, threat_.vectors[vector].service)) return;
  attempt_on(found, vector, none);
}

}  // namespace naive
