#include "foresee/drill/curves.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace drill {

namespace {

constexpr std::array definitions = {
    CurveDefinition{Follow::organisations_infected, "organisations_infected", "organisations", true,
                    "with at least one locked device so far (never locks: infected device)"},
    CurveDefinition{Follow::organisations_reporting, "organisations_reporting", "organisations", true,
                    "counted as infected by the centre so far"},
    CurveDefinition{Follow::organisations_cut_off, "organisations_cut_off", "organisations", true,
                    "isolated, or disconnected as a precaution, at the time"},
    CurveDefinition{Follow::devices_locked, "devices_locked", "devices", false, "out of service at the time"},
    CurveDefinition{Follow::services_lost, "services_lost", "services", false,
                    "lost capacity of all services at the time; two that work at half count as one"},
    CurveDefinition{Follow::emergency_departments_diverting, "emergency_departments_diverting", "services", false,
                    "sending their load away at the time"},
    CurveDefinition{Follow::cancelled_by_day, "<activity>_cancelled_by_day", "", false,
                    "activity cancelled in the 24 hours from the time on"},
};

std::vector<double> times_to(double horizon_s) {
  std::vector<double> times;
  for (double at = 0; at <= std::min(fine_until_s, horizon_s); at += fine_step_s) times.push_back(at);
  for (double at = fine_until_s + coarse_step_s; at <= horizon_s; at += coarse_step_s) times.push_back(at);
  if (times.back() < horizon_s) times.push_back(horizon_s);
  return times;
}

/// Whether a curve can be counted by these keys.
bool counted_by(const CurveDefinition& definition, const By& by) {
  return by.empty() || (definition.by_organisations &&
                        std::ranges::all_of(by, [](const auto& term) { return counts_by(term.first, false); }));
}

std::string names_text() {
  std::string text;
  for (const CurveDefinition& definition : definitions) {
    text += fmt::format("{}{}", text.empty() ? "" : ", ", definition.name);
  }
  return text;
}

}  // namespace

std::span<const CurveDefinition> curve_catalogue() {
  return definitions;
}

base::Result<CurveLayout> CurveLayout::make(const estate::Estate& estate, double horizon_s) {
  CurveLayout layout;
  std::vector<By> asked;
  for (const estate::PublishedPoint& point : estate.published_points) {
    for (const CurveDefinition& definition : definitions) {
      if (definition.name == point.curve && definition.by_organisations && counted_by(definition, point.by)) {
        asked.push_back(point.by);
      }
    }
  }
  layout.organisations_ = Groupings::of_organisations(estate, {"sector"}, asked);
  layout.times_ = times_to(horizon_s);
  layout.days_ = static_cast<std::size_t>(std::ceil(horizon_s / day_s));
  std::vector<double> day_starts(layout.days_);
  for (std::size_t day = 0; day < layout.days_; ++day) day_starts[day] = static_cast<double>(day) * day_s;

  for (const CurveDefinition& definition : definitions) {
    layout.first_.push_back(layout.size_);
    const std::string name(definition.name);
    if (definition.follow == Follow::cancelled_by_day) {
      for (const estate::ActivityMeasure& activity : estate.care.measures) {
        layout.place(activity.name + name.substr(name.find('>') + 1), activity.unit, {}, layout.size_, day_starts);
        layout.size_ += layout.days_;
      }
      continue;
    }
    const std::size_t slots = definition.by_organisations ? layout.organisations_.size() : 1;
    for (std::size_t slot = 0; slot < slots; ++slot) {
      layout.place(name, definition.unit, layout.organisations_.by(slot), layout.size_, layout.times_);
      layout.size_ += layout.times_.size();
    }
  }
  base::Problems problems = layout.join(estate.published_points);
  if (!problems.empty()) return tl::unexpected(problems);
  return layout;
}

void CurveLayout::place(const std::string& name, std::string_view unit, const By& by, std::size_t first,
                        std::span<const double> times) {
  CurvePlace out{{name, by, std::string(unit), {}, {}}, first};
  for (const double at : times) out.curve.points.push_back({at, {}});
  places_.push_back(std::move(out));
}

base::Problems CurveLayout::join(const std::vector<estate::PublishedPoint>& published) {
  base::Problems problems;
  for (std::size_t row = 0; row < published.size(); ++row) {
    const estate::PublishedPoint& point = published[row];
    const auto at = std::ranges::find_if(places_, [&](const CurvePlace& place) {
      return place.curve.name == point.curve && place.curve.by == point.by;
    });
    if (at == places_.end()) {
      problems.add({"published_points.csv", fmt::format("row {}", row + 2), point.curve,
                    "is no curve, or not one that is counted by this",
                    "write one of " + names_text() + "; the first three may be by sector, kind, region, organisation"});
      continue;
    }
    at->curve.published.push_back(point);
  }
  return problems;
}

}  // namespace drill
