#include "show/cli/counterfactuals.h"

#include <algorithm>
#include <set>
#include <utility>

namespace cli {

namespace {

/// The drill itself is called so in the table.
constexpr const char* as_it_was = "as-it-was";

bool is_cancelled(const comparison::Which& one) {
  return one.name.ends_with("_cancelled");
}

/// Harm: activity of which some was cancelled; without one, what comes first.
std::size_t measure_of_harm(const std::vector<comparison::Which>& measures) {
  const auto found = std::ranges::find_if(measures, is_cancelled);
  return found == measures.end() ? 0 : static_cast<std::size_t>(found - measures.begin());
}

}  // namespace

std::vector<comparison::Which> few_measures(const drill::Result& base) {
  std::vector<comparison::Which> chosen;
  for (const comparison::Which& one : comparison::headline(base)) {
    const bool kind_is_there = std::ranges::any_of(chosen, [&](const comparison::Which& other) {
      return other.name == one.name || (is_cancelled(other) && is_cancelled(one));
    });
    const bool asked = one.name == "organisations_infected" || is_cancelled(one) || one.name == "cost_total" ||
                       one.name == "emergency_departments_diverting";
    if (asked && !kind_is_there) chosen.push_back(one);
  }
  return chosen.empty() ? comparison::headline(base) : chosen;
}

report::Counterfactuals beside(const drill::Result& base, std::vector<Otherwise> others) {
  report::Counterfactuals made;
  std::vector<drill::Result> drills = {base};
  made.sides.push_back({as_it_was, base});
  made.titles.emplace_back("As it was");
  for (Otherwise& other : others) {
    drills.push_back(other.result);
    made.sides.push_back({other.name, std::move(other.result)});
    made.titles.push_back(std::move(other.title));
  }
  const std::vector<comparison::Which> measures = few_measures(base);
  made.table = comparison::side_by_side(drills, measures, measure_of_harm(measures));
  return made;
}

base::Problems check_names(const std::vector<std::string>& names) {
  base::Problems problems;
  std::set<std::string> seen = {as_it_was, before_the_fit, "drill", "comparison"};
  for (const std::string& name : names) {
    if (seen.insert(name).second) continue;
    problems.add({"", "--counterfactual", name, "is the name of another result", "give each counterfactual its own"});
  }
  return problems;
}

}  // namespace cli
