#pragma once
// By what a device is known: what sources have that tells it from others, brought into one form (docs/devices.md).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

namespace inventory {

/// From the strongest evidence that two sightings are of one device to the weakest.
enum class IdentifierKind : std::uint8_t {
  serial,     ///< the maker's serial number
  directory,  ///< the id of the device in a directory (Entra, Active Directory)
  asset,      ///< the id that one family of tools gives it, "intune:..."
  mac,        ///< the address of a network card
  name,       ///< the host name
};
inline constexpr int identifier_kinds = 5;

/// "serial number", "directory id", "asset id", "MAC address", "name"
std::string_view name_of(IdentifierKind kind);
std::optional<IdentifierKind> identifier_kind_from(std::string_view name);

struct Identifier {
  IdentifierKind kind = IdentifierKind::name;
  std::string value;  ///< of identifying()

  friend bool operator==(const Identifier&, const Identifier&) = default;
  friend bool operator<(const Identifier& a, const Identifier& b) {
    return std::tie(a.kind, a.value) < std::tie(b.kind, b.value);
  }
};

/// The one form of what a source has; empty when it identifies nothing: a maker's placeholder, a serial number of fewer
/// than 5 characters, the address of a group of cards or one that was made up for privacy, an IP address as a name.
std::string identifying(IdentifierKind kind, std::string_view as_given);

}  // namespace inventory
