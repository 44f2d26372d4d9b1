#pragma once
// What several verbs take from the command line in the same way.

#include <cstdint>
#include <string>

#include "base/instant.h"
#include "base/problem.h"

namespace CLI {
class Validator;
}

namespace cli {

inline constexpr double horizon_most_s = 366 * 86400.0;

/// Cores that this process may run on: mpirun gives each rank its own.
unsigned cores();

/// A whole number of digits only: CLI11 by itself takes "-1" for 2^64 - 1.
CLI::Validator whole(std::uint64_t low, std::uint64_t high);

/// --start: leaves `start` as it is when the text is empty.
void read_start(const std::string& text, base::Instant& start, base::Problems& problems);

/// --horizon, in seconds.
void read_horizon(const std::string& text, double& horizon_s, base::Problems& problems);

}  // namespace cli
