// The walk through one outbreak: events change devices and cuts, these change services, and services lose activity.

#include <algorithm>
#include <bit>

#include "foresee/harm/diversions.h"
#include "foresee/harm/ledger.h"
#include "foresee/harm/parts.h"
#include "foresee/outbreak/parameters.h"

namespace harm {

struct Assessor::State {
  explicit State(const Model::Parts& of)
      : model(of),
        estate(of.estate),
        parameters(of.estate),
        ledger(of, harm),
        diversions(of, ledger, harm),
        cut(estate.organisations.size(), 0),
        capacity(estate.care.services.size(), 1),
        since(estate.care.services.size(), 0),
        changed(estate.care.services.size(), 0),
        dirty(estate.care.services.size() / 64 + 1, 0) {
    groups_now.resize(estate.groups.size() + 1);
    for (Index group = 0; group < estate.groups.size(); ++group) {
      groups.push_back({estate.groups[group].count, of.organisation_of_group[group]});
    }
  }

  /// What events and services ask of a device group, in one place.
  struct Group {
    std::uint32_t devices = 0;
    Index organisation = 0;
    std::uint32_t locked = 0;  ///< devices out of service
    std::uint32_t restored = 0;
    std::uint32_t marked = 0;  ///< 1: changed in the present step
  };

  void clear();
  void count_restored();
  void apply(const outbreak::Event& event);
  void set_cut(Index organisation, bool now);
  void mark(std::span<const Index> places);
  void mark_groups();
  void evaluate(Index step);
  [[nodiscard]] double worth(Index service);

  const Model::Parts& model;
  const estate::Estate& estate;
  outbreak::Parameters parameters;
  Harm harm;
  Ledger ledger;
  Diversions diversions;

  std::vector<Group> groups;
  std::vector<Index> groups_now;  ///< the first `groups_changed`: that changed in the present step
  std::size_t groups_changed = 0;
  std::vector<Index> groups_ever;  ///< that ever changed, some of them often
  std::vector<std::uint8_t> cut;   ///< [organisation]
  std::vector<Index> cut_ever;
  std::vector<double> capacity;       ///< [service] in the present step
  std::vector<Index> since;           ///< [service] step from which `capacity` holds
  std::vector<std::uint8_t> changed;  ///< [service]
  std::vector<Index> changed_ever;    ///< services whose capacity ever changed
  std::vector<std::uint64_t> dirty;   ///< a bit for each place of a service that has to be evaluated again
};

void Assessor::State::clear() {
  for (const Index group : groups_ever) groups[group].locked = 0;
  groups_ever.clear();
  for (const Index organisation : cut_ever) cut[organisation] = 0;
  cut_ever.clear();
  for (const Index service : changed_ever) {
    capacity[service] = 1;
    since[service] = 0;
    changed[service] = 0;
  }
  changed_ever.clear();
  ledger.clear();
  diversions.clear();
  harm.devices_restored = 0;
  harm.restoration_work = 0;
  harm.material = 0;
}

/// Kinds of what happens to devices come in no order that a processor could guess: no branch on them.
void Assessor::State::apply(const outbreak::Event& event) {
  using Kind = outbreak::EventKind;
  if (is_of_device(event.kind)) {
    const std::uint32_t locked = event.kind == Kind::locked ? 1 : 0;
    const std::uint32_t restored = event.kind == Kind::restored ? 1 : 0;
    const std::uint32_t changes = locked | restored;
    Group& group = groups[event.subject];
    group.locked += locked - restored;
    group.restored += restored;
    groups_now[groups_changed] = event.subject;  // overwritten by the next one unless it counts
    groups_changed += changes & ~group.marked;
    group.marked |= changes;
    return;
  }
  switch (event.kind) {
    case Kind::isolated:
      set_cut(event.subject, static_cast<threat::Boundary>(event.boundary) != threat::Boundary::internet);
      break;
    case Kind::disconnected: set_cut(event.subject, true); break;
    case Kind::reconnected: set_cut(event.subject, false); break;
    default: break;
  }
}

/// Devices restored, and the hours of hands that it took.
void Assessor::State::count_restored() {
  for (const Index index : groups_ever) {
    Group& group = groups[index];
    harm.devices_restored += group.restored;
    harm.restoration_work += group.restored * model.hand_hours_per_device[group.organisation];
    group.restored = 0;  // it may come again
  }
}

void Assessor::State::set_cut(Index organisation, bool now) {
  if ((cut[organisation] != 0) == now) return;
  cut[organisation] = now ? 1 : 0;
  if (now) cut_ever.push_back(organisation);
  mark(model.places_concerned_by_cut.of(organisation));
}

void Assessor::State::mark(std::span<const Index> places) {
  for (const Index place : places) dirty[place / 64] |= std::uint64_t{1} << (place % 64);
}

void Assessor::State::mark_groups() {
  const auto changed_now = std::span(groups_now).first(groups_changed);
  for (const Index group : changed_now) {
    groups[group].marked = 0;
    mark(model.places_needing_group.of(group));
  }
  groups_ever.insert(groups_ever.end(), changed_now.begin(), changed_now.end());
  groups_changed = 0;
}

/// Capacity of a service, everything that it needs being known.
double Assessor::State::worth(Index service) {
  const estate::Service& own = estate.care.services[service];
  const Index home = own.organisation;
  // What another organisation runs is out of reach while either of the two is cut off.
  const auto reachable = [&](Index other) { return other == home || (cut[other] | cut[home]) == 0; };
  const auto group_share = [&](std::uint32_t index) -> double {
    const Group& group = groups[index];
    if (!reachable(group.organisation)) return 0;
    return group.devices == 0
               ? 1
               : static_cast<double>(group.devices - std::min(group.devices, group.locked)) / group.devices;
  };
  const auto group_count = [&](std::uint32_t group) { return groups[group].devices; };
  const auto service_capacity = [&](std::uint32_t other) {
    return reachable(estate.care.services[other].organisation) ? capacity[other] : 0.0;
  };
  double value = std::min(1.0, estate::value_of(own.needs, group_share, group_count, service_capacity));
  if (cut[home] != 0) value = std::min(value, parameters.value(own.offline, home));
  if (value < 1) value = std::max(value, parameters.value(own.fallback, home));
  return std::clamp(value, 0.0, 1.0);
}

/// Services in their order, so that each finds the new capacity of those that it needs.
void Assessor::State::evaluate(Index step) {
  const auto order = estate.services_in_order();
  for (std::size_t word = 0; word < dirty.size(); ++word) {
    while (dirty[word] != 0) {
      const auto bit = static_cast<std::size_t>(std::countr_zero(dirty[word]));
      dirty[word] &= dirty[word] - 1;
      const Index service = order[word * 64 + bit];
      const double now = worth(service);
      if (now == capacity[service]) continue;
      ledger.settle(service, since[service], step, capacity[service]);
      capacity[service] = now;
      since[service] = step;
      if (changed[service] == 0) {
        changed[service] = 1;
        changed_ever.push_back(service);
      }
      mark(model.places_needing_service.of(service));
      if (model.department_of[service] != estate::none) diversions.notice(service);
    }
  }
}

Assessor::Assessor(const Model& model) : state_(std::make_unique<State>(model.parts())) {}
Assessor::Assessor(Assessor&&) noexcept = default;
Assessor& Assessor::operator=(Assessor&&) noexcept = default;
Assessor::~Assessor() = default;

void Assessor::fix(std::span<const Index> parameters, std::span<const double> values) {
  state_->parameters.fix(parameters, values);
}

void Assessor::keep_spells() {
  state_->ledger.keep_spells();
}

const Harm& Assessor::assess(const outbreak::Outbreak& outbreak, std::uint64_t seed) {
  State& state = *state_;
  const Model::Parts& model = state.model;
  state.clear();
  state.parameters.draw(seed, outbreak.replica);
  auto event = outbreak.events.begin();
  for (Index step = 0; step < model.steps; ++step) {
    const double end_s = model.begins_s(step + 1);
    const auto first = event;
    for (; event != outbreak.events.end() && event->at_s <= end_s; ++event) state.apply(*event);
    if (event != first) {
      state.mark_groups();
      state.evaluate(step);
    }
    state.diversions.pass(step, state.capacity);
  }
  for (const Index service : state.changed_ever) {
    state.ledger.settle(service, state.since[service], model.steps, state.capacity[service]);
  }
  state.ledger.close();
  state.count_restored();
  state.harm.restoration_work *= model.estate.care.response.per_hand_hour;
  state.harm.material = static_cast<double>(state.harm.devices_restored) * model.estate.care.response.per_device;
  return state.harm;
}

}  // namespace harm
