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

namespace {

/// What one source says of a device's Windows.
struct Part {
  std::string_view date;
  std::uint32_t component = 0;
  bool whole_list = false;
  bool overtaken = false;  ///< its updates: a whole list of a later day has the word
};

/// What a whole list of a later day no longer has was removed, or the system was installed anew.
void overtake(std::vector<Part>& parts) {
  const auto day = [](const Part& part) { return part.date.substr(0, 10); };
  std::string_view whole_on;
  for (const Part& part : parts) whole_on = part.whole_list ? std::max(whole_on, day(part)) : whole_on;
  for (Part& part : parts) part.overtaken = !part.date.empty() && day(part) < whole_on;
}

/// The same for devices with the same parts: most of a fleet has few states, and lists of updates are long.
std::string key_of(const std::vector<Part>& parts) {
  std::string key;
  for (const Part& part : parts) {
    key.append(reinterpret_cast<const char*>(&part.component), sizeof part.component);
    key += static_cast<char>((part.whole_list ? 1 : 0) + (part.overtaken ? 2 : 0));
  }
  return key;
}

WindowsFound joined(const std::vector<Part>& parts, const std::vector<inventory::Component>& components) {
  WindowsFound found;
  for (const Part& part : parts) {
    inventory::Windows windows = *components[part.component].windows;
    if (part.overtaken) windows.updates.clear();
    found.windows = inventory::joined(found.windows, windows);
    found.whole_list |= part.whole_list;
  }
  return found;
}

}  // namespace

void Stock::join_windows(const inventory::Fleet& fleet) {
  windows_of_.assign(fleet.devices.size(), none);
  told_.assign(fleet.devices.size(), 0);
  std::unordered_map<std::string, std::uint32_t> numbers;  // by the state itself
  std::unordered_map<std::string, std::uint32_t> known;    // by what it was joined of
  std::vector<Part> parts;
  for (std::size_t i = 0; i < fleet.holdings.size();) {
    const std::uint32_t device = fleet.holdings[i].device;
    parts.clear();
    for (; i < fleet.holdings.size() && fleet.holdings[i].device == device; ++i) {
      const inventory::Source& source = fleet.sources[fleet.holdings[i].source];
      if (source.tells != inventory::Tells::hotfixes && source.tells != inventory::Tells::windows) told_[device] |= 1U;
      if (source.tells == inventory::Tells::packages) told_[device] |= 2U;  // a package manager is its system's
      for (const std::uint32_t component : fleet.of(fleet.holdings[i])) {
        if (!fleet.components[component].windows) continue;
        parts.push_back({source.date, component, source.tells == inventory::Tells::windows});
      }
    }
    if (parts.empty()) continue;
    std::ranges::stable_sort(parts, {}, &Part::date);
    overtake(parts);
    const auto [at, fresh] = known.emplace(key_of(parts), none);
    if (fresh) {
      WindowsFound found = joined(parts, fleet.components);
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
