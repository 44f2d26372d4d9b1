#include "world/ingest/table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "world/ingest/text.h"

namespace ingest {

std::string Row::place(std::size_t column) const {
  return fmt::format("{}: row {}, column {}", file_, number_, rules_.columns[column].name);
}

std::string Row::mend_for(const std::string& what, std::string_view id, const Ids& ids, std::string otherwise) const {
  if (!problems_.wants(file_, what)) return otherwise;
  const auto meant = ids.nearest(id);
  return meant ? fmt::format("did you mean '{}'?", *meant) : otherwise;
}

void Row::wrong(std::size_t column, std::string what, std::string mend) const {
  wrong(column, values_[column], std::move(what), std::move(mend));
}

void Row::wrong(std::size_t column, std::string_view value, std::string what, std::string mend) const {
  problems_.add(base::Problem{file_, fmt::format("row {}, column {}", number_, rules_.columns[column].name),
                              shown(value), std::move(what), std::move(mend)});
}

std::optional<double> Row::number_at(std::size_t column, double low, double high) const {
  if (values_[column].empty()) return {};
  const auto value = parse_number(values_[column]);
  if (!value) {
    wrong(column, "is not a number", "write a number such as 12 or 0.25, with a point and no thousands' separators");
    return {};
  }
  if (!(*value >= low && *value <= high)) {
    wrong(column, "is out of range", fmt::format("write a number from {} to {}", low, high));
    return {};
  }
  return value;
}

std::optional<std::uint64_t> Row::whole_at(std::size_t column, std::uint64_t low, std::uint64_t high) const {
  if (values_[column].empty()) return {};
  const auto value = parse_whole(values_[column]);
  if (!value) {
    wrong(column, "is not a whole number", fmt::format("write a whole number from {} to {}", low, high));
    return {};
  }
  if (*value < low || *value > high) {
    wrong(column, "is out of range", fmt::format("write a whole number from {} to {}", low, high));
    return {};
  }
  return value;
}

std::string Row::word_at(std::size_t column) const {
  if (!values_[column].empty() && !is_id(values_[column])) {
    wrong(column, "is not a word",
          fmt::format("write at most {} letters, digits and - _ . : /, without spaces", id_bytes_max));
  }
  return std::string(values_[column]);
}

std::optional<std::size_t> Row::choice_at(std::size_t column, std::span<const std::string_view> texts) const {
  if (values_[column].empty()) return {};
  const auto found = std::find(texts.begin(), texts.end(), values_[column]);
  if (found != texts.end()) return static_cast<std::size_t>(found - texts.begin());
  wrong(column, "is none of the words that may stand here", fmt::format("write {}", fmt::join(texts, ", ")));
  return {};
}

estate::Index Row::reference_at(std::size_t column, const Ids& ids, std::string_view table) const {
  if (values_[column].empty()) return estate::none;
  return reference(column, values_[column], ids, table);
}

estate::Index Row::reference(std::size_t column, std::string_view id, const Ids& ids, std::string_view table) const {
  const estate::Index found = ids.find(id);
  if (found != estate::none || ids.may_exist(id)) return found;
  std::string what = fmt::format("is not the id of any {}", table);
  std::string mend = mend_for(what, id, ids, "name one that exists");
  wrong(column, id, std::move(what), std::move(mend));
  return estate::none;
}

/// The state of one reading: header first, then rows.
class TableReading {
 public:
  TableReading(const std::string& file, const TableRules& rules, const std::vector<std::string>& header_order,
               base::Problems& problems, Ids* ids, const std::function<void(const Row&)>& each)
      : file_(file),
        rules_(rules),
        header_order_(header_order),
        problems_(problems),
        ids_(ids),
        each_(each),
        row_(file, rules, problems) {}

  /// Takes a row of the text; false when the rest makes no sense.
  bool take(const CsvRow& row) {
    if (row.number == 1) return take_header(row);
    row_.number_ = row.number;
    if (row.field_count != columns_of_file_) return pass_over(row);
    for (std::size_t column = 0; column < rules_.columns.size(); ++column) {
      if (position_[column] == none) continue;  // a column that may be missing, and is
      row_.values_[column] = row.fields[position_[column]];
      if (row_.values_[column].empty() && !rules_.columns[column].may_be_blank) {
        row_.wrong(column, "is blank", "every row needs a value here");
      }
    }
    if (ids_ != nullptr) take_id();
    each_(row_);
    ++index_;
    return true;
  }

  [[nodiscard]] bool has_header() const { return header_seen_; }

 private:
  bool pass_over(const CsvRow& row) {
    problems_.add(base::Problem{
        file_, fmt::format("row {}", row.number), fmt::format("{} fields", row.field_count),
        fmt::format("the row does not have the {} fields of the header", columns_of_file_),
        row.field_count == 0 ? "delete the empty line" : "add or remove commas; quote fields that have one"});
    if (ids_ != nullptr && position_[0] < row.fields.size()) ids_->add_unread(row.fields[position_[0]]);
    return true;
  }

  void take_id() {
    const std::string_view id = row_.values_[0];
    if (id.empty()) return;
    if (!is_id(id)) {
      row_.wrong(0, "is not a well-formed id",
                 fmt::format("write at most {} letters, digits and - _ . : /, without spaces", id_bytes_max));
    }
    if (!ids_->add(id, index_)) row_.wrong(0, "is an id that another row has", "give each row an id of its own");
  }

  void wrong_header(std::string_view value, std::size_t number, std::string what, std::string mend) {
    problems_.add(
        base::Problem{file_, fmt::format("row 1, column {}", number), shown(value), std::move(what), std::move(mend)});
    header_fine_ = false;
  }

  bool take_header(const CsvRow& row) {
    header_seen_ = true;
    columns_of_file_ = row.field_count;
    position_.assign(rules_.columns.size(), none);
    for (std::size_t i = 0; i < row.fields.size(); ++i) take_column(row.fields[i], i);
    if (row.field_count > row.fields.size()) {
      wrong_header("", row.field_count, "there are too many columns", "remove those that are not of this table");
    }
    std::vector<std::string_view> missing;
    for (std::size_t column = 0; column < rules_.columns.size(); ++column) {
      if (position_[column] == none && !rules_.columns[column].may_be_missing) {
        missing.push_back(rules_.columns[column].name);
      }
    }
    for (const std::string_view name : missing) {
      problems_.add(base::Problem{file_, "row 1", "", fmt::format("column '{}' is missing", name),
                                  "the header line names every column, separated by commas"});
    }
    header_fine_ = header_fine_ && missing.empty();
    check_order(row);
    return header_fine_;
  }

  void take_column(std::string_view name, std::size_t i) {
    const auto rule = std::find_if(rules_.columns.begin(), rules_.columns.end(),
                                   [&](const Column& column) { return column.name == name; });
    if (rule == rules_.columns.end()) {
      wrong_header(name, i + 1, "is not a column of this table",
                   name.find(';') == std::string_view::npos ? "remove it, or correct its name"
                                                            : "separate the columns with commas");
      return;
    }
    std::size_t& position = position_[static_cast<std::size_t>(rule - rules_.columns.begin())];
    if (position != none) wrong_header(name, i + 1, "is a column that stands there twice", "remove one of them");
    position = i;
  }

  void check_order(const CsvRow& row) {
    if (!header_fine_ || header_order_.empty() || header_order_.size() != row.fields.size()) return;
    for (std::size_t i = 0; i < row.fields.size(); ++i) {
      if (row.fields[i] == header_order_[i]) continue;
      // Rows can be read all the same: only the two orders differ.
      problems_.add(base::Problem{file_, fmt::format("row 1, column {}", i + 1), shown(row.fields[i]),
                                  "does not stand where datapackage.json has it",
                                  "list the fields in the order of the header line"});
      return;
    }
  }

  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  const std::string& file_;
  const TableRules& rules_;
  const std::vector<std::string>& header_order_;
  base::Problems& problems_;
  Ids* ids_;
  const std::function<void(const Row&)>& each_;
  Row row_;
  std::vector<std::size_t> position_;  ///< of each column of the rules in the file
  std::size_t columns_of_file_ = 0;
  estate::Index index_ = 0;
  bool header_seen_ = false;
  bool header_fine_ = true;
};

void read_table(std::string_view text, const std::string& file, const TableRules& rules,
                const std::vector<std::string>& header_order, const CsvLimits& limits, base::Problems& problems,
                Ids* ids, const std::function<void(const Row&)>& each) {
  TableReading reading(file, rules, header_order, problems, ids, each);
  bool whole = true;
  const bool read =
      read_csv(text, file, limits, problems, [&](const CsvRow& row) { return whole = reading.take(row); });
  if (read && !reading.has_header()) {
    problems.add(base::Problem{file, "row 1", "", "the table is empty", "begin with the header line"});
  }
  if (ids != nullptr && !(read && whole && reading.has_header())) ids->complete = false;
}

}  // namespace ingest
