#pragma once
// One face for every engine of the comparison.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "graphs.h"

namespace bench {

/// Infection rate along an edge and removal rate of all runs: R0 = 2.5 on a random graph of mean degree 10.
inline constexpr double tau = 1.0 / 3;
inline constexpr double gamma = 1;

/// What a run took, without the building of the graph.
struct Measured {
  double seconds = 0;  ///< processor time of one thread
  std::uint64_t infections = 0;
  bool failed = false;
};

class Peer {
 public:
  virtual ~Peer() = default;
  [[nodiscard]] virtual std::string name() const = 0;
  /// Replicas number `first` to first + count - 1. With `random_seed` each has one seed, drawn uniformly; otherwise the
  /// same 100 seeds, for those that let them be chosen.
  virtual Measured run(std::uint64_t first, std::size_t count, bool random_seed) = 0;
};

std::unique_ptr<Peer> make_cordon(const EdgeList& list);
std::unique_ptr<Peer> make_naive(const EdgeList& list);
/// Nothing, and why on the terminal, when it is not there.
std::unique_ptr<Peer> make_igraph(const EdgeList& list);
std::unique_ptr<Peer> make_graph_tool(const EdgeList& list);

/// Processor time of this thread so far: others at work on the machine do not count.
double thread_seconds();

}  // namespace bench
