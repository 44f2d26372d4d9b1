#pragma once
// What the theory tests share: plain worlds and threats, samples of the engine, and Markov chains solved exactly.
//
// Levels: every test of this folder's theory_*.cc has a fixed seed and fails only below `alpha`; there are fewer than
// 200 of them, so that all together raise a false alarm with a chance below 1e-6 for a seed drawn at random.

#include <cstdint>
#include <functional>
#include <map>
#include <vector>

#include "foresee/outbreak/outbreak.h"

namespace theory {

inline constexpr double alpha = 5e-9;
using Events = std::vector<outbreak::Event>;

/// A scan of one target space with this rate; success 1, no requirement, service "smb".
threat::Vector scan(double rate_per_s, threat::Target::Space space, const std::string& network = "");

/// `devices` seeds at time 0, in one organisation or (empty) anywhere.
threat::Seeds seeds(std::uint32_t devices, const std::string& organisation = "");

/// A threat with one vector that spreads at once and never locks.
threat::Threat plain(threat::Vector vector, threat::Seeds seeds);

/// Runs replicas 0, 1, ... of the engine, and hands the events of each to `look`.
void simulate(const estate::Tables& tables, const threat::Threat& threat, const threat::Defence& defence,
              double horizon_s, std::uint64_t seed, std::size_t replicas,
              const std::function<void(const Events&)>& look);

/// Events of a kind up to and including a time.
double count(const Events& events, outbreak::EventKind kind, double until_s);

/// A continuous-time Markov chain over states that are lists of small numbers.
class Chain {
 public:
  using State = std::vector<int>;
  /// `moves(state)` lists where the chain goes from a state and at what rate.
  Chain(const State& start, const std::function<std::vector<std::pair<State, double>>(const State&)>& moves);

  /// Probability of each state at a time, by uniformisation (Jensen 1953); the error is below 1e-12.
  [[nodiscard]] std::map<State, double> at(double time_s) const;

 private:
  std::map<State, std::size_t> index_;
  std::vector<State> states_;
  std::vector<std::vector<std::pair<std::size_t, double>>> moves_;
};

/// p of seen states (one for each replica) against the chain's distribution: Pearson's chi-square. A state that cannot
/// be reached makes it 0.
double chain_p(const std::map<Chain::State, double>& expected, const std::map<Chain::State, double>& seen);

}  // namespace theory
