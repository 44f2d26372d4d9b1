#pragma once
// The lists that an estate is built from: prefixes, services, organisations. docs/estate-build.md describes their
// columns. All that is wrong is reported, with row, column, value and mend; then there is no list. `only`: the one
// organisation that is built, which rows without an organisation are of; empty: there are several, and they stay blank.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "world/building/sources.h"

namespace ingest {

/// Prefixes with site, VLAN and use. Problems: no IPv4 prefix; one that stands there twice, or overlaps another of the
/// same organisation; an organisation that is no id.
base::Result<std::vector<building::Subnet>> read_subnets(const std::string& file, std::string_view bytes,
                                                         const std::string& only = "");

/// Services with recovery time and what they need. Problems: no name, one that stands there twice, no length of time,
/// no system, a fallback that is no share.
base::Result<std::vector<building::ServiceRow>> read_service_list(const std::string& file, std::string_view bytes,
                                                                  const std::string& only = "");

/// Organisations with name, kind, parent and region. Problems: an id that is none or stands there twice, no name, a
/// parent that is not in the list, a circle of parents.
base::Result<std::vector<building::OrganisationRow>> read_organisation_list(const std::string& file,
                                                                            std::string_view bytes);

}  // namespace ingest
