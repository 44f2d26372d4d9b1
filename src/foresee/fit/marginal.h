#pragma once
// One parameter by itself: what was believed of it before a fit, and what is left open after it.

#include <cstddef>

#include "base/distribution.h"
#include "world/estate/uncertain.h"

namespace fit {

/// Where a parameter lies: in 9 of 10 cases between p05 and p95.
struct Marginal {
  double p05 = 0, median = 0, p95 = 0;
};

/// Of 10,000 draws, always the same ones: three digits, which is what is shown.
Marginal before(const base::Distribution& prior);

/// Of a posterior's rows by their weights: the least value at which so much of the weight is reached.
Marginal after(const estate::Joint& posterior, std::size_t position);

}  // namespace fit
