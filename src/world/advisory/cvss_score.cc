// Scores of CVSS 2.0, 3.0 and 3.1. What a value weighs stands in the order of its values in cvss_metrics.cc.

#include <algorithm>
#include <cmath>

#include "world/advisory/cvss.h"
#include "world/advisory/cvss_4.h"

namespace advisory {

namespace {

// The formulas are meant in decimals. Binary fractions are off by some 1e-15, far less than this; the nearest that an
// exact result comes to a boundary of rounding without being on it is far more.
constexpr double slack = 1e-9;

int tenths_half_up(double score) {
  return static_cast<int>(std::floor(score * 10 + 0.5 + slack));
}

/// "Roundup" of CVSS 3.0: the smallest tenth that is not less.
int tenths_up(double score) {
  return static_cast<int>(std::ceil(score * 10 - slack));
}

/// The weight of metric `index`, "not defined" when it is absent, which is the last.
template <std::size_t n>
double weight(const CvssVector& vector, std::size_t index, const std::array<double, n>& weights) {
  const std::uint8_t choice = vector.choice[index];
  return weights[choice == CvssVector::absent ? n - 1 : choice];
}

// ---- 2.0 ------------------------------------------------------------------------------------------------------------

constexpr std::array<double, 3> vector_2{0.395, 0.646, 1.0};
constexpr std::array<double, 3> complexity_2{0.35, 0.61, 0.71};
constexpr std::array<double, 3> authentication_2{0.45, 0.56, 0.704};
constexpr std::array<double, 3> impact_2{0.0, 0.275, 0.66};
constexpr std::array<double, 5> exploitability_2{0.85, 0.9, 0.95, 1, 1};
constexpr std::array<double, 5> remediation_2{0.87, 0.9, 0.95, 1, 1};
constexpr std::array<double, 4> confidence_2{0.9, 0.95, 1, 1};
constexpr std::array<double, 6> collateral_2{0, 0.1, 0.3, 0.4, 0.5, 0};
constexpr std::array<double, 5> distribution_2{0, 0.25, 0.75, 1, 1};
constexpr std::array<double, 4> requirement_2{0.5, 1, 1.51, 1};

CvssScores score_2(const CvssVector& v) {
  const double exploitability =
      20 * weight(v, 0, vector_2) * weight(v, 1, complexity_2) * weight(v, 2, authentication_2);
  const auto base_of = [&](double impact) {
    const double sum = 0.6 * impact + 0.4 * exploitability - 1.5;
    return tenths_half_up(std::max(0.0, impact == 0 ? 0 : sum * 1.176));
  };
  double kept = 1;
  double kept_adjusted = 1;
  for (std::size_t i = 0; i < 3; ++i) {
    const double impact = weight(v, 3 + i, impact_2);
    kept *= 1 - impact;
    kept_adjusted *= 1 - impact * weight(v, 11 + i, requirement_2);
  }
  const double temporal = weight(v, 6, exploitability_2) * weight(v, 7, remediation_2) * weight(v, 8, confidence_2);
  CvssScores scores;
  scores.base = base_of(10.41 * (1 - kept));
  scores.threat = tenths_half_up(scores.base * temporal / 10);
  const int adjusted_base = base_of(std::min(10.0, 10.41 * (1 - kept_adjusted)));
  const double adjusted = tenths_half_up(adjusted_base * temporal / 10) / 10.0;
  scores.environmental =
      tenths_half_up((adjusted + (10 - adjusted) * weight(v, 9, collateral_2)) * weight(v, 10, distribution_2));
  return scores;
}

// ---- 3.0 and 3.1 ----------------------------------------------------------------------------------------------------

constexpr std::array<double, 4> vector_3{0.85, 0.62, 0.55, 0.2};
constexpr std::array<double, 2> complexity_3{0.77, 0.44};
constexpr std::array<double, 3> privileges_3{0.85, 0.62, 0.27};
constexpr std::array<double, 3> privileges_changed_3{0.85, 0.68, 0.5};
constexpr std::array<double, 2> interaction_3{0.85, 0.62};
constexpr std::array<double, 3> impact_3{0.56, 0.22, 0};
constexpr std::array<double, 5> exploit_3{0.91, 0.94, 0.97, 1, 1};
constexpr std::array<double, 5> remediation_3{0.95, 0.96, 0.97, 1, 1};
constexpr std::array<double, 4> confidence_3{0.92, 0.96, 1, 1};
constexpr std::array<double, 4> requirement_3{0.5, 1, 1.5, 1};
constexpr std::size_t first_modified_3 = 14;
constexpr std::array<std::uint8_t, 8> not_defined_3{4, 2, 3, 2, 2, 3, 3, 3};  ///< the choice "X" of MAV, MAC, ...

/// The choices of the eight base metrics with the modified ones put in where they are defined.
std::array<std::uint8_t, 8> modified_3(const CvssVector& v) {
  std::array<std::uint8_t, 8> choice{};
  for (std::size_t i = 0; i < choice.size(); ++i) {
    const std::uint8_t modified = v.choice[first_modified_3 + i];
    choice[i] = modified == CvssVector::absent || modified == not_defined_3[i] ? v.choice[i] : modified;
  }
  return choice;
}

double exploitability_3(const std::array<std::uint8_t, 8>& choice) {
  const auto& privileges = choice[4] == 1 ? privileges_changed_3 : privileges_3;
  return 8.22 * vector_3[choice[0]] * complexity_3[choice[1]] * privileges[choice[2]] * interaction_3[choice[3]];
}

/// Base score, or modified base score, in tenths, for an impact sub-score that the formula of the scope already shaped.
int combine_3(double impact, const std::array<std::uint8_t, 8>& choice) {
  if (impact <= 0) return 0;
  const double sum = impact + exploitability_3(choice);
  return tenths_up(std::min(10.0, choice[4] == 1 ? 1.08 * sum : sum));
}

int base_3(const CvssVector& v) {
  std::array<std::uint8_t, 8> choice{};
  std::copy_n(v.choice.begin(), choice.size(), choice.begin());
  double kept = 1;
  for (std::size_t i = 5; i < 8; ++i) kept *= 1 - impact_3[choice[i]];
  const double iss = 1 - kept;
  const bool changed = choice[4] == 1;
  const double impact = changed ? 7.52 * (iss - 0.029) - 3.25 * std::pow(iss - 0.02, 15) : 6.42 * iss;
  return combine_3(impact, choice);
}

int modified_base_3(const CvssVector& v) {
  const auto choice = modified_3(v);
  double kept = 1;
  for (std::size_t i = 0; i < 3; ++i) kept *= 1 - impact_3[choice[5 + i]] * weight(v, 11 + i, requirement_3);
  const double miss = std::min(0.915, 1 - kept);
  double impact = 6.42 * miss;
  if (choice[4] == 1) {
    const double rise = 7.52 * (miss - 0.029);
    impact = v.version == CvssVersion::v3_0 ? rise - 3.25 * std::pow(miss - 0.02, 15)
                                            : rise - 3.25 * std::pow(miss * 0.9731 - 0.02, 13);
  }
  return combine_3(impact, choice);
}

CvssScores score_3(const CvssVector& v) {
  const double temporal = weight(v, 8, exploit_3) * weight(v, 9, remediation_3) * weight(v, 10, confidence_3);
  CvssScores scores;
  scores.base = base_3(v);
  scores.threat = tenths_up(scores.base * temporal / 10);
  scores.environmental = tenths_up(modified_base_3(v) * temporal / 10);
  return scores;
}

}  // namespace

CvssScores score(const CvssVector& vector) {
  switch (vector.version) {
    case CvssVersion::v2_0: return score_2(vector);
    case CvssVersion::v3_0:
    case CvssVersion::v3_1: return score_3(vector);
    case CvssVersion::v4_0: return score_4(vector);
  }
  return {};
}

}  // namespace advisory
