#include "foresee/drill/measures.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace drill {

namespace {

constexpr double week_s = 7 * 86400.0;

constexpr std::array definitions = {
    Definition{Count::organisations_infected, "organisations_infected", "organisations", Per::organisations,
               "with at least one locked device; for a threat that never locks: one infected device"},
    Definition{Count::organisations_disrupted, "organisations_disrupted", "organisations", Per::organisations,
               "not infected, but cut off or with a service that lost capacity"},
    Definition{Count::organisations_infected_or_disrupted, "organisations_infected_or_disrupted", "organisations",
               Per::organisations, "the sum of the two"},
    Definition{Count::organisations_touched_after_kill_switch, "organisations_touched_after_kill_switch",
               "organisations", Per::organisations, "not infected, with at least one device halted by the kill switch"},
    Definition{Count::organisations_reporting, "organisations_reporting", "organisations", Per::organisations,
               "counted as infected by the centre, mistaken reports included"},
    Definition{Count::organisations_isolated, "organisations_isolated", "organisations", Per::organisations,
               "that cut a boundary after detection"},
    Definition{Count::organisations_disconnected, "organisations_disconnected", "organisations", Per::organisations,
               "that cut themselves off as a precaution"},
    Definition{Count::devices_infected, "devices_infected", "devices", Per::devices,
               "infections; a device infected twice counts twice"},
    Definition{Count::devices_locked, "devices_locked", "devices", Per::devices, "lock-outs"},
    Definition{Count::devices_halted, "devices_halted", "devices", Per::devices, "halted by the kill switch"},
    Definition{Count::devices_restored, "devices_restored", "devices", Per::devices, "back in service"},
    Definition{Count::devices_infected_share, "devices_infected_share", "share", Per::devices,
               "devices_infected as a share of all devices"},
    Definition{Count::devices_locked_at_once, "devices_locked_at_once", "devices", Per::whole,
               "most devices out of service at one time"},
    Definition{Count::fastest_lockout, "fastest_lockout", "share", Per::organisations,
               "share of an organisation's devices that were locked within seven minutes of its first, where that was "
               "most"},
    Definition{Count::cancelled, "<activity>_cancelled", "", Per::organisations,
               "activity not done; a later rebooking does not count as saved"},
    Definition{Count::displaced, "<activity>_displaced", "", Per::organisations, "activity done elsewhere"},
    Definition{Count::service_hours_lost, "service_hours_lost", "hours", Per::organisations,
               "hours times lost capacity, summed over services; also by service, their kind"},
    Definition{Count::emergency_departments_diverting, "emergency_departments_diverting", "services",
               Per::organisations, "emergency departments that ever sent their load away"},
    Definition{Count::emergency_departments_diverting_at_once, "emergency_departments_diverting_at_once", "services",
               Per::whole, "the most that did so at one time"},
    Definition{Count::diversion_hours, "diversion_hours", "hours", Per::organisations,
               "hours of diversion, summed over emergency departments"},
    Definition{Count::cost_lost_output, "cost_lost_output", "pounds", Per::whole,
               "cancelled activity at its unit cost"},
    Definition{Count::cost_restoration_work, "cost_restoration_work", "pounds", Per::whole, "hours of hands"},
    Definition{Count::cost_material, "cost_material", "pounds", Per::whole, "restored devices at their unit cost"},
    Definition{Count::cost_total, "cost_total", "pounds", Per::whole, "the sum of the three"},
    Definition{Count::hours_to_first_infection, "hours_to_first_infection", "hours", Per::whole,
               "from the start; infinite where there was none"},
    Definition{Count::hours_to_first_lock, "hours_to_first_lock", "hours", Per::whole,
               "from the start; infinite where there was none"},
    Definition{Count::hours_to_alarm, "hours_to_alarm", "hours", Per::whole,
               "from the start to the national alarm; infinite where there was none"},
    Definition{Count::hours_to_peak, "hours_to_peak", "hours", Per::whole,
               "from the start until the most devices were out of service; infinite where none was"},
    Definition{Count::hours_until_restored, "hours_until_restored", "hours", Per::organisations,
               "from the start until 95 % of the organisations with a locked device had none any more; infinite where "
               "that was not reached, 0 where none had one"},
};

/// Names for a message: "a, b or c".
std::string names_text() {
  std::string text;
  for (const Definition& definition : definitions) {
    text += fmt::format("{}{}", text.empty() ? "" : ", ", definition.name);
  }
  return text;
}

/// The definition that a measure's name is of; nothing when there is none.
const Definition* definition_of(std::string_view name, const estate::Estate& estate) {
  for (const Definition& definition : definitions) {
    if (!definition.unit.empty()) {
      if (definition.name == name) return &definition;
      continue;
    }
    for (const estate::ActivityMeasure& activity : estate.care.measures) {
      if (name == activity.name + std::string(definition.name.substr(definition.name.find('>') + 1))) {
        return &definition;
      }
    }
  }
  return nullptr;
}

/// "(sector=trust kind=acute)"; empty for everything.
std::string by_text(const By& by) {
  std::string text;
  for (const auto& [key, value] : by) text += fmt::format("{}{}={}", text.empty() ? "(" : " ", key, value);
  return text.empty() ? text : text + ")";
}

struct Asked {
  std::vector<By> organisations;
  std::vector<By> devices;
  base::Problems problems;
};

/// Notes what a measure is asked to be counted by, or why it cannot be.
void ask(Asked& asked, const estate::Estate& estate, const std::string& name, const By& by, const std::string& file,
         const std::string& place) {
  const Definition* definition = definition_of(name, estate);
  if (definition == nullptr) {
    asked.problems.add({file, place, name, "is no measure", "write one of " + names_text()});
    return;
  }
  for (const auto& [key, value] : by) {
    if (definition->per != Per::whole && counts_by(key, definition->per == Per::devices)) continue;
    if (definition->count == Count::service_hours_lost && key == "service" && by.size() == 1) return;
    const char* mend = definition->per == Per::whole ? "leave it empty: the measure is one number for the estate"
                       : definition->per == Per::devices
                           ? "use sector, kind, region, size, organisation, platform or type"
                           : "use sector, kind, region, size or organisation";
    asked.problems.add({file, place, key + "=" + value, "is nothing that " + name + " is counted by", mend});
    return;
  }
  if (by.empty() || definition->per == Per::whole) return;
  (definition->per == Per::devices ? asked.devices : asked.organisations).push_back(by);
}

std::vector<double> emergency_departments_in(const estate::Estate& estate, const Groupings& organisations) {
  std::vector<double> out(organisations.size());
  for (const estate::Service& service : estate.care.services) {
    if (estate.care.diversion.service_kind.empty() || service.kind != estate.care.diversion.service_kind) continue;
    for (const Index slot : organisations.of(service.organisation)) out[slot] += 1;
  }
  return out;
}

std::vector<double> activity_in(const estate::Estate& estate, const Groupings& organisations, std::size_t measure,
                                double horizon_s) {
  std::vector<double> out(organisations.size());
  for (const estate::Activity& activity : estate.care.activity) {
    if (activity.measure != measure) continue;
    const Index organisation = estate.care.services[activity.service].organisation;
    for (const Index slot : organisations.of(organisation)) out[slot] += activity.per_week * horizon_s / week_s;
  }
  return out;
}

}  // namespace

std::span<const Definition> catalogue() {
  return definitions;
}

base::Result<MeasureLayout> MeasureLayout::make(const estate::Estate& estate, const std::optional<UntilError>& until,
                                                double horizon_s, const std::vector<bool>& assumed) {
  Asked asked;
  for (std::size_t row = 0; row < estate.published.size(); ++row) {
    const estate::Published& published = estate.published[row];
    ask(asked, estate, published.measure, published.by, "published.csv", fmt::format("row {}", row + 2));
  }
  if (until) ask(asked, estate, until->measure, until->by, "", "--until-error");
  if (!asked.problems.empty()) return tl::unexpected(asked.problems);

  MeasureLayout layout;
  layout.organisations_ = Groupings::of_organisations(estate, {"sector", "kind", "region"}, asked.organisations);
  layout.devices_ = Groupings::of_devices(estate, {"sector", "kind", "region", "platform", "type", "assumed"},
                                          asked.devices, assumed);
  layout.lay(estate, horizon_s);
  base::Problems problems = layout.join(estate.published);
  if (until && layout.find(until->measure, until->by) == nullptr) {
    problems.add({"", "--until-error", fmt::format("{}{}", until->measure, by_text(until->by)),
                  "counts nothing in this estate", "name another measure, or values that stand in the estate"});
  }
  if (!problems.empty()) return tl::unexpected(problems);
  return layout;
}

void MeasureLayout::place(const std::string& name, std::string_view unit, const Groupings& groupings, std::size_t first,
                          const std::vector<double>& of, bool of_shown) {
  for (std::size_t slot = 0; slot < of.size(); ++slot) {
    if (of[slot] == 0) continue;  // nothing there that could be counted
    Measure measure{name, groupings.by(slot), std::string(unit), {}, {}, {}, {}};
    if (of_shown) measure.of = of[slot];
    places_.push_back({std::move(measure), first + slot});
  }
}

void MeasureLayout::lay(const estate::Estate& estate, double horizon_s) {
  std::vector<double> organisations_in(organisations_.size());
  for (std::size_t i = 0; i < estate.organisations.size(); ++i) {
    for (const Index slot : organisations_.of(static_cast<Index>(i))) organisations_in[slot] += 1;
  }
  devices_in_.resize(devices_.size());
  for (std::size_t i = 0; i < estate.groups.size(); ++i) {
    for (const Index slot : devices_.of(static_cast<Index>(i))) devices_in_[slot] += estate.groups[i].count;
  }
  const std::vector<double> departments_in = emergency_departments_in(estate, organisations_);

  for (const Definition& definition : definitions) {
    first_.push_back(size_);
    const std::string name(definition.name);
    if (definition.unit.empty()) {
      const std::string suffix = name.substr(name.find('>') + 1);
      for (std::size_t i = 0; i < estate.care.measures.size(); ++i, size_ += organisations_.size()) {
        const estate::ActivityMeasure& activity = estate.care.measures[i];
        place(activity.name + suffix, activity.unit, organisations_, size_,
              activity_in(estate, organisations_, i, horizon_s), true);
      }
    } else if (definition.per == Per::whole) {
      place(name, definition.unit, organisations_, size_++, {1}, false);
    } else if (definition.per == Per::devices) {
      place(name, definition.unit, devices_, size_, devices_in_, definition.unit == "devices");
      size_ += devices_.size();
    } else {
      const bool departments = definition.unit == "services" || definition.count == Count::diversion_hours;
      place(name, definition.unit, organisations_, size_, departments ? departments_in : organisations_in,
            definition.unit != "hours" && definition.unit != "share");
      size_ += organisations_.size();
      if (definition.count == Count::service_hours_lost) place_service_kinds(estate, definition);
    }
  }
}

void MeasureLayout::place_service_kinds(const estate::Estate& estate, const Definition& definition) {
  for (const std::string& kind : estate::service_kinds(estate.care.services)) {
    Measure measure{std::string(definition.name), {{"service", kind}}, std::string(definition.unit), {}, {}, {}, {}};
    places_.push_back({std::move(measure), size_++});
    ++service_kinds_;
  }
}

base::Problems MeasureLayout::join(const std::vector<estate::Published>& published) {
  base::Problems problems;
  for (std::size_t row = 0; row < published.size(); ++row) {
    const std::string place = fmt::format("row {}", row + 2);
    const auto* found = find(published[row].measure, published[row].by);
    if (found == nullptr) {
      problems.add({"published.csv", place, published[row].measure + by_text(published[row].by),
                    "is counted by what the estate does not have",
                    "use values of by that stand in organisations.csv or devices.csv"});
      continue;
    }
    Measure& measure = places_[static_cast<std::size_t>(found - places_.data())].measure;
    if (measure.published) {
      problems.add({"published.csv", place, published[row].measure + by_text(published[row].by),
                    "is published a second time for the same by", "keep one row of the two"});
      continue;
    }
    measure.published = published[row];
  }
  return problems;
}

const MeasurePlace* MeasureLayout::find(std::string_view name, const By& by) const {
  const auto at = std::ranges::find_if(
      places_, [&](const MeasurePlace& place) { return place.measure.name == name && place.measure.by == by; });
  return at == places_.end() ? nullptr : &*at;
}

}  // namespace drill
