#pragma once
// Which organisation is meant by what a table writes of it.

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/result.h"

namespace ingest {

/// CSV with the columns name (as the table writes it) and organisation (its id), read to name -> id. Problems: other
/// columns, an id that is none, a name that stands twice, no rows.
base::Result<std::map<std::string, std::string, std::less<>>> parse_organisation_map(const std::string& name,
                                                                                     std::string_view text);

}  // namespace ingest
