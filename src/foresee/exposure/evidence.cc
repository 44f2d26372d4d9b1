#include "foresee/exposure/evidence.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/instant.h"

namespace exposure {

namespace {

using inventory::Tells;

/// Of several lists the one that is good longest.
class Longest {
 public:
  Longest(std::size_t size, const std::vector<std::int32_t>& good_until) : of_(size, Stock::none), until_(good_until) {}
  void take(std::size_t at, std::uint32_t source) {
    if (of_[at] == Stock::none || until_[of_[at]] < until_[source]) of_[at] = source;
  }
  [[nodiscard]] std::uint32_t operator[](std::size_t at) const { return of_[at]; }

 private:
  std::vector<std::uint32_t> of_;
  const std::vector<std::int32_t>& until_;
};

/// Of the lists that a state of Windows is known from, the one without which it no longer clears its device.
class WindowsBearer {
 public:
  WindowsBearer(const inventory::Fleet& fleet, const std::vector<std::int32_t>& good_until, const ClearsWindows& clears)
      : fleet_(fleet), good_until_(good_until), clears_(clears) {}

  /// `holdings`: of one device; Stock::none when none of them has Windows.
  std::uint32_t of(std::span<const inventory::Holding> holdings) {
    const std::vector<WindowsPart> parts = windows_parts(fleet_, holdings);
    if (parts.empty()) return Stock::none;
    if (parts.size() == 1) return parts.front().source;
    std::string key = key_of(parts);
    for (const WindowsPart& part : parts) key += std::to_string(good_until_[part.source]) + ',';
    const auto [at, fresh] = known_.emplace(std::move(key), 0);
    if (fresh) at->second = ending(parts);
    return parts[at->second].source;
  }

 private:
  [[nodiscard]] std::size_t ending(const std::vector<WindowsPart>& parts) const {
    std::size_t last = 0;
    for (const WindowsLeft& left : as_lists_end(parts, good_until_)) {
      last = left.ended;
      if (left.rest.empty() || !clears_(joined(fleet_, left.rest))) break;
    }
    return last;
  }

  const inventory::Fleet& fleet_;
  const std::vector<std::int32_t>& good_until_;
  const ClearsWindows& clears_;
  std::unordered_map<std::string, std::size_t> known_;  ///< by parts and when they end: which of them it is
};

/// What each device has, device by device, in the order of both.
class Holdings {
 public:
  explicit Holdings(const inventory::Fleet& fleet) : all_(fleet.holdings) {}
  std::span<const inventory::Holding> of(std::uint32_t device) {
    while (at_ < all_.size() && all_[at_].device < device) ++at_;
    std::size_t end = at_;
    while (end < all_.size() && all_[end].device == device) ++end;
    return all_.subspan(at_, end - at_);
  }

 private:
  std::span<const inventory::Holding> all_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<std::int32_t> last_days(const inventory::Fleet& fleet) {
  std::vector<std::int32_t> days;
  days.reserve(fleet.sources.size());
  for (const inventory::Source& source : fleet.sources) {
    const auto day = base::day_number(source.date);
    const int good_for = source.good_for > 0 ? source.good_for : good_for_days;
    days.push_back(day ? *day + good_for : std::numeric_limits<std::int32_t>::min());
  }
  return days;
}

bool shows_system(const inventory::Fleet& fleet, const inventory::Holding& holding) {
  const Tells tells = fleet.sources[holding.source].tells;
  if (tells == Tells::windows || tells == Tells::hotfixes || tells == Tells::packages) return true;
  return std::ranges::any_of(fleet.of(holding),
                             [&](std::uint32_t component) { return fleet.components[component].windows.has_value(); });
}

bool shows_products(const inventory::Source& source) {
  return source.tells == Tells::packages || source.tells == Tells::bill || source.tells == Tells::products;
}

void let_age(const inventory::Fleet& fleet, std::string_view day, const ClearsWindows& clears, Exposed& exposed) {
  const std::vector<std::int32_t> good_until = last_days(fleet);
  Longest products(fleet.devices.size(), good_until);
  Longest systems(fleet.devices.size(), good_until);
  Longest components(exposed.said.size(), good_until);
  const std::vector<std::size_t>& first = exposed.first;
  for (const inventory::Holding& holding : fleet.holdings) {
    if (shows_products(fleet.sources[holding.source])) products.take(holding.device, holding.source);
    if (shows_system(fleet, holding)) systems.take(holding.device, holding.source);
    for (std::size_t i = first[holding.device]; i < first[holding.device + 1]; ++i) {
      if (std::ranges::binary_search(fleet.of(holding), exposed.said[i].component)) components.take(i, holding.source);
    }
  }
  Holdings holdings(fleet);
  WindowsBearer windows(fleet, good_until, clears);
  const std::int32_t today = base::day_number(day).value_or(std::numeric_limits<std::int32_t>::max());
  for (DeviceStanding& one : exposed.devices) {
    // Of all that clears it what ends first; of what does not, what decided.
    bool borne = true;
    const auto bear = [&](std::uint32_t source) {
      borne &= source != Stock::none;
      if (borne && (one.source == Stock::none || good_until[source] < good_until[one.source])) one.source = source;
    };
    const bool open = is_open(one.standing);
    for (std::size_t i = first[one.device]; i < first[one.device + 1]; ++i) {
      if (!open || exposed.said[i].component == one.component) bear(components[i]);
    }
    if (open ? one.decided == Decided::by_system : one.on_system) {
      const std::uint32_t source = open ? Stock::none : windows.of(holdings.of(one.device));
      bear(source == Stock::none ? systems[one.device] : source);
    }
    if (!open && one.on_products) bear(products[one.device]);
    if (open || (borne && one.source != Stock::none && good_until[one.source] >= today)) continue;
    --exposed.count[static_cast<std::size_t>(one.standing)];
    one.standing = Standing::cannot_tell;
    one.stale = true;
    ++exposed.count[static_cast<std::size_t>(one.standing)];
    ++exposed.stale;
  }
}

}  // namespace exposure
