#pragma once
// A JSON value with the way to it. Private to the readers of JSON feeds and inventories: the headers that know the
// parser.

#include <fmt/format.h>
#include <simdjson.h>

#include <optional>
#include <string>
#include <string_view>

namespace ingest::json {

/// A value with the way to it from the root. The way is written out only for a finding. Nodes point to their parents,
/// which outlive them on the stack.
class Node {
 public:
  explicit Node(simdjson::dom::element value) : value_(value) {}
  Node(simdjson::dom::element value, const Node& parent, std::string_view key)
      : value_(value), parent_(&parent), key_(key) {}
  Node(simdjson::dom::element value, const Node& parent, std::size_t index)
      : value_(value), parent_(&parent), index_(index) {}

  [[nodiscard]] simdjson::dom::element value() const { return value_; }
  /// "/product_tree/branches/0"
  [[nodiscard]] std::string pointer() const {
    if (parent_ == nullptr) return {};
    if (key_.data() == nullptr) return fmt::format("{}/{}", parent_->pointer(), index_);
    std::string key;
    for (const char c : key_) key += c == '~' ? std::string("~0") : c == '/' ? std::string("~1") : std::string(1, c);
    return parent_->pointer() + "/" + key;
  }

  /// The value of a key; nothing when this is no object or has no such key.
  [[nodiscard]] std::optional<Node> find(std::string_view key) const {
    simdjson::dom::element found;
    if (value_.at_key(key).get(found) != simdjson::SUCCESS) return std::nullopt;
    return Node(found, *this, key);
  }
  /// Its text; nothing when it is none.
  [[nodiscard]] std::optional<std::string_view> text() const {
    std::string_view text;
    if (value_.get_string().get(text) != simdjson::SUCCESS) return std::nullopt;
    return text;
  }
  /// The text of a key; empty when there is none.
  [[nodiscard]] std::string_view text(std::string_view key) const {
    std::string_view text;
    return value_.at_key(key).get_string().get(text) == simdjson::SUCCESS ? text : std::string_view();
  }
  [[nodiscard]] std::optional<double> number(std::string_view key) const {
    double number = 0;
    if (value_.at_key(key).get_double().get(number) != simdjson::SUCCESS) return std::nullopt;
    return number;
  }
  [[nodiscard]] bool has(std::string_view key) const { return value_.at_key(key).error() == simdjson::SUCCESS; }

  /// Calls `what(node)` for each item of the list under a key; nothing when there is none.
  template <class What>
  void each(std::string_view key, const What& what) const {
    const auto list = find(key);
    if (list) list->each_item(what);
  }
  /// The same for the items of this list.
  template <class What>
  void each_item(const What& what) const {
    simdjson::dom::array items;
    if (value_.get_array().get(items) != simdjson::SUCCESS) return;
    std::size_t index = 0;
    for (const simdjson::dom::element item : items) what(Node(item, *this, index++));
  }

 private:
  simdjson::dom::element value_;
  const Node* parent_ = nullptr;
  std::string_view key_;
  std::size_t index_ = 0;
};

}  // namespace ingest::json
