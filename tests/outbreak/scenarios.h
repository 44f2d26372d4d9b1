#pragma once
// Small outbreaks for the comparison of the two implementations: 60 of them, the same on every run.

#include <set>
#include <string>
#include <vector>

#include "world/estate/estate.h"
#include "world/threat/defence.h"
#include "world/threat/threat.h"

namespace scenarios {

struct Scenario {
  std::string name;
  std::string drawing;  ///< the estate, as small_worlds.h reads it
  estate::Tables tables;
  threat::Threat threat;
  threat::Defence defence;
  double horizon_s = 4 * 3600;
};

/// Drawn with a fixed seed; independent of the C++ library's distributions.
std::vector<Scenario> generate(std::size_t how_many = 60);

/// Everything about one, for people: what to look at when the implementations disagree.
std::string to_text(const Scenario& scenario);

/// The parts of the model that a scenario uses, as "conduit from kind", "isolation zone", "delay gamma".
std::set<std::string> features_of(const Scenario& scenario);

/// Every feature that must be used by some scenario.
std::vector<std::string> all_features();

}  // namespace scenarios
