#pragma once
// JSON Schema, draft 2020-12: a set of schemas that refer to each other, and values held against them. A schema that
// holds what is not known here is refused when it is looked through, so that nothing in it is passed over: docs/
// advisory-check.md lists what is known. Private to the readers of JSON, as json_node.h is.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "world/ingest/json_node.h"
#include "world/ingest/json_pattern.h"

namespace ingest::json {

/// Deepest way through schemas before a value counts as undecided.
inline constexpr std::size_t schema_depth_most = 200;

enum class Verdict : std::uint8_t { valid, invalid, undecided };

class Schemas {
 public:
  /// A document that schemas stand in. It lives as long as the set.
  struct Document {
    std::string file;  ///< what problems call it
    std::string id;    ///< its "$id", without "#" at the end
    simdjson::dom::parser parser;
    simdjson::dom::element root;
  };
  /// A schema and the document that its references count from.
  struct Schema {
    simdjson::dom::element at;
    const Document* in = nullptr;
  };

  /// Takes in a document whose root is an object. Problems: none with an "$id", or another has the same.
  base::Result<const Document*> add(std::unique_ptr<Document> document);

  /// What is not known or not well-formed in the schema that is a document's root, and in all that it refers to.
  /// Until it has been looked through without problems, nothing is held against it.
  base::Problems look_through(const Document& document);

  /// Holds a value against the root of a document that was looked through. `wrong` is told what is wrong, in the order
  /// in which it is found, where it is for certain: not for the branches of anyOf, oneOf, not and if. `steps` is what
  /// is left of the work that may be done, and is made less: by one for a schema that is held against a value, and for
  /// a part of a regular expression that is tried at a place. Undecided: nothing is left, or the way was too deep.
  Verdict hold(const Document& document, const Node& value, std::size_t& steps,
               const std::function<void(const Node&, std::string)>& wrong) const;

  // For what holds values against schemas (json_schema_values.cc). Both are there when the schema was looked through.
  [[nodiscard]] Schema target(const Document& from, std::string_view reference) const;
  [[nodiscard]] const Pattern& pattern(std::string_view text) const;

 private:
  friend class LookingThrough;
  [[nodiscard]] std::optional<Schema> resolve(const Document& from, std::string_view reference) const;

  std::map<std::string, std::unique_ptr<Document>, std::less<>> documents_;
  std::map<std::string, Pattern, std::less<>> patterns_;
};

/// The formats that are known, and whether a text has one of them.
bool is_known_format(std::string_view format);
bool has_format(std::string_view format, std::string_view text);

}  // namespace ingest::json
