// Whether a document has the shape that its version of CSAF asks for.

#include <algorithm>
#include <unordered_set>

#include "base/moment.h"
#include "world/advisory/cpe.h"
#include "world/ingest/csaf_node.h"
#include "world/ingest/csaf_shape.h"
#include "world/ingest/uri.h"

namespace ingest::csaf {

namespace {

// ---- texts

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit) && (text.size() == 1 || text[0] != '0');
}

/// Identifiers of a semantic version with dots between them.
bool are_identifiers(std::string_view text, bool numbers_are_plain) {
  for (;;) {
    const std::string_view one = text.substr(0, text.find('.'));
    const bool right =
        !one.empty() && std::ranges::all_of(one, [](char c) { return is_letter(c) || is_digit(c) || c == '-'; });
    if (!right || (numbers_are_plain && std::ranges::all_of(one, is_digit) && !is_number(one))) return false;
    if (one.size() == text.size()) return true;
    text.remove_prefix(one.size() + 1);
  }
}

/// A whole number, or a semantic version.
bool is_version(std::string_view text) {
  if (is_number(text)) return true;
  const std::size_t plus = text.find('+');
  if (plus != std::string_view::npos && !are_identifiers(text.substr(plus + 1), false)) return false;
  text = text.substr(0, plus);
  const std::size_t dash = text.find('-');
  if (dash != std::string_view::npos && !are_identifiers(text.substr(dash + 1), true)) return false;
  text = text.substr(0, dash);
  for (int part = 0; part < 2; ++part) {
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos || !is_number(text.substr(0, dot))) return false;
    text.remove_prefix(dot + 1);
  }
  return is_number(text);
}

/// Parts of letters and digits with '-' between them; which languages there are is test 6.1.12.
bool is_language(std::string_view text) {
  for (bool first = true;; first = false) {
    const std::string_view part = text.substr(0, text.find('-'));
    const bool right = !part.empty() && part.size() <= 8 &&
                       std::ranges::all_of(part, [&](char c) { return is_letter(c) || (is_digit(c) && !first); });
    if (!right) return false;
    if (part.size() == text.size()) return true;
    text.remove_prefix(part.size() + 1);
  }
}

bool is_cve(std::string_view text) {
  if (!text.starts_with("CVE-") || text.size() < 13 || text[8] != '-') return false;
  return std::ranges::all_of(text.substr(4, 4), is_digit) && std::ranges::all_of(text.substr(9), is_digit);
}

bool is_weakness(std::string_view text) {
  return text.starts_with("CWE-") && text.size() <= 10 && is_number(text.substr(4)) && text[4] != '0';
}

bool is_hash(std::string_view text) {
  const auto is_hex = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); };
  return text.size() >= 32 && std::ranges::all_of(text, is_hex);
}

/// Random (version 4), all noughts, or all f: in small letters.
bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    const char c = text[i];
    if (hyphen ? c != '-' : !(is_digit(c) || (c >= 'a' && c <= 'f'))) return false;
  }
  const bool nil_or_max =
      text.find_first_not_of("0-") == std::string_view::npos || text.find_first_not_of("f-") == std::string_view::npos;
  return nil_or_max || text[14] == '4';
}

/// "0.975570000" or "1.0"
bool is_share(std::string_view text) {
  if (text.size() < 3 || text[1] != '.') return false;
  const std::string_view rest = text.substr(2);
  return (text[0] == '0' && std::ranges::all_of(rest, is_digit)) ||
         (text[0] == '1' && rest.find_first_not_of('0') == std::string_view::npos);
}

/// Two or three numbers: "4.13", "3.4.1".
bool is_weakness_list(std::string_view text) {
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos || !is_number(text.substr(0, dot)) || text[0] == '0') return false;
  const std::string_view rest = text.substr(dot + 1);
  const std::size_t next = rest.find('.');
  const std::string_view last = next == std::string_view::npos ? "0" : rest.substr(next + 1);
  return is_number(rest.substr(0, next)) && !last.empty() && std::ranges::all_of(last, is_digit);
}

bool is_algorithm(std::string_view text) {
  const auto right = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-'; };
  return !text.empty() && text[0] != '-' && std::ranges::all_of(text, right);
}

bool is_one_of(std::string_view words, std::string_view text) {
  while (!words.empty()) {
    const std::string_view word = words.substr(0, words.find(' '));
    if (word == text) return true;
    words.remove_prefix(std::min(word.size() + 1, words.size()));
  }
  return false;
}

bool ends_well(std::string_view text, bool category) {
  const auto bad = [&](char c) { return is_blank(c) || (category && (c == '-' || c == '_' || c == '.')); };
  return !text.empty() && !bad(text.front()) && !bad(text.back());
}

/// What is wrong with a text; empty: nothing. Moments of 2.1 have a test of their own (6.1.37).
std::string_view wrong_with(const Document& document, const Field& field, std::string_view text) {
  const auto unless = [](bool right, std::string_view what) { return right ? std::string_view() : what; };
  switch (field.is) {
    case Is::text: return unless(!text.empty(), "is empty");
    case Is::uri: return unless(is_uri(text), "is no URI");
    case Is::moment:
      return unless(document.edition == Edition::v2_1 || base::parse_moment(text).has_value(),
                    "is no moment such as 2024-02-01T10:00:00Z");
    case Is::version: return unless(is_version(text), "is neither a whole number nor a semantic version");
    case Is::language: return unless(is_language(text), "is no language tag");
    case Is::category: return unless(ends_well(text, true), "begins or ends with a blank or one of - _ .");
    case Is::trimmed: return unless(ends_well(text, false), "is empty, or begins or ends with a blank");
    case Is::cve: return unless(is_cve(text), "is no CVE number such as CVE-2017-0144");
    case Is::weakness: return unless(is_weakness(text), "is no CWE number such as CWE-79");
    case Is::weakness_list: return unless(is_weakness_list(text), "is no version of CWE such as 4.13");
    case Is::uuid: return unless(is_uuid(text), "is no UUID of version 4, in small letters");
    case Is::share: return unless(is_share(text), "is no number from 0 to 1 such as 0.97");
    case Is::algorithm: return unless(is_algorithm(text), "is not of small letters, digits and -");
    case Is::small_hash: {
      const bool small = std::ranges::none_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
      return unless(small && is_hash(text), "is no hash of at least 32 hexadecimal digits in small letters");
    }
    case Is::hash: return unless(is_hash(text), "is no hash of at least 32 hexadecimal digits");
    case Is::cpe: return unless(advisory::parse_cpe(text).has_value(), "is no CPE name");
    case Is::purl: return unless(text.starts_with("pkg:") && text.size() >= 7, "is no package URL");
    case Is::word: return unless(is_one_of(field.words, text), "is none of the words that may stand here");
    case Is::object: return {};
  }
  return {};
}

// ---- the check

void check_object(Document& document, const Node& node, const Shape& shape);

void check_value(Document& document, const Node& node, const Field& field) {
  if (field.is == Is::object) {
    if (!node.value().is_object()) return document.note("schema", node, "is no object");
    if (field.shape != nullptr) check_object(document, node, *field.shape);
    return;
  }
  const auto text = node.text();
  if (!text) return document.note("schema", node, "is no text");
  if (const std::string_view wrong = wrong_with(document, field, *text); !wrong.empty()) {
    document.note("schema", node, std::string(wrong));
  }
}

/// Two items of a list that may not be are the same when they read the same.
void check_list(Document& document, const Node& node, const Field& field) {
  if (!node.value().is_array()) return document.note("schema", node, "is no list");
  std::size_t items = 0;
  std::unordered_set<std::string_view> texts;
  std::unordered_set<std::string> objects;
  node.each_item([&](const Node& item) {
    ++items;
    check_value(document, item, field);
    if (field.many == Many::list) return;
    const auto text = item.text();
    const bool is_new = text ? texts.insert(*text).second : objects.insert(simdjson::minify(item.value())).second;
    if (!is_new) document.note("schema", item, "stands in the list more than once");
  });
  if (items == 0) document.note("schema", node, "is empty");
  if (items == 1 && field.many == Many::set_of_two) document.note("schema", node, "has fewer than two items");
}

/// The field of a name, looked for from `next` on and then from the beginning; their number when there is none.
std::size_t field_of(const Shape& shape, std::string_view name, std::size_t next) {
  const std::size_t count = shape.fields.size();
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = next + i < count ? next + i : next + i - count;
    if (shape.fields[at].name == name) return at;
  }
  return count;
}

void check_object(Document& document, const Node& node, const Shape& shape) {
  simdjson::dom::object object;
  if (node.value().get_object().get(object) != simdjson::SUCCESS) return document.note("schema", node, "is no object");
  std::uint32_t found = 0;  // a bit for each field of the shape; one pass, since asking for each by name is a pass each
  std::size_t size = 0;
  std::size_t next = 0;  // most documents have their fields in the order of the alphabet, as the shapes have
  for (const auto& [key, value] : object) {
    ++size;
    const std::size_t at = field_of(shape, key, next);
    if (at == shape.fields.size()) {
      if (shape.closed) document.note("schema", Node(value, node, key), "is no field that may stand here");
      continue;
    }
    next = at + 1;
    found |= 1U << at;
    const Field& field = shape.fields[at];
    const Node there(value, node, key);
    if (field.many == Many::one) {
      check_value(document, there, field);
    } else {
      check_list(document, there, field);
    }
  }
  for (std::size_t i = 0; i < shape.fields.size(); ++i) {
    const Field& field = shape.fields[i];
    if (field.must == Must::yes && ((found >> i) & 1U) == 0) {
      document.note("schema", node, fmt::format("{} is missing", field.name));
    }
  }
  if (size < shape.least) document.note("schema", node, fmt::format("has fewer than {} fields", shape.least));
  if (size > shape.most) document.note("schema", node, fmt::format("has more than {} fields", shape.most));
}

}  // namespace

void check_schema(Document& document) {
  check_object(document, document.root, document.edition == Edition::v2_1 ? root_2_1 : root_2_0);
}

}  // namespace ingest::csaf
