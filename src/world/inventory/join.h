#pragma once
// Which sightings are of one device. What several sources say of one device arrives as several rows; docs/devices.md
// has the rules.
//
// Sightings are joined by serial number, then directory id, then asset id, then MAC address, then name. At each step a
// value joins what bears it, unless stronger evidence tells these apart: different serial numbers, different directory
// ids, or two ids that one family of tools gave. What a value would join against such evidence is listed and not
// guessed. The answer depends on the set of sightings only, not on their order.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "world/inventory/identifier.h"

namespace inventory {

/// A value that would join devices which stronger evidence tells apart; it joins nothing.
struct Conflict {
  Identifier by;
  std::vector<std::uint32_t> sightings;  ///< that bear it, rising
  IdentifierKind against =
      IdentifierKind::serial;  ///< what tells them apart; == by.kind: one tool gives it to too many
};

struct Join {
  std::vector<std::uint32_t> device;  ///< of each sighting: the lowest sighting of its device
  std::vector<Conflict> conflicts;    ///< by what they are by
};

/// One tool that gives a serial number or directory id to more sightings than this has no such number there, but a
/// placeholder.
inline constexpr std::size_t duplicates_most = 3;

/// Joins sightings of one organisation by their identifiers. Every sighting has exactly one asset id, "family:id".
Join join(std::span<const std::vector<Identifier>> sightings);

}  // namespace inventory
