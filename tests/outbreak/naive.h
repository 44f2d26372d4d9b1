#pragma once
// The second implementation of the spread: device by device, attempt by attempt.
//
// Every spreading device makes each of its attempts, also those that hit an empty address, a closed conduit or a device
// that is not susceptible. It shares with the engine the tables that it reads and the events that it writes, and
// nothing else. Good for tens of devices and small address spaces.

#include <cstdint>
#include <vector>

#include "foresee/outbreak/outbreak.h"

namespace naive {

struct History {
  std::vector<outbreak::Event> events;
  std::vector<std::uint32_t> immune;  ///< [group] devices patched or protected by a signature
};

/// One replica, in order of time, up to and including the horizon. The vector of an infection by seeds, pressure,
/// supplier or mail is 0xffff (entry), as in the engine's events.
History run(const estate::Estate& estate, const threat::Threat& threat, const threat::Defence& defence,
            double horizon_s, std::uint64_t seed);

}  // namespace naive
