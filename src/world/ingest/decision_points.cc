#include "world/ingest/decision_points.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "world/ingest/table.h"

namespace ingest {

namespace {

enum Columns : std::size_t { name_space, key, version, name, values, as_of, source };

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> found;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    found.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return found;
}

void read_row(const Row& row, advisory::DecisionPoints& points) {
  advisory::DecisionPoint point{std::string(row[name_space]), std::string(row[key]), std::string(row[version]),
                                std::string(row[name]), words(row[values])};
  std::vector<std::string> sorted = point.values;
  std::ranges::sort(sorted);
  if (std::ranges::adjacent_find(sorted) != sorted.end()) row.wrong(values, "names a value twice", "keep one");
  if (row[as_of].size() != 7 || row[as_of][4] != '-') row.wrong(as_of, "is no month", "write 2026-06");
  points.as_of = std::max(points.as_of, std::string(row[as_of]));
  if (!points.add(std::move(point))) row.wrong(version, "has a row already", "keep one");
}

}  // namespace

base::Result<advisory::DecisionPoints> parse_decision_points(const std::string& file, std::string_view text) {
  TableRules rules;
  rules.name = "ssvc_decision_points";
  rules.columns = {{"namespace"}, {"key"}, {"version"}, {"name"}, {"values"}, {"as_of"}, {"source"}};
  base::Problems problems;
  advisory::DecisionPoints points;
  read_table(text, file, rules, {}, {}, problems, nullptr, [&](const Row& row) { read_row(row, points); });
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return points;
}

}  // namespace ingest
