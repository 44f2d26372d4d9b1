#pragma once
// Activity that is lost, summed as it happens. Work and memory go with what was touched.

#include <vector>

#include "foresee/harm/parts.h"

namespace harm {

class Ledger {
 public:
  Ledger(const Model::Parts& model, Harm& into);

  void keep_spells() { keeps_spells_ = true; }

  /// Forgets the outbreak before.
  void clear();

  /// The service had this capacity in steps [from, to). Does not count activity that moves: see `book`.
  void settle(Index service, Index from, Index to, double capacity);

  /// So much of a row of the service was cancelled and displaced in a step.
  void book(Index service, Index row, Index step, double cancelled, double displaced);

  /// Writes losses and money. Call once, when all is settled.
  void close();

 private:
  struct RowSum {
    double cancelled = 0;
    double displaced = 0;
  };
  void touch(Index service);
  void flush(Index service);

  const Model::Parts& model_;
  Harm& harm_;
  bool keeps_spells_ = false;
  std::vector<std::uint8_t> touched_;
  std::vector<Index> services_;       ///< that lost anything
  std::vector<Index> organisations_;  ///< of these, each once
  std::vector<Index> day_;            ///< [service]: what the slots hold belongs to this day
  std::vector<double> slot_lost_;     ///< [slot]: lost share of a week, on that day
  std::vector<RowSum> sums_;          ///< [row]
};

}  // namespace harm
