#include "show/report/sources.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/instant.h"

namespace report {

namespace {

std::string field_text(const estate::Condition& condition, const estate::Estate& estate) {
  switch (condition.field) {
    case estate::Condition::Field::kind: return "kind";
    case estate::Condition::Field::sector: return "sector";
    case estate::Condition::Field::region: return "region";
    case estate::Condition::Field::organisation: return "organisation";
    case estate::Condition::Field::parameter: break;
  }
  return condition.parameter < estate.parameters.size() ? estate.parameters[condition.parameter].name : "parameter";
}

std::string condition_text(const estate::Condition& condition, const estate::Estate& estate) {
  const std::string field = field_text(condition, estate);
  if (condition.field == estate::Condition::Field::parameter) {
    if (condition.low == condition.high) return fmt::format("{} is {}", field, condition.low);
    return fmt::format("{} in {} to {}", field, condition.low, condition.high);
  }
  std::string texts;
  for (const std::string& text : condition.texts) texts += (texts.empty() ? "" : " or ") + text;
  return field + " is " + texts;
}

}  // namespace

std::string_view per_text(estate::Parameter::Per per) {
  switch (per) {
    case estate::Parameter::Per::estate: return "estate";
    case estate::Parameter::Per::region: return "region";
    case estate::Parameter::Per::kind: return "kind";
    case estate::Parameter::Per::parent: return "parent";
    case estate::Parameter::Per::organisation: return "organisation";
  }
  return {};
}

std::string when_text(const estate::Case& which, const estate::Estate& estate) {
  std::string text;
  for (const estate::Condition& condition : which.when) {
    text += (text.empty() ? "" : " and ") + condition_text(condition, estate);
  }
  return text;
}

std::vector<base::Provenance> care_inputs(const estate::Care& care) {
  std::vector<base::Provenance> out;
  for (const estate::ActivityMeasure& measure : care.measures) {
    out.push_back({measure.name,
                   fmt::format("£{} for each cancelled, {} done elsewhere", measure.cost, measure.displaced),
                   measure.source,
                   {},
                   {}});
  }
  const auto unsaid = std::count_if(care.services.begin(), care.services.end(),
                                    [](const estate::Service& service) { return service.needs_assumed; });
  if (unsaid > 0) {
    out.push_back({"needs of services",
                   fmt::format("{} of {} services: in proportion to all devices of their organisation", unsaid,
                               care.services.size()),
                   {},
                   "services.csv does not say what they need",
                   {}});
  }
  if (!care.diversion.service_kind.empty()) {
    const estate::Diversion& rule = care.diversion;
    out.push_back({"diversion of " + rule.service_kind,
                   fmt::format("below {} of capacity for {}, opens at {}, receivers take {} more", rule.below,
                               base::duration_text(rule.after_s), rule.reopens_at, rule.spare),
                   rule.source,
                   {},
                   {}});
  }
  if (!care.response.source.empty()) {
    out.push_back({"restoration",
                   fmt::format("£{} for an hour of work, £{} for each device", care.response.per_hand_hour,
                               care.response.per_device),
                   care.response.source,
                   {},
                   {}});
  }
  return out;
}

}  // namespace report
