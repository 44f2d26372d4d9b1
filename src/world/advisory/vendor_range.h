#pragma once
// Ranges as vendors really write them in CSAF's product_version_range and elsewhere: "All versions < V14 SP1 Upd 9",
// "<= 15.2(7)E3", "7.0.x", "2.00 | 2.03", "vers:all/<V4.3". What can be read is read, with what had to be tolerated in
// words; what cannot is kept for a person, never guessed and never dropped.

#include <cstdint>
#include <string>
#include <string_view>

#include "world/advisory/version_range.h"

namespace advisory {

enum class Reading : std::uint8_t {
  exact,         ///< a vers specifier of a known scheme: nothing tolerated
  tolerant,      ///< read, with `note` saying what was tolerated
  for_a_person,  ///< not read; `note` says why
};

/// A range as it was read.
struct RangeReading {
  Reading reading = Reading::for_a_person;
  VersionRange range;  ///< of Scheme::vendor unless exact; meaningless for a person
  std::string note;

  /// Cannot tell when nobody has read the range yet.
  [[nodiscard]] Contains check(const Version& version) const {
    return reading == Reading::for_a_person ? Contains::cannot_tell : range.check(version);
  }
};

/// Never fails: what is not understood is for a person.
RangeReading read_range(std::string_view text);

}  // namespace advisory
