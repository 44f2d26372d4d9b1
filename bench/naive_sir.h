#pragma once
// The floor: what anybody writes in an afternoon. First passage with a binary heap; removal is drawn at infection, and
// edges that do not fire before it are never queued.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "graphs.h"

namespace bench {

class NaiveSir {
 public:
  explicit NaiveSir(const EdgeList& list);

  /// SIR with infection rate `tau` along an edge and removal rate `gamma`; seeds at time 0. Returns the number of
  /// infected; `times`, when given, gets the times of infection in order.
  std::size_t run(double tau, double gamma, std::span<const std::uint32_t> seeds, std::uint64_t seed,
                  std::vector<double>* times = nullptr);

 private:
  std::vector<std::uint32_t> first_, to_;
  std::vector<std::uint8_t> infected_;
};

}  // namespace bench
