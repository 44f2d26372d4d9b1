#include "foresee/exposure/mitigations.h"

#include <algorithm>
#include <map>

#include "foresee/exposure/device_ids.h"
#include "world/advisory/id.h"

namespace exposure {

namespace {

/// What was said last of each vulnerability.
using OnDevice = std::map<std::string, const inventory::Mitigation*>;

}  // namespace

Mitigated mitigated(const inventory::Fleet& fleet, const Exposed& exposed,
                    const std::vector<std::string>& vulnerabilities,
                    const std::vector<inventory::Mitigation>& mitigations, std::string_view day) {
  Mitigated all;
  if (mitigations.empty()) return all;
  const DeviceIds ids(fleet);
  std::map<std::uint32_t, OnDevice> devices;
  for (const inventory::Mitigation& one : mitigations) {
    const auto device = ids.find(one.organisation, one.device);
    const std::string vulnerability = advisory::id_key(one.vulnerability);
    const bool asked = std::ranges::binary_search(vulnerabilities, vulnerability);
    if (!device || !asked || one.date > day || !is_open(exposed.devices[*device].standing)) continue;
    devices[*device][vulnerability] = &one;
  }
  for (const auto& [device, on] : devices) {
    const inventory::Mitigation* first = nullptr;
    std::size_t holding = 0;
    for (const auto& [vulnerability, one] : on) {
      if (one->until < day) continue;
      ++holding;
      if (first == nullptr || one->until < first->until) first = one;
    }
    if (holding == vulnerabilities.size()) {
      all.devices.push_back({device, *first});
    } else if (holding < on.size()) {
      ++all.expired;
    }
  }
  return all;
}

const inventory::Mitigation* mitigation_of(const Mitigated& mitigated, std::uint32_t device) {
  const auto found = std::ranges::lower_bound(mitigated.devices, device, {}, &MitigatedDevice::device);
  return found == mitigated.devices.end() || found->device != device ? nullptr : &found->by;
}

}  // namespace exposure
