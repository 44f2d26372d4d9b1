#pragma once
// What was found on devices, by one source at one time.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "world/advisory/version.h"
#include "world/inventory/identifier.h"
#include "world/inventory/windows.h"

namespace inventory {

/// Something on a device that an advisory may speak of. Empty texts: the source does not say. What has neither purl nor
/// cpe, name or Windows has no usable identifier: it is kept, counted and listed.
struct Component {
  std::string purl;  ///< canonical, with its version
  std::string cpe;   ///< 2.3
  std::string vendor;
  std::string name;
  std::string version;
  std::optional<advisory::Scheme> scheme;  ///< by what rule the version is ordered, when the source settles it
  std::string model;                       ///< model number, of a device's own firmware
  std::optional<Windows> windows;          ///< this is an installation of Windows

  friend bool operator==(const Component&, const Component&) = default;
};

/// A text that two components share only when they are equal.
std::string key_of(const Component& component);

/// What a source tells completely, so that a product that is not in it is not on the device.
enum class Tells : std::uint8_t {
  hotfixes,  ///< some updates only
  windows,   ///< the operating system with its updates
  packages,  ///< all packages of a package manager
  bill,      ///< the parts of one product (a bill of materials)
  products,  ///< what its rows name, no more
};

/// "hotfixes", "windows", "packages", "bill", "products"
std::string_view name_of(Tells tells);
std::optional<Tells> tells_from(std::string_view name);

/// What a tool found by itself: a witness beside what is matched here.
struct Finding {
  std::string subject;  ///< a vulnerability, "CVE-2017-0144", or an update, "KB4012212"
  bool open = true;  ///< the device has the vulnerability, or lacks the update; false: the tool says that it does not

  friend bool operator==(const Finding&, const Finding&) = default;
};

/// One device as one source has it. Empty texts: the source does not say.
struct Device {
  std::string id;  ///< unique in the list: a serial number, a host name, a number of the tool's own
  std::string site;
  std::string zone;                         ///< of the estate
  std::vector<std::uint32_t> components{};  ///< indexes into Inventory::components, in order, each once
  std::vector<Identifier> identifiers{};    ///< in order, each once; none: the id is taken for its name
  std::string name{};                       ///< as the source writes it, when `id` is not it
  std::string date{};                       ///< when it was seen; empty: the list's date
  std::string kind{};                       ///< "server", "infusion pump"
  std::string address{};                    ///< IP address
  std::vector<std::uint32_t> findings{};    ///< indexes into Inventory::findings, in order, each once
  bool undated = false;                     ///< its date is not believed: it has none, whatever the list's
};

/// Most days that a list can be said to be good for.
inline constexpr int good_for_most = 3650;

struct Inventory {
  std::string organisation;  ///< filled in by the face
  std::string source;        ///< file, as the user gave it
  std::string tool;          ///< "systeminfo", "get-hotfix", "dpkg", "rpm", "cyclonedx", "csv", "intune-devices"
  Tells tells = Tells::products;
  std::string date;  ///< when it was collected, as an instant of RFC 3339, or a day; empty: the source does not say
  int good_for = 0;  ///< days that what it tells is good for; 0: as usual (exposure::good_for_days)
  std::size_t refused = 0;            ///< rows that could not be understood: devices that nobody may know of
  std::vector<Component> components;  ///< each once
  std::vector<Finding> findings;      ///< each once
  std::vector<Device> devices;        ///< by id, each once
};

}  // namespace inventory
