#pragma once
// The lists that an estate is built from: prefixes, services, organisations. docs/estate-build.md describes their
// columns. All that is wrong is reported, with row, column, value and mend; then there is no list.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "world/building/sources.h"

namespace ingest {

/// Prefixes with site, VLAN and use. Problems: no IPv4 prefix; one that stands there twice, or overlaps another of the
/// same organisation; an organisation that is no id.
base::Result<std::vector<building::Subnet>> read_subnets(const std::string& file, std::string_view bytes);

/// Services with recovery time and what they need. Problems: no name, one that stands there twice, no length of time,
/// no system, a fallback that is no share.
base::Result<std::vector<building::ServiceRow>> read_service_list(const std::string& file, std::string_view bytes);

/// Organisations with name, kind, parent and region. Problems: an id that is none or stands there twice, no name, a
/// parent that is not in the list, a circle of parents.
base::Result<std::vector<building::OrganisationRow>> read_organisation_list(const std::string& file,
                                                                            std::string_view bytes);

}  // namespace ingest
