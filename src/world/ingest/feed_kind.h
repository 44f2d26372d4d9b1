#pragma once
// Which feed a file is of, by the first keys or the head line that stand in it, without reading the rest.

#include <cstdint>
#include <string_view>

namespace ingest {

enum class FeedKind : std::uint8_t {
  unknown,
  csaf,
  cve,
  nvd,
  osv,
  kev,
  kev_csv,
  epss,
  end_of_life,
  end_of_life_page,
  microsoft_csv
};

/// Looks at keys of the first record until one decides; names of files count for nothing.
FeedKind feed_kind_of(std::string_view bytes);

}  // namespace ingest
