#pragma once
// When two JSON values are the same (JSON Schema, draft 2020-12, 4.2.2): objects whatever the order of their fields,
// numbers by their value. Private to the readers of JSON, as json_node.h is.

#include <simdjson.h>

#include <string>
#include <string_view>

namespace ingest::json {

/// One text for all values that are the same, and another for others. Whole numbers above 2^53 that are written with a
/// fraction or an exponent are other numbers than those written without.
std::string canonical(simdjson::dom::element value);

/// Whether a value has that text.
bool is_canonical(simdjson::dom::element value, std::string_view text);

/// A text as JSON.
std::string quoted(std::string_view text);

}  // namespace ingest::json
