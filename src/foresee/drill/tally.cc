#include "foresee/drill/tally.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace drill {

namespace {

using outbreak::EventKind;

constexpr double never = std::numeric_limits<double>::infinity();
constexpr double hour_s = 3600;

/// At Barts 1,700 of 8,000 PCs were counted seven minutes after the first (C. Gutteridge, BJ-HC, 2017).
constexpr double soon_s = 7 * 60;

}  // namespace

Tally::Tally(const estate::Estate& estate, const MeasureLayout& measures, const CurveLayout& curves, bool locks)
    : estate_(estate),
      measures_(measures),
      curves_(curves),
      locks_(locks),
      organisation_of_(estate.groups.size()),
      groups_(estate.groups.size()),
      organisations_(estate.organisations.size()),
      infected_now_(curves.organisations().size()),
      reporting_now_(curves.organisations().size()),
      cut_off_now_(curves.organisations().size()) {
  for (std::size_t group = 0; group < organisation_of_.size(); ++group) {
    organisation_of_[group] = estate.organisation_of(static_cast<Index>(group));
  }
}

void Tally::count(const outbreak::Outbreak& outbreak, const harm::Harm& harm, std::span<double> row,
                  std::span<float> samples) {
  std::ranges::fill(row, 0.0);
  std::ranges::fill(samples, 0.0F);
  clear();
  follow(outbreak, samples);
  count_devices(row);
  count_organisations(harm, row);
  count_services(harm, row);
  count_restored(row);
  count_losses(harm, row);
  count_diversions(harm, row, samples);
  count_whole(harm, row);
  sample_services(harm, samples);
  sample_days(harm, samples);
}

void Tally::clear() {
  std::ranges::fill(groups_, OfGroup());
  std::ranges::fill(organisations_, OfOrganisation());
  for (auto* now : {&infected_now_, &reporting_now_, &cut_off_now_}) std::ranges::fill(*now, 0.0F);
  locked_now_ = locked_most_ = 0;
  first_infection_s_ = first_lock_s_ = alarm_s_ = peak_s_ = never;
}

void Tally::follow(const outbreak::Outbreak& outbreak, std::span<float> samples) {
  const std::span<const double> times = curves_.times();
  std::size_t next = 0;
  for (const outbreak::Event& event : outbreak.events) {
    while (next < times.size() && times[next] < event.at_s) sample(samples, next++);
    apply(event);
  }
  while (next < times.size()) sample(samples, next++);
}

void Tally::step(std::vector<float>& now, Index organisation, float by) {
  for (const Index slot : curves_.organisations().of(organisation)) now[slot] += by;
}

void Tally::apply(const outbreak::Event& event) {
  if (is_of_device(event.kind)) return apply_to_device(event);
  if (event.kind == EventKind::detected) return;
  if (event.kind == EventKind::alarm) {
    alarm_s_ = std::min(alarm_s_, event.at_s);
    return;
  }
  OfOrganisation& organisation = organisations_[event.subject];
  if (event.kind == EventKind::reported) {
    if (!std::exchange(organisation.reporting, true)) step(reporting_now_, event.subject, 1);
    return;
  }
  organisation.isolated |= event.kind == EventKind::isolated;
  organisation.disconnected |= event.kind == EventKind::disconnected;
  const bool cut_off = event.kind != EventKind::reconnected;
  if (std::exchange(organisation.cut_off, cut_off) != cut_off) step(cut_off_now_, event.subject, cut_off ? 1 : -1);
}

/// Kinds of what happens to devices come in no order that a processor could guess: branches are for what is seldom.
void Tally::apply_to_device(const outbreak::Event& event) {
  ++groups_[event.subject][static_cast<std::size_t>(event.kind)];
  const Index index = organisation_of_[event.subject];
  OfOrganisation& organisation = organisations_[index];
  const bool infects = event.kind == EventKind::infected;
  const bool locks = event.kind == EventKind::locked;
  const bool restores = event.kind == EventKind::restored;
  if (infects & (event.at_s < first_infection_s_)) first_infection_s_ = event.at_s;
  if (locks & !organisation.locked) {
    organisation.locked = true;
    organisation.first_lock_s = event.at_s;
    first_lock_s_ = std::min(first_lock_s_, event.at_s);
  }
  if ((locks | (infects & !locks_)) & !organisation.infected) {
    organisation.infected = true;
    step(infected_now_, index, 1);
  }
  organisation.halted |= event.kind == EventKind::halted;
  organisation.locked_soon += (locks & (event.at_s <= organisation.first_lock_s + soon_s)) ? 1 : 0;
  const int change = static_cast<int>(locks) - static_cast<int>(restores);
  organisation.locked_now += static_cast<std::uint32_t>(change);
  if (restores & (organisation.locked_now == 0)) organisation.cleared_s = event.at_s;
  locked_now_ += change;
  peak_s_ = locked_now_ > locked_most_ ? event.at_s : peak_s_;
  locked_most_ = std::max(locked_most_, locked_now_);
}

void Tally::sample(std::span<float> samples, std::size_t time) const {
  for (std::size_t slot = 0; slot < infected_now_.size(); ++slot) {
    samples[curves_.first(Follow::organisations_infected, slot) + time] = infected_now_[slot];
    samples[curves_.first(Follow::organisations_reporting, slot) + time] = reporting_now_[slot];
    samples[curves_.first(Follow::organisations_cut_off, slot) + time] = cut_off_now_[slot];
  }
  samples[curves_.first(Follow::devices_locked) + time] = static_cast<float>(locked_now_);
}

void Tally::count_devices(std::span<double> row) const {
  const std::size_t infected = measures_.first(Count::devices_infected);
  const std::size_t locked = measures_.first(Count::devices_locked);
  const std::size_t halted = measures_.first(Count::devices_halted);
  const std::size_t restored = measures_.first(Count::devices_restored);
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    const OfGroup& group = groups_[i];
    const auto times = [&](EventKind kind) { return group[static_cast<std::size_t>(kind)]; };
    if ((times(EventKind::infected) | times(EventKind::halted)) == 0) continue;  // the others come after one of the two
    for (const Index slot : measures_.devices().of(static_cast<Index>(i))) {
      row[infected + slot] += times(EventKind::infected);
      row[locked + slot] += times(EventKind::locked);
      row[halted + slot] += times(EventKind::halted);
      row[restored + slot] += times(EventKind::restored);
    }
  }
  const std::size_t share = measures_.first(Count::devices_infected_share);
  for (std::size_t slot = 0; slot < measures_.devices().size(); ++slot) {
    const double devices = measures_.devices_in()[slot];
    if (devices > 0) row[share + slot] = row[infected + slot] / devices;
  }
}

void Tally::count_services(const harm::Harm& harm, std::span<double> row) const {
  const std::size_t first = measures_.first(Count::service_hours_lost) + measures_.organisations().size();
  for (std::size_t kind = 0; kind < measures_.service_kinds(); ++kind)
    row[first + kind] = harm.hours_lost_of_kind[kind];
}

void Tally::count_organisations(const harm::Harm& harm, std::span<double> row) const {
  const std::size_t hours = measures_.first(Count::service_hours_lost);
  const std::size_t fastest = measures_.first(Count::fastest_lockout);
  for (std::size_t i = 0; i < organisations_.size(); ++i) {
    const OfOrganisation& organisation = organisations_[i];
    const bool cut = organisation.isolated || organisation.disconnected;
    const bool disrupted = !organisation.infected && (cut || harm.impaired[i] != 0);
    const auto slots = measures_.organisations().of(static_cast<Index>(i));
    const auto add = [&](Count count, bool holds) {
      if (!holds) return;
      const std::size_t first = measures_.first(count);
      for (const Index slot : slots) row[first + slot] += 1;
    };
    add(Count::organisations_infected, organisation.infected);
    add(Count::organisations_disrupted, disrupted);
    add(Count::organisations_infected_or_disrupted, organisation.infected || disrupted);
    add(Count::organisations_touched_after_kill_switch, !organisation.infected && organisation.halted);
    add(Count::organisations_reporting, organisation.reporting);
    add(Count::organisations_isolated, organisation.isolated);
    add(Count::organisations_disconnected, organisation.disconnected);
    if (organisation.locked) {
      const double share = organisation.locked_soon / static_cast<double>(estate_.devices_of(static_cast<Index>(i)));
      for (const Index slot : slots) row[fastest + slot] = std::max(row[fastest + slot], share);
    }
    if (harm.service_hours_lost[i] == 0) continue;
    for (const Index slot : slots) row[hours + slot] += harm.service_hours_lost[i];
  }
}

void Tally::count_restored(std::span<double> row) {
  cleared_.clear();
  const std::size_t slots = measures_.organisations().size();
  std::vector<std::size_t> locked(slots);
  for (std::size_t i = 0; i < organisations_.size(); ++i) {
    if (!organisations_[i].locked) continue;
    const auto index = static_cast<Index>(i);
    cleared_.emplace_back(organisations_[i].locked_now == 0 ? organisations_[i].cleared_s : never, index);
    for (const Index slot : measures_.organisations().of(index)) ++locked[slot];
  }
  std::ranges::sort(cleared_);
  const std::size_t first = measures_.first(Count::hours_until_restored);
  std::vector<std::size_t> cleared(slots);
  for (const auto& [at_s, index] : cleared_) {
    for (const Index slot : measures_.organisations().of(index)) {
      const std::size_t enough = (locked[slot] * 95 + 99) / 100;
      if (++cleared[slot] == enough) row[first + slot] = at_s / hour_s;
    }
  }
}

void Tally::count_losses(const harm::Harm& harm, std::span<double> row) const {
  for (const harm::Loss& loss : harm.losses) {
    const std::size_t cancelled = measures_.first(Count::cancelled, loss.measure);
    const std::size_t displaced = measures_.first(Count::displaced, loss.measure);
    for (const Index slot : measures_.organisations().of(estate_.care.services[loss.service].organisation)) {
      row[cancelled + slot] += loss.cancelled;
      row[displaced + slot] += loss.displaced;
    }
  }
}

void Tally::count_diversions(const harm::Harm& harm, std::span<double> row, std::span<float> samples) {
  opens_.clear();
  departments_.clear();
  const std::size_t ever = measures_.first(Count::emergency_departments_diverting);
  const std::size_t hours = measures_.first(Count::diversion_hours);
  for (const harm::Diverted& diverted : harm.diverted) {
    const auto slots = measures_.organisations().of(estate_.care.services[diverted.service].organisation);
    const bool again = std::ranges::find(departments_, diverted.service) != departments_.end();
    if (!again) departments_.push_back(diverted.service);
    for (const Index slot : slots) {
      if (!again) row[ever + slot] += 1;
      row[hours + slot] += (diverted.until_s - diverted.from_s) / hour_s;
    }
    opens_.emplace_back(diverted.from_s, 1);
    if (diverted.until_s < curves_.times().back()) opens_.emplace_back(diverted.until_s, -1);  // else it stayed shut
  }
  std::ranges::sort(opens_);  // at one moment those that open again come first
  const std::size_t first = curves_.first(Follow::emergency_departments_diverting);
  int now = 0;
  int most = 0;
  std::size_t next = 0;
  const std::span<const double> times = curves_.times();
  for (const auto& [at_s, by] : opens_) {
    for (; next < times.size() && times[next] < at_s; ++next) samples[first + next] = static_cast<float>(now);
    now += by;
    most = std::max(most, now);
  }
  for (; next < times.size(); ++next) samples[first + next] = static_cast<float>(now);
  row[measures_.first(Count::emergency_departments_diverting_at_once)] = most;
}

void Tally::count_whole(const harm::Harm& harm, std::span<double> row) const {
  const auto set = [&](Count count, double value) { row[measures_.first(count)] = value; };
  set(Count::devices_locked_at_once, static_cast<double>(locked_most_));
  set(Count::cost_lost_output, harm.lost_output);
  set(Count::cost_restoration_work, harm.restoration_work);
  set(Count::cost_material, harm.material);
  set(Count::cost_total, harm.lost_output + harm.restoration_work + harm.material);
  set(Count::hours_to_first_infection, first_infection_s_ / hour_s);
  set(Count::hours_to_first_lock, first_lock_s_ / hour_s);
  set(Count::hours_to_alarm, alarm_s_ / hour_s);
  set(Count::hours_to_peak, peak_s_ / hour_s);
}

void Tally::sample_services(const harm::Harm& harm, std::span<float> samples) const {
  const std::size_t first = curves_.first(Follow::services_lost);
  for (std::size_t i = 0; i < curves_.times().size() && !harm.services_lost.empty(); ++i) {
    const auto step = static_cast<std::size_t>(curves_.times()[i] / harm::step_s);
    samples[first + i] = static_cast<float>(harm.services_lost[std::min(step, harm.services_lost.size() - 1)]);
  }
}

void Tally::sample_days(const harm::Harm& harm, std::span<float> samples) const {
  for (std::size_t activity = 0; activity < harm.cancelled_by_day.size(); ++activity) {
    const std::vector<double>& days = harm.cancelled_by_day[activity];
    const std::size_t first = curves_.first(Follow::cancelled_by_day, activity);
    for (std::size_t day = 0; day < std::min(days.size(), curves_.days()); ++day) {
      samples[first + day] = static_cast<float>(days[day]);
    }
  }
}

}  // namespace drill
