#pragma once
// Where a number comes from: what stands beside every input in a report.

#include <optional>
#include <string>
#include <utility>

namespace base {

struct Provenance {
  std::string place;                                   ///< "vector[0].rate"
  std::string value;                                   ///< as written, with its unit
  std::string source;                                  ///< empty when assumed
  std::string assumed;                                 ///< why this value, when there is no source
  std::optional<std::pair<double, double>> plausible;  ///< range thought plausible, when assumed
};

}  // namespace base
