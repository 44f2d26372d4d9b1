#pragma once
// Devices of a fleet by what people call them. Private to foresee/exposure.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "world/advisory/id.h"
#include "world/inventory/fleet.h"

namespace exposure {

class DeviceIds {
 public:
  explicit DeviceIds(const inventory::Fleet& fleet) {
    devices_.reserve(fleet.devices.size());
    for (std::uint32_t i = 0; i < fleet.devices.size(); ++i) {
      const inventory::FleetDevice& device = fleet.devices[i];
      devices_.emplace(key_of(fleet.organisations[device.organisation], device.id), i);
    }
  }

  /// Letters of the device's id of either case.
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view organisation, std::string_view device) const {
    const auto found = devices_.find(key_of(organisation, device));
    return found == devices_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  static std::string key_of(std::string_view organisation, std::string_view device) {
    std::string key(organisation);
    key += '\0';
    return key += advisory::id_key(device);
  }

  std::unordered_map<std::string, std::uint32_t> devices_;
};

}  // namespace exposure
