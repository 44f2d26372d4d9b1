#include "world/ingest/feed.h"

#include "world/ingest/text.h"

namespace ingest {

base::Result<FeedReading> read_feed(const std::string& name, std::string_view bytes) {
  // Each reader answers nothing when the file is of another kind.
  return tl::unexpected(base::Problem{name, "", shown(bytes.substr(0, 60)), "is of no feed that is known",
                                      "see docs/feeds.md for those that are"});
}

}  // namespace ingest
