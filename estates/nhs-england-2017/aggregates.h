#pragma once
// The numbers from which the estate is built: aggregates.csv and hours.csv, each number with its source or its range.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/problem.h"

namespace nhs {

/// One row of aggregates.csv.
struct Aggregate {
  double value = 0;
  std::string source;     ///< empty when assumed
  std::string certainty;  ///< V, V2, D or assumed
  std::string low, high;  ///< range thought plausible; set when assumed
};

class Aggregates {
 public:
  /// Value of a key. A key that is not there is noted as a problem, and counts as 0.
  [[nodiscard]] double operator[](const std::string& key) const;
  [[nodiscard]] const std::map<std::string, Aggregate>& rows() const { return rows_; }

  std::map<std::string, Aggregate> rows_;
  mutable base::Problems problems;
};

/// Shape of one day: 24 weights.
struct DayShape {
  std::string profile;
  std::string day;  ///< weekday, saturday, sunday
  std::vector<double> weights;
};

/// Reads both; what is wrong stands in `Aggregates::problems`.
Aggregates read_aggregates(const std::filesystem::path& file);
std::vector<DayShape> read_hours(const std::filesystem::path& file, base::Problems& problems);

/// Splits a whole number by weights: the parts sum to it (largest remainders).
std::vector<std::uint64_t> shared_out(std::uint64_t total, const std::vector<double>& weights);

}  // namespace nhs
