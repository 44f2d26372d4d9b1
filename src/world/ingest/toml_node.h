#pragma once
// Reading a TOML file key by key: each reader says what it expects, and everything that is wrong is collected with
// file, key path, line, value and mend, so that a person mends a file in one go.
//
// Any number may be written plainly or with its origin:
//   rate = 0.5
//   rate = { value = 0.5, source = "who says so" }
//   rate = { value = 0.5, assumed = "why", plausible = [0.1, 2] }
// `number`, `whole`, `duration`, `distribution`, `quantity` and `opened` take all three and note the origin in
// TomlDocument::inputs. An origin on a list or table covers the numbers inside it.

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/distribution.h"
#include "base/instant.h"
#include "base/provenance.h"
#include "base/result.h"
#include "world/ingest/toml_tree.h"
#include "world/threat/threat.h"

namespace ingest {

class TomlNode;

/// One file while it is read. Nodes point to it: it stays where it is.
class TomlDocument {
 public:
  TomlDocument(std::string file, TomlValue tree) : file_(std::move(file)), tree_(std::move(tree)) {}
  TomlDocument(const TomlDocument&) = delete;
  TomlDocument& operator=(const TomlDocument&) = delete;

  base::Problems problems;
  std::vector<base::Provenance> inputs;  ///< every number that was read, in the order of reading

  [[nodiscard]] TomlNode root();
  [[nodiscard]] const std::string& file() const { return file_; }

 private:
  std::string file_;
  TomlValue tree_;
};

/// Numbers that are right at some place.
struct Range {
  double low = -1e15;
  double high = 1e15;
  bool above_low = false;  ///< `low` itself is not allowed

  static Range share() { return {0, 1, false}; }
  static Range positive() { return {0, 1e15, true}; }
  static Range not_negative() { return {0, 1e15, false}; }
};

enum class Unit : std::uint8_t { number, time };

/// Longest duration that is read: a hundred years, in seconds.
inline constexpr double duration_max_s = 36525 * 86400.0;

/// A value of the file with its place. The accessors give nothing after having noted a problem.
class TomlNode {
 public:
  TomlNode(TomlDocument& document, const TomlValue& value, std::string place, bool covered = false)
      : document_(&document), value_(&value), place_(std::move(place)), covered_(covered) {}

  [[nodiscard]] const TomlValue& value() const { return *value_; }
  [[nodiscard]] const std::string& place() const { return place_; }  ///< "vector[2].rate_per_second"
  [[nodiscard]] TomlDocument& document() const { return *document_; }

  /// Notes that something is wrong with this value. `what` and `mend` hold no value, so that like problems sum up.
  void refuse(std::string what, std::string mend) const;
  /// The same for a key that this table lacks.
  void refuse_missing(std::string_view key, std::string mend) const;

  std::optional<double> number(const Range& range = {}) const;
  std::optional<std::uint64_t> whole(std::uint64_t low, std::uint64_t high) const;
  std::optional<bool> boolean() const;
  /// A text that is not empty, of at most 1,000 bytes and without control characters.
  std::optional<std::string> text() const;
  /// A text of letters, digits and - _ . : / , of at most 100 bytes: a name that other files can use.
  std::optional<std::string> id() const;
  /// One of the words given.
  std::optional<std::size_t> one_of(std::initializer_list<std::string_view> words) const;
  /// A text or a list of texts, none twice; a list may not be empty.
  std::optional<std::vector<std::string>> texts() const;
  /// The same for ids.
  std::optional<std::vector<std::string>> ids() const;
  /// A text such as "2017-05-12T00:00+01:00".
  std::optional<base::Instant> instant() const;
  /// Seconds, from a text such as "1h30min"; 0 needs no unit.
  std::optional<double> duration() const;
  /// A number or duration, or one of { uniform = [lo, hi] }, { exponential = MEAN }, { lognormal = { median, sigma } },
  /// { gamma = { mean, shape } }, { beta = { mean, concentration } } (numbers only), { chance = P }, { chance = { of =
  /// P, value } }, { choice = { values, weights } }. All that it can draw lies in `range`, which for times is 0 to 100
  /// years and needs not be given; only the upper tails of exponential, lognormal and gamma may pass it.
  std::optional<base::Distribution> distribution(Unit unit, const Range& range = {}) const;
  /// A number in `range`, or the name of a parameter of the estate.
  std::optional<threat::Quantity> quantity(const Range& range) const;
  /// The items of a list.
  std::optional<std::vector<TomlNode>> list() const;
  /// The tables of [[key]]; nothing noted for an empty list.
  std::optional<std::vector<TomlNode>> tables() const;
  /// The value of a key of this table; nothing noted when there is none.
  [[nodiscard]] std::optional<TomlNode> find(std::string_view key) const;
  /// Keys and values of a table, in the order of the file.
  std::optional<std::vector<std::pair<std::string, TomlNode>>> entries() const;

  /// What stands in `{ value = ..., source = ... }`, its origin noted; without that wrapping the node itself.
  [[nodiscard]] TomlNode opened() const;

 private:
  friend class TomlTable;
  [[nodiscard]] bool is(TomlValue::Kind kind) const { return value_->kind == kind; }
  [[nodiscard]] TomlNode child(const std::string& key, const TomlValue& value) const;
  [[nodiscard]] TomlNode item(std::size_t index) const;
  /// Opens it and notes the number as an input also when it is written plainly.
  [[nodiscard]] TomlNode opened_number() const;
  void note_origin(const TomlValue& value) const;
  std::optional<std::pair<double, double>> plausible_range(const TomlValue& of) const;
  std::optional<std::vector<std::string>> words(std::optional<std::string> (TomlNode::*one)() const) const;
  std::optional<double> plain_number(const Range& range) const;
  std::optional<double> plain_duration() const;
  std::optional<double> plain(Unit unit, const Range& range) const;
  std::optional<base::Distribution> uniform(Unit unit, const Range& range) const;
  std::optional<base::Distribution> two(base::Distribution::Kind kind, Unit unit, const Range& range) const;
  std::optional<base::Distribution> chance(Unit unit, const Range& range) const;
  std::optional<base::Distribution> choice(Unit unit, const Range& range) const;

  TomlDocument* document_;
  const TomlValue* value_;
  std::string place_;
  bool covered_;  ///< an enclosing value gave the origin
};

/// A table and the keys that it may have; others are refused with the nearest known one.
class TomlTable {
 public:
  TomlTable(const TomlNode& node, std::initializer_list<std::string_view> known);

  [[nodiscard]] const TomlNode& node() const { return node_; }
  [[nodiscard]] bool has(std::string_view key) const { return find(key).has_value(); }
  [[nodiscard]] std::optional<TomlNode> find(std::string_view key) const { return node_.find(key); }
  /// The same, and a problem when it is missing.
  [[nodiscard]] std::optional<TomlNode> need(std::string_view key, const std::string& mend) const;

  /// Reads `into` with `read(node)`, which gives an optional; leaves it as it is when the key is absent or wrong.
  template <class T, class Read>
  void find(T& into, std::string_view key, const Read& read) const {
    if (const auto node = find(key)) set(into, read(*node));
  }
  /// The same for a key that must be there.
  template <class T, class Read>
  void need(T& into, std::string_view key, const std::string& mend, const Read& read) const {
    if (const auto node = need(key, mend)) set(into, read(*node));
  }
  /// Reads each table of [[key]] with `read(table)`.
  template <class T>
  void each(std::vector<T>& into, std::string_view key, T (*read)(const TomlNode&)) const {
    const auto node = find(key);
    const auto tables = node ? node->tables() : std::nullopt;
    if (!tables) return;
    for (const TomlNode& table : *tables) into.push_back(read(table));
  }

 private:
  template <class T, class U>
  static void set(T& into, std::optional<U> value) {
    if (value) into = static_cast<T>(std::move(*value));
  }

  TomlNode node_;
};

/// The word of `known` that `word` was most likely meant to be; empty when none is near.
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& known);

}  // namespace ingest
