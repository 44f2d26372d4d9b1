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
#include "world/advisory/field.h"

namespace advisory {

/// Which advisory it is.
struct Name {
  Feed feed = Feed::csaf;
  std::string publisher;
  std::string id;
  friend bool operator==(const Name&, const Name&) = default;
};
Name name_of(const Advisory& advisory);

/// A text in one of the values of a field; an empty one: in any, so that the field says something.
struct Condition {
  Field field = Field::title;
  std::string text;
};

/// Which advisories are asked for: those of which all holds. What is empty asks nothing. Texts are looked for anywhere
/// in a field, ASCII letters of either case.
struct Filter {
  std::optional<Feed> feed;
  std::string id;         ///< the whole of its own id
  std::string publisher;  ///< in who says it
  std::string text;       ///< in id, title, publisher, or a vulnerability's id or title
  std::string cve;        ///< the whole id of one of its vulnerabilities
  std::string product;    ///< in a product's path, name, vendor, version, purl, cpe, platform or model number
  std::string since;      ///< a day, "2026-11-23", in UTC; what has no date is left out then
  bool unread = false;
  std::vector<Condition> where{};
  Field sort = Field::date;        ///< then by date, feed, publisher and id
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
  Head head;              ///< without its history
  std::string sorted_by;  ///< what it says in the field of Filter::sort
};

struct List {
  std::vector<Listed> rows;
  std::size_t total = 0;  ///< how many there are, `top` or not
  Field sort = Field::date;
  std::size_t headless = 0;  ///< CSAF documents in the store whose head is not known, where a field of it was asked for
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

/// Whether the advisory answers to Filter::text, and to a condition.
bool speaks_of_text(const Advisory& advisory, std::string_view text);
bool answers(const Advisory& advisory, const Condition& condition);

/// Fills in what a line has from an advisory's products and vulnerabilities.
void sum_up(const Advisory& advisory, Listed& line);

}  // namespace advisory
