#pragma once
// Advisories as a list: what is asked for, one line each, and what readers noted beside them. The questions are those
// that CSAF 2.1 asks of a "CSAF management system" (conformance clause 12).

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "world/advisory/advisory.h"

namespace advisory {

/// Which advisory it is.
struct Name {
  Feed feed = Feed::csaf;
  std::string publisher;
  std::string id;
  friend bool operator==(const Name&, const Name&) = default;
};
Name name_of(const Advisory& advisory);

/// Dates and scores from the highest down, texts from A on; what has none comes last.
enum class SortBy : std::uint8_t { date, id, title, publisher, cvss, cve, product };
inline constexpr int sorts = 7;

/// "date", "id", "title", "publisher", "cvss", "cve", "product"
std::optional<SortBy> sort_by_from(std::string_view name);

/// Which advisories are asked for: those of which all holds. What is empty asks nothing. Texts are looked for anywhere
/// in a field, ASCII letters of either case.
struct Filter {
  std::optional<Feed> feed;
  std::string id;         ///< the whole of its own id
  std::string publisher;  ///< in who says it
  std::string text;       ///< in id, title, publisher, or a vulnerability's id or title
  std::string cve;        ///< the whole id of one of its vulnerabilities
  std::string product;    ///< in a product's name, vendor, path, purl or cpe
  std::string since;      ///< a day, "2026-11-23", in UTC; what has no date is left out then
  bool unread = false;
  SortBy sort = SortBy::date;
  std::optional<std::size_t> top;  ///< no more than these
};

/// One line of the list.
struct Listed {
  Name name;
  std::string title;
  std::string revision;
  std::string date;
  bool withdrawn = false;
  bool read = false;
  std::size_t comments = 0;
  std::optional<int> tenths;  ///< the highest CVSS score: 98 is 9.8
  std::vector<std::string> vulnerabilities;
  std::string product;  ///< the first of its products' paths by the alphabet
};

struct List {
  std::vector<Listed> rows;
  std::size_t total = 0;  ///< how many there are, `top` or not
};

struct Comment {
  std::string day;  ///< on which it was made, "2026-11-23"
  std::string text;
};

/// What readers noted beside an advisory.
struct Remarks {
  bool read = false;  ///< as it stands now: what changes is unread again
  std::vector<Comment> comments;
};

/// An advisory with what was noted beside it.
struct Noted {
  Advisory advisory;
  Remarks remarks;
};

/// Whether `part` stands in the text; ASCII letters of either case.
bool holds(std::string_view text, std::string_view part);

/// Whether the advisory answers to Filter::text, and to Filter::product.
bool speaks_of_text(const Advisory& advisory, std::string_view text);
bool names_product(const Advisory& advisory, std::string_view text);

/// Fills in what a line has from an advisory's products and vulnerabilities.
void sum_up(const Advisory& advisory, Listed& line);

}  // namespace advisory
