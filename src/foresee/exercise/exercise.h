#pragma once
// One simulated outbreak of a drill, told: what happens when, when each service goes on paper and comes back, and what
// two decisions would have changed. For a tabletop exercise.
//
// The run is one of the drill's own, simulated again by its number; decisions share its seed and number, so that all
// that differs comes from the decision.

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "foresee/drill/drill.h"
#include "world/estate/estate.h"
#include "world/threat/defence.h"
#include "world/threat/threat.h"

namespace exercise {

using estate::Index;

/// Which of the drill's simulated outbreaks: the one whose service hours lost are nearest to the median, or to the 90th
/// percentile. Devices locked are compared where no service loses an hour.
enum class Which : std::uint8_t { median, ninetieth };

enum class What : std::uint8_t {
  locked,        ///< first device of the organisation out of service
  detected,      ///< the organisation knows
  isolated,      ///< cut off after detection
  disconnected,  ///< cut off as a precaution
  reconnected,
  restored,  ///< the organisation's last locked device is back in service, and none is locked again
  alarm,     ///< no organisation
  on_paper,  ///< the service has the capacity of its fallback, or none
  back,      ///< the service has its full capacity again, and keeps it
  diverted,  ///< the emergency department sends its load to `receiver`, which may be none
};

struct Moment {
  double at_s = 0;    ///< after the start of the drill
  double play_s = 0;  ///< after the start of the exercise
  What what = What::locked;
  Index organisation = estate::none;
  Index service = estate::none;
  Index receiver = estate::none;
};

/// How an organisation stands, for a picture of all of them.
enum class Standing : std::uint8_t { untouched, cut_off, infected, infected_cut_off, restored };

struct Turn {
  double at_s = 0;
  Index organisation = 0;
  Standing standing = Standing::untouched;  ///< from then on
};

struct ServiceCourse {
  Index service = estate::none;
  double on_paper_s = 0;  ///< infinite: never
  double back_s = 0;      ///< infinite: not before the horizon
  double hours_lost = 0;
};

/// What one run came to.
struct Run {
  std::vector<Moment> moments;                   ///< in order of time
  std::vector<ServiceCourse> services;           ///< that lost capacity, most urgent first, then most hours lost
  std::vector<std::uint64_t> devices_locked_in;  ///< [organisation]
  std::vector<double> service_hours_lost_in;     ///< [organisation]
  std::uint64_t devices_locked = 0;
  std::uint64_t organisations_locked = 0;
  double service_hours_lost = 0;
};

/// An organisation knows of the outbreak: does it cut itself off now, or in two hours?
struct Decision {
  Index organisation = estate::none;
  double at_s = 0;
  double play_s = 0;
  Run now, later;
};

inline constexpr double later_s = 2 * 3600.0;

struct Story {
  std::uint64_t replica = 0;
  std::string measure;  ///< by which it was chosen
  double value = 0;     ///< of this run
  double aimed_at = 0;  ///< the drill's median or 90th percentile
  Run run;
  std::vector<Decision> decisions;  ///< of the two that lost most of those that detected it, in order of time
};

/// When each organisation began to stand otherwise, in order of time; all are untouched at the start.
std::vector<Turn> turns_of(const Run& run, std::size_t organisations);

/// The run alone, without decisions and times of play. `result` is of the same inputs. Problems: none that the drill
/// did not have.
base::Result<Story> tell_run(const estate::Estate& estate, const threat::Threat& threat, const threat::Defence& defence,
                             const drill::Result& result, Which which);

/// `result` is of the same inputs. `play_s`: the time that the exercise has from the first moment to the last; early
/// moments, which come thick and fast, get more of it (logarithm of the time since the first). Problems: fewer than
/// two organisations detect the outbreak in this run, so that there is nothing to decide.
base::Result<Story> tell(const estate::Estate& estate, const threat::Threat& threat, const threat::Defence& defence,
                         const drill::Result& result, Which which, double play_s);

}  // namespace exercise
