#pragma once
// What several questions read of a store, and of the tables that travel with the program. Private to show/cli.

#include <string>
#include <vector>

#include "base/result.h"
#include "foresee/exposure/claims.h"
#include "foresee/exposure/windows.h"
#include "world/inventory/fleet.h"
#include "world/store/store.h"

namespace cli {

/// The reviewed table of names.
base::Result<advisory::Aliases> aliases();

exposure::Claims claims_of(std::vector<advisory::Advisory> advisories, advisory::Aliases names);

/// Every device, or those of one organisation, as they were known on `day` (empty: the newest). Problems: the
/// organisation has no inventory, unless it is `expected`: an estate has it.
base::Result<inventory::Fleet> fleet_of(store::Store& opened, const std::string& store, const std::string& organisation,
                                        const store::Store::Wanted& wanted, const std::string& day, bool expected);

/// The same, or `device` alone when that is not empty. Problems: no such device, or several.
base::Result<inventory::Fleet> devices_of(store::Store& opened, const std::string& store,
                                          const std::string& organisation, const std::string& device,
                                          const std::string& day = "");

/// What the store has of these ids, each once, by feed, publisher and id.
base::Result<std::vector<advisory::Advisory>> advisories_of(store::Store& opened, const std::vector<std::string>& ids);

/// Microsoft's tables of updates, as far as the claims have them.
base::Result<exposure::WindowsRules> rules_of(const exposure::Claims& claims, store::Store& store);

}  // namespace cli
