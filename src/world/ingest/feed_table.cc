#include "world/ingest/feed_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "world/ingest/csv.h"
#include "world/ingest/feed_record.h"
#include "world/ingest/text.h"

namespace ingest::feeds {

namespace {

constexpr std::size_t absent = static_cast<std::size_t>(-1);

/// Where the known columns stand in the head line.
std::vector<std::size_t> places_of(const CsvRow& head, std::span<const FeedColumn> columns, const std::string& name,
                                   base::Problems& problems) {
  std::vector<std::size_t> places;
  places.reserve(columns.size());
  for (const FeedColumn& column : columns) {
    const auto found = std::find(head.fields.begin(), head.fields.end(), column.name);
    const bool there = found != head.fields.end();
    if (!there && column.needed) {
      problems.add({name, "head line", std::string(column.name), "is a column that is missing", "get the file again"});
    }
    if (there && std::find(found + 1, head.fields.end(), column.name) != head.fields.end()) {
      problems.add({name, "head line", std::string(column.name), "stands more than once", "keep one of them"});
    }
    places.push_back(there ? static_cast<std::size_t>(found - head.fields.begin()) : absent);
  }
  return places;
}

}  // namespace

void FeedRow::wrong(std::size_t column, std::string what, std::string mend) const {
  refused_.add({file_, fmt::format("row {}, column {}", number_, columns_[column].name), shown(values_[column]),
                std::move(what), std::move(mend)});
}

bool FeedRow::has_cve_id(std::size_t column) const {
  if (is_cve_id(values_[column])) return true;
  wrong(column, "is no id of a CVE", "write CVE-YEAR-NUMBER");
  return false;
}

std::optional<double> FeedRow::share_at(std::size_t column) const {
  const auto number = parse_number(values_[column]);
  if (number && *number >= 0 && *number <= 1) return number;
  wrong(column, "is no number from 0 to 1", "write one such as 0.97");
  return std::nullopt;
}

base::Problems read_feed_table(const std::string& name, std::string_view text, std::size_t first,
                               std::span<const FeedColumn> columns, base::Problems& refused,
                               const std::function<void(const FeedRow&)>& each) {
  base::Problems problems;
  if (!text.ends_with('\n') && !text.ends_with('\r')) {
    return base::Problem{name, "", "", "does not end with a line end: it may be cut off", "get the file again"};
  }
  CsvLimits limits;
  limits.rows = advisories_most + 1;
  std::vector<std::size_t> places;
  std::vector<std::string_view> values(columns.size());
  std::size_t width = 0;
  base::Problems bytes;
  const auto row = [&](const CsvRow& found) {
    if (found.number == 1) {
      width = found.field_count;
      places = places_of(found, columns, name, problems);
      return problems.empty();
    }
    const std::size_t number = found.number + first - 1;
    if (found.field_count == 0) return true;  // an empty line
    if (found.field_count != width) {
      refused.add({name, fmt::format("row {}", number), std::to_string(found.field_count),
                   "is not the number of fields that the head line has", fmt::format("write {}", width)});
      return true;
    }
    for (std::size_t i = 0; i < places.size(); ++i) {
      values[i] = places[i] < found.fields.size() ? found.fields[places[i]] : std::string_view();
    }
    each(FeedRow(name, number, columns, values, refused));
    return true;
  };
  const bool whole = read_csv(text, name, limits, bytes, row);
  if (whole || !problems.empty()) {
    refused.add(bytes);
    return problems;
  }
  return bytes;
}

}  // namespace ingest::feeds
