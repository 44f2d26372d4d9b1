#pragma once
// What one source says of one device, and what all of them together make of the devices of an organisation.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "world/inventory/identifier.h"
#include "world/inventory/join.h"

namespace inventory {

/// Empty texts: the source does not say.
struct Sighting {
  std::string tool;
  std::string id;    ///< unique in its organisation and tool
  std::string name;  ///< as the source writes it, when `id` is not it
  std::string date;  ///< when it was seen: an instant of RFC 3339, or a day
  std::string file;  ///< of the list that it is of
  std::string site;
  std::string zone;
  std::string kind;                     ///< "server", "infusion pump"
  std::string address;                  ///< IP address
  std::vector<Identifier> identifiers;  ///< in order, each once
};

/// By what a sighting is joined: its identifiers, with an asset id when it has none ("tool:id"), and with its id as a
/// name when the source has no other.
std::vector<Identifier> identifiers_of(const Sighting& sighting);

/// What is believed of a device: each fact from the latest sighting that has it.
struct Believed {
  std::string id;  ///< unique in the organisation, letters of either case
  std::string site;
  std::string zone;
  std::string kind;
  std::string address;
  std::string date;                      ///< when it was seen last
  std::vector<std::uint32_t> sightings;  ///< the latest first; of one date by tool, file and id, the last first
};

struct Beliefs {
  std::vector<Believed> devices;  ///< by their ids
  std::vector<Conflict> conflicts;
};

/// The devices that sightings of one organisation are of. The same whatever their order.
///
/// A device is called what a source without identifiers calls it, else by its host name, else by its serial number or
/// what else identifies it; devices that would be called the same are told apart by what identifies them.
Beliefs believed(std::span<const Sighting> sightings);

}  // namespace inventory
