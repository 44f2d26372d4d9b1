#include "foresee/exposure/mitigations.h"

#include <algorithm>
#include <map>
#include <set>

#include "foresee/exposure/device_ids.h"
#include "world/advisory/id.h"

namespace exposure {

namespace {

struct OnDevice {
  std::set<std::string> held;  ///< vulnerabilities that something stands before
  const inventory::Mitigation* first = nullptr;
  bool expired = false;
};

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
    OnDevice& on = devices[*device];
    if (one.until < day) {
      on.expired = true;
      continue;
    }
    on.held.insert(vulnerability);
    if (on.first == nullptr || one.until < on.first->until) on.first = &one;
  }
  for (const auto& [device, on] : devices) {
    if (on.held.size() == vulnerabilities.size()) {
      all.devices.push_back({device, *on.first});
    } else if (on.expired) {
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
