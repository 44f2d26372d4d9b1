#include "foresee/exposure/windows_parts.h"

#include <algorithm>
#include <string_view>

namespace exposure {

namespace {

std::string_view day_of(const inventory::Fleet& fleet, const WindowsPart& part) {
  return std::string_view(fleet.sources[part.source].date).substr(0, 10);
}

/// What a whole list of a later day no longer has was removed, or the system was installed anew.
void overtake(const inventory::Fleet& fleet, std::vector<WindowsPart>& parts) {
  std::string_view whole_on;
  for (const WindowsPart& part : parts) whole_on = part.whole_list ? std::max(whole_on, day_of(fleet, part)) : whole_on;
  for (WindowsPart& part : parts) {
    const std::string_view day = day_of(fleet, part);
    part.overtaken = !day.empty() && day < whole_on;
  }
}

}  // namespace

std::vector<WindowsPart> windows_parts(const inventory::Fleet& fleet, std::span<const inventory::Holding> holdings) {
  std::vector<WindowsPart> parts;
  for (const inventory::Holding& holding : holdings) {
    const bool whole = fleet.sources[holding.source].tells == inventory::Tells::windows;
    for (const std::uint32_t component : fleet.of(holding)) {
      if (fleet.components[component].windows) parts.push_back({holding.source, component, whole, false});
    }
  }
  if (parts.size() < 2) return parts;
  std::ranges::stable_sort(
      parts, {}, [&](const WindowsPart& part) -> std::string_view { return fleet.sources[part.source].date; });
  overtake(fleet, parts);
  return parts;
}

WindowsFound joined(const inventory::Fleet& fleet, std::span<const WindowsPart> parts) {
  WindowsFound found;
  for (const WindowsPart& part : parts) {
    inventory::Windows windows = *fleet.components[part.component].windows;
    if (part.overtaken) windows.updates.clear();
    found.windows = inventory::joined(found.windows, windows);
    found.whole_list |= part.whole_list;
  }
  return found;
}

std::string key_of(std::span<const WindowsPart> parts) {
  std::string key;
  for (const WindowsPart& part : parts) {
    key.append(reinterpret_cast<const char*>(&part.component), sizeof part.component);
    key += static_cast<char>((part.whole_list ? 1 : 0) + (part.overtaken ? 2 : 0));
  }
  return key;
}

std::vector<WindowsLeft> as_lists_end(std::span<const WindowsPart> parts, std::span<const std::int32_t> good_until) {
  std::vector<std::size_t> order(parts.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto until = [&](std::size_t part) { return good_until[parts[part].source]; };
  std::ranges::stable_sort(order, {}, until);
  std::vector<WindowsLeft> all;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i > 0 && until(order[i]) == until(order[i - 1])) continue;
    WindowsLeft& left = all.emplace_back(WindowsLeft{order[i], {}});
    for (const WindowsPart& part : parts) {
      if (good_until[part.source] > until(order[i])) left.rest.push_back(part);
    }
  }
  return all;
}

}  // namespace exposure
