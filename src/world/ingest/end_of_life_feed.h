#pragma once
// How long releases are looked after, as endoflife.date publishes it for each product
// (https://github.com/endoflife-date): the data of releases/PRODUCT.json, and the pages of products/PRODUCT.md that
// begin with the same in YAML. Each product becomes an advisory; each of
// its releases a product in it, and a vulnerability "EOL:PRODUCT:RELEASE" with the days on which its support ends.

#include <string>
#include <string_view>

#include "base/result.h"
#include "world/ingest/feed.h"

namespace ingest {

/// The file does not say which product it is about: its name does, PRODUCT.json. Problems: another name, what is no
/// JSON, cut off, too large or too deep.
base::Result<FeedReading> read_end_of_life_feed(const std::string& name, std::string_view bytes);

/// A page: of its YAML only "key: value" lines on the outside and in the list of releases are read. Problems: no end of
/// the YAML, or no product in it.
base::Result<FeedReading> read_end_of_life_page(const std::string& name, std::string_view bytes);

}  // namespace ingest
