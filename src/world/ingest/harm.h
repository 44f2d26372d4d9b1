#pragma once
// harm.toml: when emergency departments divert, and what the response costs. Format: docs/formats/harm.md.

#include <string>
#include <string_view>

#include "base/result.h"
#include "world/estate/care.h"
#include "world/ingest/ids.h"

namespace ingest {

struct HarmRules {
  estate::Diversion diversion;
  estate::ResponseCost response;
};

/// Reads the text; `file` stands in problems. `service_kinds` and `measures` are those of the estate. A table that is
/// absent leaves its default: nothing diverts, the response costs nothing.
base::Result<HarmRules> read_harm(std::string_view text, const std::string& file, const Ids& service_kinds,
                                  const Ids& measures);

}  // namespace ingest
