#pragma once
// The state of one replica of the naive implementation, and all that can happen in it. Only naive*.cc include this.

#include <queue>
#include <vector>

#include "foresee/outbreak/outbreak.h"
#include "outbreak/naive.h"
#include "outbreak/naive_world.h"

namespace naive {

constexpr std::uint16_t entry = 0xffff;

/// What is to happen, to whom. `a`, `b`, `c` say which; `life` is the infection (or the cut) that it belongs to.
struct Planned {
  enum class What : std::uint8_t {
    scan,            ///< a: device, b: vector
    contact,         ///< a: device, b: vector, c: row of edges
    device_contact,  ///< a: device, b: vector, c: row of device edges
    spread,          ///< a: device
    lock,            ///< a: device
    seeds,           ///< a: entry, b: organisation or none
    supplier,        ///< a: entry, b: organisation
    mail,            ///< a: entry, b: device
    pressure,        ///< a: entry
    kill,
    signature,  ///< a: organisation
    patch,      ///< a: entry, b: organisation
    detect,     ///< a: organisation
    report,     ///< a: organisation
    isolate,    ///< a: organisation
    reconnect,  ///< a: organisation
    alarm,
    precaution,       ///< a: organisation
    begin_restoring,  ///< a: organisation
    restore,          ///< a: organisation
  };
  double at = 0;
  std::uint64_t order = 0;  ///< of planning, for things at the same instant
  What what = What::scan;
  Index a = none;
  Index b = none;
  Index c = none;
  std::uint32_t life = 0;
  friend bool operator<(const Planned& x, const Planned& y) {  // the earliest is on top of the queue
    return x.at != y.at ? x.at > y.at : x.order > y.order;
  }
};

struct Health {
  enum class State : std::uint8_t { susceptible, infected, locked, halted, immune };
  State state = State::susceptible;
  bool spreads = false;
  std::uint32_t life = 0;        ///< plans of an earlier life are void
  std::uint64_t lock_order = 0;  ///< first locked has the smallest
};

struct Reactions {
  std::uint32_t locks = 0;
  bool detected = false;
  bool reported = false;
  bool cut = false;
  threat::Boundary boundary = threat::Boundary::organisation;
  std::uint32_t cut_life = 0;
  bool restoring = false;  ///< hands have begun
  bool busy = false;       ///< a restoration is planned
};

class Simulation {
 public:
  Simulation(const estate::Estate& estate, const threat::Threat& threat, const threat::Defence& defence,
             double horizon_s, std::uint64_t seed);
  History run();

 private:
  using What = Planned::What;
  using State = Health::State;
  using EventKind = outbreak::EventKind;

  void happen(const Planned& what);
  void plan(double at, What what, Index a = none, Index b = none, Index c = none, std::uint32_t life = 0) {
    queue_.push({at, planned_++, what, a, b, c, life});
  }
  void record(EventKind kind, Index subject, std::uint16_t vector = entry) {
    events_.push_back({now_, subject, kind, 0, vector});
  }
  [[nodiscard]] const Device& device(Index d) const { return world_.devices()[d]; }
  [[nodiscard]] Index count() const { return static_cast<Index>(health_.size()); }
  double gap(double rate) { return std::exponential_distribution<double>(rate)(rng_); }
  [[nodiscard]] bool some_vector_could_infect(Index d) const;
  /// Devices that a selector names; `organisation` none: of all.
  [[nodiscard]] std::vector<Index> selected(const threat::Selector& where, Index organisation) const;

  // naive_entry.cc
  void plan_entries();
  void plan_seeds(Index e);
  [[nodiscard]] std::vector<Index> seed_devices(const threat::Seeds& seeds, Index organisation) const;
  void hit_some(std::vector<Index> devices, std::size_t how_many);
  void enter_by_seeds(Index e, Index organisation);
  void enter_by_supplier(Index e, Index organisation);
  void enter_by_mail(Index d);
  void plan_pressure(Index e, double from);
  void outside_attempt(Index e);

  // naive.cc: spread and course
  void hit(Index d, std::uint16_t vector);
  void start_spreading(Index d);
  void scan(const Planned& attempt);
  void use_contact(const Planned& use);
  void attempt_on(Index target, Index vector, Index source);
  [[nodiscard]] bool cut_between(Index from_zone, Index to_zone) const;
  void lock(Index d);

  // naive_reaction.cc
  void plan_stops();
  void kill();
  void sign(Index organisation);
  void patch(Index e, Index organisation);
  void note_lock(Index organisation);
  void detect(Index organisation);
  void plan_report(Index organisation);
  void report(Index organisation);
  void cut(Index organisation, EventKind kind, threat::Boundary boundary, const base::Distribution& lasts_s);
  void isolate(Index organisation);
  void reconnect(Index organisation, std::uint32_t life);
  void alarm();
  void precaution(Index organisation);
  void wake_hands(Index organisation);
  void restore(Index organisation);
  template <class Entry>
  [[nodiscard]] const Entry* first_match(const std::vector<Entry>& entries, Index organisation) const {
    for (const Entry& one : entries) {
      if (world_.selects_organisation(one.where, organisation)) return &one;
    }
    return nullptr;
  }

  const estate::Estate& estate_;
  const threat::Threat& threat_;
  const threat::Defence& defence_;
  double horizon_;
  Rng rng_;
  World world_;
  std::vector<Health> health_;
  std::vector<Reactions> reactions_;
  std::priority_queue<Planned> queue_;
  std::uint64_t planned_ = 0;
  std::uint64_t locks_ = 0;
  std::uint32_t reports_ = 0;
  bool raised_ = false;
  double now_ = 0;
  std::vector<outbreak::Event> events_;
  std::vector<std::uint32_t> immune_;
};

}  // namespace naive
