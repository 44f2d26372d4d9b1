#include "world/inventory/later_dates.h"

#include <algorithm>
#include <string>

namespace inventory {

std::size_t forget_later_dates(Inventory& list, std::string_view day) {
  const auto is_later = [&](std::string_view date) { return date.substr(0, day.size()) > day; };
  std::size_t forgotten = 0;
  std::string latest;
  for (Device& device : list.devices) {
    if (is_later(device.date)) {
      device.date.clear();
      device.undated = true;
      ++forgotten;
    }
    latest = std::max(latest, device.date);
  }
  if (!is_later(list.date)) return forgotten;
  list.date = latest;
  for (Device& device : list.devices) {
    if (!device.date.empty() || device.undated) continue;
    device.undated = true;  // it had the list's
    ++forgotten;
  }
  return forgotten;
}

}  // namespace inventory
