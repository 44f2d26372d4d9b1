#pragma once
// The harm of an outbreak worked out the slow and plain way: every service in every step, nothing remembered but what
// the method says. Shares no code with the fast one.

#include "foresee/harm/harm.h"

namespace slow {

/// Same meaning as harm::Harm, but all losses are in `losses`, sorted, without empty ones.
harm::Harm assess(const estate::Estate& estate, const threat::Defence& defence, base::Instant start, double horizon_s,
                  const outbreak::Outbreak& outbreak, std::uint64_t seed);

}  // namespace slow
