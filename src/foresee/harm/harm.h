#pragma once
// From devices down over time to service capacity, lost activity, diversions and money.

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "foresee/outbreak/outbreak.h"
#include "world/estate/estate.h"

namespace harm {

using estate::Index;

/// Capacity is read at the end of each step of this length and holds for the step.
inline constexpr double step_s = 900;

/// An emergency department that sent its load away. A change of receiver ends one entry and begins the next.
struct Diverted {
  Index service = estate::none;
  double from_s = 0;
  double until_s = 0;             ///< the horizon when it did not open again
  Index receiver = estate::none;  ///< nearest that was open; none: there was none
};

/// Activity that was not done where and when it was due, of one measure and one service.
struct Loss {
  Index service = estate::none;
  Index measure = estate::none;
  double cancelled = 0;  ///< not done; a later rebooking does not count as saved
  double displaced = 0;  ///< done elsewhere meanwhile
};

/// A time during which a service had one capacity below 1.
struct Spell {
  Index service = estate::none;
  double from_s = 0;
  double until_s = 0;
  double capacity = 0;
};

/// What one outbreak cost. Only services that lost capacity appear.
struct Harm {
  std::vector<Loss> losses;                           ///< sorted by (service, measure)
  std::vector<std::vector<double>> cancelled_by_day;  ///< [measure][day after the start], in the activity's unit
  std::vector<Diverted> diverted;                     ///< sorted by from_s
  std::vector<std::uint8_t> impaired;                 ///< per organisation: 1 when any of its services lost capacity
  std::vector<double> services_lost;                  ///< [step] lost capacity of all services at the time
  std::vector<double> service_hours_lost;             ///< per organisation: sum over services of hours x lost capacity
  std::vector<double> hours_lost_of_kind;             ///< the same per kind of service (estate::service_kinds)
  std::vector<Spell> spells;                          ///< only after keep_spells(); of each service in order of time
  std::uint64_t devices_restored = 0;
  double lost_output = 0;       ///< pounds: cancelled activity at its unit cost
  double restoration_work = 0;  ///< pounds: hours of hands
  double material = 0;          ///< pounds: devices restored at their unit cost
};

/// What stays the same from replica to replica. Keeps references; shared by threads.
class Model {
 public:
  Model(const estate::Estate& estate, const threat::Defence& defence, base::Instant start, double horizon_s);
  Model(Model&&) noexcept;
  Model& operator=(Model&&) noexcept;
  ~Model();

  struct Parts;
  [[nodiscard]] const Parts& parts() const { return *parts_; }

 private:
  std::unique_ptr<Parts> parts_;
};

/// Assesses outbreaks one after the other; keeps its memory between them. One for each thread.
class Assessor {
 public:
  explicit Assessor(const Model& model);
  Assessor(Assessor&&) noexcept;
  Assessor& operator=(Assessor&&) noexcept;
  ~Assessor();

  /// From the next outbreak on these parameters per estate have these values instead of being drawn.
  void fix(std::span<const Index> parameters, std::span<const double> values);

  /// From the next outbreak on `spells` are kept: for one that is told, not for the thousands that are counted.
  void keep_spells();

  /// The reference is good until the next call. `seed` for uncertain quantities of services, keyed like the engine's.
  const Harm& assess(const outbreak::Outbreak& outbreak, std::uint64_t seed);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace harm
