#pragma once
// A JSON text, parsed strictly. Private to the readers of JSON, as json_node.h is.

#include <simdjson.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace ingest::json {

/// The root; it lives as long as the parser and until its next text. `name` is what problems call the file. Problems:
/// what is no JSON or nests deeper than `depth`, and a key that stands twice in one object.
base::Result<simdjson::dom::element> parse(simdjson::dom::parser& parser, const std::string& name,
                                           std::string_view bytes, std::size_t depth);

}  // namespace ingest::json
