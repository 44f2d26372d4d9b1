#pragma once
// Likelihoods of exploitation, FIRST's EPSS (https://www.first.org/epss/data_stats): the daily table with its line of
// comment, or a table with columns CVE, EPSS and "EPSS Percentile". Each row becomes an advisory without products.

#include <string>
#include <string_view>

#include "base/result.h"
#include "world/ingest/feed.h"

namespace ingest {

/// Problems: a needed column that is not there, malformed quoting, a last row that may be cut off.
base::Result<FeedReading> read_epss_feed(const std::string& name, std::string_view bytes);

}  // namespace ingest
