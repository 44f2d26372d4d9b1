// Pages of endoflife.date: YAML between two lines of "---", of which the list of releases is read line by line.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "world/advisory/cpe.h"
#include "world/advisory/purl.h"
#include "world/ingest/end_of_life_feed.h"
#include "world/ingest/end_of_life_record.h"
#include "world/ingest/feed_record.h"
#include "world/ingest/text.h"

namespace ingest {

namespace feeds {

namespace {

/// A "key: value" of a line.
struct Entry {
  std::string_view key;
  std::string_view value;
};

std::string_view without_spaces(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

/// A scalar in quotes, or plain up to a comment.
std::string_view scalar(std::string_view text) {
  text = without_spaces(text);
  if (text.starts_with('"') || text.starts_with('\'')) {
    const std::size_t end = text.find(text.front(), 1);
    return end == std::string_view::npos ? text : text.substr(1, end - 1);
  }
  return text.starts_with('#') ? std::string_view() : without_spaces(text.substr(0, text.find(" #")));
}

Entry entry_of(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return {};
  return {without_spaces(line.substr(0, colon)), scalar(line.substr(colon + 1))};
}

/// What lines say of one release, and where it begins.
struct Lines {
  std::size_t line = 0;
  std::map<std::string_view, std::string_view> values;
};

/// What a page says.
struct Page {
  std::string_view product;
  std::string_view cpe;   ///< the first that it gives; may be empty
  std::string_view purl;  ///< the first that is no package of some distribution or image; may be empty
  bool builds = false;    ///< its versions are builds of Windows
  std::vector<Lines> releases;
  bool whole = false;
};

/// "  - cpe: cpe:2.3:a:maker:product"
void take_identifier(std::string_view line, Page& page) {
  const std::size_t begin = line.find("- ");
  if (begin == std::string_view::npos) return;
  const Entry entry = entry_of(line.substr(begin + 2));
  if (entry.key == "cpe" && page.cpe.empty()) page.cpe = entry.value;
  if (entry.key != "purl" || !page.purl.empty()) return;
  for (const std::string_view type : {"pkg:generic/", "pkg:maven/", "pkg:nuget/"}) {
    if (entry.value.starts_with(type)) page.purl = entry.value;
  }
}

/// Whether a field of a release was taken: "  - key: value" begins one, "    key: value" goes on.
void take_field(std::string_view line, std::size_t number, Page& page, base::Problems& refused,
                const std::string& name) {
  constexpr std::string_view begins = "  - ";
  constexpr std::string_view goes_on = "    ";
  if (line.starts_with(begins)) {
    if (page.releases.size() < record_products_most) page.releases.push_back({number, {}});
  } else if (!line.starts_with(goes_on) || line.substr(goes_on.size()).starts_with(' ')) {
    return;  // deeper: of no field that is known
  }
  const Entry entry = entry_of(line.substr(goes_on.size()));
  if (page.releases.empty() || entry.key.empty() || entry.key.starts_with('#')) return;
  if (page.releases.back().values.insert({entry.key, entry.value}).second) return;
  refused.add({name, fmt::format("line {}", number), shown(entry.key), "stands more than once", "keep one of them"});
}

Page read_page(const std::string& name, std::string_view bytes, base::Problems& refused) {
  Page page;
  bool in_releases = false;
  bool in_identifiers = false;
  for (std::size_t number = 1; !bytes.empty(); ++number) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    const std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    if (line.starts_with("---") && number > 1) {
      page.whole = true;
      return page;
    }
    const bool outside = !line.empty() && line.front() != ' ' && line.front() != '#' && line.front() != '\r';
    if (!outside) {
      if (in_releases) take_field(line, number, page, refused, name);
      if (in_identifiers) take_identifier(line, page);
      continue;
    }
    const Entry entry = entry_of(line);
    in_releases = entry.key == "releases";
    in_identifiers = entry.key == "identifiers";
    if (entry.key == "permalink" && entry.value.starts_with('/')) page.product = entry.value.substr(1);
    if (entry.key == "versionCommand") page.builds = entry.value == "winver";
  }
  return page;
}

/// A day, or whether it is over; false when it is neither.
bool take_day(const Lines& fields, std::string_view key, std::string& day, bool& over) {
  const auto found = fields.values.find(key);
  const std::string_view value = found == fields.values.end() ? std::string_view() : found->second;
  over = value == "true";
  if (value.empty() || over || value == "false") return true;
  day = std::string(value);
  return is_day(value);
}

/// All attributes of a CPE, of which pages write the first only; empty when it is none.
std::string whole_cpe(std::string_view text) {
  constexpr std::string_view head = "cpe:2.3:";
  std::string name(text);
  if (text.starts_with(head)) {
    // A colon that is meant itself has a backslash before it, but no page has one.
    for (auto given = std::count(text.begin(), text.end(), ':') - 1; given < std::ptrdiff_t{advisory::cpe_attributes};
         ++given) {
      name += ":*";
    }
  }
  const auto cpe = advisory::parse_cpe(name);
  return cpe ? advisory::to_text(*cpe) : std::string();
}

/// What is installed under a package URL; empty when it is none.
std::string plain_purl(std::string_view text) {
  const auto purl = advisory::parse_purl(text);
  return purl ? advisory::to_text(*purl) : std::string();
}

/// Nothing when a day of it is none.
std::optional<Release> release_of(const Lines& fields, bool builds) {
  const auto text = [&](std::string_view key) {
    const auto found = fields.values.find(key);
    return found == fields.values.end() ? std::string_view() : found->second;
  };
  Release release{text("releaseCycle"), text("codename"), builds ? text("latest") : std::string_view(), {}};
  if (release.label.empty()) release.label = text("releaseLabel");
  advisory::Lifecycle& life = release.lifecycle;
  bool other = false;
  const bool days = take_day(fields, "releaseDate", life.released, other) &&
                    take_day(fields, "eoas", life.support_ends, life.support_over) &&
                    take_day(fields, "eol", life.security_ends, life.security_over) &&
                    take_day(fields, "eoes", life.extended_ends, other);
  if (!days || release.name.empty()) return std::nullopt;
  return release;
}

}  // namespace

}  // namespace feeds

base::Result<FeedReading> read_end_of_life_page(const std::string& name, std::string_view bytes) {
  FeedReading reading;
  reading.kind = "endoflife.date, page";
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const feeds::Page page = feeds::read_page(name, bytes, reading.refused);
  if (!page.whole || page.product.empty() || !is_id(page.product)) {
    return tl::unexpected(base::Problem{name, "", shown(page.product),
                                        "has no product in YAML between two lines of ---", "get the file again"});
  }
  advisory::Advisory advisory = feeds::advisory_of_product(page.product);
  const std::string cpe = feeds::whole_cpe(page.cpe);
  const std::string purl = page.purl.empty() ? std::string() : feeds::plain_purl(page.purl);
  for (const feeds::Lines& fields : page.releases) {
    if (const auto release = feeds::release_of(fields, page.builds)) {
      feeds::add_release(*release, advisory);
      advisory.products.back().cpe = cpe;
      advisory.products.back().purl = purl;
    } else {
      reading.refused.add({name, fmt::format("line {}", fields.line), "",
                           "is a release without a name, or with a day that is none",
                           "write days as 2027-05-31, or true or false"});
    }
  }
  if (!advisory.products.empty()) reading.advisories.push_back(std::move(advisory));
  return reading;
}

}  // namespace ingest
