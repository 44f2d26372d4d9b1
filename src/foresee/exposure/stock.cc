#include "foresee/exposure/stock.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace exposure {

namespace {

/// A text that two states of Windows share only when they are equal.
std::string key_of(const WindowsFound& found) {
  inventory::Component component;
  component.windows = found.windows;
  return inventory::key_of(component) + (found.whole_list ? "w" : "s");
}

}  // namespace

Stock::Stock(const inventory::Fleet& fleet, const advisory::Aliases& aliases) {
  ask_components(fleet, aliases);
  turn_round(fleet);
  join_windows(fleet);
}

std::span<const std::uint32_t> Stock::found_by(const std::string& key) const {
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? std::span<const std::uint32_t>() : std::span(found->second);
}

void Stock::ask_components(const inventory::Fleet& fleet, const advisory::Aliases& aliases) {
  asked_.reserve(fleet.components.size());
  for (std::uint32_t i = 0; i < fleet.components.size(); ++i) {
    asked_.push_back(ask(fleet.components[i], aliases));
    for (const Identity& identity : asked_.back().identities) by_key_[identity.key].push_back(i);
    if (asked_.back().identities.empty() && !fleet.components[i].windows) nameless_.push_back(i);
  }
}

/// Counting sort of (component, device) by component; devices come in rising, so they stay so.
void Stock::turn_round(const inventory::Fleet& fleet) {
  std::vector<std::uint32_t> last(fleet.components.size(), none);
  begin_.assign(fleet.components.size() + 1, 0);
  const auto each = [&](const auto& what) {
    std::ranges::fill(last, none);
    for (const inventory::Holding& holding : fleet.holdings) {
      for (const std::uint32_t component : fleet.of(holding)) {
        if (last[component] == holding.device) continue;  // two sources found the same
        last[component] = holding.device;
        what(component, holding.device);
      }
    }
  };
  each([&](std::uint32_t component, std::uint32_t) { ++begin_[component + 1]; });
  std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
  carriers_.resize(begin_.back());
  std::vector<std::size_t> next(begin_.begin(), begin_.end() - 1);
  each([&](std::uint32_t component, std::uint32_t device) { carriers_[next[component]++] = device; });
}

void Stock::join_windows(const inventory::Fleet& fleet) {
  windows_of_.assign(fleet.devices.size(), none);
  told_.assign(fleet.devices.size(), 0);
  std::unordered_map<std::string, std::uint32_t> numbers;  // by the state itself
  std::unordered_map<std::string, std::uint32_t> known;    // by what it was joined of
  for (std::size_t i = 0; i < fleet.holdings.size();) {
    const std::uint32_t device = fleet.holdings[i].device;
    const std::size_t begin = i;
    for (; i < fleet.holdings.size() && fleet.holdings[i].device == device; ++i) {
      const inventory::Source& source = fleet.sources[fleet.holdings[i].source];
      if (source.tells != inventory::Tells::hotfixes && source.tells != inventory::Tells::windows) told_[device] |= 1U;
      if (source.tells == inventory::Tells::packages) told_[device] |= 2U;  // a package manager is its system's
    }
    const std::vector<WindowsPart> parts = windows_parts(fleet, std::span(fleet.holdings).subspan(begin, i - begin));
    if (parts.empty()) continue;
    const auto [at, fresh] = known.emplace(key_of(parts), none);
    if (fresh) {
      WindowsFound found = joined(fleet, parts);
      const auto [number, first] = numbers.emplace(key_of(found), static_cast<std::uint32_t>(windows_.size()));
      if (first) windows_.push_back(std::move(found));
      at->second = number->second;
    }
    windows_of_[device] = at->second;
    const inventory::Windows& windows = windows_[at->second].windows;
    if (!windows.product.empty() || !windows.build.empty()) told_[device] |= 2U;
  }
}

}  // namespace exposure
