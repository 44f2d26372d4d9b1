#pragma once
// Emergency departments that send their load to the nearest one that is open. Rules: docs/harm.md.

#include <span>
#include <vector>

#include "foresee/harm/ledger.h"

namespace harm {

class Diversions {
 public:
  Diversions(const Model::Parts& model, Ledger& ledger, Harm& into);

  /// Forgets the outbreak before.
  void clear();

  /// The capacity of a department (a service with `department_of`) is another one from the present step on.
  void notice(Index service);

  /// Everything of one step, once all capacities are known. `capacity` by service.
  void pass(Index step, std::span<const double> capacity);

 private:
  struct Department {
    Index low_since = estate::none;  ///< step from which its capacity is below the threshold
    bool diverting = false;
    bool watched = false;           ///< lacks capacity or diverts
    Index receiver = estate::none;  ///< department
    std::size_t record = 0;         ///< in Harm::diverted
  };
  bool decide(Index department, Index step, double capacity);
  void choose_receivers(Index step, std::span<const double> capacity);
  [[nodiscard]] Index nearest_open(Index from, std::span<const double> capacity) const;
  void end_record(Index department, Index step);
  void send_load(Index department, Index step, std::span<const double> capacity);
  void lose_load(Index department, Index step, double capacity);
  double& room_left(Index department, Index moved_measure, Index step, double capacity);

  const Model::Parts& model_;
  const estate::Diversion& rule_;
  Ledger& ledger_;
  Harm& harm_;
  std::vector<Department> departments_;
  std::vector<Index> watched_;    ///< rising
  std::vector<Index> diverting_;  ///< in the order in which they began; together: rising
  bool changed_ = false;
  std::vector<double> room_;      ///< [department x moved measure]: what a receiver can still take in this step
  std::vector<Index> room_step_;  ///< when `room_` was made
};

}  // namespace harm
