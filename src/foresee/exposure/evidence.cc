#include "foresee/exposure/evidence.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "base/instant.h"

namespace exposure {

namespace {

using inventory::Tells;

bool bears(const inventory::Fleet& fleet, const inventory::Holding& holding, const DeviceStanding& one,
           bool asks_windows) {
  if (one.component != Stock::none) return std::ranges::binary_search(fleet.of(holding), one.component);
  return asks_windows ? shows_system(fleet, holding) : shows_products(fleet.sources[holding.source]);
}

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

void let_age(const inventory::Fleet& fleet, bool asks_windows, std::string_view day, Exposed& exposed) {
  const std::vector<std::int32_t> good_until = last_days(fleet);
  for (const inventory::Holding& holding : fleet.holdings) {
    DeviceStanding& one = exposed.devices[holding.device];
    if (!bears(fleet, holding, one, asks_windows)) continue;
    if (one.source == Stock::none || good_until[one.source] < good_until[holding.source]) one.source = holding.source;
  }
  const std::int32_t today = base::day_number(day).value_or(std::numeric_limits<std::int32_t>::max());
  for (DeviceStanding& one : exposed.devices) {
    if (is_open(one.standing)) continue;
    if (one.source != Stock::none && good_until[one.source] >= today) continue;
    --exposed.count[static_cast<std::size_t>(one.standing)];
    one.standing = Standing::cannot_tell;
    one.stale = true;
    ++exposed.count[static_cast<std::size_t>(one.standing)];
    ++exposed.stale;
  }
}

}  // namespace exposure
