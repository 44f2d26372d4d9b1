// Values are held against a schema that was looked through (json_schema.cc): keyword by keyword.

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/moment.h"
#include "world/ingest/json_same.h"
#include "world/ingest/json_schema.h"
#include "world/ingest/uri.h"

namespace ingest::json {

namespace {

std::optional<simdjson::dom::element> at(simdjson::dom::object schema, std::string_view keyword) {
  simdjson::dom::element value;
  if (schema.at_key(keyword).get(value) != simdjson::SUCCESS) return std::nullopt;
  return value;
}

std::size_t count_of(simdjson::dom::element value) {
  std::uint64_t count = 0;
  return value.get_uint64().get(count) == simdjson::SUCCESS ? static_cast<std::size_t>(count) : 0;
}

double number_of(simdjson::dom::element value) {
  double number = 0;
  return value.get_double().get(number) == simdjson::SUCCESS ? number : 0;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool has_type(simdjson::dom::element value, std::string_view type) {
  switch (value.type()) {
    case simdjson::dom::element_type::ARRAY: return type == "array";
    case simdjson::dom::element_type::OBJECT: return type == "object";
    case simdjson::dom::element_type::STRING: return type == "string";
    case simdjson::dom::element_type::BOOL: return type == "boolean";
    case simdjson::dom::element_type::NULL_VALUE: return type == "null";
    case simdjson::dom::element_type::INT64:
    case simdjson::dom::element_type::UINT64: return type == "number" || type == "integer";
    case simdjson::dom::element_type::DOUBLE:
      return type == "number" || (type == "integer" && std::trunc(number_of(value)) == number_of(value));
  }
  return false;
}

/// The properties of an object, or the items of a list, that some schema has spoken of, by their number.
using Spoken = std::set<std::size_t>;

class Holding {
 public:
  Holding(const Schemas& schemas, std::size_t& steps, const std::function<void(const Node&, std::string)>& wrong)
      : schemas_(schemas), steps_(steps), wrong_(wrong) {}

  Verdict of(const Schemas::Schema& schema, const Node& value) {
    Spoken spoken;
    const bool valid = holds(schema, value, spoken);
    return undecided_ ? Verdict::undecided : valid ? Verdict::valid : Verdict::invalid;
  }

 private:
  /// A schema that is an object, the value that is held against it, and what was spoken of in it so far.
  struct Place {
    simdjson::dom::object schema;
    const Schemas::Document* in;
    const Node& value;
    Spoken& spoken;
  };

  bool wrong(const Node& at, std::string what) {
    if (silent_ == 0 && !undecided_) wrong_(at, std::move(what));
    return false;
  }

  bool holds(const Schemas::Schema& schema, const Node& value, Spoken& spoken) {
    if (undecided_ || !step() || depth_ >= schema_depth_most) {
      undecided_ = true;
      return false;
    }
    bool truth = false;
    if (schema.at.get_bool().get(truth) == simdjson::SUCCESS) return truth || wrong(value, "may not be here");
    Place place{schema.at, schema.in, value, spoken};
    ++depth_;
    // In place first, since what is unevaluated is what those did not speak of.
    bool right = in_place(place);
    right = on_any(place) && right;
    if (value.value().is_object()) right = on_object(place) && right;
    if (value.value().is_array()) right = on_list(place) && right;
    if (value.value().is_string()) right = on_text(place, *value.text()) && right;
    if (value.value().is_number()) right = on_number(place) && right;
    --depth_;
    return right && !undecided_;
  }

  /// Looking through something of this size is some steps; false when none are left.
  bool step(std::size_t size = 0) {
    steps_ -= std::min(steps_, 1 + size / 16);
    if (steps_ == 0) undecided_ = true;
    return steps_ > 0;
  }

  /// The same without a word about what is wrong.
  bool holds_silently(const Schemas::Schema& schema, const Node& value, Spoken& spoken) {
    ++silent_;
    const bool right = holds(schema, value, spoken);
    --silent_;
    return right;
  }

  /// Holds the same value against another schema; what that spoke of counts when the value is right by it.
  bool also(const Place& place, simdjson::dom::element schema, bool silently) {
    Spoken spoken;
    const Schemas::Schema other{schema, place.in};
    const bool right = silently ? holds_silently(other, place.value, spoken) : holds(other, place.value, spoken);
    if (right) place.spoken.merge(spoken);
    return right;
  }

  // ---- schemas in place

  bool in_place(const Place& place) {
    bool right = true;
    if (const auto reference = at(place.schema, "$ref")) {
      std::string_view text;
      if (reference->get_string().get(text) == simdjson::SUCCESS) {
        const Schemas::Schema target = schemas_.target(*place.in, text);
        Spoken spoken;
        const bool holds_there = holds(target, place.value, spoken);
        if (holds_there) place.spoken.merge(spoken);
        right = holds_there;
      }
    }
    if (const auto all = at(place.schema, "allOf")) {
      each(*all, [&](simdjson::dom::element one) { right = also(place, one, false) && right; });
    }
    right = some_of(place, "anyOf", 1, static_cast<std::size_t>(-1)) && right;
    right = some_of(place, "oneOf", 1, 1) && right;
    if (const auto other = at(place.schema, "not")) {
      Spoken spoken;
      if (holds_silently({*other, place.in}, place.value, spoken))
        right = wrong(place.value, "is what may not be here");
    }
    return conditions(place) && right;
  }

  bool some_of(const Place& place, std::string_view keyword, std::size_t least, std::size_t most) {
    const auto list = at(place.schema, keyword);
    if (!list) return true;
    std::size_t right = 0;
    each(*list, [&](simdjson::dom::element one) { right += also(place, one, true) ? 1 : 0; });
    if (right < least) return wrong(place.value, "is none of what may be here");
    return right <= most || wrong(place.value, "is more than one of what may be here");
  }

  bool conditions(const Place& place) {
    bool right = true;
    if (const auto condition = at(place.schema, "if")) {
      const auto then = at(place.schema, also(place, *condition, true) ? "then" : "else");
      if (then) right = also(place, *then, false);
    }
    const auto dependent = at(place.schema, "dependentSchemas");
    simdjson::dom::object by_name;
    if (!dependent || dependent->get_object().get(by_name) != simdjson::SUCCESS) return right;
    for (const auto& [name, schema] : by_name) {
      if (has(place, name)) right = also(place, schema, false) && right;
    }
    return right;
  }

  template <class What>
  static void each(simdjson::dom::element list, const What& what) {
    simdjson::dom::array items;
    if (list.get_array().get(items) != simdjson::SUCCESS) return;
    for (const simdjson::dom::element item : items) what(item);
  }

  // ---- what is asked of values of any type

  bool on_any(const Place& place) {
    bool right = true;
    if (const auto type = at(place.schema, "type")) {
      std::string_view name;
      bool has = type->get_string().get(name) == simdjson::SUCCESS && has_type(place.value.value(), name);
      each(*type, [&](simdjson::dom::element one) {
        has = has || (one.get_string().get(name) == simdjson::SUCCESS && has_type(place.value.value(), name));
      });
      if (!has) right = wrong(place.value, "is of another type than " + std::string(simdjson::minify(*type)));
    }
    if (const auto only = at(place.schema, "const")) {
      if (!same(*only, place.value.value())) right = wrong(place.value, "is not the one value that may be here");
    }
    if (const auto list = at(place.schema, "enum")) {
      bool found = false;
      each(*list, [&](simdjson::dom::element one) { found = found || same(one, place.value.value()); });
      if (!found) right = wrong(place.value, "is none of the values that may be here");
    }
    return right;
  }

  /// Compares with a value of the schema, which counts as steps by its length.
  bool same(simdjson::dom::element one, simdjson::dom::element other) {
    const std::string text = canonical(one);
    return step(text.size()) && is_canonical(other, text);
  }

  // ---- objects

  bool on_object(const Place& place) {
    simdjson::dom::object object = place.value.value();
    bool right = size_between(place, object.size(), "minProperties", "maxProperties", "properties");
    if (const auto names = at(place.schema, "required")) right = has_all(place, *names) && right;
    const auto dependent = at(place.schema, "dependentRequired");
    simdjson::dom::object by_name;
    if (dependent && dependent->get_object().get(by_name) == simdjson::SUCCESS) {
      for (const auto& [name, names] : by_name) {
        if (has(place, name)) right = has_all(place, names) && right;
      }
    }
    const auto properties = at(place.schema, "properties");
    simdjson::dom::object named;
    const std::size_t names = properties && properties->get_object().get(named) == simdjson::SUCCESS ? named.size() : 0;
    std::size_t number = 0;
    for (const auto& [key, value] : object) {
      if (!step(names)) return false;
      right = property(place, key, Node(value, place.value, key), number++) && right;
      if (undecided_) return false;
    }
    return right;
  }

  bool has(const Place& place, std::string_view name) {
    simdjson::dom::object object;
    return place.value.value().get_object().get(object) == simdjson::SUCCESS && step(object.size()) &&
           place.value.has(name);
  }

  bool has_all(const Place& place, simdjson::dom::element names) {
    bool right = true;
    each(names, [&](simdjson::dom::element one) {
      std::string_view name;
      if (one.get_string().get(name) != simdjson::SUCCESS || has(place, name)) return;
      right = wrong(place.value, std::string(name) + " is missing");
    });
    return right;
  }

  bool property(const Place& place, std::string_view key, const Node& value, std::size_t number) {
    bool right = true;
    bool named = false;
    const auto hold = [&](simdjson::dom::element schema) {
      Spoken inside;
      named = true;
      right = holds({schema, place.in}, value, inside) && right;
    };
    simdjson::dom::object object;
    if (const auto properties = at(place.schema, "properties")) {
      simdjson::dom::element schema;
      if (properties->at_key(key).get(schema) == simdjson::SUCCESS) hold(schema);
    }
    const auto patterned = at(place.schema, "patternProperties");
    if (patterned && patterned->get_object().get(object) == simdjson::SUCCESS) {
      for (const auto& [pattern, schema] : object) {
        if (is_found(pattern, key)) hold(schema);
      }
    }
    right = name_of(place, key, value) && right;
    const auto other = at(place.schema, "additionalProperties");
    if (other && !named) right = rest(*other, place, value, number) && right;
    if (named) place.spoken.insert(number);
    const auto unspoken = at(place.schema, "unevaluatedProperties");
    if (unspoken && !place.spoken.contains(number)) right = rest(*unspoken, place, value, number) && right;
    return right;
  }

  /// What the schema for all others has to say.
  bool rest(simdjson::dom::element schema, const Place& place, const Node& value, std::size_t number) {
    place.spoken.insert(number);
    bool truth = true;
    if (schema.get_bool().get(truth) == simdjson::SUCCESS && !truth) {
      return wrong(value, place.value.value().is_object() ? "is no property that may be here"
                                                          : "is an item more than may be here");
    }
    Spoken inside;
    return holds({schema, place.in}, value, inside);
  }

  /// "propertyNames". The parser has no values of its own to make, so that a name is parsed as the text that it is.
  bool name_of(const Place& place, std::string_view key, const Node& value) {
    const auto names = at(place.schema, "propertyNames");
    if (!names) return true;
    simdjson::dom::parser parser;
    simdjson::dom::element text;
    if (parser.parse(quoted(key)).get(text) != simdjson::SUCCESS) return true;
    Spoken inside;
    return holds_silently({*names, place.in}, Node(text), inside) || wrong(value, "has a name that may not be here");
  }

  // ---- lists

  bool on_list(const Place& place) {
    simdjson::dom::array list = place.value.value();
    bool right = size_between(place, list.size(), "minItems", "maxItems", "items");
    const auto first = at(place.schema, "prefixItems");
    std::vector<simdjson::dom::element> firsts;
    if (first) each(*first, [&](simdjson::dom::element one) { firsts.push_back(one); });
    const auto others = at(place.schema, "items");
    const auto contained = at(place.schema, "contains");
    std::size_t found = 0;
    std::size_t number = 0;
    place.value.each_item([&](const Node& item) {
      Spoken inside;
      if (number < firsts.size()) right = holds({firsts[number], place.in}, item, inside) && right;
      if (number >= firsts.size() && others) right = rest(*others, place, item, number) && right;
      if (number < firsts.size()) place.spoken.insert(number);
      if (contained && holds_silently({*contained, place.in}, item, inside)) {
        ++found;
        place.spoken.insert(number);
      }
      ++number;
    });
    if (contained) right = contains(place, found) && right;
    right = unique(place, list) && right;
    return unspoken_items(place) && right;
  }

  bool contains(const Place& place, std::size_t found) {
    const auto least = at(place.schema, "minContains");
    const auto most = at(place.schema, "maxContains");
    if (found < (least ? count_of(*least) : 1))
      return wrong(place.value, "has too few items of those that must be in it");
    return !most || found <= count_of(*most) || wrong(place.value, "has too many items of those that may be in it");
  }

  bool unique(const Place& place, simdjson::dom::array list) {
    const auto asked = at(place.schema, "uniqueItems");
    bool truth = false;
    if (!asked || asked->get_bool().get(truth) != simdjson::SUCCESS || !truth) return true;
    std::set<std::string> texts;
    for (const simdjson::dom::element item : list) {
      std::string text = canonical(item);
      if (!step(text.size())) return false;
      if (!texts.insert(std::move(text)).second) return wrong(place.value, "has an item twice");
    }
    return true;
  }

  bool unspoken_items(const Place& place) {
    const auto schema = at(place.schema, "unevaluatedItems");
    if (!schema) return true;
    bool right = true;
    std::size_t number = 0;
    place.value.each_item([&](const Node& item) {
      if (!place.spoken.contains(number)) right = rest(*schema, place, item, number) && right;
      ++number;
    });
    return right;
  }

  // ---- texts and numbers

  bool on_text(const Place& place, std::string_view text) {
    bool right = size_between(place, characters(text), "minLength", "maxLength", "characters");
    std::string_view asked;
    const auto pattern = at(place.schema, "pattern");
    if (pattern && pattern->get_string().get(asked) == simdjson::SUCCESS && !is_found(asked, text)) {
      right = wrong(place.value, "is not of the form " + std::string(asked));
    }
    const auto format = at(place.schema, "format");
    if (format && format->get_string().get(asked) == simdjson::SUCCESS && !has_format(asked, text)) {
      right = wrong(place.value, "is no " + std::string(asked));
    }
    return right;
  }

  bool is_found(std::string_view pattern, std::string_view text) {
    if (!step()) return false;
    const auto found = schemas_.pattern(pattern).found_in(text, steps_);
    if (found == Pattern::Found::undecided) undecided_ = true;
    return found == Pattern::Found::yes;
  }

  bool on_number(const Place& place) {
    const double number = number_of(place.value.value());
    bool right = true;
    const auto unless = [&](std::string_view keyword, const auto& is_right, std::string_view what) {
      const auto asked = at(place.schema, keyword);
      if (!asked || is_right(number_of(*asked))) return;
      right = wrong(place.value, std::string(what) + " " + std::string(simdjson::minify(*asked)));
    };
    unless(
        "minimum", [&](double asked) { return number >= asked; }, "is below");
    unless(
        "maximum", [&](double asked) { return number <= asked; }, "is above");
    unless(
        "exclusiveMinimum", [&](double asked) { return number > asked; }, "is not above");
    unless(
        "exclusiveMaximum", [&](double asked) { return number < asked; }, "is not below");
    const auto is_multiple = [&](double asked) {
      const double times = number / asked;
      return std::isfinite(times) && std::abs(times - std::round(times)) <= 1e-9 * std::max(1.0, std::abs(times));
    };
    unless("multipleOf", is_multiple, "is no multiple of");
    return right;
  }

  bool size_between(const Place& place, std::size_t size, std::string_view least, std::string_view most,
                    std::string_view of) {
    const auto fewest = at(place.schema, least);
    if (fewest && size < count_of(*fewest)) {
      return wrong(place.value, fmt::format("has fewer than {} {}", count_of(*fewest), of));
    }
    const auto largest = at(place.schema, most);
    return !largest || size <= count_of(*largest) ||
           wrong(place.value, fmt::format("has more than {} {}", count_of(*largest), of));
  }

  const Schemas& schemas_;
  std::size_t& steps_;
  const std::function<void(const Node&, std::string)>& wrong_;
  std::size_t depth_ = 0;
  std::size_t silent_ = 0;
  bool undecided_ = false;
};

constexpr std::array<std::string_view, 3> formats = {"date", "date-time", "uri"};

bool is_day(std::string_view text) {
  return text.size() == 10 && base::parse_moment(std::string(text) + "T00:00:00Z").has_value();
}

}  // namespace

bool is_known_format(std::string_view format) {
  return std::ranges::find(formats, format) != formats.end();
}

bool has_format(std::string_view format, std::string_view text) {
  if (format == "uri") return is_uri(text);
  if (format == "date") return is_day(text);
  return base::parse_moment(text).has_value();
}

Verdict Schemas::hold(const Document& document, const Node& value, std::size_t& steps,
                      const std::function<void(const Node&, std::string)>& wrong) const {
  return Holding(*this, steps, wrong).of({document.root, &document}, value);
}

}  // namespace ingest::json
