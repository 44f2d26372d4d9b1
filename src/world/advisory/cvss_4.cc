#include "world/advisory/cvss_4.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <span>

#include "world/advisory/cvss_metrics.h"

namespace advisory {

namespace {

/// What counts after defaults and modifications: severity levels, 0 the most severe (section 8.2).
struct Levels {
  std::array<int, 3> reach{};       ///< AV, PR, UI
  std::array<int, 2> difficulty{};  ///< AC, AT
  std::array<int, 6> impact{};      ///< VC, VI, VA, CR, IR, AR
  std::array<int, 3> beyond{};      ///< SC, SI, SA; 0 is "safety", which only the modified SI and SA have
  int maturity = 0;                 ///< E
};

enum class Groups { base, base_threat, all };

constexpr int none_of_impact = 2;
constexpr int none_beyond = 3;

/// The level of a metric that may be left open, when "X" and absence mean the worst case.
int open_level(const CvssVector& v, std::string_view name, bool counts) {
  const std::uint8_t choice = v.choice[*cvss_metric(CvssVersion::v4_0, name)];
  constexpr std::uint8_t not_defined = 3;  // of E, CR, IR and AR alike
  return !counts || choice >= not_defined ? 0 : choice;
}

/// The level of a base metric, or of its modified one where that is defined.
int level(const CvssVector& v, std::string_view name, Groups groups) {
  const bool beyond = name[0] == 'S';
  const int base = v.choice[*cvss_metric(CvssVersion::v4_0, name)] + (beyond ? 1 : 0);
  if (groups != Groups::all) return base;
  const std::size_t index = *cvss_metric(CvssVersion::v4_0, "M" + std::string(name));
  const std::uint8_t choice = v.choice[index];
  if (choice == CvssVector::absent) return base;
  const std::string_view value = cvss_value(cvss_metrics(CvssVersion::v4_0)[index], choice);
  if (value == "X") return base;
  return choice + (name == "SC" ? 1 : 0);  // MSC has no "safety"; MSI and MSA begin with it
}

Levels levels(const CvssVector& v, Groups groups) {
  const bool all = groups == Groups::all;
  Levels l;
  l.reach = {level(v, "AV", groups), level(v, "PR", groups), level(v, "UI", groups)};
  l.difficulty = {level(v, "AC", groups), level(v, "AT", groups)};
  l.impact = {level(v, "VC", groups),   level(v, "VI", groups),   level(v, "VA", groups),
              open_level(v, "CR", all), open_level(v, "IR", all), open_level(v, "AR", all)};
  l.beyond = {level(v, "SC", groups), level(v, "SI", groups), level(v, "SA", groups)};
  l.maturity = open_level(v, "E", groups != Groups::base);
  return l;
}

/// Equivalence classes (section 8.2, tables 24 to 30).
struct Macro {
  int eq1 = 0, eq2 = 0, eq3 = 0, eq4 = 0, eq5 = 0, eq6 = 0;
};

Macro macro_of(const Levels& l) {
  const auto& [av, pr, ui] = l.reach;
  const auto& [vc, vi, va, cr, ir, ar] = l.impact;
  const auto& [sc, si, sa] = l.beyond;
  Macro m;
  constexpr int physical = 3;
  if (av == 0 && pr == 0 && ui == 0) {
    m.eq1 = 0;
  } else {
    m.eq1 = (av == 0 || pr == 0 || ui == 0) && av != physical ? 1 : 2;
  }
  m.eq2 = l.difficulty[0] == 0 && l.difficulty[1] == 0 ? 0 : 1;
  if (vc == 0 && vi == 0) {
    m.eq3 = 0;
  } else {
    m.eq3 = vc == 0 || vi == 0 || va == 0 ? 1 : 2;
  }
  if (si == 0 || sa == 0) {
    m.eq4 = 0;
  } else {
    m.eq4 = sc == 1 || si == 1 || sa == 1 ? 1 : 2;
  }
  m.eq5 = l.maturity;
  m.eq6 = (cr == 0 && vc == 0) || (ir == 0 && vi == 0) || (ar == 0 && va == 0) ? 0 : 1;
  return m;
}

/// The sum of steps down from the first of the highest vectors of a class that is nowhere below `at`.
template <std::size_t n>
int steps_down(const std::array<int, n>& at, std::initializer_list<std::array<int, n>> highest) {
  for (const std::array<int, n>& top : highest) {
    int sum = 0;
    bool reached = true;
    for (std::size_t i = 0; i < n; ++i) {
      reached = reached && at[i] >= top[i];
      sum += at[i] - top[i];
    }
    if (reached) return sum;
  }
  return 0;
}

int steps_1(const Levels& l, int eq1) {
  if (eq1 == 0) return steps_down<3>(l.reach, {{0, 0, 0}});
  if (eq1 == 1) return steps_down<3>(l.reach, {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
  return steps_down<3>(l.reach, {{3, 0, 0}, {1, 1, 1}});
}

int steps_2(const Levels& l, int eq2) {
  if (eq2 == 0) return steps_down<2>(l.difficulty, {{0, 0}});
  return steps_down<2>(l.difficulty, {{1, 0}, {0, 1}});
}

int steps_36(const Levels& l, int eq3, int eq6) {
  if (eq3 == 0 && eq6 == 0) return steps_down<6>(l.impact, {{0, 0, 0, 0, 0, 0}});
  if (eq3 == 0) return steps_down<6>(l.impact, {{0, 0, 1, 1, 1, 0}, {0, 0, 0, 1, 1, 1}});
  if (eq3 == 1 && eq6 == 0) return steps_down<6>(l.impact, {{1, 0, 0, 0, 0, 0}, {0, 1, 0, 0, 0, 0}});
  if (eq3 == 1) {
    return steps_down<6>(
        l.impact, {{1, 0, 1, 0, 1, 0}, {1, 0, 0, 0, 1, 1}, {0, 1, 0, 1, 0, 1}, {0, 1, 1, 1, 0, 0}, {1, 1, 0, 0, 0, 1}});
  }
  return steps_down<6>(l.impact, {{1, 1, 1, 0, 0, 0}});
}

int steps_4(const Levels& l, int eq4) {
  if (eq4 == 0) return steps_down<3>(l.beyond, {{1, 0, 0}});
  if (eq4 == 1) return steps_down<3>(l.beyond, {{1, 1, 1}});
  return steps_down<3>(l.beyond, {{2, 2, 2}});
}

// Depth of each class in steps (section 8.3, table 31).
constexpr std::array<int, 3> depth_1{1, 4, 5};
constexpr std::array<int, 2> depth_2{1, 2};
constexpr std::array<std::array<int, 2>, 3> depth_36{{{7, 6}, {8, 8}, {10, 10}}};
constexpr std::array<int, 3> depth_4{6, 5, 4};

/// The score of the best MacroVector one below in EQ3 and EQ6 together; 0 when there is none.
int below_36(const Macro& m) {
  const auto at = [&](int eq3, int eq6) { return macro_score_4(m.eq1, m.eq2, eq3, m.eq4, m.eq5, eq6); };
  if (m.eq3 == 0 && m.eq6 == 0) return std::max(at(0, 1), at(1, 0));
  if (m.eq3 == 1 && m.eq6 == 0) return at(1, 1);
  return at(m.eq3 + 1, m.eq6);
}

int score_of(const Levels& l) {
  const bool harmless = l.impact[0] == none_of_impact && l.impact[1] == none_of_impact &&
                        l.impact[2] == none_of_impact && l.beyond[0] == none_beyond && l.beyond[1] == none_beyond &&
                        l.beyond[2] == none_beyond;
  if (harmless) return 0;
  const Macro m = macro_of(l);
  const int top = macro_score_4(m.eq1, m.eq2, m.eq3, m.eq4, m.eq5, m.eq6);
  double distance = 0;
  int lower_ones = 0;
  const auto toward = [&](int below, int steps, int depth) {
    if (below == 0) return;
    ++lower_ones;
    distance += static_cast<double>(top - below) * steps / depth;
  };
  const auto eq = [](int value) { return static_cast<std::size_t>(value); };
  toward(macro_score_4(m.eq1 + 1, m.eq2, m.eq3, m.eq4, m.eq5, m.eq6), steps_1(l, m.eq1), depth_1[eq(m.eq1)]);
  toward(macro_score_4(m.eq1, m.eq2 + 1, m.eq3, m.eq4, m.eq5, m.eq6), steps_2(l, m.eq2), depth_2[eq(m.eq2)]);
  toward(below_36(m), steps_36(l, m.eq3, m.eq6), depth_36[eq(m.eq3)][eq(m.eq6)]);
  toward(macro_score_4(m.eq1, m.eq2, m.eq3, m.eq4 + 1, m.eq5, m.eq6), steps_4(l, m.eq4), depth_4[eq(m.eq4)]);
  toward(macro_score_4(m.eq1, m.eq2, m.eq3, m.eq4, m.eq5 + 1, m.eq6), 0, 1);  // EQ5 has one vector: no way down in it
  const double mean = lower_ones == 0 ? 0 : distance / lower_ones;
  constexpr double slack = 1e-6;  // halves are meant in decimals and round up
  return std::clamp(static_cast<int>(std::floor(top - mean + 0.5 + slack)), 0, 100);
}

}  // namespace

CvssScores score_4(const CvssVector& vector) {
  return {.base = score_of(levels(vector, Groups::base)),
          .threat = score_of(levels(vector, Groups::base_threat)),
          .environmental = score_of(levels(vector, Groups::all))};
}

}  // namespace advisory
