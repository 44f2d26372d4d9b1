#pragma once
// A CSAF document while it is checked. Private to csaf*.cc: the one place that knows the JSON parser.

#include <fmt/format.h>
#include <simdjson.h>

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "world/ingest/csaf.h"

namespace ingest::csaf {

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

/// The document and what was found in it.
struct Document {
  Node root;
  std::vector<CsafFinding> findings;

  void note(std::string_view test, const Node& at, std::string what) {
    const std::string value =
        at.value().is_number() ? simdjson::minify(at.value()) : std::string(at.text().value_or(""));
    findings.push_back({std::string(test), at.pointer(), value, std::move(what)});
  }
};

/// Group -> its products.
using Groups = std::unordered_map<std::string_view, std::vector<std::string_view>>;
Groups groups_of(const Document& document);

// Each checks the tests of one subject and adds what it finds.
void check_schema(Document& document);           ///< which fields there are, and what they hold
void check_products(Document& document);         ///< 6.1.1 to 6.1.6, 6.1.13, 6.1.25, 6.1.29, 6.1.31 to 6.1.33
void check_scores(Document& document);           ///< 6.1.7 to 6.1.10
void check_vulnerabilities(Document& document);  ///< 6.1.11, 6.1.23, 6.1.24
void check_tracking(Document& document);         ///< 6.1.14, 6.1.16 to 6.1.22, 6.1.30
void check_profiles(Document& document);         ///< 6.1.12, 6.1.15, 6.1.26 to 6.1.28

}  // namespace ingest::csaf
