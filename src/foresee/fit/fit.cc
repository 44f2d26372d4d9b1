#include "foresee/fit/fit.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "foresee/drill/statistics.h"
#include "foresee/fit/density.h"
#include "foresee/fit/simulator.h"

namespace fit {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
/// Replica numbers of a round begin at its number times this; the predictive check has the last such range.
constexpr std::uint64_t round_stride = std::uint64_t{1} << 40;
constexpr std::uint64_t check_round = (std::uint64_t{1} << 23) - 1;
/// Of the prior's variance, added to the kernel's.
constexpr double least_variance = 1e-9;

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return drill::quantile_of_sorted(values, 0.5);
}

/// All that stays the same from round to round.
class Fitting {
 public:
  Fitting(Simulator& simulator, const std::vector<estate::Target>& targets, const std::vector<estate::Prior>& priors,
          const Options& options)
      : simulator_(simulator), targets_(targets), priors_(priors), options_(options) {}

  Result run();

 private:
  bool first_round();
  bool next_round();
  void keep_nearest(std::vector<Particle> candidates);
  bool simulate(std::vector<Particle>& particles, std::uint64_t round);
  [[nodiscard]] std::vector<double> draw_prior(std::uint64_t round, std::uint64_t number) const;
  [[nodiscard]] double prior_log_density(const std::vector<double>& values) const;
  [[nodiscard]] double distance(const std::vector<double>& outcome) const;
  [[nodiscard]] bool goes_on() const;
  [[nodiscard]] base::Stream stream(std::uint64_t round, std::uint64_t number) const {
    return base::Stream({options_.seed, round, base::Purpose::fit, number, 0});
  }
  void check(Result& result);
  void learn(Result& result) const;
  [[nodiscard]] std::vector<drill::Quantiles> quantiles_of(const std::vector<Particle>& particles) const;

  Simulator& simulator_;
  const std::vector<estate::Target>& targets_;
  const std::vector<estate::Prior>& priors_;
  const Options& options_;
  State state_;
  std::uint64_t done_ = 0;
};

std::vector<double> Fitting::draw_prior(std::uint64_t round, std::uint64_t number) const {
  base::Stream draws = stream(round, number);
  std::vector<double> values;
  for (const estate::Prior& prior : priors_) values.push_back(base::draw(prior.distribution, draws));
  return values;
}

double Fitting::prior_log_density(const std::vector<double>& values) const {
  double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) sum += log_density(priors_[i].distribution, values[i]);
  return sum;
}

/// Euclidean, each target in units of its spread under the prior; those held out do not count.
double Fitting::distance(const std::vector<double>& outcome) const {
  double sum = 0;
  for (std::size_t i = 0; i < outcome.size(); ++i) {
    if (targets_[i].held_out) continue;
    if (!std::isfinite(outcome[i])) return infinite;
    const double off = (outcome[i] - targets_[i].value) / state_.spread[i];
    sum += off * off;
  }
  return std::sqrt(sum);
}

/// False when it was asked to stop.
bool Fitting::simulate(std::vector<Particle>& particles, std::uint64_t round) {
  return simulator_.simulate({particles, round * round_stride}, [this] {
    ++done_;
    const std::uint64_t of = options_.outbreaks_most + options_.check_outbreaks;
    if (options_.on_progress) options_.on_progress(std::min(done_, of), of);
  });
}

std::vector<drill::Quantiles> Fitting::quantiles_of(const std::vector<Particle>& particles) const {
  std::vector<drill::Quantiles> all;
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    std::vector<double> column;
    column.reserve(particles.size());
    for (const Particle& particle : particles) column.push_back(particle.outcome[i]);
    all.push_back(drill::quantiles(column));
  }
  return all;
}

/// Twice as many particles as are kept, from the prior.
bool Fitting::first_round() {
  std::vector<Particle> particles(2 * options_.particles);
  for (std::size_t i = 0; i < particles.size(); ++i) particles[i].values = draw_prior(0, i);
  if (!simulate(particles, 0)) return false;
  for (std::size_t target = 0; target < targets_.size(); ++target) {
    std::vector<double> finite;
    for (const Particle& particle : particles) {
      if (std::isfinite(particle.outcome[target])) finite.push_back(particle.outcome[target]);
    }
    const double middle = finite.empty() ? 0 : median(finite);
    for (double& value : finite) value = std::abs(value - middle);
    const double spread = finite.empty() ? 0 : median(finite);
    // More than half of the outcomes are equal: a number that is counted in ones is then off by ones.
    state_.spread.push_back(spread > 0 ? spread : 1);
  }
  state_.prior = quantiles_of(particles);
  for (Particle& particle : particles) {
    particle.distance = distance(particle.outcome);
    particle.importance = 1;
  }
  state_.rounds.push_back({particles.size(), 1, infinite, 0});
  keep_nearest(std::move(particles));
  return true;
}

bool Fitting::next_round() {
  const std::uint64_t round = state_.rounds.size();
  std::vector<double> least;
  for (std::size_t i = 0; i < priors_.size(); ++i) {
    std::vector<double> column;
    for (std::uint64_t number = 0; number < 1000; ++number) column.push_back(draw_prior(0, number)[i]);
    const drill::Quantiles quantiles = drill::quantiles(column);
    const double deviation = quantiles.standard_error * std::sqrt(static_cast<double>(column.size()));
    least.push_back(std::max(least_variance * deviation * deviation, std::numeric_limits<double>::min()));
  }
  const Kernel kernel(state_.kept, least);
  std::vector<Particle> fresh(options_.particles);
  for (std::size_t i = 0; i < fresh.size(); ++i) {
    base::Stream draws = stream(round, i);
    // Outside the prior nothing is simulated. Drawing wholly anew leaves the density of the rest in proportion.
    do fresh[i].values = kernel.propose(draws);
    while (!std::isfinite(prior_log_density(fresh[i].values)));
  }
  if (!simulate(fresh, round)) return false;
  const double tolerance = state_.rounds.back().tolerance;
  Round now{state_.rounds.back().simulated, 0, 0, 0};
  for (Particle& particle : fresh) {
    ++now.simulated;
    particle.distance = distance(particle.outcome);
    particle.importance = std::exp(prior_log_density(particle.values)) / kernel.density(particle.values);
    if (particle.distance < tolerance) now.accepted += 1 / static_cast<double>(fresh.size());
  }
  state_.rounds.push_back(now);
  std::vector<Particle> all = std::move(state_.kept);
  all.insert(all.end(), fresh.begin(), fresh.end());
  keep_nearest(std::move(all));
  return true;
}

/// Particles of equal distance stay in the order of their proposals.
void Fitting::keep_nearest(std::vector<Particle> candidates) {
  std::ranges::stable_sort(candidates, {}, &Particle::distance);
  candidates.resize(std::min<std::size_t>(candidates.size(), options_.particles));
  while (candidates.size() > 1 && !std::isfinite(candidates.back().distance)) candidates.pop_back();
  double sum = 0;
  for (const Particle& particle : candidates) sum += particle.importance;
  double squares = 0;
  for (Particle& particle : candidates) {
    particle.weight = particle.importance / sum;
    squares += particle.weight * particle.weight;
  }
  state_.rounds.back().tolerance = candidates.back().distance;
  state_.rounds.back().effective = 1 / squares;
  state_.kept = std::move(candidates);
}

bool Fitting::goes_on() const {
  const Round& last = state_.rounds.back();
  if (last.simulated + options_.particles > options_.outbreaks_most) return false;
  if (last.tolerance <= 0 || !std::isfinite(last.tolerance)) return false;
  return last.accepted >= options_.accepted_least;
}

/// Fresh outbreaks under the posterior: what the fit is judged by, and not the outcomes that it chose.
void Fitting::check(Result& result) {
  std::vector<Particle> fresh(options_.check_outbreaks);
  for (std::size_t i = 0; i < fresh.size(); ++i) {
    base::Stream draws = stream(check_round, i);
    double left = draws.uniform();
    std::size_t chosen = 0;
    for (; chosen + 1 < state_.kept.size() && left > state_.kept[chosen].weight; ++chosen) {
      left -= state_.kept[chosen].weight;
    }
    fresh[i].values = state_.kept[chosen].values;
  }
  if (!simulate(fresh, check_round)) {
    result.partial = true;
    return;
  }
  const std::vector<drill::Quantiles> after = quantiles_of(fresh);
  result.reached = true;
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    const bool reached = after[i].p05 <= targets_[i].value && targets_[i].value <= after[i].p95;
    result.checks.push_back({state_.prior[i], after[i], reached});
    if (!targets_[i].held_out && !reached) result.reached = false;
  }
}

void Fitting::learn(Result& result) const {
  const std::size_t count = priors_.size();
  // Unweighted copies, in proportion to the weights (systematic resampling), so that quantiles are plain ones.
  constexpr std::size_t copies = 4000;
  std::vector<std::size_t> chosen;
  double reach = 0;
  for (std::size_t i = 0; i < state_.kept.size(); ++i) {
    reach += state_.kept[i].weight * copies;
    while (static_cast<double>(chosen.size()) + 0.5 <= reach) chosen.push_back(i);
  }
  std::vector<std::vector<double>> after(count);
  for (std::size_t p = 0; p < count; ++p) {
    std::vector<double> before;
    for (std::uint64_t number = 0; number < copies; ++number) before.push_back(draw_prior(0, number)[p]);
    for (const std::size_t i : chosen) after[p].push_back(state_.kept[i].values[p]);
    Learnt learnt{drill::quantiles(before), {}, 0};
    std::vector<double> sorted = after[p];
    learnt.after = drill::quantiles(sorted);
    const double ratio = learnt.after.standard_error / learnt.before.standard_error;
    learnt.shrinkage = 1 - ratio * ratio;
    result.learnt.push_back(learnt);
  }
  for (std::size_t p = 0; p < count; ++p) {
    for (std::size_t q = 0; q < count; ++q) {
      double pq = 0;
      double pp = 0;
      double qq = 0;
      for (std::size_t i = 0; i < chosen.size(); ++i) {
        const double a = after[p][i] - result.learnt[p].after.mean;
        const double b = after[q][i] - result.learnt[q].after.mean;
        pq += a * b;
        pp += a * a;
        qq += b * b;
      }
      result.correlation.push_back(p == q ? 1 : pp > 0 && qq > 0 ? pq / std::sqrt(pp * qq) : 0);
    }
  }
}

Result Fitting::run() {
  Result result;
  if (options_.resume) {
    state_ = *options_.resume;
    done_ = state_.rounds.back().simulated;
  } else if (!first_round()) {
    result.partial = true;
    return result;
  } else if (options_.on_round) {
    options_.on_round(state_);
  }
  while (goes_on() && !result.partial) {
    result.partial = !next_round();
    if (!result.partial && options_.on_round) options_.on_round(state_);
  }
  if (!result.partial) check(result);
  learn(result);
  result.particles = state_.kept;
  result.rounds = state_.rounds;
  return result;
}

/// The options of one of several fits in a row: progress is that of all.
Options one_of(Options options, std::uint64_t turn, std::uint64_t turns) {
  if (options.on_progress) {
    options.on_progress = [all = options.on_progress, turn, turns](std::uint64_t done, std::uint64_t of) {
      all(turn * of + done, turns * of);
    };
  }
  return options;
}

/// Each fitted target in turn is held out; the others are fitted anew from the beginning.
void leave_one_out(Result& result, Simulator& simulator, const std::vector<estate::Target>& targets,
                   const std::vector<estate::Prior>& priors, Options options, std::uint64_t turns) {
  std::uint64_t turn = 0;
  options.resume.reset();
  options.on_round = nullptr;
  result.left_out.resize(targets.size());
  for (std::size_t i = 0; i < targets.size() && turns > 2; ++i) {
    if (targets[i].held_out) continue;
    std::vector<estate::Target> others = targets;
    others[i].held_out = true;
    const Result without = Fitting(simulator, others, priors, one_of(options, ++turn, turns)).run();
    if (without.partial) {
      result.partial = true;
      return;
    }
    result.left_out[i] = without.checks[i];
  }
}

}  // namespace

base::Result<Result> run(const estate::Estate& estate, const threat::Threat& threat, const threat::Defence& defence,
                         const std::vector<estate::Target>& targets, const std::vector<estate::Prior>& priors,
                         const Options& options) {
  if (std::ranges::all_of(targets, &estate::Target::held_out)) {
    return tl::unexpected(base::Problem{"targets", "target", "", "are all held out", "let the fit see at least one"});
  }
  auto simulator = Simulator::make(estate, threat, defence, targets, priors, options);
  if (!simulator) return tl::unexpected(simulator.error());
  const auto fitted = static_cast<std::uint64_t>(std::ranges::count(targets, false, &estate::Target::held_out));
  const std::uint64_t turns = options.leave_one_out ? fitted + 1 : 1;
  Result result = Fitting(*simulator, targets, priors, one_of(options, 0, turns)).run();
  if (options.leave_one_out && !result.partial) leave_one_out(result, *simulator, targets, priors, options, turns);
  return result;
}

}  // namespace fit
