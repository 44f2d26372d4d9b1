#pragma once
// The devices of the store, for an estate that is built of them.

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "world/building/sources.h"

namespace cli {

struct StoredDevices {
  std::vector<building::Device> devices;  ///< by organisation
  std::uint64_t of_others = 0;            ///< devices of organisations that are not asked for
};

/// Those of these organisations. The store's fleet is read once, whatever their number; of a single one only its own.
base::Result<StoredDevices> stored_devices(const std::string& store,
                                           const std::vector<building::OrganisationRow>& organisations);

}  // namespace cli
