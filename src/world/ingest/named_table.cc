#include "world/ingest/named_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "world/ingest/csv.h"
#include "world/ingest/lines.h"
#include "world/ingest/table_text.h"
#include "world/ingest/text.h"

namespace ingest {

namespace {

constexpr std::size_t absent = static_cast<std::size_t>(-1);

/// "Org Code" and "org-code" are org_code.
std::string normal(std::string_view name) {
  std::string out;
  for (const char c : trimmed(name)) {
    if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c + ('a' - 'A'));
    } else {
      out += c == ' ' || c == '-' ? '_' : c;
    }
  }
  return out;
}

class Reading {
 public:
  Reading(const std::string& file, std::span<const NamedColumn> columns, base::Problems& problems,
          const std::function<void(const NamedRow&)>& each)
      : file_(file), columns_(columns), problems_(problems), each_(each), places_(columns.size(), absent) {
    names_.reserve(columns.size());
    for (const NamedColumn& column : columns) names_.emplace_back(column.name);
  }

  void read(const TableText& table) {
    before_ = table.rows_before;
    CsvLimits limits;
    limits.bytes = named_table_bytes_most;
    limits.rows = named_table_rows_most;
    limits.columns = 1024;
    std::size_t told = problems_.total();
    const auto take = [&](const CsvRow& row) {
      const bool clean = problems_.total() == told;  // otherwise what is wrong with its bytes is told already
      const bool go_on = row.number == 1 ? clean && take_head(row) : !clean || take_row(row);
      told = problems_.total();
      return go_on;
    };
    const char delimiter = table.delimiter == '\0' ? delimiter_of(table.text) : table.delimiter;
    const bool whole = read_csv(table.text, file_, limits, problems_, take, delimiter);
    if (whole && width_ == 0) {
      problems_.add({file_, "row 1", "", "the table is empty", "begin with the names of the columns"});
    }
  }

 private:
  [[nodiscard]] std::string row_name(std::size_t number) const { return fmt::format("row {}", number + before_); }

  bool take_head(const CsvRow& row) {
    width_ = row.field_count;
    for (std::size_t i = 0; i < row.fields.size(); ++i) take_column(row.fields[i], i);
    bool fine = true;
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      if (places_[column] != absent || !columns_[column].needed) continue;
      fine = false;
      std::string others;
      for (const std::string_view other : columns_[column].also) others += fmt::format(", or {}", other);
      problems_.add({file_, row_name(1), "", fmt::format("column '{}' is missing", columns_[column].name),
                     fmt::format("name it in the head line: {}{}", columns_[column].name, others)});
    }
    return fine && !twice_;
  }

  void take_column(std::string_view head, std::size_t place) {
    const std::string name = normal(head);
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      const bool known = name == columns_[column].name ||
                         std::ranges::find(columns_[column].also, name) != columns_[column].also.end();
      if (!known) continue;
      if (places_[column] != absent) {
        twice_ = true;
        problems_.add({file_, fmt::format("{}, column {}", row_name(1), place + 1), shown(head),
                       fmt::format("is a second column for '{}'", columns_[column].name), "remove one, or rename it"});
      }
      places_[column] = place;
      names_[column] = std::string(trimmed(head));
      return;
    }
  }

  bool take_row(const CsvRow& row) {
    const auto blank = [](std::string_view field) { return trimmed(field).empty(); };
    if (std::ranges::all_of(row.fields, blank)) return true;
    if (row.field_count != width_) {
      problems_.add({file_, row_name(row.number), fmt::format("{} fields", row.field_count),
                     fmt::format("the row does not have the {} fields of the head line", width_),
                     "add or remove separators; quote fields that have one"});
      return true;
    }
    std::vector<std::string_view> values(columns_.size());
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      if (places_[column] != absent) values[column] = trimmed(row.fields[places_[column]]);
    }
    each_(NamedRow(file_, row.number + before_, names_, values, problems_));
    return true;
  }

  const std::string& file_;
  std::span<const NamedColumn> columns_;
  base::Problems& problems_;
  const std::function<void(const NamedRow&)>& each_;
  std::vector<std::size_t> places_;
  std::vector<std::string> names_;
  std::size_t width_ = 0;
  std::size_t before_ = 0;
  bool twice_ = false;
};

}  // namespace

void NamedRow::wrong(std::size_t column, std::string what, std::string mend) const {
  wrong(column, values_[column], std::move(what), std::move(mend));
}

void NamedRow::wrong(std::size_t column, std::string_view value, std::string what, std::string mend) const {
  problems_.add({file_, fmt::format("row {}, column {}", number_, shown(names_[column])), shown(value), std::move(what),
                 std::move(mend)});
}

bool NamedRow::has(std::size_t column, std::string_view mend) const {
  if (!values_[column].empty()) return true;
  wrong(column, "is blank", std::string(mend));
  return false;
}

void read_named_table(const std::string& file, std::string_view bytes, std::span<const NamedColumn> columns,
                      base::Problems& problems, const std::function<void(const NamedRow&)>& each) {
  const auto table = table_text(bytes);
  if (!table) {
    problems.add({file, "", "", "is no whole UTF-16, though it begins so", "save the table as UTF-8 text"});
    return;
  }
  Reading(file, columns, problems, each).read(*table);
}

}  // namespace ingest
