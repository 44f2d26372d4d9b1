#include "aggregates.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <iterator>
#include <numeric>

#include "world/ingest/csv.h"

namespace nhs {

namespace {

std::string text_of(const std::filesystem::path& file, base::Problems& problems) {
  std::ifstream in(file, std::ios::binary);
  if (!in) problems.add({file.string(), "", "", "cannot be read", "name the folder with aggregates.csv"});
  return {std::istreambuf_iterator<char>(in), {}};
}

double number_in(std::string_view text, const std::string& file, std::size_t row, base::Problems& problems) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) {
    problems.add({file, fmt::format("row {}", row), std::string(text), "is not a number", "write one such as 0.5"});
  }
  return value;
}

}  // namespace

double Aggregates::operator[](const std::string& key) const {
  const auto found = rows_.find(key);
  if (found != rows_.end()) return found->second.value;
  problems.add({"aggregates.csv", "", key, "is a key without a row", "add the row"});
  return 0;
}

Aggregates read_aggregates(const std::filesystem::path& file) {
  enum : std::size_t { key, value, unit, source, certainty, low, high, note, columns };
  Aggregates out;
  const std::string text = text_of(file, out.problems);
  ingest::read_csv(text, file.string(), {}, out.problems, [&](const ingest::CsvRow& row) {
    if (row.number == 1) return true;
    if (row.field_count != columns) {
      out.problems.add({file.string(), fmt::format("row {}", row.number), "", "does not have 8 columns", "add them"});
      return true;
    }
    const auto at = [&](std::size_t column) { return std::string(row.fields[column]); };
    const Aggregate aggregate{number_in(row.fields[value], file.string(), row.number, out.problems), at(source),
                              at(certainty), at(low), at(high)};
    if (!out.rows_.emplace(at(key), aggregate).second) {
      out.problems.add({file.string(), fmt::format("row {}", row.number), at(key), "stands twice", "remove one"});
    }
    return true;
  });
  return out;
}

std::vector<DayShape> read_hours(const std::filesystem::path& file, base::Problems& problems) {
  std::vector<DayShape> out;
  const std::string text = text_of(file, problems);
  ingest::read_csv(text, file.string(), {}, problems, [&](const ingest::CsvRow& row) {
    if (row.number == 1 || row.field_count != 27) return true;
    DayShape shape{std::string(row.fields[0]), std::string(row.fields[1]), {}};
    for (std::size_t hour = 0; hour < 24; ++hour) {
      shape.weights.push_back(number_in(row.fields[2 + hour], file.string(), row.number, problems));
    }
    out.push_back(std::move(shape));
    return true;
  });
  return out;
}

std::vector<std::uint64_t> shared_out(std::uint64_t total, const std::vector<double>& weights) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<std::uint64_t> parts(weights.size(), 0);
  if (!(sum > 0)) return parts;
  std::vector<std::pair<double, std::size_t>> remainders;
  std::uint64_t given = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double exact = static_cast<double>(total) * weights[i] / sum;
    parts[i] = static_cast<std::uint64_t>(exact);
    given += parts[i];
    remainders.emplace_back(static_cast<double>(parts[i]) - exact, i);
  }
  std::sort(remainders.begin(), remainders.end());  // the largest remainder first; of equal ones the first row
  for (std::size_t i = 0; given < total; ++i, ++given) ++parts[remainders[i % remainders.size()].second];
  return parts;
}

}  // namespace nhs
