#pragma once
// uncertain.toml: the named parameters of an estate and how they are drawn. Format: docs/formats/uncertain.md.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "world/estate/uncertain.h"
#include "world/ingest/ids.h"

namespace ingest {

/// Most parameters of an estate, and cases of a parameter.
inline constexpr std::size_t parameters_max = 1000;
inline constexpr std::size_t cases_max = 1000;

/// The words that conditions may speak of.
struct KnownWords {
  const Ids& organisations;
  const Ids& kinds;
  const Ids& sectors;
  const Ids& regions;
};

/// Reads the text; `file` stands in problems. Conditions name words that the estate has, and parameters that stand
/// earlier and are the same for all that the condition is about.
base::Result<std::vector<estate::Parameter>> read_uncertain(std::string_view text, const std::string& file,
                                                            const KnownWords& words);

}  // namespace ingest
