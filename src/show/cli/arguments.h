#pragma once
// What several verbs take from the command line in the same way.

#include <cstdint>
#include <string>

#include "base/instant.h"
#include "base/problem.h"

namespace CLI {
class App;
class Validator;
}  // namespace CLI

namespace cli {

inline constexpr double horizon_most_s = 366 * 86400.0;

/// Cores that this process may run on: mpirun gives each rank its own.
unsigned cores();

/// A whole number of digits only: CLI11 by itself takes "-1" for 2^64 - 1.
CLI::Validator whole(std::uint64_t low, std::uint64_t high);

/// This day's date, by UTC: "2026-11-23".
std::string today();

/// A day of the calendar, written "2026-11-23".
CLI::Validator day();

/// --estate, --threat, --defence.
void add_sources(CLI::App& verb, std::string& estate, std::string& threat, std::string& defence);

/// --seed, --threads (0: all cores), --start, --horizon.
void add_course(CLI::App& verb, std::uint64_t& seed, unsigned& threads, std::string& start, std::string& horizon);

/// --start: leaves `start` as it is when the text is empty.
void read_start(const std::string& text, base::Instant& start, base::Problems& problems);

/// --horizon, in seconds.
void read_horizon(const std::string& text, double& horizon_s, base::Problems& problems);

}  // namespace cli
