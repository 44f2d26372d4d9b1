#pragma once
// The exercise pack of a told outbreak: documents for whoever plans, leads and plays a tabletop exercise, to be edited.
// Formats, never computes. The bytes depend on the arguments alone.

#include <string>
#include <vector>

#include "base/instant.h"
#include "foresee/exercise/exercise.h"
#include "world/estate/estate.h"
#include "world/threat/threat.h"

namespace pack {

struct Subject {
  const estate::Estate& estate;
  const threat::Threat& threat;
  const exercise::Story& story;
  exercise::Which which = exercise::Which::median;
  base::Instant start;
  std::uint64_t seed = 1;
  std::uint64_t replicas = 0;
  std::string marking;
};

struct File {
  std::string name;
  std::string bytes;
};

/// facilitator.odt (everything), players.odt (nothing that is still to come), injects.csv, services.csv.
std::vector<File> exercise_pack(const Subject& subject);

}  // namespace pack
