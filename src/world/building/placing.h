#pragma once
// Zones from a list of prefixes, and the zone of each device.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "world/building/draft.h"
#include "world/building/sources.h"

namespace building {

/// A zone of one organisation. A zone is what its site and its use make it: firewalls treat such prefixes alike.
struct ZoneDraft {
  std::string id;
  std::string site;     ///< spelling_of() what the list says; empty: none
  std::string purpose;  ///< as a word
  bool in_internet = false;
  std::vector<const Subnet*> subnets;  ///< none: it has as many addresses as its devices are thought to need
  double addresses = 0;
  std::uint64_t devices = 0;
};

/// Where a device stands, and how that is known.
struct Place {
  std::size_t zone = 0;
  bool assumed = false;
};

/// The zones of one organisation and the way to them. Keeps pointers into the subnets that it was given.
class Zones {
 public:
  /// `subnets`: of this organisation alone, none overlapping another.
  Zones(const std::string& organisation, const std::vector<const Subnet*>& subnets, Draft& draft);

  /// By the zone that the inventory names, then by the address, then by the site and what devices of its kind are used
  /// for; else in a zone of those of which nothing is known. A zone never has more devices than addresses. A device
  /// without a site stands at the only one; where no prefix has a site any device may stand in its zone.
  Place place(const Device& device);

  [[nodiscard]] const std::vector<ZoneDraft>& all() const { return zones_; }
  [[nodiscard]] const std::string& organisation() const { return organisation_; }
  /// All devices are placed: the zone without prefixes gets its addresses.
  void finish();

 private:
  struct Span {
    std::uint32_t first, last;
    std::size_t zone;
  };
  std::optional<std::size_t> by_address(std::string_view addresses) const;
  std::optional<std::size_t> by_site(const Device& device, const std::string& use) const;
  std::size_t unplaced();
  [[nodiscard]] bool has_room(std::size_t zone) const;

  std::string organisation_;
  Draft& draft_;
  std::vector<ZoneDraft> zones_;
  std::vector<Span> spans_;  ///< by first address
  std::map<std::string, std::size_t> by_id_;
  std::optional<std::size_t> unplaced_;
  bool one_site_ = false;  ///< all prefixes are at one site, or none says where it is
  bool no_sites_ = false;
};

/// The first IPv4 address in a text; nothing when there is none. What follows it is left in `text`.
std::optional<std::uint32_t> next_address(std::string_view& text);

/// Whether an address is of the private ranges of RFC 1918, or of RFC 6598.
bool is_private(std::uint32_t address);
/// The private range that a prefix holds with more around it, "10.0.0.0/8" of 8.0.0.0/6; empty when there is none, so
/// that the prefix is private as a whole or not at all.
std::string_view private_within(std::uint32_t first, std::uint32_t last);

/// What a device of this kind and platform is used for, as a word.
const Default& use_of(const Device& device, const Defaults& defaults);

}  // namespace building
