#include "foresee/harm/ledger.h"

#include <algorithm>

namespace harm {

namespace {

constexpr Index steps_per_day = static_cast<Index>(86400 / step_s);

}  // namespace

Ledger::Ledger(const Model::Parts& model, Harm& into)
    : model_(model),
      harm_(into),
      touched_(model.estate.care.services.size(), 0),
      day_(model.estate.care.services.size(), 0),
      slot_lost_(model.slot_profile.size(), 0),
      sums_(model.rows.size()) {
  harm_.cancelled_by_day.assign(model.estate.care.measures.size(), std::vector<double>(model.days, 0));
  harm_.services_lost.assign(model.steps + std::size_t{1}, 0);
  harm_.impaired.assign(model.estate.organisations.size(), 0);
  harm_.service_hours_lost.assign(model.estate.organisations.size(), 0);
  harm_.hours_lost_of_kind.assign(model.kinds, 0);
}

void Ledger::clear() {
  for (const Index service : services_) {
    touched_[service] = 0;
    for (Index row = model_.first_row[service]; row < model_.first_row[service + 1]; ++row) sums_[row] = {};
  }
  services_.clear();
  for (const Index organisation : organisations_) {
    harm_.impaired[organisation] = 0;
    harm_.service_hours_lost[organisation] = 0;
  }
  organisations_.clear();
  for (std::vector<double>& days : harm_.cancelled_by_day) std::ranges::fill(days, 0);
  std::ranges::fill(harm_.hours_lost_of_kind, 0);
  harm_.losses.clear();
  harm_.spells.clear();
  harm_.lost_output = 0;
  harm_.services_lost.assign(model_.steps + std::size_t{1}, 0);
}

void Ledger::touch(Index service) {
  if (touched_[service] != 0) return;
  touched_[service] = 1;
  services_.push_back(service);
  const Index organisation = model_.estate.care.services[service].organisation;
  if (harm_.impaired[organisation] == 0) {
    harm_.impaired[organisation] = 1;
    organisations_.push_back(organisation);
  }
}

void Ledger::settle(Index service, Index from, Index to, double capacity) {
  if (from == to || capacity >= 1) return;
  touch(service);
  if (keeps_spells_) harm_.spells.push_back({service, model_.begins_s(from), model_.begins_s(to), capacity});
  const double lacking = 1 - capacity;
  harm_.services_lost[from] += lacking;  // changes from step to step, until close() adds them up
  harm_.services_lost[to] -= lacking;
  const double hours = lacking * (model_.begins_s(to) - model_.begins_s(from)) / 3600;
  harm_.service_hours_lost[model_.estate.care.services[service].organisation] += hours;
  harm_.hours_lost_of_kind[model_.kind_of[service]] += hours;
  while (from < to) {
    const Index day = from / steps_per_day;
    const Index until = std::min(to, (day + 1) * steps_per_day);
    if (day_[service] != day) {
      flush(service);
      day_[service] = day;
    }
    for (Index slot = model_.first_slot[service]; slot < model_.first_slot[service + 1]; ++slot) {
      slot_lost_[slot] += lacking * model_.week_share(model_.slot_profile[slot], from, until);
    }
    from = until;
  }
}

/// From shares of a week to activity. Rows are many and services change often, so this is done once a day.
void Ledger::flush(Index service) {
  for (Index at = model_.first_row[service]; at < model_.first_row[service + 1]; ++at) {
    const ActivityRow& row = model_.rows[at];
    if (row.moves) continue;
    const double lost = row.per_week * slot_lost_[row.share_slot];
    const double displaced = lost * model_.estate.care.measures[row.measure].displaced;
    sums_[at].cancelled += lost - displaced;
    sums_[at].displaced += displaced;
    harm_.cancelled_by_day[row.measure][day_[service]] += lost - displaced;
  }
  for (Index slot = model_.first_slot[service]; slot < model_.first_slot[service + 1]; ++slot) slot_lost_[slot] = 0;
}

void Ledger::book(Index service, Index row, Index step, double cancelled, double displaced) {
  touch(service);
  sums_[row].cancelled += cancelled;
  sums_[row].displaced += displaced;
  harm_.cancelled_by_day[model_.rows[row].measure][step / steps_per_day] += cancelled;
}

void Ledger::close() {
  std::ranges::sort(services_);
  for (const Index service : services_) {
    flush(service);
    const std::size_t first = harm_.losses.size();
    for (Index at = model_.first_row[service]; at < model_.first_row[service + 1]; ++at) {
      const Index measure = model_.rows[at].measure;
      if (sums_[at].cancelled + sums_[at].displaced <= 0) continue;
      if (harm_.losses.size() == first || harm_.losses.back().measure != measure) {
        harm_.losses.push_back({service, measure, 0, 0});
      }
      harm_.losses.back().cancelled += sums_[at].cancelled;
      harm_.losses.back().displaced += sums_[at].displaced;
    }
  }
  double lost = 0;
  for (double& now : harm_.services_lost) now = std::max(0.0, lost += now);
  harm_.services_lost.pop_back();  // after the last step
  for (const Loss& loss : harm_.losses) {
    harm_.lost_output += loss.cancelled * model_.estate.care.measures[loss.measure].cost;
  }
}

}  // namespace harm
