// Runs a replica: the next thing is either the next that is scheduled or the next candidate of the channels.

#include <algorithm>

#include "foresee/outbreak/state.h"

namespace outbreak {

namespace {

/// Steps between two questions of should_stop.
constexpr std::uint64_t steps_between_questions = 1U << 16;

/// How often the queue's wheels turn until the horizon: narrow buckets for the rush, a few new layouts for the long
/// tail.
constexpr double wheel_turns = 8;

}  // namespace

Engine::State::State(const Model::Parts& parts)
    : m(parts),
      estate(*parts.estate),
      vectors(static_cast<std::uint32_t>(parts.vectors.size())),
      parameters(*parts.estate),
      classes(parts.classes, parts.services) {
  const std::size_t zones = estate.zones.size();
  cohort_left.assign(m.cohort_mask.size(), 0);
  cohort_infections.assign(m.cohort_mask.size(), 0);
  zone_spreading.assign(zones, 0);
  zone_susceptible.assign(zones * vectors, 0);
  zone_coefficient.assign(zones * vectors, 0);
  zone_urns.resize(zones * vectors);
  patching_urns.resize(estate.organisations.size());
  block_of_zone.assign(zones, 0);
  organisation_coefficients.assign(estate.organisations.size(), 0);
  success.assign(estate.organisations.size() * vectors, 0);
  success_most.assign(vectors, 0);
  if (m.contacts()) {
    group_spreading.assign(estate.groups.size(), 0);
    group_susceptible.assign(estate.groups.size() * vectors, 0);
  }
  restoration.resize(m.organisation_queues.back());
  mailed.assign(estate.groups.size(), 0);
  reinfections = m.course.reinfectable;
  locking_matters = !m.course.locked_spreads || (m.kill_switch && m.kill_switch->stops_running);
}

const Outbreak* Engine::State::run(std::uint64_t with_seed, std::uint64_t replica,
                                   const std::function<bool()>& should_stop) {
  seed = with_seed;
  ++generation;
  now = 0;
  out.replica = replica;
  out.events.clear();
  stream = base::LongStream({seed, replica, base::Purpose::events, 0, 0});
  queue.reset(0, TimeBuckets<Scheduled>::width_for(std::max(m.horizon_s, 1.0) / wheel_turns));
  to_spread.clear();
  to_lock.clear();
  realise();
  schedule_entries();
  schedule_reactions();

  // Time to the next candidate in units of its mean: kept over scheduled events, since what is left of an exponential
  // is exponential again.
  double wait = stream.exponential();
  for (std::uint64_t step = 1;; ++step) {
    if (step % steps_between_questions == 0 && should_stop && should_stop()) return nullptr;
    const double total = bins.total();
    const double next_s = total > 0 ? now + wait / total : m.horizon_s * 2 + 1;
    if (fire_before(next_s, wait, total)) continue;
    if (next_s > m.horizon_s) break;
    now = next_s;
    attempt(bins.pick(stream.uniform()));
    wait = stream.exponential();
  }
  return &out;
}

/// Lets the next scheduled thing happen if it comes before the next candidate; `wait` shrinks by the time that passes.
bool Engine::State::fire_before(double latest_s, double& wait, double total) {
  InOrder* first = nullptr;
  double due_s = latest_s;
  for (InOrder* list : {&to_spread, &to_lock}) {
    if (list->empty() || list->next_s() > due_s) continue;
    first = list;
    due_s = list->next_s();
  }
  double queued_s = 0;
  const bool from_queue = queue.next_time(queued_s) && queued_s <= due_s;
  if (!from_queue && first == nullptr) return false;
  if (from_queue) due_s = queued_s;
  wait = std::max(wait - (due_s - now) * total, 0.0);
  now = due_s;
  fire(from_queue ? queue.pop().payload : first->entries[first->next++].what);
  return true;
}

void Engine::State::fire(const Scheduled& due) {
  using Kind = Scheduled::Kind;
  switch (due.kind) {
    case Kind::spreading:
      if (infections[due.a].gone || (infections[due.a].locked && !m.course.locked_spreads)) return;
      record(EventKind::spreading, m.cohort_group[infections[due.a].cohort]);
      return begin_spreading(due.a);
    case Kind::locked: return lock(due.a, due.b);
    case Kind::restored: return restore_one(due.a);
    case Kind::restoration: return begin_restoration(due.a);
    case Kind::detected: return detect(due.a);
    case Kind::isolated: return isolate(due.a);
    case Kind::disconnected: return disconnect(due.a);
    case Kind::reconnected: return reconnect(due.a, due.b);
    case Kind::alarm: return alarm();
    case Kind::kill_switch:
      kill_switch_on = true;
      if (m.kill_switch->stops_running) halt_running();
      return;
    case Kind::signature: return sign(due.a);
    case Kind::patching: return begin_patching(due.a);
    case Kind::seed: return seed_one(due.a, due.b);
    case Kind::pressure: return press(due.a, due.b);
    case Kind::supplier: return supply(due.a, due.b);
    case Kind::mail: return mail_one(due.a, due.b);
    case Kind::contact: return use_contact(due.a, due.b);
  }
}

Engine::Engine(const Model& model) : state_(std::make_unique<State>(model.parts())) {}
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

const Outbreak* Engine::run(std::uint64_t seed, std::uint64_t replica, const std::function<bool()>& should_stop) {
  return state_->run(seed, replica, should_stop);
}

}  // namespace outbreak
