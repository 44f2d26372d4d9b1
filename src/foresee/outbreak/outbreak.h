#pragma once
// The spread engine: one simulated outbreak (a replica) of a threat on an estate. Numbers in, events out.
//
// Exact in continuous time: a Markov process over cohorts with non-exponential delays as scheduled events; no time
// step. Method, equations and sources: docs/method.md.

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "base/result.h"
#include "world/estate/estate.h"
#include "world/threat/defence.h"
#include "world/threat/threat.h"

namespace outbreak {

using estate::Index;

/// What can happen. `subject` of the event is a device group, or an organisation where marked (o). What happens to
/// devices stands first: see is_of_device.
enum class EventKind : std::uint8_t {
  infected,      ///< a susceptible device was infected (it is latent, or spreads at once)
  spreading,     ///< it begins to spread (not reported when it spreads at once)
  locked,        ///< it is out of service
  halted,        ///< a device newly hit, or running, was stopped by the kill switch: inert, in service
  restored,      ///< a locked device is back in service
  detected,      ///< (o) the organisation knows
  reported,      ///< (o) the centre hears that it is infected, which may be a mistake
  isolated,      ///< (o) its boundary is cut after detection
  disconnected,  ///< (o) its boundary is cut as a precaution
  reconnected,   ///< (o) the cut is over
  alarm,         ///< the national alarm; subject 0
};

/// Whether the event's subject is a device group.
inline bool is_of_device(EventKind kind) {
  return kind <= EventKind::restored;
}

struct Event {
  double at_s = 0;  ///< seconds after the start; never falls from one event to the next
  Index subject = 0;
  EventKind kind = EventKind::infected;
  std::uint8_t boundary = 0;      ///< of isolated: threat::Boundary as a number
  std::uint16_t vector = 0xffff;  ///< of infected: index of the vector; 0xffff: entry
};

/// One replica, in order of time, up to the horizon.
struct Outbreak {
  std::uint64_t replica = 0;
  std::vector<Event> events;
};

/// Everything that stays the same from replica to replica, compiled once and shared by all threads.
class Model {
 public:
  /// Keeps references to `estate`, which must outlive it. Problems: names that the estate lacks, targets that do not
  /// sum to 1, and the like; `file` of each problem is the threat's or the defence's name.
  static base::Result<Model> compile(const estate::Estate& estate, const threat::Threat& threat,
                                     const threat::Defence& defence, double horizon_s);
  Model(Model&&) noexcept;
  Model& operator=(Model&&) noexcept;
  ~Model();

  struct Parts;
  [[nodiscard]] const Parts& parts() const { return *parts_; }
  [[nodiscard]] double horizon_s() const;
  /// Classes of zones that the conduit rows cannot tell apart (the C of docs/method.md), before the draw of uncertain
  /// rows.
  [[nodiscard]] std::size_t classes() const;

 private:
  explicit Model(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

/// Simulates replicas one after the other; keeps its memory between them. One for each thread.
class Engine {
 public:
  explicit Engine(const Model& model);
  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;
  ~Engine();

  /// The outbreak depends on the model, `seed` and `replica` alone. The reference is good until the next call.
  /// `should_stop` is asked now and then; when it answers true the outbreak is left unfinished and `nullptr` is
  /// returned.
  const Outbreak* run(std::uint64_t seed, std::uint64_t replica, const std::function<bool()>& should_stop = {});

  /// From the next run on these parameters per estate have these values instead of being drawn.
  void fix(std::span<const Index> parameters, std::span<const double> values);

  /// [group] devices of the last outbreak that were patched, or protected by a signature, up to the horizon. There are
  /// no events of these: patching is settled only where somebody tries to infect, which is what it matters for.
  [[nodiscard]] std::vector<std::uint32_t> immune();

  struct State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace outbreak
