#pragma once
// What other tools found by themselves, beside what is matched here: two witnesses, of which neither overrules the
// other.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
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
  std::string subject;     ///< of several, one on which it disagrees, else one that is open
  bool open = false;       ///< it has this vulnerability, or lacks this update
  bool stale = false;      ///< it is older than its source is good for: it is shown, and disagrees with nothing
  bool disagrees = false;  ///< open, and nothing exposed was found; or closed, and the device is exposed to the same
};

/// What a finding is held against: everything that was worked out, before let_age(), since tools disagree about what
/// was seen, not about its age.
struct Matched {
  const Claims& claims;
  const Stock& stock;
  const Scope& scope;
  const WindowsVerdicts& windows;
  const Exposed& exposed;
};

/// By device, then by tool. Findings on devices that the fleet does not have are passed over. Of the updates against
/// one vulnerability one that is lacking is enough for a tool to say that the device has it.
std::vector<Witness> witnesses(const inventory::Fleet& fleet, const Matched& matched,
                               const std::vector<inventory::Testimony>& testimonies, std::string_view day);

}  // namespace exposure
