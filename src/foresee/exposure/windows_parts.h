#pragma once
// What each list says of one device's Windows, what they say together, and what is left of that as lists become too
// old.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "world/inventory/fleet.h"

namespace exposure {

/// What is known of a device's Windows, of all its sources together.
struct WindowsFound {
  inventory::Windows windows;
  bool whole_list = false;  ///< a source told all updates, not just some
  bool operator==(const WindowsFound&) const = default;
};

/// What one list says of it.
struct WindowsPart {
  std::uint32_t source = 0;     ///< index into Fleet::sources
  std::uint32_t component = 0;  ///< index into Fleet::components
  bool whole_list = false;
  bool overtaken = false;  ///< its updates: a whole list of a later day has the word
};

/// `holdings`: of one device. The earliest list first; none when no list has Windows.
std::vector<WindowsPart> windows_parts(const inventory::Fleet& fleet, std::span<const inventory::Holding> holdings);

/// What they say together: product and build of the latest that has them, updates of all that are not overtaken.
WindowsFound joined(const inventory::Fleet& fleet, std::span<const WindowsPart> parts);

/// The same for devices with the same parts, whatever lists they are of: most of a fleet has few states.
std::string key_of(std::span<const WindowsPart> parts);

/// What is left when a list, and all that end on its day, are too old.
struct WindowsLeft {
  std::size_t ended = 0;          ///< index into the parts: of the list
  std::vector<WindowsPart> rest;  ///< the earliest first
};

/// As days go by: the list that ends first, then the next; of the last nothing is left. `good_until`: of each source
/// the last day on which it is good.
std::vector<WindowsLeft> as_lists_end(std::span<const WindowsPart> parts, std::span<const std::int32_t> good_until);

}  // namespace exposure
