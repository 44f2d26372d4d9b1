#include <algorithm>
#include <cmath>
#include <tuple>

#include "foresee/harm/parts.h"
#include "world/threat/selector.h"

namespace harm {

namespace {

constexpr double hour_s = 3600;
constexpr Index steps_per_day = static_cast<Index>(86400 / step_s);

}  // namespace

Lists::Lists(std::size_t owners, std::vector<std::pair<Index, Index>> pairs) : first_(owners + 1, 0) {
  std::ranges::sort(pairs);
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  for (const auto& [owner, member] : pairs) {
    ++first_[owner + 1];
    members_.push_back(member);
  }
  for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
}

Model::Model(const estate::Estate& estate, const threat::Defence& defence, base::Instant start, double horizon_s)
    : parts_(std::make_unique<Parts>(estate, defence, start, horizon_s)) {}
Model::Model(Model&&) noexcept = default;
Model& Model::operator=(Model&&) noexcept = default;
Model::~Model() = default;

Model::Parts::Parts(const estate::Estate& of, const threat::Defence& defence, base::Instant start, double horizon)
    : estate(of), horizon_s(horizon) {
  steps = static_cast<Index>(std::ceil(horizon_s / step_s));
  days = (steps + steps_per_day - 1) / steps_per_day;
  number_services();
  list_dependants();
  arrange_activity();
  spread_profiles(start);
  find_restoration(defence);
}

void Model::Parts::number_services() {
  const auto& services = estate.care.services;
  const auto order = estate.services_in_order();
  place_of.resize(services.size());
  for (Index place = 0; place < order.size(); ++place) place_of[order[place]] = place;

  const std::vector<std::string> names = estate::service_kinds(services);
  kinds = names.size();
  for (const estate::Service& service : services) {
    kind_of.push_back(static_cast<Index>(std::ranges::find(names, service.kind) - names.begin()));
  }
  department_of.assign(services.size(), estate::none);
  const estate::Diversion& diversion = estate.care.diversion;
  for (Index service = 0; service < services.size(); ++service) {
    if (diversion.service_kind.empty() || services[service].kind != diversion.service_kind) continue;
    department_of[service] = static_cast<Index>(departments.size());
    departments.push_back(service);
  }
  measure_moved.assign(estate.care.measures.size(), estate::none);
  for (Index i = 0; i < diversion.measures.size(); ++i) measure_moved[diversion.measures[i]] = i;
}

void Model::Parts::list_dependants() {
  using Kind = estate::Needs::Kind;
  for (Index group = 0; group < estate.groups.size(); ++group) {
    organisation_of_group.push_back(estate.organisation_of(group));
  }
  std::vector<std::pair<Index, Index>> of_group;
  std::vector<std::pair<Index, Index>> of_service;
  std::vector<std::pair<Index, Index>> of_organisation;
  const auto& services = estate.care.services;
  for (Index service = 0; service < services.size(); ++service) {
    const Index place = place_of[service];
    of_organisation.emplace_back(services[service].organisation, place);
    for (const estate::Needs::Node& node : services[service].needs.nodes()) {
      if (node.kind == Kind::group) {
        of_group.emplace_back(node.index, place);
        of_organisation.emplace_back(organisation_of_group[node.index], place);
      } else if (node.kind == Kind::service) {
        of_service.emplace_back(node.index, place);
        of_organisation.emplace_back(services[node.index].organisation, place);
      }
    }
  }
  places_needing_group = Lists(estate.groups.size(), std::move(of_group));
  places_needing_service = Lists(services.size(), std::move(of_service));
  places_concerned_by_cut = Lists(estate.organisations.size(), std::move(of_organisation));
}

void Model::Parts::arrange_activity() {
  std::vector<estate::Activity> sorted = estate.care.activity;
  std::ranges::sort(sorted, [](const estate::Activity& a, const estate::Activity& b) {
    return std::tie(a.service, a.measure, a.profile) < std::tie(b.service, b.measure, b.profile);
  });
  std::size_t next = 0;
  for (Index service = 0; service < estate.care.services.size(); ++service) {
    first_row.push_back(static_cast<Index>(rows.size()));
    first_slot.push_back(static_cast<Index>(slot_profile.size()));
    for (; next < sorted.size() && sorted[next].service == service; ++next) {
      const estate::Activity& activity = sorted[next];
      ActivityRow row{activity.measure, activity.per_week, activity.profile, 0, false};
      row.moves = department_of[service] != estate::none && measure_moved[activity.measure] != estate::none;
      if (!row.moves) {
        const auto begin = slot_profile.begin() + first_slot.back();
        const auto found = std::find(begin, slot_profile.end(), activity.profile);
        row.share_slot = static_cast<Index>(found - slot_profile.begin());
        if (found == slot_profile.end()) slot_profile.push_back(activity.profile);
      }
      rows.push_back(row);
    }
  }
  first_row.push_back(static_cast<Index>(rows.size()));
  first_slot.push_back(static_cast<Index>(slot_profile.size()));
}

/// Exact when steps and hours do not begin together: each step is cut at the hours that fall into it.
void Model::Parts::spread_profiles(base::Instant start) {
  const double first_hour = base::hour_of_week(start);
  for (const estate::Profile& profile : estate.care.profiles) {
    double due = 0;
    due_before_.push_back(due);
    for (Index step = 0; step < steps; ++step) {
      double at_s = begins_s(step);
      const double end_s = begins_s(step + 1);
      while (at_s < end_s) {
        // The hour is known from the middle of what is left of it, so rounding cannot name its neighbour.
        const double into_hour_s = std::fmod(first_hour * hour_s + at_s, hour_s);
        double until_s = std::min(end_s, at_s + hour_s - into_hour_s);
        if (until_s <= at_s) until_s = end_s;
        const double hour = std::floor(first_hour + (at_s + until_s) / 2 / hour_s);
        due += profile.share[static_cast<std::size_t>(hour) % 168] * (until_s - at_s) / hour_s;
        at_s = until_s;
      }
      due_before_.push_back(due);
    }
  }
}

/// Each device takes 1 / (hands x rate) hours of all hands together, so 1 / rate hours of hands.
void Model::Parts::find_restoration(const threat::Defence& defence) {
  for (const estate::Organisation& organisation : estate.organisations) {
    const auto entry = std::ranges::find_if(defence.restoration, [&](const threat::Restoration& restoration) {
      return threat::matches_organisation(restoration.where, organisation);
    });
    const bool works = entry != defence.restoration.end() && entry->devices_per_hour > 0;
    hand_hours_per_device.push_back(works ? 1 / entry->devices_per_hour : 0);
  }
}

}  // namespace harm
