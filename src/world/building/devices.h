#pragma once
// The devices that inventories know, as an estate is built from them.

#include <cstdint>
#include <string>
#include <vector>

#include "world/building/sources.h"
#include "world/inventory/fleet.h"
#include "world/inventory/inventory.h"
#include "world/inventory/sighting.h"

namespace building {

/// What a component says of the operating system, as a word: "windows-10", "windows-server-2008-r2", "linux"; empty
/// when it says nothing. Releases and editions of one system are one word: what tells them apart is exposure's.
/// `server`: what it is on is one, so that a build which both have is the server's.
std::string platform_of(const inventory::Component& component, bool server = false);

/// How surely a component tells what runs on its device.
enum class Tells : unsigned char { nothing, packages, name, cpe, windows };

/// What the components of a fleet say of operating systems. Each is read once, for all organisations.
class Platforms {
 public:
  /// Reads them, and answers which say anything.
  std::vector<bool> read(const std::vector<inventory::Component>& components);

  /// The devices of one organisation, an index into the fleet's: what is believed of each, and its platform by its
  /// components, which are those that were read. An installation of Windows counts before a CPE of an operating system,
  /// that before a name, that before packages of a distribution; but what says the same more exactly ("windows-7" and
  /// not "windows") before all of them.
  [[nodiscard]] std::vector<Device> devices_of(const inventory::Fleet& fleet, std::uint32_t organisation,
                                               const inventory::Beliefs& beliefs) const;

 private:
  struct Said {
    Tells by = Tells::nothing;
    std::string word;
    std::string on_server;  ///< the word where the device is a server
  };
  [[nodiscard]] std::string best_of(std::vector<const Said*>& said, bool server) const;

  std::vector<Said> said_;  ///< by component
};

}  // namespace building
