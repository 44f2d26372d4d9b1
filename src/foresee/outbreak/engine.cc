// Runs a replica: the next thing is either the next that is scheduled or the next candidate of the channels.

#include <algorithm>
#include <limits>
#include <utility>

#include "foresee/outbreak/state.h"

namespace outbreak {

namespace {

/// How often the queue's wheels turn until the horizon: narrow buckets for the rush, a few new layouts for the long
/// tail.
constexpr double wheel_turns = 8;

}  // namespace

Engine::State::State(const Model::Parts& parts)
    : m(parts),
      estate(*parts.estate),
      vectors(static_cast<std::uint32_t>(parts.vectors.size())),
      with_edges(parts.contacts()),
      with_device_edges(!parts.device_edges.empty()),
      parameters(*parts.estate),
      classes(parts.classes, parts.services) {
  cohort_left.assign(m.cohort_mask.size(), 0);
  for (std::size_t k = 0; k < m.cohort_mask.size(); ++k) {
    cohorts.push_back({m.cohort_group[k], m.cohort_zone[k], m.cohort_organisation[k], m.cohort_mask[k]});
  }
  zones.assign(estate.zones.size(), Zone{});
  zone_block.assign(zones.size(), 0);
  zone_scans.assign(zones.size() * vectors, {});
  zone_urns.resize(zones.size() * vectors);
  success.assign(estate.organisations.size() * vectors, 0);
  success_relative.assign(success.size(), 0);
  success_most.assign(vectors, 0);
  if (m.contacts()) {
    group_spreading.assign(estate.groups.size(), 0);
    group_susceptible.assign(estate.groups.size() * vectors, 0);
  }
  restoration.resize(m.organisation_queues.back());
  mailed.assign(estate.groups.size(), 0);
  reinfections = m.course.reinfectable;
  if (reinfections) class_urn_weight.assign(cohorts.size() * vectors, 0);
  using Kind = base::Distribution::Kind;
  const base::Distribution& spreading = m.course.spreading_after_s;
  const auto& locking = m.course.locked_after_s;
  spreading_after_s = spreading.a;
  locked_after_s = locking ? locking->a : m.horizon_s;
  spreading_is_drawn = spreading.kind != Kind::fixed;
  locking_is_drawn = locking && locking->kind != Kind::fixed;
  for (const Doctrine& doctrine : m.doctrine) {
    OrganisationState own;
    own.restores = doctrine.restoration != estate::none;
    if (doctrine.detection != estate::none) own.detects_after = m.detection[doctrine.detection].first;
    organisations_at_start.push_back(own);
  }
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
  const auto course_key = [&](std::uint64_t which) {
    return base::StreamKey{seed, replica, base::Purpose::course, which, 0};
  };
  if (spreading_is_drawn) spreading_delays.reset(m.course.spreading_after_s, course_key(0));
  if (locking_is_drawn) locking_delays.reset(*m.course.locked_after_s, course_key(1));
  queue.reset(0, TimeBuckets<Scheduled>::width_for(std::max(m.horizon_s, 1.0) / wheel_turns));
  gathered = 0;
  gathered_s = std::numeric_limits<double>::infinity();
  to_spread.clear();
  to_lock.clear();
  realise();
  schedule_entries();
  schedule_reactions();

  due_s = 0;
  for (std::uint64_t step = 1;; ++step) {
    if ((step & question_mask) == 0 && should_stop && should_stop()) return nullptr;
    const double next_s = candidates.next_s(now);
    const double limit_s = std::min(next_s, m.horizon_s);
    if (due_s <= limit_s) find_due(limit_s);
    if (due_s <= limit_s) {
      fire_due(limit_s);
      continue;
    }
    if (next_s > m.horizon_s) break;
    now = next_s;
    CandidatesAhead::Candidate candidate;
    if (candidates.take(candidate)) attempt(candidate);
  }
  return &out;
}

void Engine::State::queue_gathered() {
  for (std::size_t i = 0; i < gathered; ++i) queue.push(gathering[i].at_s, gathering[i].payload);
  gathered = 0;
  gathered_s = std::numeric_limits<double>::infinity();
}

/// When the next scheduled thing happens, if it does by the limit; else a time before which nothing does.
void Engine::State::find_due(double limit_s) {
  due_in_order = nullptr;
  if (gathered_s <= limit_s) queue_gathered();
  queue.next_by(limit_s, due_s);
  others_s = gathered_s;
  for (InOrder* list : {&to_spread, &to_lock}) {
    const double next_s = list->next_s();
    if (next_s < due_s) {
      due_in_order = list;
      others_s = std::min(others_s, std::exchange(due_s, next_s));
    } else {
      others_s = std::min(others_s, next_s);
    }
  }
  due_s = std::min(due_s, gathered_s);  // which lies beyond the limit
}

/// What is due. Many lock-outs may follow each other.
void Engine::State::fire_due(double limit_s) {
  const bool queued = due_in_order == nullptr;
  if (due_in_order == &to_lock) return lock_in_order(limit_s);
  if (queued && queue.next_of_open() != nullptr && queue.next_of_open()->payload.kind() == Scheduled::Kind::locked) {
    return lock_from_queue(limit_s);
  }
  now = due_s;
  due_s = others_s;  // unless it schedules something sooner
  fire(queued ? queue.pop().payload : due_in_order->take());
  due_s = std::min(due_s, queued ? now : due_in_order->next_s());
}

void Engine::State::fire(const Scheduled& due) {
  using Kind = Scheduled::Kind;
  switch (due.kind()) {
    case Kind::spreading:
      if (infections[due.a()].gone || (infections[due.a()].locked && !m.course.locked_spreads)) return;
      record(EventKind::spreading, cohorts[infections[due.a()].cohort].group);
      return begin_spreading(due.a());
    case Kind::locked: return lock(due.a(), due.b());
    case Kind::restored: return restore_one(due.a());
    case Kind::restoration: return begin_restoration(due.a());
    case Kind::detected: return detect(due.a());
    case Kind::reported: return report(due.a());
    case Kind::isolated: return isolate(due.a());
    case Kind::disconnected: return disconnect(due.a());
    case Kind::reconnected: return reconnect(due.a(), due.b());
    case Kind::alarm: return alarm();
    case Kind::kill_switch:
      kill_switch_on = true;
      if (m.kill_switch->stops_running) halt_running();
      return;
    case Kind::signature: return sign(due.a());
    case Kind::seed: return seed_one(due.a(), due.b());
    case Kind::pressure: return press(due.a(), due.b());
    case Kind::supplier: return supply(due.a(), due.b());
    case Kind::mail: return mail_one(due.a(), due.b());
    case Kind::contact: return use_contact(due.a(), due.b());
  }
}

std::vector<std::uint32_t> Engine::State::immune() {
  now = m.horizon_s;
  for (Index o = 0; o < organisations.size(); ++o) settle_patching(o);
  return immune_of;
}

Engine::Engine(const Model& model) : state_(std::make_unique<State>(model.parts())) {}
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

const Outbreak* Engine::run(std::uint64_t seed, std::uint64_t replica, const std::function<bool()>& should_stop) {
  return state_->run(seed, replica, should_stop);
}

void Engine::fix(std::span<const Index> parameters, std::span<const double> values) {
  state_->parameters.fix(parameters, values);
}

std::vector<std::uint32_t> Engine::immune() {
  return state_->immune();
}

}  // namespace outbreak
