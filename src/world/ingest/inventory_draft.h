#pragma once
// An inventory while it is read: devices and components are kept once each, and what a reader may become is bounded.
// Private to the readers of inventories.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"
#include "world/ingest/inventory.h"
#include "world/inventory/inventory.h"

namespace ingest::inventories {

/// Most that one file may become. A file that has more is refused whole, so that no list is cut short unnoticed.
struct InventoryLimits {
  std::size_t devices = 1'000'000;
  std::size_t components = 5'000'000;        ///< distinct ones
  std::size_t device_components = 200'000;   ///< of one device
  std::size_t all_components = 100'000'000;  ///< of all devices together
};

/// Longest text of a field other than purl and cpe, in bytes; most updates of one Windows.
inline constexpr std::size_t field_bytes_most = 1000;
inline constexpr std::size_t updates_most = 20'000;

/// The place of a component's field, for problems: "row 3, column purl".
using PlaceOf = std::function<std::string(std::string_view field)>;

/// Brings purl and CPE into their canonical form. Problems: those that are wrong, which are taken off.
base::Problems spell_identifiers(inventory::Component& component, const std::string& file, const PlaceOf& place);

/// What is wrong with texts of a component: too long, not UTF-8, control characters.
base::Problems check_texts(const inventory::Component& component, const std::string& file, const PlaceOf& place);

/// What is wrong with a text: too long, not UTF-8, more than one line; nothing when it is good.
std::optional<std::string> complaint(std::string_view text, std::size_t bytes_most);

/// The list names no device, and what was given is none.
base::Problem no_device(const std::string& file, std::string_view device);

class Draft {
 public:
  Draft(const std::string& file, std::string tool, inventory::Tells tells, const InventoryLimits& limits = {});

  /// A device by its id: the same id is the same device. Nothing, and told, when that is no id.
  std::optional<std::uint32_t> device(std::string_view id, const std::string& place);
  /// Where a device stands. False when it was said to stand elsewhere.
  bool stands_in(std::uint32_t device, std::string_view site, std::string_view zone);
  /// By what it is known; what identifies nothing (inventory::identifying) is left.
  void identify(std::uint32_t device, inventory::IdentifierKind kind, std::string_view as_given);
  /// What it is called, what kind of device it is, its IP address: the first that is said.
  void describe(std::uint32_t device, std::string_view name, std::string_view kind, std::string_view address);
  /// When it was seen, as seen_date() writes it: the latest counts, for it and for the list. Devices that were not
  /// said to be seen any day have the day that the list was collected, or none.
  void seen(std::uint32_t device, const std::string& date);
  [[nodiscard]] bool has_identifiers(std::uint32_t device) const {
    return !reading_.inventory.devices[device].identifiers.empty();
  }
  /// A component of a device. Refused with a text that is wrong; identifiers that are wrong are told and taken off, the
  /// component stays.
  void put(std::uint32_t device, inventory::Component component, const PlaceOf& place);
  /// What the tool found by itself.
  void find(std::uint32_t device, inventory::Finding finding);
  /// Inventory::good_for
  void good_for(int days) { reading_.inventory.good_for = days; }
  /// When it was collected: a day or an instant; the latest counts. False when it is neither.
  bool collected(std::string_view date);

  void refuse(const std::string& place, std::string_view value, std::string what, std::string mend);
  void refuse(const base::Problems& problems) { reading_.refused.add(problems); }
  /// Whether a limit was passed: what follows need not be read.
  [[nodiscard]] bool full() const { return !full_.empty(); }
  [[nodiscard]] const std::string& file() const { return reading_.inventory.source; }

  /// All of it, sorted. A list that should be whole and lacks what was refused tells no more than its rows. Problem: a
  /// limit was passed.
  base::Result<InventoryReading> done() &&;

 private:
  void pass_limit(std::size_t most, std::string_view what);

  InventoryReading reading_;
  InventoryLimits limits_;
  std::unordered_map<std::string, std::uint32_t> devices_;
  std::unordered_map<std::string, std::uint32_t> components_;
  std::unordered_map<std::string, std::uint32_t> findings_;
  std::string collected_;  ///< the list; empty: not said
  std::size_t all_ = 0;
  base::Problems full_;
};

}  // namespace ingest::inventories
