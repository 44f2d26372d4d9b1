#include "show/cli/drill_inputs.h"

#include <filesystem>
#include <utility>

#include "show/cli/arguments.h"
#include "show/cli/counterfactuals.h"
#include "show/cli/until.h"
#include "world/ingest/defence.h"
#include "world/ingest/estate.h"
#include "world/ingest/fitting.h"
#include "world/ingest/threat.h"

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

/// What is changed, and the inputs without the change.
struct Changed {
  const ingest::Counterfactual& otherwise;
  const DrillInputs& from;
};

/// `changed`: null for the drill itself.
base::Result<DrillInputs> read(const DrillArguments& arguments, const Changed* changed) {
  base::Problems problems;
  DrillInputs inputs;
  inputs.options = changed != nullptr ? changed->from.options : read_options(arguments, problems);
  const ingest::Counterfactual* otherwise = changed != nullptr ? &changed->otherwise : nullptr;
  if (const auto length = base::parse_duration(arguments.exercise_length); length && *length > 0) {
    inputs.exercise_s = *length;
  } else if (changed == nullptr) {
    problems.add({"", "--exercise-length", arguments.exercise_length, "is not a length of time above 0",
                  "write one such as 3h or 90min"});
  }
  auto tables = ingest::read_estate(arguments.estate);
  if (!tables) problems.add(tables.error());
  const bool another = otherwise != nullptr && !otherwise->threat.empty();
  auto threat = ingest::read_threat(another ? otherwise->threat : std::filesystem::path(arguments.threat), otherwise);
  if (threat) {
    inputs.threat = std::move(*threat);
    if (arguments.start.empty() && changed == nullptr) inputs.options.start = inputs.threat.start;
  } else {
    problems.add(threat.error());
  }
  if (!arguments.posterior.empty() && tables && threat) {
    const std::string& fitted_with = changed != nullptr ? changed->from.threat.name : inputs.threat.name;
    auto joint = ingest::read_posterior(arguments.posterior, *tables, fitted_with);
    if (joint) {
      tables->joint = std::move(*joint);
    } else {
      problems.add(joint.error());
    }
  }
  if (tables && otherwise != nullptr) problems.add(ingest::change_parameters(*otherwise, *tables));
  if (tables) inputs.estate.emplace(std::move(*tables));
  if (!arguments.defence.empty()) {
    auto defence = ingest::read_defence(arguments.defence, otherwise);
    if (defence) {
      inputs.defence = std::move(*defence);
    } else {
      problems.add(defence.error());
    }
  }
  if (!problems.empty()) return tl::unexpected(problems);
  return inputs;
}

}  // namespace

base::Result<DrillInputs> read_drill(const DrillArguments& arguments) {
  return read(arguments, nullptr);
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
    const Changed changed{*counterfactual, from};
    auto inputs = read(arguments, &changed);
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
