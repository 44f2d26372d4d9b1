#pragma once
// What is believed of the devices of organisations, and what their sources say, as text, JSON and CSV.

#include <cstddef>
#include <string>
#include <vector>

#include "world/inventory/sighting.h"

namespace report {

/// Of one organisation.
struct DevicesOf {
  std::string organisation;
  std::vector<inventory::Sighting> sightings;
  inventory::Beliefs beliefs;  ///< of which the devices that are shown are kept
  std::size_t devices_in_all = 0;
};

/// For people: each device with its sources and what ties these together.
std::string device_list_text(const std::vector<DevicesOf>& all, bool colour);
/// For people: what would be joined and was not, and why.
std::string device_conflicts_text(const std::vector<DevicesOf>& all, bool colour);
/// Both, for programs: schema cordon-devices/1.
std::string device_list_json(const std::vector<DevicesOf>& all);
/// A row for each source of each device.
std::string device_list_csv(const std::vector<DevicesOf>& all);

}  // namespace report
