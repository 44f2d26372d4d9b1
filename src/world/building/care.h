#pragma once
// Services from a list, and what they need as an expression over device groups.

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "world/building/draft.h"
#include "world/building/grouping.h"
#include "world/building/placing.h"
#include "world/building/sources.h"

namespace building {

/// The one of some names that was perhaps meant.
using Nearest = std::function<std::optional<std::string>(std::string_view, const std::vector<std::string>&)>;

/// The devices of one organisation that its services name: they become groups by themselves.
std::set<std::string> named_devices(const std::vector<const ServiceRow*>& rows,
                                    const std::vector<const Device*>& devices);

/// Writes the services of one organisation. A system is a service of the list, a device, a site, a use, a zone or a
/// device group; letters of either case. Several groups under one name are needed in the share of a default. Without
/// rows there is one service of the whole organisation. Problems: a system that is none of these; `file` stands in
/// them.
base::Problems write_services(const std::string& organisation, const std::vector<const ServiceRow*>& rows,
                              const Zones& zones, const std::vector<GroupDraft>& groups, const std::string& file,
                              const Nearest& nearest, Draft& draft);

}  // namespace building
