// A schema is looked through: which keywords it has, and whether each holds what it must.

#include "world/ingest/json_schema.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>
#include <vector>

#include "world/ingest/text.h"

namespace ingest::json {

namespace {

/// What a keyword holds.
enum class Holds : std::uint8_t {
  anything,  ///< says nothing about values: titles, examples
  schema,
  schemas,    ///< a list of them
  named,      ///< an object of them
  patterned,  ///< the same, by regular expressions
  reference,
  type,
  pattern,
  format,
  number,
  factor,  ///< a number above 0
  count,   ///< a whole number from 0 on
  truth,
  list,
  names,  ///< a list of texts
  names_by_name,
  at_the_root,  ///< a text, of the root only
};

struct Keyword {
  std::string_view name;
  Holds holds;
};

constexpr auto keywords = std::to_array<Keyword>({
    {"$comment", Holds::anything},
    {"$defs", Holds::anything},  // what is defined is looked at when something refers to it
    {"$id", Holds::at_the_root},
    {"$ref", Holds::reference},
    {"$schema", Holds::at_the_root},
    {"additionalProperties", Holds::schema},
    {"allOf", Holds::schemas},
    {"anyOf", Holds::schemas},
    {"const", Holds::anything},
    {"contains", Holds::schema},
    {"default", Holds::anything},
    {"dependentRequired", Holds::names_by_name},
    {"dependentSchemas", Holds::named},
    {"deprecated", Holds::anything},
    {"description", Holds::anything},
    {"else", Holds::schema},
    {"enum", Holds::list},
    {"examples", Holds::anything},
    {"exclusiveMaximum", Holds::number},
    {"exclusiveMinimum", Holds::number},
    {"format", Holds::format},
    {"if", Holds::schema},
    {"items", Holds::schema},
    {"maxContains", Holds::count},
    {"maxItems", Holds::count},
    {"maxLength", Holds::count},
    {"maxProperties", Holds::count},
    {"maximum", Holds::number},
    {"minContains", Holds::count},
    {"minItems", Holds::count},
    {"minLength", Holds::count},
    {"minProperties", Holds::count},
    {"minimum", Holds::number},
    {"multipleOf", Holds::factor},
    {"not", Holds::schema},
    {"oneOf", Holds::schemas},
    {"pattern", Holds::pattern},
    {"patternProperties", Holds::patterned},
    {"prefixItems", Holds::schemas},
    {"properties", Holds::named},
    {"propertyNames", Holds::schema},
    {"readOnly", Holds::anything},
    {"required", Holds::names},
    {"then", Holds::schema},
    {"title", Holds::anything},
    {"type", Holds::type},
    {"unevaluatedItems", Holds::schema},
    {"unevaluatedProperties", Holds::schema},
    {"uniqueItems", Holds::truth},
    {"writeOnly", Holds::anything},
});
static_assert(std::ranges::is_sorted(keywords, {}, &Keyword::name));

constexpr std::array<std::string_view, 7> types = {"array", "boolean", "integer", "null", "number", "object", "string"};

bool is_type(const Node& node) {
  return node.text() && std::ranges::find(types, *node.text()) != types.end();
}

bool is_list_of(const Node& node, const auto& is_it) {
  bool right = node.value().is_array();
  node.each_item([&](const Node& item) { right = right && is_it(item); });
  return right;
}

bool is_text(const Node& node) {
  return node.text().has_value();
}

template <class What>
void each_field(const Node& node, const What& what) {
  simdjson::dom::object object;
  if (node.value().get_object().get(object) != simdjson::SUCCESS) return;
  for (const auto& [key, value] : object) what(key, Node(value, node, key));
}

}  // namespace

class LookingThrough {
 public:
  explicit LookingThrough(Schemas& schemas) : schemas_(schemas) {}

  base::Problems of(const Schemas::Document& document) {
    look_later({document.root, &document}, document.id);
    // One after the other: a way through references may be as long as there are schemas.
    while (!waiting_.empty()) {
      const Waiting next = waiting_.back();
      waiting_.pop_back();
      in_ = next.schema.in;
      before_ = next.place;
      is_root_ = next.place.empty();
      look(Node(next.schema.at));
    }
    return std::move(problems_);
  }

 private:
  struct Waiting {
    Schemas::Schema schema;
    std::string place;  ///< in its document, as a JSON pointer
  };

  void look_later(const Schemas::Schema& schema, const std::string& where) {
    if (!seen_.insert(where).second) return;
    const std::size_t hash = where.find('#');
    waiting_.push_back({schema, hash == std::string::npos ? "" : where.substr(hash + 1)});
  }

  void wrong(const Node& at, std::string what, std::string mend) {
    const std::string value =
        at.value().is_number() ? simdjson::minify(at.value()) : std::string(at.text().value_or(""));
    problems_.add({in_->file, before_ + at.pointer(), shown(value), std::move(what), std::move(mend)});
  }

  void look(const Node& schema) {
    if (schema.value().is_bool()) return;
    if (!schema.value().is_object()) return wrong(schema, "is no schema", "write an object, true or false");
    const bool root = std::exchange(is_root_, false);
    each_field(schema, [&](std::string_view key, const Node& value) {
      const auto keyword = std::ranges::lower_bound(keywords, key, {}, &Keyword::name);
      if (keyword == keywords.end() || keyword->name != key) {
        return wrong(value, "is a keyword that is not known here", "docs/advisory-check.md lists those that are");
      }
      if (keyword->holds == Holds::at_the_root && !root) {
        return wrong(value, "stands inside of a schema", "write it at its root");
      }
      look_at(keyword->holds, value);
    });
  }

  void look_at(Holds holds, const Node& value) {
    switch (holds) {
      case Holds::anything: return;
      case Holds::schema: return look(value);
      case Holds::schemas: return look_at_schemas(value);
      case Holds::named:
      case Holds::patterned: return look_at_named(holds, value);
      case Holds::reference: return look_at_reference(value);
      case Holds::pattern: return look_at_pattern(value, value.text().value_or(""));
      case Holds::format:
        if (!is_known_format(value.text().value_or(""))) {
          wrong(value, "is a format that is not known here", "docs/advisory-check.md lists those that are");
        }
        return;
      case Holds::at_the_root: return unless(is_text(value), value, "is no text");
      case Holds::truth: return unless(value.value().is_bool(), value, "is neither true nor false");
      case Holds::list: return unless(value.value().is_array(), value, "is no list");
      case Holds::names: return unless(is_list_of(value, is_text), value, "is no list of texts");
      case Holds::type: return unless(is_type(value) || is_list_of(value, is_type), value, "is no type of JSON");
      case Holds::names_by_name:
        return each_field(value, [&](std::string_view, const Node& names) {
          unless(is_list_of(names, is_text), names, "is no list of texts");
        });
      case Holds::number:
      case Holds::factor:
      case Holds::count: return look_at_number(holds, value);
    }
  }

  void unless(bool right, const Node& value, std::string what) {
    if (!right) wrong(value, std::move(what), "see JSON Schema, draft 2020-12");
  }

  void look_at_number(Holds holds, const Node& value) {
    double number = 0;
    const bool is_it = value.value().get_double().get(number) == simdjson::SUCCESS;
    if (holds == Holds::number) return unless(is_it, value, "is no number");
    if (holds == Holds::factor) return unless(is_it && number > 0, value, "is no number above 0");
    std::uint64_t count = 0;
    unless(value.value().get_uint64().get(count) == simdjson::SUCCESS, value, "is no whole number from 0 on");
  }

  void look_at_schemas(const Node& list) {
    if (!list.value().is_array()) return unless(false, list, "is no list of schemas");
    list.each_item([&](const Node& one) { look(one); });
  }

  void look_at_named(Holds holds, const Node& object) {
    if (!object.value().is_object()) return unless(false, object, "is no object");
    each_field(object, [&](std::string_view key, const Node& one) {
      if (holds == Holds::patterned) look_at_pattern(one, key);
      look(one);
    });
  }

  void look_at_pattern(const Node& at, std::string_view text) {
    if (schemas_.patterns_.contains(text)) return;
    auto pattern = Pattern::compile(text);
    if (!pattern) return wrong(at, "is no regular expression that is known here", "write it as ECMA-262 has them");
    schemas_.patterns_.emplace(text, std::move(*pattern));
  }

  void look_at_reference(const Node& at) {
    const std::string_view text = at.text().value_or("");
    const auto target = schemas_.resolve(*in_, text);
    if (!target) return wrong(at, "refers to a schema that is not given", "put the schema with this $id beside it");
    const std::size_t hash = text.find('#');
    const std::string_view place = hash == std::string_view::npos ? std::string_view() : text.substr(hash + 1);
    look_later(*target, target->in->id + (place.empty() ? "" : "#" + std::string(place)));
  }

  Schemas& schemas_;
  const Schemas::Document* in_ = nullptr;
  std::string before_;
  bool is_root_ = false;
  std::vector<Waiting> waiting_;
  std::set<std::string> seen_;
  base::Problems problems_;
};

base::Result<const Schemas::Document*> Schemas::add(std::unique_ptr<Document> document) {
  std::string_view id = Node(document->root).text("$id");
  if (id.ends_with('#')) id.remove_suffix(1);
  if (id.empty() || id.find('#') != std::string_view::npos) {
    return tl::unexpected(base::Problem{document->file, "/$id", shown(id), id.empty() ? "is missing" : "has a fragment",
                                        "name the schema by its URL"});
  }
  document->id = id;
  const auto [at, fresh] = documents_.try_emplace(document->id);
  if (!fresh) {
    return tl::unexpected(base::Problem{document->file, "/$id", shown(id), "is that of " + at->second->file + " too",
                                        "keep one of the two"});
  }
  at->second = std::move(document);
  return at->second.get();
}

std::optional<Schemas::Schema> Schemas::resolve(const Document& from, std::string_view reference) const {
  const std::size_t hash = reference.find('#');
  const std::string_view id = reference.substr(0, hash);
  const std::string_view place = hash == std::string_view::npos ? std::string_view() : reference.substr(hash + 1);
  const Document* in = &from;
  if (!id.empty()) {
    const auto at = documents_.find(id);
    if (at == documents_.end()) return std::nullopt;
    in = at->second.get();
  }
  if (place.empty()) return Schema{in->root, in};
  // Names of places ("#name") and places written as in a URI ("%20") are not known.
  if (place[0] != '/' || place.find('%') != std::string_view::npos) return std::nullopt;
  simdjson::dom::element found;
  if (in->root.at_pointer(place).get(found) != simdjson::SUCCESS) return std::nullopt;
  return Schema{found, in};
}

base::Problems Schemas::look_through(const Document& document) {
  return LookingThrough(*this).of(document);
}

Schemas::Schema Schemas::target(const Document& from, std::string_view reference) const {
  return resolve(from, reference).value_or(Schema{from.root, &from});
}

const Pattern& Schemas::pattern(std::string_view text) const {
  return patterns_.find(text)->second;
}

}  // namespace ingest::json
