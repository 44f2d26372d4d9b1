#include "foresee/comparison/side_by_side.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace comparison {

namespace {

Compared compared(const drill::Result& base, const drill::Result& other, const Which& which, bool coupled) {
  Compared out;
  out.which = which;
  const drill::Measure* of_base = find(base, which);
  const drill::Measure* of_other = find(other, which);
  if (of_base != nullptr) out.unit = of_base->unit;
  if (of_base == nullptr || of_other == nullptr) {
    out.missing = Missing::nowhere;
    return out;
  }
  if (of_base->unit != of_other->unit) {
    out.missing = Missing::other_unit;
    return out;
  }
  out.difference = coupled ? paired_difference(of_base->replicas, of_other->replicas)
                           : unpaired_difference(of_base->replicas, of_other->replicas);
  if (out.difference.base_used == 0 || out.difference.other_used == 0) out.missing = Missing::never_finite;
  return out;
}

/// Holm's correction over everything that was compared.
void correct(Table& table) {
  std::vector<double> p;
  for (const Beside& beside : table.others) {
    for (const Compared& measure : beside.measures) {
      if (!measure.missing) p.push_back(measure.difference.p);
    }
  }
  table.comparisons = p.size();
  const std::vector<double> adjusted = holm(p);
  std::size_t next = 0;
  for (Beside& beside : table.others) {
    for (Compared& measure : beside.measures) {
      if (measure.missing) continue;
      measure.p_adjusted = adjusted[next++];
      measure.told_apart = measure.p_adjusted < 1 - confidence;
    }
  }
}

/// What cannot be compared comes last.
double effect(const Beside& beside, std::size_t ranked_by) {
  const Compared& measure = beside.measures[ranked_by];
  return measure.missing || !std::isfinite(measure.difference.mean) ? HUGE_VAL : measure.difference.mean;
}

}  // namespace

std::vector<Apart> apart(const drill::Result& base, const drill::Result& other) {
  std::vector<Apart> out;
  if (base.seed != other.seed) out.push_back(Apart::seed);
  if (base.start != other.start) out.push_back(Apart::start);
  if (base.horizon_s != other.horizon_s) out.push_back(Apart::horizon);
  if (base.estate != other.estate) out.push_back(Apart::estate);
  return out;
}

const drill::Measure* find(const drill::Result& result, const Which& which) {
  const auto found = std::ranges::find_if(result.measures, [&](const drill::Measure& measure) {
    return measure.name == which.name && measure.by == which.by && !measure.replicas.empty();
  });
  return found == result.measures.end() ? nullptr : &*found;
}

std::vector<Which> headline(const drill::Result& base) {
  constexpr std::array others = {std::string_view("cost_total"), std::string_view("service_hours_lost"),
                                 std::string_view("emergency_departments_diverting"),
                                 std::string_view("devices_infected")};
  std::vector<Which> out;
  const auto add = [&](const drill::Measure& measure) {
    const Which which{measure.name, measure.by};
    if (!measure.replicas.empty() && std::ranges::find(out, which) == out.end()) out.push_back(which);
  };
  const auto add_if = [&](const auto& fits) {
    for (const drill::Measure& measure : base.measures) {
      if (fits(measure)) add(measure);
    }
  };
  // The number that a drill's own answer is about comes first, as in the report.
  const auto published = std::ranges::find_if(base.measures, [](const drill::Measure& measure) {
    return measure.name == "organisations_infected" && measure.published && !measure.replicas.empty();
  });
  if (published != base.measures.end()) add(*published);
  add_if([](const drill::Measure& measure) { return measure.by.empty() && measure.name == "organisations_infected"; });
  add_if([](const drill::Measure& measure) { return measure.by.empty() && measure.name.ends_with("_cancelled"); });
  for (const std::string_view name : others) {
    add_if([&](const drill::Measure& measure) { return measure.by.empty() && measure.name == name; });
  }
  if (out.empty()) add_if([](const drill::Measure&) { return true; });
  return out;
}

Table side_by_side(std::span<const drill::Result> drills, const std::vector<Which>& measures, std::size_t ranked_by) {
  Table table;
  table.measures = measures;
  table.ranked_by = ranked_by;
  for (std::size_t d = 1; d < drills.size(); ++d) {
    Beside beside{d, apart(drills[0], drills[d]), {}};
    for (const Which& which : measures) {
      beside.measures.push_back(compared(drills[0], drills[d], which, beside.apart.empty()));
    }
    table.others.push_back(std::move(beside));
  }
  correct(table);
  std::ranges::stable_sort(
      table.others, [&](const Beside& a, const Beside& b) { return effect(a, ranked_by) < effect(b, ranked_by); });
  return table;
}

}  // namespace comparison
