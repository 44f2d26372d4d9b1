#include "foresee/exposure/movement.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

#include "foresee/exposure/device_ids.h"

namespace exposure {

namespace {

bool stands_alike(const DeviceStanding& a, const DeviceStanding& b) {
  return a.standing == b.standing && a.stale == b.stale;
}

bool is_exposed(const std::optional<DeviceStanding>& one) {
  return one && one->standing == Standing::affected;
}

void add_devices(const View& was, const View& is, std::vector<DeviceMove>& moves) {
  const DeviceIds before(was.fleet);
  const DeviceIds after(is.fleet);
  const auto name = [](const View& view, std::uint32_t device) {
    const inventory::FleetDevice& one = view.fleet.devices[device];
    return std::pair(view.fleet.organisations[one.organisation], one.id);
  };
  for (const DeviceStanding& one : is.exposed.devices) {
    auto [organisation, device] = name(is, one.device);
    const auto known = before.find(organisation, device);
    if (known && stands_alike(was.exposed.devices[*known], one)) continue;
    moves.push_back({std::move(organisation), std::move(device),
                     known ? std::optional(was.exposed.devices[*known]) : std::nullopt, one});
  }
  for (const DeviceStanding& one : was.exposed.devices) {
    auto [organisation, device] = name(was, one.device);
    if (!after.find(organisation, device)) {
      moves.push_back({std::move(organisation), std::move(device), one, std::nullopt});
    }
  }
  std::ranges::sort(moves, [](const DeviceMove& a, const DeviceMove& b) {
    return std::tie(a.organisation, a.device) < std::tie(b.organisation, b.device);
  });
}

}  // namespace

Movement movement(const View& was, const View& is) {
  Movement all;
  all.was = was.coverage.count;
  add_devices(was, is, all.devices);
  std::map<std::string, OrganisationMove> organisations;
  for (const OrganisationCoverage& one : was.coverage.organisations) organisations[one.id].was = one.position;
  for (const OrganisationCoverage& one : is.coverage.organisations) organisations[one.id].is = one.position;
  for (const DeviceMove& move : all.devices) {
    OrganisationMove& one = organisations[move.organisation];
    if (is_exposed(move.is)) {
      ++(is_exposed(move.was) ? one.other : one.opened);
    } else if (is_exposed(move.was) && move.is && !is_open(move.is->standing)) {
      ++one.closed;
    } else {
      ++one.other;
    }
    if (!move.is || move.is->source == Stock::none) continue;
    const std::string_view day = std::string_view(is.fleet.sources[move.is->source].date).substr(0, 10);
    if (one.newest < day) one.newest = day;
  }
  for (auto& [id, one] : organisations) {
    one.id = id;
    const bool moved = one.was != one.is || one.closed + one.opened + one.other > 0;
    if (moved) all.organisations.push_back(std::move(one));
  }
  return all;
}

}  // namespace exposure
