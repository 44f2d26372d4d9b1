#pragma once
// The catalogue of measures: what a drill counts in each outbreak, in which unit, and by what it can be counted apart.
// docs/formats/result.md lists the same.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "foresee/drill/drill.h"
#include "foresee/drill/groupings.h"
#include "world/estate/estate.h"

namespace drill {

/// One number that is counted in each replica.
enum class Count : std::uint8_t {
  organisations_infected,
  organisations_disrupted,
  organisations_infected_or_disrupted,
  organisations_touched_after_kill_switch,
  organisations_reporting,
  organisations_isolated,
  organisations_disconnected,
  devices_infected,
  devices_locked,
  devices_halted,
  devices_restored,
  devices_infected_share,
  devices_locked_at_once,
  fastest_lockout,
  cancelled,
  displaced,
  service_hours_lost,
  emergency_departments_diverting,
  emergency_departments_diverting_at_once,
  diversion_hours,
  cost_lost_output,
  cost_restoration_work,
  cost_material,
  cost_total,
  hours_to_first_infection,
  hours_to_first_lock,
  hours_to_alarm,
  hours_to_peak,
  hours_until_restored,
};

enum class Per : std::uint8_t {
  whole,          ///< one number for the estate
  organisations,  ///< by sector, kind, region
  devices,        ///< by these, by platform and type, and by whether something of them is assumed
};

struct Definition {
  Count count;
  std::string_view name;  ///< "<activity>_cancelled": one for each activity measure of the estate
  std::string_view unit;  ///< empty: the activity's
  Per per;
  std::string_view what;
};

/// All of them, in the order of `Count`, which is the order of a result.
std::span<const Definition> catalogue();

/// A measure of a drill: where its number stands in the row of a replica.
struct MeasurePlace {
  Measure measure;  ///< all but the value
  std::size_t at = 0;
};

/// Which numbers make up the row of a replica.
class MeasureLayout {
 public:
  /// Problems: published rows, or the measure of `until`, that name no measure or count it by what it cannot be
  /// counted by. `assumed`: of which device groups something is (threat::assumed_groups), to count their devices apart;
  /// empty: they are not. Keeps no reference.
  static base::Result<MeasureLayout> make(const estate::Estate& estate, const std::optional<UntilError>& until,
                                          double horizon_s, const std::vector<bool>& assumed = {});

  [[nodiscard]] std::size_t size() const { return size_; }  ///< numbers in a row
  /// Where the numbers of a count begin, one for each slot of its groupings; `activity` for cancelled and displaced.
  [[nodiscard]] std::size_t first(Count count, Index activity = 0) const {
    return first_[static_cast<std::size_t>(count)] + activity * organisations_.size();
  }
  [[nodiscard]] const Groupings& organisations() const { return organisations_; }
  [[nodiscard]] const Groupings& devices() const { return devices_; }
  [[nodiscard]] std::size_t service_kinds() const {
    return service_kinds_;
  }  ///< behind the slots of service_hours_lost
  [[nodiscard]] const std::vector<double>& devices_in() const { return devices_in_; }  ///< in each slot of devices
  [[nodiscard]] const std::vector<MeasurePlace>& places() const { return places_; }
  [[nodiscard]] const MeasurePlace* find(std::string_view name, const By& by) const;

 private:
  void lay(const estate::Estate& estate, double horizon_s);
  void place(const std::string& name, std::string_view unit, const Groupings& groupings, std::size_t first,
             const std::vector<double>& of, bool of_shown);
  void place_service_kinds(const estate::Estate& estate, const Definition& definition);
  base::Problems join(const std::vector<estate::Published>& published);

  Groupings organisations_;
  Groupings devices_;
  std::vector<double> devices_in_;
  std::vector<std::size_t> first_;
  std::vector<MeasurePlace> places_;
  std::size_t service_kinds_ = 0;
  std::size_t size_ = 0;
};

}  // namespace drill
