#pragma once
// What the readers of JSON inventories share. Private to them, as json_node.h is.

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"
#include "world/ingest/inventory_draft.h"
#include "world/ingest/json_node.h"

namespace ingest::inventories {

/// Largest JSON inventory that is read, in bytes, and its deepest nesting.
inline constexpr std::size_t json_bytes_most = std::size_t{256} << 20U;
inline constexpr std::size_t json_depth_most = 100;

/// Whether the text looks like a JSON object with a member `key` whose value begins with `value`, wherever it stands:
/// keys come in any order, and the one that tells may stand behind all components.
bool has_member(std::string_view bytes, std::string_view key, std::string_view value);

/// Problems: too large, too deep, no JSON, a key that stands twice.
base::Result<simdjson::dom::element> parse_json(simdjson::dom::parser& parser, const std::string& name,
                                                std::string_view bytes);

/// The text of a key without spaces around it; what is there and is no text is told, and counts as empty.
std::string text_of(const json::Node& node, std::string_view key, Draft& draft);

/// Takes the text of a key, if there is one, for the date of the inventory.
void take_date(const json::Node& node, std::string_view key, Draft& draft);

}  // namespace ingest::inventories
