#pragma once
// What endoflife.date says of one release. Private to end_of_life_*.cc.

#include <string>
#include <string_view>

#include "world/advisory/advisory.h"

namespace ingest::feeds {

struct Release {
  std::string_view name;   ///< "9", "22.04", "11-24h2-e"
  std::string_view label;  ///< for people; may be empty
  std::string_view build;  ///< of Windows: that all of its versions begin with; may be empty
  advisory::Lifecycle lifecycle;
};

/// An advisory about a product, without any release yet.
advisory::Advisory advisory_of_product(std::string_view product);

/// Adds a release: a product, and a vulnerability that is its end of life.
void add_release(const Release& release, advisory::Advisory& advisory);

}  // namespace ingest::feeds
