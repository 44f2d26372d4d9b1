#include "world/store/said.h"

#include <fmt/format.h>

#include <utility>

namespace store {

namespace {

using sql::Statement;

/// The newest of all sightings is marked.
void each_latest(sql::Database& database, std::string_view column, const std::string& organisation,
                 const std::function<void(const Said&)>& what) {
  Statement statement(database,
                      fmt::format("SELECT device, source, tool, date, {} FROM sighting WHERE latest = 1 "
                                  "AND (?1 = '' OR organisation = (SELECT key FROM organisation WHERE id = ?1))",
                                  column));
  statement.bind(organisation);
  while (statement.step()) {
    what({statement.number(0), statement.number(1), statement.bytes(2), statement.bytes(3), statement.bytes(4)});
  }
}

/// First by keys: of each sighting what it says, or said last up to the day; then of each device and tool the first, in
/// the order of inventory::believed(). A date that stands still is newer than all before it, so that only sightings of
/// later days are looked up in `earlier`.
constexpr std::string_view by_keys =
    "SELECT device, said.source, said.tool, said.date, said.key, earlier FROM ("
    "SELECT key, id, device, tool, organisation, source, date, 0 AS earlier FROM sighting WHERE date < ?2 "
    "UNION ALL SELECT sighting.key, id, device, tool, organisation, earlier.source, earlier.date, 1 "
    "FROM sighting CROSS JOIN earlier ON earlier.sighting = sighting.key AND earlier.date = "
    "(SELECT max(date) FROM earlier WHERE sighting = sighting.key AND date < ?2) WHERE sighting.date >= ?2"
    ") AS said JOIN source ON source.key = said.source "
    "WHERE ?1 = '' OR said.organisation = (SELECT key FROM organisation WHERE id = ?1) "
    "ORDER BY device, said.tool, said.date DESC, source.file DESC, said.id COLLATE BINARY DESC";

void each_of_day(sql::Database& database, std::string_view column, const std::string& organisation,
                 const std::string& day, const std::function<void(const Said&)>& what) {
  Statement keys(database, by_keys);
  Statement now(database, fmt::format("SELECT {} FROM sighting WHERE key = ?", column));
  Statement before(database,
                   fmt::format("SELECT {} FROM earlier WHERE sighting = ? AND date = ? AND source = ?", column));
  const std::string end = end_of(day);
  keys.bind(organisation, end);
  std::pair<std::int64_t, std::string> last;
  while (keys.step()) {
    Said said{keys.number(0), keys.number(1), keys.bytes(2), keys.bytes(3), {}};
    if (said.device == last.first && said.tool == last.second) continue;
    last = {said.device, std::string(said.tool)};
    const bool earlier = keys.number(5) != 0;
    if (earlier) {
      before.bind(keys.number(4), said.date, said.source);
    } else {
      now.bind(keys.number(4));
    }
    Statement& content = earlier ? before : now;
    if (!content.step()) continue;
    said.bytes = content.bytes(0);
    what(said);
  }
}

}  // namespace

void each_said(sql::Database& database, SaidColumn column, const std::string& organisation, const std::string& day,
               const std::function<void(const Said&)>& what) {
  const std::string_view name = column == SaidColumn::components ? "components" : "findings";
  if (day.empty()) {
    each_latest(database, name, organisation, what);
  } else {
    each_of_day(database, name, organisation, day, what);
  }
}

std::string end_of(const std::string& day) {
  return day + "~";
}

}  // namespace store
