#include "show/cli/store_reading.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "show/cli/embedded.h"
#include "show/cli/exposure_inputs.h"
#include "world/ingest/aliases.h"
#include "world/ingest/text.h"
#include "world/ingest/windows_tables.h"

namespace cli {

namespace {

bool before(const advisory::Advisory& a, const advisory::Advisory& b) {
  return std::tie(a.feed, a.publisher, a.id) < std::tie(b.feed, b.publisher, b.id);
}

bool same(const advisory::Advisory& a, const advisory::Advisory& b) {
  return !before(a, b) && !before(b, a);
}

/// The fleet with one device only.
void keep_only(std::uint32_t device, inventory::Fleet& fleet) {
  std::erase_if(fleet.holdings, [&](const inventory::Holding& holding) { return holding.device != device; });
  for (inventory::Holding& holding : fleet.holdings) holding.device = 0;
  fleet.devices = {fleet.devices[device]};
}

}  // namespace

base::Result<advisory::Aliases> aliases() {
  return ingest::parse_aliases("aliases.csv", embedded(product_tables(), "aliases.csv"));
}

exposure::Claims claims_of(std::vector<advisory::Advisory> advisories, advisory::Aliases names) {
  exposure::Claims claims(std::move(names));
  for (advisory::Advisory& one : advisories) claims.add(std::move(one));
  return claims;
}

base::Result<inventory::Fleet> fleet_of(store::Store& opened, const std::string& store, const std::string& organisation,
                                        const store::Store::Wanted& wanted, const std::string& day, bool expected) {
  auto fleet = opened.fleet(organisation.empty() ? std::nullopt : std::optional(organisation), wanted, day);
  if (fleet && !organisation.empty() && fleet->organisations.empty() && !expected) {
    return tl::unexpected(base::Problem{store, "--organisation", ingest::shown(organisation),
                                        "has no inventory in the store",
                                        "import one: cordon inventory import --organisation"});
  }
  return fleet;
}

base::Result<inventory::Fleet> devices_of(store::Store& opened, const std::string& store,
                                          const std::string& organisation, const std::string& device,
                                          const std::string& day) {
  auto fleet = fleet_of(opened, store, organisation, store::Store::Wanted(), day, false);
  if (!fleet || device.empty()) return fleet;
  const auto found = find_device(*fleet, device);
  if (!found) return tl::unexpected(base::Problems(unknown_device("--device", device)));
  keep_only(*found, *fleet);
  return fleet;
}

base::Result<std::vector<advisory::Advisory>> advisories_of(store::Store& opened, const std::vector<std::string>& ids) {
  std::vector<advisory::Advisory> advisories;
  for (const std::string& one : ids) {
    auto found = opened.advisories_of(one);
    if (!found) return tl::unexpected(found.error());
    std::ranges::move(*found, std::back_inserter(advisories));
  }
  // One that speaks of several of them came several times.
  std::ranges::stable_sort(advisories, before);
  advisories.erase(std::unique(advisories.begin(), advisories.end(), same), advisories.end());
  return advisories;
}

base::Result<exposure::WindowsRules> rules_of(const exposure::Claims& claims, store::Store& store) {
  auto updates = store.windows_updates();
  if (!updates) return tl::unexpected(updates.error());
  auto builds = ingest::parse_windows_builds("windows_builds.csv", embedded(product_tables(), "windows_builds.csv"));
  if (!builds) return tl::unexpected(builds.error());
  auto support =
      ingest::parse_windows_support("windows_support.csv", embedded(product_tables(), "windows_support.csv"));
  if (!support) return tl::unexpected(support.error());
  std::ranges::move(*builds, std::back_inserter(updates->builds));
  updates->support = std::move(*support);
  std::vector<const advisory::Advisory*> microsoft;
  for (const advisory::Advisory& one : claims.advisories()) {
    if (one.feed == advisory::Feed::microsoft && !one.withdrawn) microsoft.push_back(&one);
  }
  return exposure::WindowsRules(microsoft, *updates);
}

}  // namespace cli
