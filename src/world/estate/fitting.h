#pragma once
// What a fit is asked: which parameters are free, and which published numbers it shall bring out.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/distribution.h"
#include "base/instant.h"

namespace estate {

/// A parameter per estate that a fit may choose, and what is believed of it beforehand.
struct Prior {
  std::string parameter;
  base::Distribution distribution;  ///< with a density: uniform, exponential, lognormal, gamma or beta
  std::string source;               ///< empty when assumed
  std::string assumed;
};

/// A published number: of a measure, or of a curve at a moment.
struct Target {
  std::string name;  ///< of the measure or the curve
  std::vector<std::pair<std::string, std::string>> by;
  std::optional<base::Instant> at;  ///< of a curve
  double value = 0;
  bool held_out = false;  ///< the fit does not see it; it is only compared afterwards
  std::string source;
};

}  // namespace estate
