#pragma once
// First passage on a contact graph: who is infected, and when, where each infected node uses each of its edges as a
// Poisson process until it stops spreading (SIR), or for ever (SI).
//
// Exact in continuous time. All that a node draws is keyed by (seed, replica, node), so the infection times are the
// shortest paths through lengths that are fixed beforehand, whatever the order in which they are found. That freedom is
// used: time is cut into narrow buckets, a whole bucket's nodes draw together, and the few that are infected within the
// bucket that is open, or that must be moved to an earlier time, are settled one by one at its end. See
// docs/performance.md, "Contact graphs".

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <span>

#include "base/distribution.h"
#include "foresee/outbreak/contact_graph.h"

namespace outbreak {

/// How contacts infect. Time is in any one unit.
struct ContactLaw {
  double rate = 0;  ///< uses per unit of time of an edge with weight 1, >= 0
  /// From infection to the end of spreading, >= 0; nothing: it never ends.
  std::optional<base::Distribution> stops_after;
};

struct ContactInfection {
  double at = 0;
  double stops_at = 0;  ///< when the node stops spreading; infinite: never
  Node node = 0;
};

struct ContactOutcome {
  std::size_t infected = 0;  ///< seeds included
  double last_at = 0;        ///< time of the last infection
};

/// Simulates replicas one after the other on one graph and keeps its memory between them. One for each thread.
class ContactSpread {
 public:
  /// Gets infections in order of time, a bucket of them at a time.
  using OnInfections = std::function<void(std::span<const ContactInfection>)>;

  /// Keeps a reference to `graph`, which must outlive it.
  ContactSpread(const ContactGraph& graph, ContactLaw law);
  ContactSpread(ContactSpread&&) noexcept;
  ContactSpread& operator=(ContactSpread&&) noexcept;
  ~ContactSpread();

  /// Seeds are infected at time 0; infections later than `horizon` do not count. The outcome depends on graph, law,
  /// seeds, `seed` and `replica` alone.
  ContactOutcome run(std::uint64_t seed, std::uint64_t replica, std::span<const Node> seeds,
                     const OnInfections& on_infections = {}, double horizon = std::numeric_limits<double>::infinity());

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace outbreak
