#pragma once
// The fields that advisories are asked for and sorted by. The first stand in every feed; the rest is the head of CSAF
// documents: what CSAF 2.1 (conformance clause 12) wants searched, filtered and sorted by.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "world/advisory/advisory.h"

namespace advisory {

enum class Field : std::uint8_t {
  date,  ///< of this revision: CSAF's current_release_date
  id,
  title,
  publisher,  ///< who says it: CSAF's namespace of the publisher
  revision,   ///< CSAF's version
  cve,        ///< ids of its vulnerabilities
  cvss,
  product,  ///< what names_product() looks in
  category,
  csaf_version,
  status,
  initial_date,  ///< initial_release_date
  severity,      ///< aggregate_severity
  severity_namespace,
  publisher_name,
  publisher_category,
  contact_details,
  issuing_authority,
  alias,
  generator,
  generator_date,
  tlp,
  tlp_url,
  distribution,
  sharing_group,
  sharing_group_name,
  history_number,
  history_date,
  history_summary,
  history_legacy,
};
inline constexpr int fields = 30;

/// "date", "id", ...
std::string_view name_of(Field field);
std::optional<Field> field_from(std::string_view name);

/// Where a field stands, so that nothing is read that nobody asks for.
enum class Kept : std::uint8_t {
  line,    ///< in Advisory itself
  head,    ///< in Advisory::head
  claims,  ///< in products and vulnerabilities
};
Kept kept_in(Field field);

/// What the advisory says there, as it was written; scores as "9.8". None: it does not say.
std::vector<std::string> values_of(const Advisory& advisory, Field field);
/// The same of a field of the head.
std::vector<std::string> values_of(const Head& head, Field field);

/// The fields of the head but its history, in the order in which they are shown.
std::span<const Field> shown_of_head();

/// The place of an advisory among others by one field. What has several values counts by the first of them in this
/// order; what has none comes last.
struct Place {
  bool none = true;
  double number = 0;  ///< moments in seconds and scores, negative: from the highest down
  std::string text;   ///< texts from A on, ASCII letters of either case; versions so that the highest comes first
  std::string value;  ///< as it was written; orders nothing
};
bool operator<(const Place& a, const Place& b);

/// Dates and scores from the highest down, whatever a date's offset from UTC; versions too: whole numbers and semantic
/// versions, and after them what is neither, by its text. All other fields are texts; products count by their paths.
Place place_of(const Advisory& advisory, Field field);

}  // namespace advisory
