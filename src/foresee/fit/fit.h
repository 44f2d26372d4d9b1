#pragma once
// Which values of an estate's unknown parameters bring out what was published.
//
// Approximate Bayesian computation by adaptive population Monte Carlo (Lenormand, Jabot and Deffuant, Computational
// Statistics 28, 2777, 2013): every proposal is simulated once, the nearer half of old and new ones is kept, and the
// next proposals are drawn around what was kept. It ends when few new proposals come nearer. docs/fit.md has the
// equations. What comes out depends on the inputs and the seed alone, not on threads or the clock.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "foresee/drill/drill.h"
#include "world/estate/estate.h"
#include "world/estate/fitting.h"
#include "world/threat/defence.h"
#include "world/threat/threat.h"

namespace fit {

/// Values of the free parameters with what one outbreak came to under them.
struct Particle {
  std::vector<double> values;   ///< in the order of the priors
  std::vector<double> outcome;  ///< in the order of the targets; infinite: never happened
  double distance = 0;          ///< from the targets; infinite: what one of them counts never happened
  double importance = 0;        ///< density of the prior over that of the proposal
  double weight = 0;            ///< the same with sum 1 over the particles that are kept
};

/// What a round came to.
struct Round {
  std::uint64_t simulated = 0;  ///< outbreaks so far
  double accepted = 0;          ///< share of the round's proposals that came nearer than the tolerance before it
  double tolerance = 0;         ///< largest distance that is kept, in units of the prior's spread
  double effective = 0;         ///< effective sample size of the weights: 1 / sum of squares (Kish 1965)
};

/// Where a fit stands after a round: all that the next round needs.
struct State {
  std::vector<Particle> kept;
  std::vector<double> spread;  ///< [target] median absolute deviation under the prior; distances are in units of it
  std::vector<Round> rounds;
  std::vector<drill::Quantiles> prior;  ///< [target] outcomes under the prior
};

/// A target beside what the posterior predicts for it in fresh outbreaks.
struct Check {
  drill::Quantiles before;  ///< under the prior
  drill::Quantiles after;   ///< under the posterior
  bool reached = false;     ///< the value lies in the middle nine tenths of `after`
};

/// A free parameter before and after.
struct Learnt {
  drill::Quantiles before, after;
  double shrinkage = 0;  ///< 1 - variance after / variance before; near 0: the targets say nothing of it
};

struct Result {
  std::vector<Particle> particles;  ///< the posterior, when `reached`; else the nearest that the fit came
  std::vector<Check> checks;        ///< [target]
  std::vector<Learnt> learnt;       ///< [prior]
  std::vector<double> correlation;  ///< [prior * priors + prior] of the particles
  std::vector<Round> rounds;
  /// [target] what a fit to the others alone predicts for it; only with Options::leave_one_out, and only of those that
  /// were fitted. Empty where it was interrupted before.
  std::vector<std::optional<Check>> left_out;
  bool partial = false;  ///< interrupted: the state of the last whole round
  bool reached = false;  ///< all targets that were not held out are
};

struct Options {
  std::uint64_t particles = 1000;        ///< kept; each round simulates as many new ones
  std::uint64_t outbreaks_most = 60000;  ///< no round begins that would pass it
  double accepted_least = 0.05;          ///< ends when a round accepts a smaller share
  std::uint64_t check_outbreaks = 1000;  ///< fresh outbreaks of the predictive check
  bool leave_one_out = false;            ///< afterwards a fit without each target in turn: does the rest predict it?
  std::uint64_t seed = 1;
  unsigned threads = 1;
  base::Instant start;
  double horizon_s = 14 * 86400.0;
  std::optional<State> resume;  ///< where an earlier run with the same inputs stood
  std::function<void(std::uint64_t done, std::uint64_t of)> on_progress;  ///< from any thread, one at a time
  std::function<void(const State&)> on_round;                             ///< after each round
  std::function<bool()> should_stop;                                      ///< from any thread
};

/// The tables of an estate that counts what the targets ask for: they take the place of its published numbers.
estate::Tables with_targets(estate::Tables tables, const std::vector<estate::Target>& targets);

/// `estate` is made of `with_targets`. Problems: names that nothing has, priors of parameters that are not drawn per
/// estate, targets beyond the horizon, no target to fit to. Memory: one engine a thread, and some kB a particle.
base::Result<Result> run(const estate::Estate& estate, const threat::Threat& threat, const threat::Defence& defence,
                         const std::vector<estate::Target>& targets, const std::vector<estate::Prior>& priors,
                         const Options& options);

}  // namespace fit
