#include "world/advisory/field.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>
#include <utility>

#include "base/instant.h"
#include "base/moment.h"
#include "world/advisory/id.h"

namespace advisory {

namespace {

/// How the values of a field are ordered.
enum class As : std::uint8_t { text, date, score, version };

struct Entry {
  Field field;
  std::string_view name;
  Kept kept;
  As as = As::text;
  std::string Head::*of_head = nullptr;  ///< where it is one text of the head
};

constexpr std::array<Entry, fields> entries{{
    {Field::date, "date", Kept::line, As::date},
    {Field::id, "id", Kept::line},
    {Field::title, "title", Kept::line},
    {Field::publisher, "publisher", Kept::line},
    {Field::revision, "revision", Kept::line, As::version},
    {Field::cve, "cve", Kept::claims},
    {Field::cvss, "cvss", Kept::claims, As::score},
    {Field::product, "product", Kept::claims},
    {Field::category, "category", Kept::head, As::text, &Head::category},
    {Field::csaf_version, "csaf_version", Kept::head, As::version, &Head::csaf_version},
    {Field::status, "status", Kept::head, As::text, &Head::status},
    {Field::initial_date, "initial_date", Kept::head, As::date, &Head::initial_date},
    {Field::severity, "severity", Kept::head, As::text, &Head::severity},
    {Field::severity_namespace, "severity_namespace", Kept::head, As::text, &Head::severity_namespace},
    {Field::publisher_name, "publisher_name", Kept::head, As::text, &Head::publisher_name},
    {Field::publisher_category, "publisher_category", Kept::head, As::text, &Head::publisher_category},
    {Field::contact_details, "contact_details", Kept::head, As::text, &Head::contact_details},
    {Field::issuing_authority, "issuing_authority", Kept::head, As::text, &Head::issuing_authority},
    {Field::alias, "alias", Kept::head},
    {Field::generator, "generator", Kept::head, As::text, &Head::generator},
    {Field::generator_date, "generator_date", Kept::head, As::date, &Head::generator_date},
    {Field::tlp, "tlp", Kept::head, As::text, &Head::tlp},
    {Field::tlp_url, "tlp_url", Kept::head, As::text, &Head::tlp_url},
    {Field::distribution, "distribution", Kept::head, As::text, &Head::distribution},
    {Field::sharing_group, "sharing_group", Kept::head, As::text, &Head::sharing_group},
    {Field::sharing_group_name, "sharing_group_name", Kept::head, As::text, &Head::sharing_group_name},
    {Field::history_number, "history_number", Kept::head, As::version},
    {Field::history_date, "history_date", Kept::head, As::date},
    {Field::history_summary, "history_summary", Kept::head},
    {Field::history_legacy, "history_legacy", Kept::head, As::version},
}};

constexpr bool are_in_order() {
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].field != static_cast<Field>(i)) return false;
  }
  return true;
}
static_assert(are_in_order());

const Entry& entry_of(Field field) {
  return entries[static_cast<std::size_t>(field)];
}

std::vector<std::string> without_empty(std::vector<std::string> values) {
  std::erase(values, std::string());
  return values;
}

template <class List, class Of>
std::vector<std::string> each_of(const List& list, const Of& of) {
  std::vector<std::string> values;
  values.reserve(list.size());
  for (const auto& one : list) values.push_back(of(one));
  return values;
}

std::vector<std::string> scores_of(const Advisory& advisory) {
  std::vector<std::string> values;
  for (const Vulnerability& one : advisory.vulnerabilities) {
    for (const Score& score : one.scores) values.push_back(fmt::format("{}.{}", score.tenths / 10, score.tenths % 10));
  }
  return values;
}

std::vector<std::string> products_of(const Advisory& advisory) {
  std::vector<std::string> values;
  for (const Product& one : advisory.products) {
    for (const std::string* text :
         {&one.path, &one.name, &one.vendor, &one.version, &one.purl, &one.cpe, &one.platform}) {
      values.push_back(*text);
    }
    values.insert(values.end(), one.models.begin(), one.models.end());
  }
  return values;
}

const std::string& path_of(const Product& product) {
  return product.path.empty() ? product.name : product.path;
}

std::vector<std::string> all_of(const Head& head, Field field) {
  const Entry& entry = entry_of(field);
  if (entry.of_head != nullptr) return {head.*entry.of_head};
  const std::vector<Revision>& history = head.history;
  switch (field) {
    case Field::alias: return head.aliases;
    case Field::history_number: return each_of(history, [](const Revision& one) { return one.number; });
    case Field::history_date: return each_of(history, [](const Revision& one) { return one.date; });
    case Field::history_summary: return each_of(history, [](const Revision& one) { return one.summary; });
    case Field::history_legacy: return each_of(history, [](const Revision& one) { return one.legacy_version; });
    default: return {};
  }
}

std::vector<std::string> all_of(const Advisory& advisory, Field field) {
  switch (field) {
    case Field::date: return {advisory.date};
    case Field::id: return {advisory.id};
    case Field::title: return {advisory.title};
    case Field::publisher: return {advisory.publisher};
    case Field::revision: return {advisory.revision};
    case Field::cve: return each_of(advisory.vulnerabilities, [](const Vulnerability& one) { return one.id; });
    case Field::cvss: return scores_of(advisory);
    case Field::product: return products_of(advisory);
    default: return all_of(advisory.head, field);
  }
}

/// Seconds since 1970; of a day, its beginning in UTC.
std::optional<double> seconds_of(const std::string& text) {
  if (const auto moment = base::parse_moment(text)) {
    const std::string fraction = "0." + std::string(moment->fraction);
    double part = 0;
    std::from_chars(fraction.data(), fraction.data() + fraction.size(), part);
    return static_cast<double>(moment->seconds) + part;
  }
  const auto day = base::day_number(text);
  return day ? std::optional(*day * 86400.0) : std::nullopt;
}

/// The bytes of a key turned over, so that the highest is the first: no key begins another.
std::string turned_over(std::string key) {
  for (char& c : key) c = static_cast<char>(~static_cast<unsigned char>(c));
  return key;
}

Place place_of(const std::string& value, As as) {
  Place place{false, 0, {}, value};
  if (as == As::date) {
    const auto seconds = seconds_of(value);
    place.none = !seconds;
    place.number = -seconds.value_or(0);
  } else if (as == As::score) {
    std::from_chars(value.data(), value.data() + value.size(), place.number);
    place.number = -place.number;
  } else if (const auto version = parse_version(Scheme::semver, value); as == As::version && version) {
    place.number = -1;
    place.text = turned_over(version->key);
  } else {
    place.text = id_key(value);
  }
  return place;
}

}  // namespace

std::string_view name_of(Field field) {
  return entry_of(field).name;
}

std::optional<Field> field_from(std::string_view name) {
  const auto found = std::find_if(entries.begin(), entries.end(), [&](const Entry& one) { return one.name == name; });
  return found == entries.end() ? std::nullopt : std::optional(found->field);
}

Kept kept_in(Field field) {
  return entry_of(field).kept;
}

std::vector<std::string> values_of(const Advisory& advisory, Field field) {
  return without_empty(all_of(advisory, field));
}

std::vector<std::string> values_of(const Head& head, Field field) {
  return without_empty(all_of(head, field));
}

std::span<const Field> shown_of_head() {
  static constexpr std::array shown{
      Field::category,        Field::csaf_version,       Field::status,         Field::initial_date,
      Field::severity,        Field::severity_namespace, Field::publisher_name, Field::publisher_category,
      Field::contact_details, Field::issuing_authority,  Field::alias,          Field::tlp,
      Field::tlp_url,         Field::distribution,       Field::sharing_group,  Field::sharing_group_name,
      Field::generator,       Field::generator_date};
  return shown;
}

bool operator<(const Place& a, const Place& b) {
  return std::tie(a.none, a.number, a.text) < std::tie(b.none, b.number, b.text);
}

Place place_of(const Advisory& advisory, Field field) {
  const std::vector<std::string> values =
      field == Field::product ? without_empty(each_of(advisory.products, path_of)) : values_of(advisory, field);
  Place first;
  for (const std::string& value : values) {
    Place place = place_of(value, entry_of(field).as);
    if (place < first) first = std::move(place);
  }
  return first;
}

}  // namespace advisory
