#pragma once
// One record of a JSON feed while it is read: which of its fields count, and what is wrong with it. Private to the
// readers of feeds.

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "world/ingest/feed.h"
#include "world/ingest/json_node.h"

namespace ingest::feeds {

using json::Node;

/// Deepest nesting of JSON, and the largest single JSON value, in bytes: a line, or a file that is one value. Files of
/// many lines may be larger (feed_bytes_most).
inline constexpr std::size_t depth_most = 100;
inline constexpr std::size_t value_bytes_most = std::size_t{512} << 20U;

/// Most that one file, and one record, may become. What has more is refused, so that a small file cannot fill the
/// memory.
inline constexpr std::size_t advisories_most = 2'000'000;
inline constexpr std::size_t products_most = 10'000'000;
inline constexpr std::size_t record_products_most = 50'000;
inline constexpr std::size_t record_statements_most = 1'000'000;

/// A record. What is wrong with it is told with its place; advisories that it gave are taken back when it is broken.
class Record {
 public:
  /// `line`: of a file of one record a line, from 1; 0: of a file that is one value.
  Record(const std::string& file, std::size_t line, FeedReading& reading)
      : file_(file), line_(line), reading_(reading), before_(reading.advisories.size()) {}
  Record(const Record&) = delete;
  Record& operator=(const Record&) = delete;
  ~Record() {
    if (broken_) reading_.advisories.resize(before_);
  }

  /// The record cannot be read: what it gave is taken back.
  void wrong(const Node& at, std::string what, std::string mend);
  /// One thing in it cannot be read; the rest stays.
  void left_out(const Node& at, std::string what, std::string mend);

  void add(advisory::Advisory advisory) { reading_.advisories.push_back(std::move(advisory)); }
  /// Whether one more product fits; the record is wrong when it does not.
  bool fits(const Node& at, std::size_t products);

  /// A part that is read by itself: when it is broken, the rest is not.
  [[nodiscard]] Record part() { return {file_, line_, reading_}; }

  [[nodiscard]] bool broken() const { return broken_; }
  [[nodiscard]] FeedReading& reading() { return reading_; }
  /// Products of the advisories that it gave.
  [[nodiscard]] std::size_t products() const;

 private:
  void tell(const Node& at, std::string what, std::string mend);

  const std::string& file_;
  std::size_t line_;
  FeedReading& reading_;
  std::size_t before_;
  bool broken_ = false;
};

/// The fields of an object that its reader knows, found in one walk. A key that stands twice makes the record wrong,
/// because readers disagree about which of the two counts; so does a value of another type than it must have. Null is
/// like absent.
template <std::size_t N>
class Fields {
 public:
  Fields(const Node& node, const std::array<std::string_view, N>& keys, Record& record)
      : node_(node), keys_(keys), record_(record) {
    simdjson::dom::object object;
    if (node.value().get_object().get(object) != simdjson::SUCCESS) {
      record.wrong(node, "is no object", "write { ... } here");
      return;
    }
    for (const auto field : object) {
      for (std::size_t i = 0; i < N; ++i) {
        if (field.key == keys[i]) take(i, field.value);
      }
    }
  }

  [[nodiscard]] bool has(std::size_t i) const { return there_[i]; }
  /// A node of a field that is there.
  [[nodiscard]] Node node(std::size_t i) const { return {values_[i], node_, keys_[i]}; }
  [[nodiscard]] const Node& whole() const { return node_; }

  /// Text of a field; empty when it is absent.
  [[nodiscard]] std::string_view text(std::size_t i) const {
    std::string_view text;
    if (there_[i] && values_[i].get_string().get(text) != simdjson::SUCCESS) {
      record_.wrong(node(i), "is no text", "write it in quotes");
    }
    return text;
  }
  /// The same for a field that must be there.
  [[nodiscard]] std::string_view needed_text(std::size_t i) const {
    const std::string_view found = text(i);
    if (found.empty() && !record_.broken()) missing(i);
    return found;
  }
  [[nodiscard]] bool flag(std::size_t i, bool otherwise) const {
    bool flag = otherwise;
    if (there_[i] && values_[i].get_bool().get(flag) != simdjson::SUCCESS) {
      record_.wrong(node(i), "is neither true nor false", "write true or false");
    }
    return flag;
  }
  [[nodiscard]] std::size_t count(std::size_t i) const {
    simdjson::dom::array items;
    return there_[i] && values_[i].get_array().get(items) == simdjson::SUCCESS ? items.size() : 0;
  }
  /// Calls `what(node)` for each item of a list.
  template <class What>
  void each(std::size_t i, const What& what) const {
    if (!there_[i]) return;
    const Node list = node(i);
    if (!list.value().is_array()) {
      record_.wrong(list, "is no list", "write [ ... ] here");
      return;
    }
    list.each_item(what);
  }
  void missing(std::size_t i) const { record_.wrong(node_, "has no " + std::string(keys_[i]), "give it"); }

 private:
  void take(std::size_t i, simdjson::dom::element value) {
    if (seen_[i]) {
      record_.wrong(Node(value, node_, keys_[i]), "stands more than once", "keep one: readers disagree which counts");
    }
    seen_[i] = true;
    values_[i] = value;
    there_[i] = !value.is_null();
  }

  const Node& node_;
  const std::array<std::string_view, N>& keys_;
  Record& record_;
  std::array<simdjson::dom::element, N> values_{};
  std::array<bool, N> seen_{};
  std::array<bool, N> there_{};
};

/// Makes room for more items, at least doubling: asking for exactly what is needed, time after time, moves everything
/// each time.
template <class Item>
void make_room(std::vector<Item>& items, std::size_t more) {
  const std::size_t need = items.size() + more;
  if (need > items.capacity()) items.reserve(std::max(need, 2 * items.capacity()));
}

/// Takes one record; `file` is the whole value that it stands in, itself when there is no other.
using Take = std::function<void(const Node& record, const Node& file, Record& state)>;

/// Reads a file that is one record, a list of them, one object with the list under `list_key` (empty: there is no such
/// form), or one record a line. Problems: what is no JSON, cut off, too large or too deep.
base::Result<FeedReading> read_records(const std::string& name, std::string_view bytes, std::string_view list_key,
                                       const Take& take);

/// A CVSS vector as a score; one that cannot be read is told and left out.
void take_vector(const Node& vector, Record& record, advisory::Vulnerability& vulnerability,
                 std::vector<std::uint32_t> products = {});

/// The beginning of a description, for records without a title.
std::string beginning_of(std::string_view text);

/// "2022-02-10"
bool is_day(std::string_view text);

/// "CVE-2017-0144"
bool is_cve_id(std::string_view text);

}  // namespace ingest::feeds
