#include "foresee/drill/drill.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "foresee/drill/crew.h"
#include "foresee/drill/curves.h"
#include "foresee/drill/fold.h"
#include "foresee/drill/measures.h"
#include "foresee/drill/ranks.h"
#include "foresee/drill/rows.h"
#include "foresee/harm/harm.h"
#include "foresee/outbreak/outbreak.h"
#include "world/threat/assumed.h"

namespace drill {

namespace {

/// What was simulated, and whether that is all that was asked for.
struct Simulated {
  Rows rows;
  bool partial = false;
};

void simulate_range(Simulated& done, std::uint64_t end, std::uint64_t of, Crew& crew, const Ranks& ranks) {
  const std::uint64_t first = done.rows.size();
  done.rows.resize(end);
  crew.work(done.rows, first, of);
  agree(done.rows, ranks);
  done.partial = done.rows.size() < end;
}

Simulated simulate_number(const Plan& plan, const Options& options, Ranks& ranks) {
  Simulated done;
  Crew crew(plan, options, ranks);
  simulate_range(done, options.replicas, options.replicas, crew, ranks);
  return done;
}

/// Simulates ahead of the test by a few batches when there are many threads; what is beyond the first batch after which
/// the rule holds is thrown away, so it changes nothing.
Simulated simulate_until(const UntilError& until, std::uint64_t most, const Plan& plan, const Options& options,
                         Ranks& ranks) {
  Simulated done;
  Crew crew(plan, options, ranks);
  const std::array place = {plan.measures.find(until.measure, until.by)->at};
  std::vector<double> values;  // of that measure
  const std::uint64_t sharers = ranks.most(std::max(1U, options.threads)) * static_cast<std::uint64_t>(ranks.count());
  const std::uint64_t step = batch * std::max<std::uint64_t>(1, sharers / 8);
  std::uint64_t of = most;
  while (done.rows.size() < most) {
    const std::uint64_t tested = done.rows.size();
    simulate_range(done, std::min(most, std::max(tested + step, batches_least * batch)), of, crew, ranks);
    const std::vector<double> more = std::move(columns(done.rows, ranks, place, tested).front());
    values.insert(values.end(), more.begin(), more.end());
    const std::uint64_t enough = holds_after(values, tested, until.relative);
    if (enough > 0) {
      done.rows.resize(enough);
      done.partial = false;
      return done;
    }
    if (done.partial) return done;
    of = std::clamp<std::uint64_t>(estimate(values, until.relative), done.rows.size(), most);
    if (ranks.most(crew.stopped() ? 1 : 0) != 0) {
      done.partial = done.rows.size() < most;
      return done;
    }
  }
  return done;
}

std::string rule_text(const Options& options, std::uint64_t most) {
  if (!options.until_error) {
    return fmt::format("{} {}", options.replicas, options.replicas == 1 ? "replica" : "replicas");
  }
  std::string by;
  for (const auto& [key, value] : options.until_error->by)
    by += fmt::format("{}{}={}", by.empty() ? "" : " ", key, value);
  return fmt::format("{}{} within {}%, at most {} replicas", options.until_error->measure,
                     by.empty() ? "" : " (" + by + ")", 100 * options.until_error->relative, most);
}

/// The most replicas that the memory allows, in whole batches; or why it cannot be done.
base::Result<std::uint64_t> replicas_most(const Plan& plan, const Options& options) {
  const auto kept = static_cast<std::uint64_t>(std::ranges::count_if(
      plan.measures.places(), [](const MeasurePlace& place) { return keeps_replicas(place.measure); }));
  const std::uint64_t row =
      sizeof(Row) + (plan.measures.size() + kept) * sizeof(double) + plan.curves.size() * sizeof(float);
  const std::uint64_t fit = options.memory_most / row;
  if (options.until_error && fit >= batches_least * batch) return std::min(options.replicas_most, fit) / batch * batch;
  if (!options.until_error && options.replicas <= fit) return options.replicas;
  return tl::unexpected(base::Problem{"", "--replicas", fmt::format("{}", options.replicas),
                                      fmt::format("would keep {} kB each, more than the {} MB that a drill may use",
                                                  row / 1000 + 1, options.memory_most / 1000000),
                                      fmt::format("ask for at most {} replicas, or a shorter horizon", fit)});
}

}  // namespace

base::Result<Result> run(const estate::Estate& estate, const threat::Threat& threat, const threat::Defence& defence,
                         const Options& options) {
  base::Problems problems;
  const auto gather = [&](const auto& made) {
    if (!made) problems.add(made.error());
  };
  auto spread = outbreak::Model::compile(estate, threat, defence, options.horizon_s);
  gather(spread);
  auto measures =
      MeasureLayout::make(estate, options.until_error, options.horizon_s, threat::assumed_groups(estate, threat));
  gather(measures);
  auto curves = CurveLayout::make(estate, options.horizon_s);
  gather(curves);
  if (!problems.empty()) return tl::unexpected(problems);

  const harm::Model harm(estate, defence, options.start, options.horizon_s);
  const Plan plan{estate, *spread, harm, *measures, *curves, threat.course.locked_after_s.has_value()};
  const auto most = replicas_most(plan, options);
  if (!most) return tl::unexpected(most.error());

  Ranks self = Ranks::alone();
  Ranks& ranks = options.ranks != nullptr ? *options.ranks : self;
  const Simulated done = options.until_error ? simulate_until(*options.until_error, *most, plan, options, ranks)
                                             : simulate_number(plan, options, ranks);
  Result result;
  result.estate = estate.name;
  result.threat = threat.name;
  result.defence = defence.name;
  result.seed = options.seed;
  result.replicas = done.rows.size();
  result.replicas_asked = options.until_error ? 0 : options.replicas;
  result.partial = done.partial;
  result.stopping_rule = rule_text(options, *most);
  result.start = options.start;
  result.horizon_s = options.horizon_s;
  fold(done.rows, ranks, *measures, *curves, options.threads, result);
  return result;
}

}  // namespace drill
