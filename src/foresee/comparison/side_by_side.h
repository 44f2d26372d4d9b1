#pragma once
// Drills side by side: the first is the base, each other one is compared with it, measure by measure.
//
// Pure: takes the results of drills with the numbers of their replicas (drill::Measure::replicas), returns values.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "foresee/comparison/difference.h"
#include "foresee/drill/drill.h"

namespace comparison {

/// Which number: "organisations_infected" of {{"sector", "trust"}}.
struct Which {
  std::string name;
  drill::By by;
  friend bool operator==(const Which&, const Which&) = default;
};

/// What keeps the replicas of two drills from belonging together.
enum class Apart { seed, start, horizon, estate };

/// Empty: coupled. Drills are coupled when seed, start, horizon and the estate's name are the same; threat and defence
/// may differ. What is drawn depends on its key alone (base/random.h), so replica r of both is the same realised estate
/// with the same luck, as far as the two let it happen.
std::vector<Apart> apart(const drill::Result& base, const drill::Result& other);

/// Why a measure of two drills was not compared.
enum class Missing { nowhere, other_unit, never_finite };

struct Compared {
  Which which;
  std::string unit;
  std::optional<Missing> missing;  ///< set: nothing below holds, but for never_finite the counts in `difference`
  Difference difference;
  double p_adjusted = 1;    ///< Holm's, over all comparisons of the table
  bool told_apart = false;  ///< p_adjusted < 0.05: never when the 95 % interval holds 0
};

/// One other drill beside the base.
struct Beside {
  std::size_t drill = 0;           ///< index in what was given; the base is 0
  std::vector<Apart> apart;        ///< empty: coupled, compared pair by pair
  std::vector<Compared> measures;  ///< in the order asked for
};

struct Table {
  std::vector<Which> measures;
  std::size_t ranked_by = 0;   ///< index in `measures`
  std::vector<Beside> others;  ///< by the mean difference of the measure ranked by, least (most harm avoided) first
  std::size_t comparisons =
      0;  ///< that Holm's correction is over: all others times all measures that could be compared
};

/// What a table holds when nobody says otherwise, as far as the base has it: organisations_infected (that of the first
/// published row, and of all), each *_cancelled, cost_total, service_hours_lost, emergency_departments_diverting,
/// devices_infected; of all, `by` empty. When it has none of these, every measure with replicas.
std::vector<Which> headline(const drill::Result& base);

/// The measure with these replicas; null when there is none, or it keeps no replicas.
const drill::Measure* find(const drill::Result& result, const Which& which);

/// `drills`: two or more. `measures`: at least one; `ranked_by` is one of them. A measure that a drill does not have is
/// marked missing there. Cost: sorting the replicas of each measure of each drill.
Table side_by_side(std::span<const drill::Result> drills, const std::vector<Which>& measures, std::size_t ranked_by);

}  // namespace comparison
