#pragma once
// What the fleet has, turned round: which component is found by which identity, and which devices carry it. Made once
// from a fleet; every distinct component is asked once, whoever carries it.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "foresee/exposure/answer.h"
#include "foresee/exposure/windows_parts.h"
#include "world/inventory/fleet.h"

namespace exposure {

class Stock {
 public:
  static constexpr std::uint32_t none = 0xFFFFFFFF;

  Stock(const inventory::Fleet& fleet, const advisory::Aliases& aliases);

  [[nodiscard]] const Asked& asked(std::uint32_t component) const { return asked_[component]; }
  /// Components found by an identity.
  [[nodiscard]] std::span<const std::uint32_t> found_by(const std::string& key) const;
  /// Devices that carry a component, rising.
  [[nodiscard]] std::span<const std::uint32_t> carriers(std::uint32_t component) const {
    return std::span(carriers_).subspan(begin_[component], begin_[component + 1] - begin_[component]);
  }
  /// Every distinct state of Windows, and which of them a device is in; `none` when nothing is known of it.
  [[nodiscard]] const std::vector<WindowsFound>& windows() const { return windows_; }
  [[nodiscard]] std::uint32_t windows_of(std::uint32_t device) const { return windows_of_[device]; }
  /// Whether some source listed this device's products; whether some source named its operating system.
  [[nodiscard]] bool lists_products(std::uint32_t device) const { return (told_[device] & 1U) != 0; }
  [[nodiscard]] bool names_system(std::uint32_t device) const { return (told_[device] & 2U) != 0; }
  /// Components that nothing can be found by.
  [[nodiscard]] const std::vector<std::uint32_t>& nameless() const { return nameless_; }

 private:
  void ask_components(const inventory::Fleet& fleet, const advisory::Aliases& aliases);
  void turn_round(const inventory::Fleet& fleet);
  void join_windows(const inventory::Fleet& fleet);

  std::vector<Asked> asked_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_key_;
  std::vector<std::size_t> begin_;
  std::vector<std::uint32_t> carriers_;
  std::vector<WindowsFound> windows_;
  std::vector<std::uint32_t> windows_of_;
  std::vector<std::uint8_t> told_;
  std::vector<std::uint32_t> nameless_;
};

}  // namespace exposure
