#pragma once
// A JSON value with the way to it. Private to the readers of JSON feeds and inventories: the headers that know the
// parser.

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "world/ingest/short_text.h"

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
    const auto found = at_key(key);
    if (!found) return std::nullopt;
    return Node(*found, *this, key);
  }
  /// Its text; nothing when it is none.
  [[nodiscard]] std::optional<std::string_view> text() const {
    std::string_view text;
    if (value_.get_string().get(text) != simdjson::SUCCESS) return std::nullopt;
    return text;
  }
  /// The text of a key; empty when there is none.
  [[nodiscard]] std::string_view text(std::string_view key) const {
    const auto found = at_key(key);
    std::string_view text;
    return found && found->get_string().get(text) == simdjson::SUCCESS ? text : std::string_view();
  }
  [[nodiscard]] std::optional<double> number(std::string_view key) const {
    const auto found = at_key(key);
    double number = 0;
    if (!found || found->get_double().get(number) != simdjson::SUCCESS) return std::nullopt;
    return number;
  }
  [[nodiscard]] bool has(std::string_view key) const { return at_key(key).has_value(); }

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
  /// As the parser's own search, but most keys that are not it differ in length or last letter, which is seen without a
  /// call.
  [[nodiscard]] std::optional<simdjson::dom::element> at_key(std::string_view key) const {
    simdjson::dom::object object;
    if (value_.get_object().get(object) != simdjson::SUCCESS) return std::nullopt;
    for (auto at = object.begin(), end = object.end(); at != end; ++at) {
      if (at.key_length() != key.size()) continue;
      const char* const here = at.key_c_str();
      if (key.empty() || (here[key.size() - 1] == key.back() && same_bytes(here, key.data(), key.size()))) {
        return at.value();
      }
    }
    return std::nullopt;
  }

  simdjson::dom::element value_;
  const Node* parent_ = nullptr;
  std::string_view key_;
  std::size_t index_ = 0;
};

/// A key as an argument of a template: Fields<"category", "name">.
template <std::size_t size>
struct Key {
  char text[size]{};
  consteval Key(const char (&literal)[size]) { std::copy_n(literal, size, text); }  // NOLINT: literals are keys
  [[nodiscard]] constexpr std::string_view view() const { return {text, size - 1}; }
};

/// The values of some keys of an object, found in one walk over its fields instead of one for each key. Nodes that it
/// gives point to the one that it holds.
template <Key... keys>
class Fields {
 public:
  explicit Fields(const Node& of) : of_(of) {
    simdjson::dom::object object;
    if (of.value().get_object().get(object) != simdjson::SUCCESS) return;
    for (auto at = object.begin(), end = object.end(); at != end; ++at) {
      const std::size_t length = at.key_length();
      const char* const text = at.key_c_str();
      std::size_t number = 0;
      const auto is_it = [&](std::string_view key, auto size) {
        if (length == size() && std::memcmp(text, key.data(), size()) == 0) {
          values_[number] = at.value();
          has_[number] = true;
          return true;
        }
        ++number;
        return false;
      };
      (is_it(keys.view(), std::integral_constant<std::size_t, keys.view().size()>()) || ...);
    }
  }

  [[nodiscard]] const Node& node() const { return of_; }

  template <Key key>
  [[nodiscard]] bool has() const {
    return has_[number_of<key>()];
  }
  template <Key key>
  [[nodiscard]] std::optional<Node> find() const {
    if (!has<key>()) return std::nullopt;
    return Node(values_[number_of<key>()], of_, keys_[number_of<key>()]);
  }
  /// As the functions of the same names in Node.
  template <Key key>
  [[nodiscard]] std::string_view text() const {
    std::string_view text;
    return has<key>() && values_[number_of<key>()].get_string().get(text) == simdjson::SUCCESS ? text
                                                                                               : std::string_view();
  }
  template <Key key>
  [[nodiscard]] std::optional<double> number() const {
    double number = 0;
    if (!has<key>() || values_[number_of<key>()].get_double().get(number) != simdjson::SUCCESS) return std::nullopt;
    return number;
  }
  template <Key key, class What>
  void each(const What& what) const {
    if (const auto list = find<key>()) list->each_item(what);
  }

 private:
  static constexpr std::array<std::string_view, sizeof...(keys)> keys_ = {keys.view()...};

  template <Key key>
  static consteval std::size_t number_of() {
    return static_cast<std::size_t>(std::ranges::find(keys_, key.view()) - keys_.begin());
  }

  Node of_;
  std::array<simdjson::dom::element, sizeof...(keys)> values_;
  std::array<bool, sizeof...(keys)> has_{};
};

}  // namespace ingest::json
