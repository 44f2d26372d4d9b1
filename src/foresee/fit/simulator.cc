#include "foresee/fit/simulator.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <mutex>
#include <thread>

#include "foresee/drill/tally.h"
#include "foresee/fit/density.h"

namespace fit {

namespace {

using estate::Index;

/// Where a target's number stands: in the row of measures, or among the samples of the curves.
struct Place {
  bool sampled = false;
  std::size_t at = 0;
};

/// Measures and curves that the events alone decide: for these no harm needs to be worked out.
bool is_of_events(std::string_view name) {
  static constexpr std::array of_harm = {"organisations_disrupted",
                                         "organisations_infected_or_disrupted",
                                         "service_hours_lost",
                                         "services_lost",
                                         "diversion_hours",
                                         "emergency_departments_diverting",
                                         "cost_"};
  if (std::ranges::any_of(of_harm, [&](std::string_view of) { return name.starts_with(of); })) return false;
  return name.starts_with("organisations_") || name.starts_with("devices_") || name.starts_with("hours_");
}

harm::Harm no_harm(const estate::Estate& estate) {
  harm::Harm none;
  none.impaired.assign(estate.organisations.size(), 0);
  none.service_hours_lost.assign(estate.organisations.size(), 0);
  none.hours_lost_of_kind.assign(estate::service_kinds(estate.care.services).size(), 0);
  return none;
}

/// Targets stand in for the estate's published rows (with_targets): what is wrong with a row is wrong with its target.
void gather_targets(base::Problems& problems, const auto& made, const std::vector<estate::Target>& targets,
                    bool curves) {
  if (made) return;
  std::vector<std::size_t> target_of_row;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (targets[i].at.has_value() == curves) target_of_row.push_back(i);
  }
  for (base::Problem problem : made.error().kept()) {
    std::size_t row = 0;
    if (problem.place.starts_with("row ")) row = std::strtoul(problem.place.c_str() + 4, nullptr, 10);
    if (row >= 2 && row - 2 < target_of_row.size()) problem.place = fmt::format("target[{}]", target_of_row[row - 2]);
    problem.file = "targets";
    problems.add(std::move(problem));
  }
}

std::vector<Index> find_parameters(const estate::Estate& estate, const std::vector<estate::Prior>& priors,
                                   base::Problems& problems) {
  std::vector<Index> found;
  for (std::size_t i = 0; i < priors.size(); ++i) {
    const auto at = std::ranges::find(estate.parameters, priors[i].parameter, &estate::Parameter::name);
    const auto refuse = [&](std::string what, std::string mend) {
      problems.add(
          {"free parameters", fmt::format("free[{}]", i), priors[i].parameter, std::move(what), std::move(mend)});
    };
    if (at == estate.parameters.end()) {
      refuse("is not a parameter of this estate", "name one of its uncertain.toml");
      continue;
    }
    if (at->per != estate::Parameter::Per::estate)
      refuse("is not one number for the estate", "name one that is drawn per = \"estate\"");
    if (!has_density(priors[i].distribution)) {
      refuse("has a prior without mass around its values",
             "give it a uniform, beta, lognormal, gamma or exponential one");
    }
    const auto is_share = [](const estate::Case& one) {
      return base::lowest(one.distribution) >= 0 && base::highest(one.distribution) <= 1;
    };
    const base::Distribution& prior = priors[i].distribution;
    if (std::ranges::all_of(at->cases, is_share) && (base::lowest(prior) < 0 || base::highest(prior) > 1)) {
      refuse("stands for a share, which its prior can leave", "give it a uniform or beta one within 0 to 1");
    }
    found.push_back(static_cast<Index>(at - estate.parameters.begin()));
  }
  return found;
}

}  // namespace

struct Simulator::Parts {
  const estate::Estate& estate;
  const Options& options;
  outbreak::Model spread;
  harm::Model harm;
  drill::MeasureLayout measures;
  drill::CurveLayout curves;
  bool locks = true;
  bool with_harm = false;
  std::vector<Index> parameters;
  std::vector<Place> places;  ///< [target]

  struct Worker {
    explicit Worker(const Parts& parts)
        : engine(parts.spread),
          assessor(parts.harm),
          tally(parts.estate, parts.measures, parts.curves, parts.locks),
          none(no_harm(parts.estate)),
          row(parts.measures.size()),
          samples(parts.curves.size()) {}
    outbreak::Engine engine;
    harm::Assessor assessor;
    drill::Tally tally;
    harm::Harm none;
    std::vector<double> row;
    std::vector<float> samples;
  };
  std::vector<std::unique_ptr<Worker>> workers;

  /// False when it was asked to stop.
  bool simulate(Worker& worker, Particle& particle, std::uint64_t replica) const {
    worker.engine.fix(parameters, particle.values);
    const outbreak::Outbreak* outbreak = worker.engine.run(options.seed, replica, options.should_stop);
    if (outbreak == nullptr) return false;
    if (with_harm) worker.assessor.fix(parameters, particle.values);
    worker.tally.count(*outbreak, with_harm ? worker.assessor.assess(*outbreak, options.seed) : worker.none, worker.row,
                       worker.samples);
    particle.outcome.clear();
    for (const Place& place : places) {
      particle.outcome.push_back(place.sampled ? static_cast<double>(worker.samples[place.at]) : worker.row[place.at]);
    }
    return true;
  }
};

estate::Tables with_targets(estate::Tables tables, const std::vector<estate::Target>& targets) {
  tables.published.clear();
  tables.published_points.clear();
  for (const estate::Target& target : targets) {
    if (target.at) {
      tables.published_points.push_back({target.name, target.by, *target.at, target.value, target.source});
    } else {
      tables.published.push_back({target.name, target.by, target.value, "equal", "fitted", target.source, ""});
    }
  }
  return tables;
}

base::Result<Simulator> Simulator::make(const estate::Estate& estate, const threat::Threat& threat,
                                        const threat::Defence& defence, const std::vector<estate::Target>& targets,
                                        const std::vector<estate::Prior>& priors, const Options& options) {
  base::Problems problems;
  auto spread = outbreak::Model::compile(estate, threat, defence, options.horizon_s);
  auto measures = drill::MeasureLayout::make(estate, std::nullopt, options.horizon_s);
  auto curves = drill::CurveLayout::make(estate, options.horizon_s);
  if (!spread) problems.add(spread.error());
  gather_targets(problems, measures, targets, false);
  gather_targets(problems, curves, targets, true);
  std::vector<Index> parameters = find_parameters(estate, priors, problems);
  if (!problems.empty()) return tl::unexpected(std::move(problems));

  std::vector<Place> places;
  bool with_harm = false;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const estate::Target& target = targets[i];
    with_harm = with_harm || !is_of_events(target.name);
    if (!target.at) {
      places.push_back({false, measures->find(target.name, target.by)->at});
      continue;
    }
    const double at_s = static_cast<double>(target.at->utc_s - options.start.utc_s);
    const auto curve = std::ranges::find_if(curves->places(), [&](const drill::CurvePlace& place) {
      return place.curve.name == target.name && place.curve.by == target.by;
    });
    const auto& points = curve->curve.points;
    const auto point = std::ranges::find_if(points, [&](const drill::CurvePoint& one) { return one.at_s >= at_s; });
    if (at_s < 0 || point == points.end()) {
      problems.add({"targets", fmt::format("target[{}].at", i), base::to_text(*target.at),
                    "is not between the start and the horizon",
                    "give a later --start, a longer --horizon, or another moment"});
      continue;
    }
    places.push_back({true, curve->at + static_cast<std::size_t>(point - points.begin())});
  }
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  Parts parts{estate,
              options,
              std::move(*spread),
              harm::Model(estate, defence, options.start, options.horizon_s),
              std::move(*measures),
              std::move(*curves),
              threat.course.locked_after_s.has_value(),
              with_harm,
              std::move(parameters),
              std::move(places),
              {}};
  return Simulator(std::make_unique<Parts>(std::move(parts)));
}

Simulator::Simulator(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Simulator::Simulator(Simulator&&) noexcept = default;
Simulator& Simulator::operator=(Simulator&&) noexcept = default;
Simulator::~Simulator() = default;

bool Simulator::simulate(const Batch& batch, const std::function<void()>& on_done) {
  Parts& parts = *parts_;
  parts.workers.resize(std::max(1U, parts.options.threads));
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> stopped = false;
  std::mutex telling;
  const auto work = [&](std::unique_ptr<Parts::Worker>& worker) {
    if (!worker) worker = std::make_unique<Parts::Worker>(parts);
    for (std::size_t i = next++; i < batch.particles.size() && !stopped; i = next++) {
      if (!parts.simulate(*worker, batch.particles[i], batch.first + i)) stopped = true;
      if (parts.options.should_stop && parts.options.should_stop()) stopped = true;
      const std::lock_guard lock(telling);
      on_done();
    }
  };
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < parts.workers.size(); ++i) threads.emplace_back([&, i] { work(parts.workers[i]); });
    work(parts.workers[0]);
  }
  return !stopped;
}

}  // namespace fit
