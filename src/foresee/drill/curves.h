#pragma once
// The curves of a drill: numbers over time, sampled every 10 minutes for the first 24 hours and then hourly, or once a
// day. docs/formats/result.md lists them.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "foresee/drill/drill.h"
#include "foresee/drill/groupings.h"
#include "world/estate/estate.h"

namespace drill {

inline constexpr double fine_step_s = 600;
inline constexpr double fine_until_s = 86400;
inline constexpr double coarse_step_s = 3600;
inline constexpr double day_s = 86400;

/// A number that is followed over time.
enum class Follow : std::uint8_t {
  organisations_infected,           ///< so far
  organisations_reporting,          ///< so far
  organisations_cut_off,            ///< now: isolated, or disconnected as a precaution
  devices_locked,                   ///< now
  services_lost,                    ///< now
  emergency_departments_diverting,  ///< now
  cancelled_by_day,                 ///< on the day that begins then
};

struct CurveDefinition {
  Follow follow;
  std::string_view name;  ///< "<activity>_cancelled_by_day": one for each activity measure of the estate
  std::string_view unit;
  bool by_organisations;  ///< counted apart by sector
  std::string_view what;
};

/// All of them, in the order of `Follow`.
std::span<const CurveDefinition> curve_catalogue();

/// A curve of a drill: where its samples stand in those of a replica.
struct CurvePlace {
  Curve curve;  ///< points with their times, all but the values
  std::size_t at = 0;
};

/// Which samples make up the curves of a replica.
class CurveLayout {
 public:
  /// Problems: published points that name no curve, or one by what it is not counted by. Keeps no reference.
  static base::Result<CurveLayout> make(const estate::Estate& estate, double horizon_s);

  [[nodiscard]] std::size_t size() const { return size_; }  ///< samples of a replica
  [[nodiscard]] std::span<const double> times() const { return times_; }
  [[nodiscard]] std::size_t days() const { return days_; }
  /// Where the samples of a slot's curve begin; `slot` is the activity for cancelled_by_day.
  [[nodiscard]] std::size_t first(Follow follow, std::size_t slot = 0) const {
    return first_[static_cast<std::size_t>(follow)] +
           slot * (follow == Follow::cancelled_by_day ? days_ : times_.size());
  }
  [[nodiscard]] const Groupings& organisations() const { return organisations_; }
  [[nodiscard]] const std::vector<CurvePlace>& places() const { return places_; }

 private:
  void place(const std::string& name, std::string_view unit, const By& by, std::size_t first,
             std::span<const double> times);
  base::Problems join(const std::vector<estate::PublishedPoint>& published);

  Groupings organisations_;
  std::vector<double> times_;
  std::vector<std::size_t> first_;
  std::vector<CurvePlace> places_;
  std::size_t days_ = 0;
  std::size_t size_ = 0;
};

}  // namespace drill
