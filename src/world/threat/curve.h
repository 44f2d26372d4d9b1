#pragma once
// The outside population over time: its size, its integral, and the inverse of the integral, all in closed form.
// With them an inhomogeneous Poisson process of pressure is drawn exactly.

#include "world/threat/threat.h"

namespace threat {

/// Devices at `t` seconds; at a jump the value after it.
/// Points: 0 before the first, linear between, the last value after. Logistic: 0 before `from_s`, as it was at
/// `until_s` from then on.
double population(const Curve& curve, double t);

/// Device-seconds up to `t`: the integral of `population` from minus infinity.
double cumulative(const Curve& curve, double t);

/// The first time at which `cumulative` reaches `amount` > 0; infinity when it never does.
double time_of_cumulative(const Curve& curve, double amount);

}  // namespace threat
