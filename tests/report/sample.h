#pragma once
// A made-up result, as rich as a real one: no drill was run for it.

#include "show/report/report.h"

namespace sample {

/// Two measures and one short curve: small enough to read in a golden file.
drill::Result small();

/// As many rows and points as the drill of a national estate gives; the numbers are invented.
drill::Result national();

/// Estate, threat and defence that go with it.
struct World {
  estate::Estate estate;
  threat::Threat threat;
  threat::Defence defence;
  [[nodiscard]] report::Inputs inputs() const { return {&estate, &threat, &defence}; }
};
World world();

/// Thirty organisations of two sectors, and what became of them in one simulated outbreak: each standing is taken.
struct Told {
  estate::Estate estate;
  exercise::Story story;
};
Told told();

/// Small, with names that try to break out of each format.
drill::Result hostile();

}  // namespace sample
