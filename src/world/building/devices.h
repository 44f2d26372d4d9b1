#pragma once
// The devices that inventories know, as an estate is built from them.

#include <string>
#include <vector>

#include "world/building/sources.h"
#include "world/inventory/fleet.h"
#include "world/inventory/inventory.h"
#include "world/inventory/sighting.h"

namespace building {

/// What a component says of the operating system, as a word: "windows-10", "windows-server-2008-r2", "linux"; empty
/// when it says nothing. Releases and editions of one system are one word: what tells them apart is exposure's.
std::string platform_of(const inventory::Component& component);

/// The devices of one organisation: what is believed of each, and its platform by its components. An installation of
/// Windows counts before a CPE of an operating system, that before packages of a distribution.
std::vector<Device> devices_of(const inventory::Fleet& fleet, const std::string& organisation,
                               const inventory::Beliefs& beliefs);

}  // namespace building
