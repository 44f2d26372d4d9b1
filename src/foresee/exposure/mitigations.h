#pragma once
// Devices that are exposed, or may be, and that something else than a patch keeps, or somebody answers for.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "foresee/exposure/exposed.h"
#include "world/inventory/mitigation.h"

namespace exposure {

struct MitigatedDevice {
  std::uint32_t device = 0;
  inventory::Mitigation by;  ///< of several vulnerabilities, the one that ends first
};

struct Mitigated {
  std::vector<MitigatedDevice> devices;  ///< exposed, or may be; by number
  std::size_t expired = 0;               ///< devices that are open and whose mitigation has ended
};

/// A device is mitigated on `day` ("2017-05-12") when every one of `vulnerabilities` (as vulnerabilities_of() answers
/// them) is. It stays as exposed as it was. Of what was said of one vulnerability on one device the last that was said
/// by that day counts; `mitigations` has it behind the earlier ones.
Mitigated mitigated(const inventory::Fleet& fleet, const Exposed& exposed,
                    const std::vector<std::string>& vulnerabilities,
                    const std::vector<inventory::Mitigation>& mitigations, std::string_view day);

/// What is said of this device; nullptr: nothing that holds.
const inventory::Mitigation* mitigation_of(const Mitigated& mitigated, std::uint32_t device);

}  // namespace exposure
