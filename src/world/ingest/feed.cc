#include "world/ingest/feed.h"

#include "world/ingest/csaf_feed.h"
#include "world/ingest/text.h"

namespace ingest {

base::Result<FeedReading> read_feed(const std::string& name, std::string_view bytes) {
  if (bytes.find("\"csaf_version\"") != std::string_view::npos) return parse_csaf_feed(name, bytes);
  return tl::unexpected(base::Problem{name, "", shown(bytes.substr(0, 60)), "is of no feed that is known",
                                      "see docs/feeds.md for those that are"});
}

}  // namespace ingest
