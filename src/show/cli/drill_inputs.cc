#include "show/cli/drill_inputs.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <utility>

#include "show/cli/arguments.h"
#include "show/cli/counterfactuals.h"
#include "show/cli/exposure_inputs.h"
#include "show/cli/until.h"
#include "world/ingest/defence.h"
#include "world/ingest/estate.h"
#include "world/ingest/fitting.h"
#include "world/ingest/threat.h"
#include "world/ingest/toml_tree.h"

namespace cli {

namespace {

drill::Options read_options(const DrillArguments& arguments, base::Problems& problems) {
  drill::Options options;
  options.replicas = arguments.replicas;
  options.seed = arguments.seed;
  options.threads = arguments.threads == 0 ? cores() : arguments.threads;
  if (!arguments.until_error.empty()) {
    options.until_error = parse_until(arguments.until_error);
    if (!options.until_error) {
      problems.add({"", "--until-error", arguments.until_error, "is not a measure and an error in per cent",
                    "write one such as organisations_infected=2% or devices_infected(sector=trust)=2%"});
    }
  }
  read_start(arguments.start, options.start, problems);
  read_horizon(arguments.horizon, options.horizon_s, problems);
  return options;
}

/// The threat and the defence; what is wrong goes to `problems`.
void read_files(const DrillArguments& arguments, const ingest::Counterfactual* otherwise, DrillInputs& into,
                base::Problems& problems) {
  const bool another = otherwise != nullptr && !otherwise->threat.empty();
  auto threat = ingest::read_threat(another ? otherwise->threat : std::filesystem::path(arguments.threat), otherwise);
  if (threat) {
    into.threat = std::move(*threat);
  } else {
    problems.add(threat.error());
  }
  if (arguments.defence.empty()) return;
  auto defence = ingest::read_defence(arguments.defence, otherwise);
  if (defence) {
    into.defence = std::move(*defence);
  } else {
    problems.add(defence.error());
  }
}

/// A file's tree; it was read before without a problem.
ingest::TomlValue tree_of(const std::string& file) {
  const auto bytes = ingest::read_bytes(file, ingest::toml_bytes_max);
  auto tree = bytes ? ingest::parse_toml(file, *bytes) : base::Result<ingest::TomlValue>();
  return tree ? std::move(*tree) : ingest::TomlValue{};
}

}  // namespace

base::Result<DrillInputs> read_drill(const DrillArguments& arguments) {
  base::Problems problems;
  DrillInputs inputs;
  inputs.options = read_options(arguments, problems);
  if (const auto length = base::parse_duration(arguments.exercise_length); length && *length > 0) {
    inputs.exercise_s = *length;
  } else {
    problems.add({"", "--exercise-length", arguments.exercise_length, "is not a length of time above 0",
                  "write one such as 3h or 90min"});
  }
  auto tables = ingest::read_estate(arguments.estate);
  if (!tables) problems.add(tables.error());
  read_files(arguments, nullptr, inputs, problems);
  if (arguments.start.empty()) inputs.options.start = inputs.threat.start;
  if (!arguments.posterior.empty() && tables && !inputs.threat.name.empty()) {
    auto joint = ingest::read_posterior(arguments.posterior, *tables, inputs.threat.name);
    if (joint) {
      tables->joint = std::move(*joint);
    } else {
      problems.add(joint.error());
    }
  }
  if (!arguments.exposure.empty() && tables) {
    auto filled = fill_in(arguments.exposure, *tables);
    if (filled) {
      inputs.exposed = std::move(*filled);
    } else {
      problems.add(filled.error());
    }
  }
  if (!arguments.prior.empty()) {
    auto priors = ingest::read_priors(arguments.prior);
    if (priors) {
      inputs.priors = std::move(*priors);
    } else {
      problems.add(priors.error());
    }
  }
  if (!problems.empty()) return tl::unexpected(problems);
  inputs.estate.emplace(std::move(*tables));
  return inputs;
}

base::Result<DrillInputs> read_changed(const DrillArguments& arguments, const DrillInputs& from,
                                       const ingest::Counterfactual& counterfactual) {
  base::Problems problems;
  DrillInputs inputs;
  inputs.options = from.options;
  estate::Tables tables = from.estate->tables();
  problems.add(ingest::change_parameters(counterfactual, tables));
  read_files(arguments, &counterfactual, inputs, problems);
  if (!problems.empty()) return tl::unexpected(problems);
  inputs.estate.emplace(std::move(tables));
  return inputs;
}

std::vector<ingest::Assumption> read_assumptions(const DrillArguments& arguments, const DrillInputs& from) {
  std::vector<ingest::Assumption> all = ingest::assumptions_of("threat", tree_of(arguments.threat));
  const auto add = [&](std::vector<ingest::Assumption> more) { std::ranges::move(more, std::back_inserter(all)); };
  if (!arguments.defence.empty()) add(ingest::assumptions_of("defence", tree_of(arguments.defence)));
  add(ingest::assumptions_of(*from.estate));
  return all;
}

std::optional<Variant> read_prior(const DrillArguments& arguments, const DrillInputs& from, base::Problems& problems) {
  if (from.priors.empty()) return std::nullopt;
  Variant variant;
  variant.counterfactual.file = arguments.prior;
  variant.counterfactual.name = before_the_fit;
  variant.counterfactual.title = "Before the fit";
  for (const estate::Prior& prior : from.priors) {
    variant.counterfactual.parameters.push_back({prior.parameter, prior.distribution, "free", false});
  }
  auto inputs = read_changed(arguments, from, variant.counterfactual);
  if (!inputs) {
    problems.add(inputs.error());
    return std::nullopt;
  }
  variant.inputs = std::move(*inputs);
  return variant;
}

std::vector<Variant> read_counterfactuals(const DrillArguments& arguments, const DrillInputs& from,
                                          base::Problems& problems) {
  std::vector<Variant> variants;
  std::vector<std::string> names;
  for (const std::string& file : arguments.counterfactuals) {
    auto counterfactual = ingest::read_counterfactual(file);
    if (!counterfactual) {
      problems.add(counterfactual.error());
      continue;
    }
    names.push_back(counterfactual->name);
    auto inputs = read_changed(arguments, from, *counterfactual);
    if (!inputs) {
      problems.add(inputs.error());
      continue;
    }
    variants.push_back({std::move(*counterfactual), std::move(*inputs)});
  }
  problems.add(check_names(names));
  return variants;
}

}  // namespace cli
