#pragma once
// Many outbreaks -> distributions: replicas over threads and MPI ranks, stopping rules, statistics.
//
// What comes out depends on the inputs, the seed and the number of replicas alone: not on threads, ranks or the clock.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "world/estate/estate.h"
#include "world/threat/defence.h"
#include "world/threat/threat.h"

namespace drill {

using By = std::vector<std::pair<std::string, std::string>>;  ///< sorted by key, such as {{"kind", "acute"}}

/// Distribution of one number over the replicas. Quantiles: linear between order statistics (Hyndman and Fan type 7).
/// Infinite where it never happened in so many replicas; not a number where there is nothing to tell.
struct Quantiles {
  double mean = 0, median = 0, p05 = 0, p25 = 0, p75 = 0, p95 = 0;
  double standard_error = 0;  ///< of the mean: sample standard deviation / sqrt(replicas)
};

struct Measure {
  std::string name;  ///< "organisations_infected"
  By by;             ///< may be empty
  std::string unit;  ///< "organisations", "devices", "appointments", "pounds", "hours"
  Quantiles value;
  std::optional<estate::Published> published;
  std::optional<double> of;  ///< how many there are in all (236 trusts); nothing where there is no such total
  /// The number of every replica in replica order, so that drills can be compared pair by pair; infinite where it never
  /// happened. Kept for the whole estate (`by` empty) and where something is published; empty for the others.
  std::vector<double> replicas;
};

struct CurvePoint {
  double at_s = 0;
  Quantiles value;
};

struct Curve {
  std::string name;  ///< "organisations_reporting"
  By by;
  std::string unit;
  std::vector<CurvePoint> points;
  std::vector<estate::PublishedPoint> published;
};

struct Result {
  std::string estate;  ///< name of the estate
  std::string threat;
  std::string defence;  ///< empty when there is none
  std::uint64_t seed = 0;
  std::uint64_t replicas = 0;        ///< that the numbers rest on: the longest complete prefix
  std::uint64_t replicas_asked = 0;  ///< by number; 0 when stopped by error
  bool partial = false;              ///< interrupted before it was done
  std::string stopping_rule;         ///< "1000 replicas", "organisations_infected within 2%"
  base::Instant start;
  double horizon_s = 0;
  std::vector<Measure> measures;  ///< in a fixed order
  std::vector<Curve> curves;
};

class Ranks;

/// Stop when standard_error / |mean| of a measure falls to `relative` or below. A mean of 0 never stops it.
struct UntilError {
  std::string measure;
  By by;
  double relative = 0;
};

struct Options {
  std::uint64_t replicas = 1000;
  std::optional<UntilError> until_error;  ///< tested after whole batches of 100 in replica order, at least 200
  std::uint64_t replicas_most = 100000;   ///< bound for until_error
  std::uint64_t seed = 1;
  unsigned threads = 1;
  base::Instant start;
  double horizon_s = 14 * 86400.0;
  /// From any thread, one at a time; `of` is an estimate while it stops by error.
  std::function<void(std::uint64_t done, std::uint64_t of)> on_progress;
  std::function<bool()> should_stop;  ///< from any thread
  Ranks* ranks = nullptr;             ///< who shares the work; null: this process alone
  /// Bytes that the numbers of all replicas may take, among however many ranks. A drill that needs more is refused.
  std::uint64_t memory_most = std::uint64_t{4} << 30U;
};

/// Runs the drill on this process's share of the ranks. Every rank gets the same result. Problems: names that do not
/// resolve, a measure that there is not, more memory than allowed. Ranks must agree on everything in the options but
/// threads and callbacks.
///
/// Memory: 8 bytes for each measure and 4 for each sample of each curve, times the replicas (some 25 kB a replica for a
/// national estate over 14 days), and one engine a thread; ranks share the rows, and while they fold each holds up to
/// three times its part. The result itself holds 8 bytes a replica for each measure
/// that keeps its replicas, some 40 to 70 of them; they count towards `memory_most`.
base::Result<Result> run(const estate::Estate& estate, const threat::Threat& threat, const threat::Defence& defence,
                         const Options& options);

}  // namespace drill
