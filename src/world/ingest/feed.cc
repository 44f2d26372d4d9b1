#include "world/ingest/feed.h"

#include "world/ingest/csaf_feed.h"
#include "world/ingest/cve_feed.h"
#include "world/ingest/end_of_life_feed.h"
#include "world/ingest/epss_feed.h"
#include "world/ingest/feed_kind.h"
#include "world/ingest/kev_feed.h"
#include "world/ingest/nvd_feed.h"
#include "world/ingest/osv_feed.h"
#include "world/ingest/text.h"
#include "world/ingest/windows_tables.h"

namespace ingest {

bool is_feed(std::string_view bytes) {
  return feed_kind_of(bytes) != FeedKind::unknown;
}

base::Result<FeedReading> read_feed(const std::string& name, std::string_view bytes) {
  if (bytes.size() > feed_bytes_most) {
    return tl::unexpected(base::Problem{name, "", "", "is too large", "split it: 2 GiB are read"});
  }
  switch (feed_kind_of(bytes)) {
    case FeedKind::csaf: return parse_csaf_feed(name, bytes);
    case FeedKind::cve: return read_cve_feed(name, bytes);
    case FeedKind::nvd: return read_nvd_feed(name, bytes);
    case FeedKind::osv: return read_osv_feed(name, bytes);
    case FeedKind::kev: return read_kev_feed(name, bytes);
    case FeedKind::kev_csv: return read_kev_table(name, bytes);
    case FeedKind::epss: return read_epss_feed(name, bytes);
    case FeedKind::microsoft_csv: return read_windows_csv(name, bytes);
    case FeedKind::end_of_life: return read_end_of_life_feed(name, bytes);
    case FeedKind::end_of_life_page: return read_end_of_life_page(name, bytes);
    case FeedKind::unknown: break;
  }
  return tl::unexpected(base::Problem{name, "", shown(bytes.substr(0, 60)), "is of no feed that is known",
                                      "see docs/feeds.md for those that are"});
}

}  // namespace ingest
