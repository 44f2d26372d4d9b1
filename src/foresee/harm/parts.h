#pragma once
// What the harm model works out once for all replicas: who depends on what, and the week's activity by step.

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "foresee/harm/harm.h"

namespace harm {

/// Lists of indices, one list for each owner, in one piece of memory.
class Lists {
 public:
  Lists() = default;
  /// Pairs (owner, member); doubles are dropped and members rise within a list.
  Lists(std::size_t owners, std::vector<std::pair<Index, Index>> pairs);
  [[nodiscard]] std::span<const Index> of(Index owner) const {
    return std::span(members_).subspan(first_[owner], first_[owner + 1] - first_[owner]);
  }

 private:
  std::vector<Index> first_{0};
  std::vector<Index> members_;
};

/// What one service does of one measure in a normal week. A row of activity.csv.
struct ActivityRow {
  Index measure = estate::none;
  double per_week = 0;
  Index profile = estate::none;
  Index share_slot = 0;  ///< counts the lost share of a week of this service and profile
  bool moves = false;    ///< goes elsewhere when the department diverts
};

struct Model::Parts {
  Parts(const estate::Estate& of, const threat::Defence& defence, base::Instant start, double horizon);

  const estate::Estate& estate;
  double horizon_s;
  Index steps = 0;  ///< the last one may be shorter
  Index days = 0;   ///< likewise

  // Services are numbered by their place in Estate::services_in_order() here: "place".
  std::vector<Index> place_of;    ///< service -> place
  Lists places_needing_group;     ///< group -> places of the services that name it
  Lists places_needing_service;   ///< service -> places of the services that name it
  Lists places_concerned_by_cut;  ///< organisation -> places of its services and of those that need something of it
  std::vector<Index> organisation_of_group;

  std::vector<ActivityRow> rows;    ///< sorted by (service, measure)
  std::vector<Index> first_row;     ///< [service], one more at the end
  std::vector<Index> slot_profile;  ///< profile of each share slot
  std::vector<Index> first_slot;    ///< [service], one more at the end; rows that move have no slot

  std::vector<Index> kind_of;  ///< service -> its kind in estate::service_kinds
  std::size_t kinds = 0;
  std::vector<Index> departments;    ///< services that may divert, rising
  std::vector<Index> department_of;  ///< service -> number among the departments, or none
  std::vector<Index> measure_moved;  ///< measure -> number among those that move, or none

  std::vector<double> hand_hours_per_device;  ///< of each organisation's restoration; 0 when it has none

  [[nodiscard]] double begins_s(Index step) const {
    const double at_s = step * step_s;
    return at_s < horizon_s ? at_s : horizon_s;
  }
  /// Share of a normal week's activity of this profile that is due between the beginnings of two steps.
  [[nodiscard]] double week_share(Index profile, Index from_step, Index to_step) const {
    const double* due = due_before_.data() + profile * (steps + std::size_t{1});
    return due[to_step] - due[from_step];
  }

 private:
  void number_services();
  void list_dependants();
  void arrange_activity();
  void spread_profiles(base::Instant start);
  void find_restoration(const threat::Defence& defence);

  std::vector<double> due_before_;  ///< [profile][step]: due from the start of the drill until the step begins
};

}  // namespace harm
