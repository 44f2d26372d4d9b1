#pragma once
// Records of the CVE programme (CVE JSON 5.x; https://github.com/CVEProject/cve-schema): each container of a record,
// the CNA's and every other publisher's, becomes an advisory of its own, because what each source says stays apart.
// docs/feeds.md says which fields are taken.

#include <string>
#include <string_view>

#include "base/result.h"
#include "world/ingest/feed.h"

namespace ingest {

/// One record, a list of records, or one record a line. Problems: what is no JSON, cut off, too large or too deep.
base::Result<FeedReading> read_cve_feed(const std::string& name, std::string_view bytes);

}  // namespace ingest
