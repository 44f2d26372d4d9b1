#pragma once
// What other tools found by themselves, beside what is matched here: two witnesses, of which neither overrules the
// other.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "foresee/exposure/exposed.h"
#include "world/inventory/testimony.h"

namespace exposure {

/// Of what a finding can be that bears on these vulnerabilities or advisories: the vulnerabilities, and the updates
/// that are advised against them.
std::vector<std::string> subjects_of(const Claims& claims, const std::vector<std::string>& ids);

/// What one tool says of one device.
struct Witness {
  std::uint32_t device = 0;
  std::string tool;
  std::string file;
  std::string date;
  std::string subject;     ///< of several, one that is open
  bool open = false;       ///< it has one of the vulnerabilities, or lacks an update against them
  bool disagrees = false;  ///< with the standing: open, and nothing exposed was found; or closed, and it is exposed
};

/// By device, then by tool. Findings on devices that the fleet does not have are passed over. Call it before let_age():
/// tools disagree about what was seen, not about its age.
std::vector<Witness> witnesses(const inventory::Fleet& fleet, const Exposed& exposed,
                               const std::vector<inventory::Testimony>& testimonies);

}  // namespace exposure
