#include "foresee/harm/diversions.h"

#include <algorithm>
#include <limits>

namespace harm {

Diversions::Diversions(const Model::Parts& model, Ledger& ledger, Harm& into)
    : model_(model),
      rule_(model.estate.care.diversion),
      ledger_(ledger),
      harm_(into),
      departments_(model.departments.size()),
      room_(model.departments.size() * rule_.measures.size(), 0),
      room_step_(room_.size(), estate::none) {}

void Diversions::clear() {
  std::ranges::fill(departments_, Department{});
  std::ranges::fill(room_step_, estate::none);
  watched_.clear();
  diverting_.clear();
  changed_ = false;
  harm_.diverted.clear();
}

void Diversions::notice(Index service) {
  const Index department = model_.department_of[service];
  changed_ = true;
  if (departments_[department].watched) return;
  departments_[department].watched = true;
  watched_.insert(std::ranges::upper_bound(watched_, department), department);
}

void Diversions::pass(Index step, std::span<const double> capacity) {
  if (watched_.empty()) return;
  for (const Index department : watched_) {
    changed_ |= decide(department, step, capacity[model_.departments[department]]);
  }
  if (changed_) {
    std::erase_if(diverting_, [&](Index department) { return !departments_[department].diverting; });
    choose_receivers(step, capacity);
    changed_ = false;
  }
  for (const Index department : diverting_) {
    if (departments_[department].receiver != estate::none) send_load(department, step, capacity);
  }
  for (const Index department : watched_) {
    const bool sends = departments_[department].diverting && departments_[department].receiver != estate::none;
    if (!sends) lose_load(department, step, capacity[model_.departments[department]]);
  }
  std::erase_if(watched_, [&](Index department) {
    Department& own = departments_[department];
    own.watched = own.diverting || capacity[model_.departments[department]] < 1;
    return !own.watched;
  });
}

/// Whether it began or ended to divert.
bool Diversions::decide(Index department, Index step, double capacity) {
  Department& own = departments_[department];
  if (own.diverting) {
    if (capacity < rule_.reopens_at) return false;
    own.diverting = false;
    own.low_since = estate::none;
    end_record(department, step);
    return true;
  }
  if (capacity >= rule_.below) {
    own.low_since = estate::none;
    return false;
  }
  if (own.low_since == estate::none) own.low_since = step;
  if (model_.begins_s(step) - model_.begins_s(own.low_since) < rule_.after_s) return false;
  own.diverting = true;
  own.receiver = estate::none;
  own.record = std::numeric_limits<std::size_t>::max();  // begins with its receiver
  diverting_.push_back(department);
  return true;
}

void Diversions::end_record(Index department, Index step) {
  harm_.diverted[departments_[department].record].until_s = model_.begins_s(step);
}

void Diversions::choose_receivers(Index step, std::span<const double> capacity) {
  for (const Index department : diverting_) {
    Department& own = departments_[department];
    const bool fresh = own.record == std::numeric_limits<std::size_t>::max();
    const Index receiver = nearest_open(department, capacity);
    if (!fresh && receiver == own.receiver) continue;
    if (!fresh) end_record(department, step);
    own.receiver = receiver;
    own.record = harm_.diverted.size();
    harm_.diverted.push_back({model_.departments[department], model_.begins_s(step), model_.horizon_s,
                              receiver == estate::none ? estate::none : model_.departments[receiver]});
  }
}

Index Diversions::nearest_open(Index from, std::span<const double> capacity) const {
  const auto& services = model_.estate.care.services;
  const estate::Service& own = services[model_.departments[from]];
  Index nearest = estate::none;
  double least = std::numeric_limits<double>::infinity();
  for (Index other = 0; other < departments_.size(); ++other) {
    const Index service = model_.departments[other];
    if (other == from || departments_[other].diverting || capacity[service] < rule_.reopens_at) continue;
    const double east = services[service].x_km - own.x_km;
    const double north = services[service].y_km - own.y_km;
    const double squared = east * east + north * north;
    if (squared < least) {
      least = squared;
      nearest = other;
    }
  }
  return nearest;
}

/// What a receiver can still take in a step besides its own load.
double& Diversions::room_left(Index department, Index moved_measure, Index step, double capacity) {
  const std::size_t at = department * rule_.measures.size() + moved_measure;
  if (room_step_[at] != step) {
    room_step_[at] = step;
    room_[at] = 0;
    const Index service = model_.departments[department];
    for (Index i = model_.first_row[service]; i < model_.first_row[service + 1]; ++i) {
      const ActivityRow& row = model_.rows[i];
      if (model_.measure_moved[row.measure] != moved_measure) continue;
      room_[at] += rule_.spare * capacity * row.per_week * model_.week_share(row.profile, step, step + 1);
    }
  }
  return room_[at];
}

void Diversions::send_load(Index department, Index step, std::span<const double> capacity) {
  const Index service = model_.departments[department];
  const Index receiver = departments_[department].receiver;
  for (Index i = model_.first_row[service]; i < model_.first_row[service + 1]; ++i) {
    const ActivityRow& row = model_.rows[i];
    if (!row.moves) continue;
    const double load = row.per_week * model_.week_share(row.profile, step, step + 1);
    double& room = room_left(receiver, model_.measure_moved[row.measure], step, capacity[model_.departments[receiver]]);
    const double taken = std::min(load, room);
    room -= taken;
    ledger_.book(service, i, step, load - taken, taken);
  }
}

/// A department that does not divert, or has nobody to divert to, does what it can.
void Diversions::lose_load(Index department, Index step, double capacity) {
  const Index service = model_.departments[department];
  if (capacity >= 1) return;
  for (Index i = model_.first_row[service]; i < model_.first_row[service + 1]; ++i) {
    const ActivityRow& row = model_.rows[i];
    if (!row.moves) continue;
    const double lost = (1 - capacity) * row.per_week * model_.week_share(row.profile, step, step + 1);
    const double displaced = lost * model_.estate.care.measures[row.measure].displaced;
    ledger_.book(service, i, step, lost - displaced, displaced);
  }
}

}  // namespace harm
