#pragma once
// What `cordon drill` is given, and everything that it reads: all that is wrong with any of it is said at once.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "foresee/drill/drill.h"
#include "world/estate/estate.h"
#include "world/estate/fitting.h"
#include "world/ingest/assumptions.h"
#include "world/ingest/counterfactual.h"
#include "world/threat/defence.h"
#include "world/threat/threat.h"

namespace cli {

/// What stands on the command line.
struct DrillArguments {
  std::string estate, threat, defence, posterior, prior;
  std::string exposure;  ///< a store whose inventories say which devices are vulnerable
  std::vector<std::string> counterfactuals;
  std::uint64_t replicas = 1000;
  std::string until_error;
  std::uint64_t seed = 1;
  unsigned threads = 0;  ///< 0: all cores
  std::string start;
  std::string horizon = "14d";
  std::string out, json;
  std::string marking = "TLP:AMBER";
  bool share = false;
  std::uint64_t sensitivity = 0;  ///< outbreaks for each end of each assumed number; 0: not asked for
  std::string exercise, exercise_run = "median", exercise_length = "3h";
};

/// What was read.
struct DrillInputs {
  std::optional<estate::Estate> estate;
  threat::Threat threat;
  threat::Defence defence;
  drill::Options options;
  std::vector<estate::Prior> priors;  ///< of what the posterior draws
  std::vector<std::string> exposed;   ///< what was filled in from the store, a line a vulnerability
  double exercise_s = 0;
};

/// A counterfactual that was read, with all its inputs.
struct Variant {
  ingest::Counterfactual counterfactual;
  DrillInputs inputs;
};

base::Result<DrillInputs> read_drill(const DrillArguments& arguments);

/// The assumed numbers of the threat, the defence and the estate that were read for `from`.
std::vector<ingest::Assumption> read_assumptions(const DrillArguments& arguments, const DrillInputs& from);

/// The same inputs with one counterfactual's changes; the estate is not read again.
base::Result<DrillInputs> read_changed(const DrillArguments& arguments, const DrillInputs& from,
                                       const ingest::Counterfactual& counterfactual);

/// The same with the fitted parameters drawn from their priors, each by itself. Nothing when no priors were given.
std::optional<Variant> read_prior(const DrillArguments& arguments, const DrillInputs& from, base::Problems& problems);

/// The same again for each counterfactual, changed. What is wrong goes to `problems`.
std::vector<Variant> read_counterfactuals(const DrillArguments& arguments, const DrillInputs& from,
                                          base::Problems& problems);

}  // namespace cli
