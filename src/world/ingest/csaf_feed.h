#pragma once
// A CSAF document as an advisory: its product tree resolved through branches, relationships and groups.
// Source: OASIS, Common Security Advisory Framework 2.0 and 2.1, section 3.2.

#include <string>
#include <string_view>

#include "world/ingest/feed.h"

namespace ingest {

/// Deepest nesting of branches (the standard's own limit, section 3.1.2.2 of 2.1).
inline constexpr int csaf_branches_deep = 30;

/// Problems: what check_csaf() refuses as a whole; no id or publisher; a product that is defined twice, or spoken of
/// and not defined. Scores whose vector cannot be read are left out and named in `refused`.
base::Result<FeedReading> parse_csaf_feed(const std::string& name, std::string_view bytes);

}  // namespace ingest
