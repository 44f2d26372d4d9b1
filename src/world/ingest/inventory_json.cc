#include "world/ingest/inventory_json.h"

#include <fmt/format.h>

#include <algorithm>

#include "world/ingest/json_text.h"
#include "world/ingest/lines.h"
#include "world/ingest/text.h"

namespace ingest::inventories {

bool has_member(std::string_view bytes, std::string_view key, std::string_view value) {
  constexpr std::size_t looked_at = 4096;
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (!trimmed(bytes.substr(0, looked_at)).starts_with('{')) return false;
  const std::string quoted = fmt::format("\"{}\"", key);
  for (std::size_t at = bytes.find(quoted); at != std::string_view::npos; at = bytes.find(quoted, at + 1)) {
    std::string_view rest = bytes.substr(at + quoted.size());
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n"), rest.size()));
    if (!rest.starts_with(':')) continue;
    rest.remove_prefix(1);
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n"), rest.size()));
    if (rest.starts_with(value)) return true;
  }
  return false;
}

base::Result<simdjson::dom::element> parse_json(simdjson::dom::parser& parser, const std::string& name,
                                                std::string_view bytes) {
  if (bytes.size() > json_bytes_most) {
    return tl::unexpected(base::Problem{name, "", "", "is too large for one JSON value",
                                        fmt::format("split it: {} MiB are read", json_bytes_most >> 20U)});
  }
  return json::parse(parser, name, bytes, json_depth_most);
}

std::string text_of(const json::Node& node, std::string_view key, Draft& draft) {
  const auto found = node.find(key);
  if (!found || found->value().is_null()) return {};
  const auto text = found->text();
  if (!text) draft.refuse(shown(found->pointer()), "", "is no text", "write it in quotes");
  return std::string(trimmed(text.value_or("")));
}

void take_date(const json::Node& node, std::string_view key, Draft& draft) {
  const std::string date = text_of(node, key, draft);
  if (date.empty() || draft.collected(date)) return;
  draft.refuse(shown(fmt::format("{}/{}", node.pointer(), key)), date, "is no instant",
               "write it as 2024-03-01T12:00:00Z");
}

}  // namespace ingest::inventories
