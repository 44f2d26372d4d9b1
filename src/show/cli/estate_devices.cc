#include "show/cli/estate_devices.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string_view>

#include "world/building/devices.h"
#include "world/store/store.h"

namespace cli {

base::Result<StoredDevices> stored_devices(const std::string& store,
                                           const std::vector<building::OrganisationRow>& organisations) {
  auto opened = store::Store::open(store);
  if (!opened) return tl::unexpected(opened.error());
  building::Platforms platforms;
  const auto fleet =
      opened->fleet(organisations.size() == 1 ? std::optional(organisations.front().id) : std::nullopt,
                    [&](const std::vector<inventory::Component>& components) { return platforms.read(components); });
  if (!fleet) return tl::unexpected(fleet.error());
  std::set<std::string_view> wanted;
  for (const building::OrganisationRow& row : organisations) wanted.insert(row.id);
  StoredDevices stored;
  for (std::uint32_t i = 0; i < fleet->organisations.size(); ++i) {
    if (!wanted.contains(fleet->organisations[i])) {
      const auto& of = &inventory::FleetDevice::organisation;
      stored.of_others += static_cast<std::uint64_t>(std::ranges::upper_bound(fleet->devices, i, {}, of) -
                                                     std::ranges::lower_bound(fleet->devices, i, {}, of));
      continue;
    }
    const auto sightings = opened->sightings(fleet->organisations[i]);
    if (!sightings) return tl::unexpected(sightings.error());
    std::ranges::move(platforms.devices_of(*fleet, i, inventory::believed(*sightings)),
                      std::back_inserter(stored.devices));
  }
  return stored;
}

}  // namespace cli
