// The shape of a CSAF 2.0 document: which fields there must and may be, and what they hold. Written from the JSON
// schema of the standard (csaf_json_schema.json), as tables. A field that is not in them may hold anything, as there.

#include <algorithm>
#include <span>
#include <unordered_set>

#include "world/advisory/cpe.h"
#include "world/ingest/csaf_moment.h"
#include "world/ingest/csaf_node.h"

namespace ingest::csaf {

namespace {

enum class Must : std::uint8_t { no, yes };
enum class Many : std::uint8_t { one, list, set, set_of_two };  ///< lists hold something; sets nothing twice
enum class Is : std::uint8_t {
  text,  ///< not empty
  uri,
  moment,
  version,
  language,
  category,  ///< begins and ends with neither blank nor - _ .
  trimmed,   ///< begins and ends without a blank
  cve,
  weakness,
  hash,
  cpe,
  purl,
  word,    ///< one of Field::words
  object,  ///< of Field::shape; without one: any
};

struct Shape;

struct Field {
  std::string_view name;
  Must must = Must::no;
  Many many = Many::one;
  Is is = Is::text;
  const Shape* shape = nullptr;
  std::string_view words = {};  ///< with a blank between them
};

struct Shape {
  std::span<const Field> fields;
  std::size_t least = 0;  ///< fields that there are
  std::size_t most = static_cast<std::size_t>(-1);
};

using enum Must;
using enum Many;

// ---- what several places have

constexpr Field acknowledgment_fields[] = {
    {"names", no, list}, {"organization"}, {"summary"}, {"urls", no, list, Is::uri}};
constexpr Shape acknowledgment{acknowledgment_fields, 1};

constexpr Field note_fields[] = {
    {"audience"},
    {"category", yes, one, Is::word, nullptr, "description details faq general legal_disclaimer other summary"},
    {"text", yes},
    {"title"}};
constexpr Shape note{note_fields};

constexpr Field reference_fields[] = {
    {"category", no, one, Is::word, nullptr, "external self"}, {"summary", yes}, {"url", yes, one, Is::uri}};
constexpr Shape reference{reference_fields};

// ---- document

constexpr Field severity_fields[] = {{"namespace", no, one, Is::uri}, {"text", yes}};
constexpr Shape severity{severity_fields};

constexpr Field tlp_fields[] = {{"label", yes, one, Is::word, nullptr, "AMBER GREEN RED WHITE"},
                                {"url", no, one, Is::uri}};
constexpr Shape tlp{tlp_fields};

constexpr Field distribution_fields[] = {{"text"}, {"tlp", no, one, Is::object, &tlp}};
constexpr Shape distribution{distribution_fields, 1};

constexpr Field publisher_fields[] = {
    {"category", yes, one, Is::word, nullptr, "coordinator discoverer other translator user vendor"},
    {"contact_details"},
    {"issuing_authority"},
    {"name", yes},
    {"namespace", yes, one, Is::uri}};
constexpr Shape publisher{publisher_fields};

constexpr Field engine_fields[] = {{"name", yes}, {"version"}};
constexpr Shape engine{engine_fields};

constexpr Field generator_fields[] = {{"date", no, one, Is::moment}, {"engine", yes, one, Is::object, &engine}};
constexpr Shape generator{generator_fields};

constexpr Field revision_fields[] = {
    {"date", yes, one, Is::moment}, {"legacy_version"}, {"number", yes, one, Is::version}, {"summary", yes}};
constexpr Shape revision{revision_fields};

constexpr Field tracking_fields[] = {{"aliases", no, set},
                                     {"current_release_date", yes, one, Is::moment},
                                     {"generator", no, one, Is::object, &generator},
                                     {"id", yes, one, Is::trimmed},
                                     {"initial_release_date", yes, one, Is::moment},
                                     {"revision_history", yes, list, Is::object, &revision},
                                     {"status", yes, one, Is::word, nullptr, "draft final interim"},
                                     {"version", yes, one, Is::version}};
constexpr Shape tracking{tracking_fields};

constexpr Field head_fields[] = {{"acknowledgments", no, list, Is::object, &acknowledgment},
                                 {"aggregate_severity", no, one, Is::object, &severity},
                                 {"category", yes, one, Is::category},
                                 {"csaf_version", yes, one, Is::word, nullptr, "2.0"},
                                 {"distribution", no, one, Is::object, &distribution},
                                 {"lang", no, one, Is::language},
                                 {"notes", no, list, Is::object, &note},
                                 {"publisher", yes, one, Is::object, &publisher},
                                 {"references", no, list, Is::object, &reference},
                                 {"source_lang", no, one, Is::language},
                                 {"title", yes},
                                 {"tracking", yes, one, Is::object, &tracking}};
constexpr Shape head{head_fields};

// ---- product tree

constexpr Field file_hash_fields[] = {{"algorithm", yes}, {"value", yes, one, Is::hash}};
constexpr Shape file_hash{file_hash_fields};

constexpr Field hash_fields[] = {{"file_hashes", yes, list, Is::object, &file_hash}, {"filename", yes}};
constexpr Shape hash{hash_fields};

constexpr Field generic_uri_fields[] = {{"namespace", yes, one, Is::uri}, {"uri", yes, one, Is::uri}};
constexpr Shape generic_uri{generic_uri_fields};

constexpr Field helper_fields[] = {{"cpe", no, one, Is::cpe},
                                   {"hashes", no, list, Is::object, &hash},
                                   {"model_numbers", no, set},
                                   {"purl", no, one, Is::purl},
                                   {"sbom_urls", no, list, Is::uri},
                                   {"serial_numbers", no, set},
                                   {"skus", no, list},
                                   {"x_generic_uris", no, list, Is::object, &generic_uri}};
constexpr Shape helper{helper_fields, 1};

constexpr Field product_fields[] = {
    {"name", yes}, {"product_id", yes}, {"product_identification_helper", no, one, Is::object, &helper}};
constexpr Shape product{product_fields};

extern const Shape branch;  // a branch holds branches
constexpr Field branch_fields[] = {
    {"branches", no, list, Is::object, &branch},
    {"category", yes, one, Is::word, nullptr,
     "architecture host_name language legacy patch_level product_family product_name product_version "
     "product_version_range service_pack specification vendor"},
    {"name", yes},
    {"product", no, one, Is::object, &product}};
constexpr Shape branch{branch_fields, 3, 3};

constexpr Field group_fields[] = {{"group_id", yes}, {"product_ids", yes, set_of_two}, {"summary"}};
constexpr Shape group{group_fields};

constexpr Field relationship_fields[] = {
    {"category", yes, one, Is::word, nullptr,
     "default_component_of external_component_of installed_on installed_with optional_component_of"},
    {"full_product_name", yes, one, Is::object, &product},
    {"product_reference", yes},
    {"relates_to_product_reference", yes}};
constexpr Shape relationship{relationship_fields};

constexpr Field tree_fields[] = {{"branches", no, list, Is::object, &branch},
                                 {"full_product_names", no, list, Is::object, &product},
                                 {"product_groups", no, list, Is::object, &group},
                                 {"relationships", no, list, Is::object, &relationship}};
constexpr Shape tree{tree_fields, 1};

// ---- vulnerabilities

constexpr Field cwe_fields[] = {{"id", yes, one, Is::weakness}, {"name", yes}};
constexpr Shape cwe{cwe_fields};

constexpr Field flag_fields[] = {
    {"date", no, one, Is::moment},
    {"group_ids", no, set},
    {"label", yes, one, Is::word, nullptr,
     "component_not_present inline_mitigations_already_exist vulnerable_code_cannot_be_controlled_by_adversary "
     "vulnerable_code_not_in_execute_path vulnerable_code_not_present"},
    {"product_ids", no, set}};
constexpr Shape flag{flag_fields};

constexpr Field id_fields[] = {{"system_name", yes}, {"text", yes}};
constexpr Shape id{id_fields};

constexpr Field involvement_fields[] = {
    {"date", no, one, Is::moment},
    {"party", yes, one, Is::word, nullptr, "coordinator discoverer other user vendor"},
    {"status", yes, one, Is::word, nullptr, "completed contact_attempted disputed in_progress not_contacted open"},
    {"summary"}};
constexpr Shape involvement{involvement_fields};

constexpr Field status_fields[] = {
    {"first_affected", no, set}, {"first_fixed", no, set},        {"fixed", no, set},
    {"known_affected", no, set}, {"known_not_affected", no, set}, {"last_affected", no, set},
    {"recommended", no, set},    {"under_investigation", no, set}};
constexpr Shape status{status_fields, 1};

constexpr Field restart_fields[] = {
    {"category", yes, one, Is::word, nullptr,
     "connected dependencies machine none parent service system vulnerable_component zone"},
    {"details"}};
constexpr Shape restart{restart_fields};

constexpr Field remediation_fields[] = {
    {"category", yes, one, Is::word, nullptr, "mitigation no_fix_planned none_available vendor_fix workaround"},
    {"date", no, one, Is::moment},
    {"details", yes},
    {"entitlements", no, list},
    {"group_ids", no, set},
    {"product_ids", no, set},
    {"restart_required", no, one, Is::object, &restart},
    {"url", no, one, Is::uri}};
constexpr Shape remediation{remediation_fields};

// What the CVSS objects hold is test 6.1.8.
constexpr Field score_fields[] = {
    {"cvss_v2", no, one, Is::object}, {"cvss_v3", no, one, Is::object}, {"products", yes, set}};
constexpr Shape score{score_fields, 2};

constexpr Field threat_fields[] = {{"category", yes, one, Is::word, nullptr, "exploit_status impact target_set"},
                                   {"date", no, one, Is::moment},
                                   {"details", yes},
                                   {"group_ids", no, set},
                                   {"product_ids", no, set}};
constexpr Shape threat{threat_fields};

constexpr Field vulnerability_fields[] = {{"acknowledgments", no, list, Is::object, &acknowledgment},
                                          {"cve", no, one, Is::cve},
                                          {"cwe", no, one, Is::object, &cwe},
                                          {"discovery_date", no, one, Is::moment},
                                          {"flags", no, set, Is::object, &flag},
                                          {"ids", no, set, Is::object, &id},
                                          {"involvements", no, set, Is::object, &involvement},
                                          {"notes", no, list, Is::object, &note},
                                          {"product_status", no, one, Is::object, &status},
                                          {"references", no, list, Is::object, &reference},
                                          {"release_date", no, one, Is::moment},
                                          {"remediations", no, list, Is::object, &remediation},
                                          {"scores", no, list, Is::object, &score},
                                          {"threats", no, list, Is::object, &threat},
                                          {"title"}};
constexpr Shape vulnerability{vulnerability_fields, 1};

constexpr Field root_fields[] = {{"document", yes, one, Is::object, &head},
                                 {"product_tree", no, one, Is::object, &tree},
                                 {"vulnerabilities", no, list, Is::object, &vulnerability}};
constexpr Shape root{root_fields};

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

/// RFC 3986: a scheme, and no character that a URI has only as %xx.
bool is_uri(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || !is_letter(text[0])) return false;
  const std::string_view scheme = text.substr(0, colon);
  const bool right = std::ranges::all_of(
      scheme, [](char c) { return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.'; });
  return right && std::ranges::none_of(text, [](char c) {
           return c == '<' || c == '>' || c == '"' || c == '{' || c == '}' || c == '|' || c == '\\' || c == '^' ||
                  c == '`' || is_blank(c);
         });
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

/// What is wrong with a text; empty: nothing.
std::string_view wrong_with(const Field& field, std::string_view text) {
  const auto unless = [](bool right, std::string_view what) { return right ? std::string_view() : what; };
  switch (field.is) {
    case Is::text: return unless(!text.empty(), "is empty");
    case Is::uri: return unless(is_uri(text), "is no URI");
    case Is::moment: return unless(parse_moment(text).has_value(), "is no moment such as 2024-02-01T10:00:00Z");
    case Is::version: return unless(is_version(text), "is neither a whole number nor a semantic version");
    case Is::language: return unless(is_language(text), "is no language tag");
    case Is::category: return unless(ends_well(text, true), "begins or ends with a blank or one of - _ .");
    case Is::trimmed: return unless(ends_well(text, false), "is empty, or begins or ends with a blank");
    case Is::cve: return unless(is_cve(text), "is no CVE number such as CVE-2017-0144");
    case Is::weakness: return unless(is_weakness(text), "is no CWE number such as CWE-79");
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
  if (const std::string_view wrong = wrong_with(field, *text); !wrong.empty()) {
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
    if (at == shape.fields.size()) continue;
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
  check_object(document, document.root, root);
}

}  // namespace ingest::csaf
