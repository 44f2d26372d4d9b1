#include "world/ingest/json_text.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "world/ingest/json_node.h"
#include "world/ingest/text.h"

namespace ingest::json {

namespace {

/// Of a few keys by comparing all pairs, which is quicker than to sort them.
std::optional<std::string_view> same_among(std::span<std::string_view> keys) {
  constexpr std::size_t few = 16;
  if (keys.size() > few) {
    std::ranges::sort(keys);
    const auto same = std::ranges::adjacent_find(keys);
    return same == keys.end() ? std::nullopt : std::optional(*same);
  }
  for (std::size_t i = 1; i < keys.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (keys[i] == keys[j]) return keys[i];
    }
  }
  return std::nullopt;
}

/// A key that stands twice in one object: which of the two counts depends on who reads it. Its place, or nothing.
/// `keys` is memory to work in.
std::optional<std::string> twice(const Node& node, std::vector<std::string_view>& keys) {
  simdjson::dom::object object;
  std::optional<std::string> found;
  if (node.value().get_object().get(object) == simdjson::SUCCESS) {
    keys.clear();
    for (const auto& field : object) keys.push_back(field.key);
    if (const auto same = same_among(keys)) return node.pointer() + "/" + std::string(*same);
    for (const auto& field : object) {
      const bool deeper = field.value.is_object() || field.value.is_array();
      if (deeper && !found) found = twice(Node(field.value, node, field.key), keys);
    }
    return found;
  }
  node.each_item([&](const Node& item) {
    if (!found) found = twice(item, keys);
  });
  return found;
}

tl::unexpected<base::Problems> refused(const std::string& name, std::string place, std::string what, std::string mend) {
  return tl::unexpected(base::Problems({name, std::move(place), "", std::move(what), std::move(mend)}));
}

}  // namespace

base::Result<simdjson::dom::element> parse(simdjson::dom::parser& parser, const std::string& name,
                                           std::string_view bytes, std::size_t depth) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (parser.allocate(bytes.size(), depth) != simdjson::SUCCESS) {
    return refused(name, "", "does not fit into memory", "free some");
  }
  simdjson::dom::element root;
  if (const auto error = parser.parse(bytes.data(), bytes.size(), true).get(root); error != simdjson::SUCCESS) {
    return refused(name, "", std::string("is no JSON: ") + simdjson::error_message(error),
                   "write it as JSON (RFC 8259) in UTF-8");
  }
  std::vector<std::string_view> keys;
  if (const auto key = twice(Node(root), keys)) {
    return refused(name, shown(*key), "stands more than once", "keep one: readers disagree about which of them counts");
  }
  return root;
}

}  // namespace ingest::json
