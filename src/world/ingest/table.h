#pragma once
// A CSV table whose columns are known: the header is checked, rows come with values by column, problems know their
// place.

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "world/ingest/csv.h"
#include "world/ingest/ids.h"

namespace ingest {

struct Column {
  enum class Type { string, number, integer };
  std::string_view name;
  Type type = Type::string;
  bool may_be_blank = false;
  bool may_be_missing = false;  ///< then every row has it blank, and the reader says what that means
};

/// A table of the format.
struct TableRules {
  std::string_view name;  ///< of the resource in datapackage.json: "zones"
  bool required = false;
  std::vector<Column> columns;
  bool has_ids = false;  ///< the first column holds ids, unique and well-formed
};

/// One row whose number of fields is right. Columns are counted in the order of the rules, whatever their order in the
/// file. Good until the callback returns.
class Row {
 public:
  Row(const std::string& file, const TableRules& rules, base::Problems& problems)
      : file_(file), rules_(rules), problems_(problems), values_(rules.columns.size()) {}

  [[nodiscard]] std::string_view operator[](std::size_t column) const { return values_[column]; }
  [[nodiscard]] std::size_t number() const { return number_; }
  [[nodiscard]] base::Problems& problems() const { return problems_; }

  /// "zones.csv: row 3, column purpose"
  [[nodiscard]] std::string place(std::size_t column) const;

  /// "did you mean 'x'?" when an id is near, else `otherwise`. Only looks, which reads all ids, when one more problem
  /// of this kind will be told word for word.
  [[nodiscard]] std::string mend_for(const std::string& what, std::string_view id, const Ids& ids,
                                     std::string otherwise) const;

  /// Reports the value of a column (or a part of it).
  void wrong(std::size_t column, std::string what, std::string mend) const;
  void wrong(std::size_t column, std::string_view value, std::string what, std::string mend) const;

  // Values of a column. A blank gives nothing (and was reported when the column may not be blank); anything else that
  // is not such a value is reported and gives nothing.
  [[nodiscard]] std::optional<double> number_at(std::size_t column, double low, double high) const;
  [[nodiscard]] std::optional<std::uint64_t> whole_at(std::size_t column, std::uint64_t low, std::uint64_t high) const;
  /// A word: letters, digits and - _ . : /
  [[nodiscard]] std::string word_at(std::size_t column) const;
  /// One of a few texts; answers its position.
  [[nodiscard]] std::optional<std::size_t> choice_at(std::size_t column, std::span<const std::string_view> texts) const;
  /// The row that an id stands for; `none` (reported, unless that table is incomplete) when there is no such row.
  /// `table` is what the problem calls it: "zone".
  [[nodiscard]] estate::Index reference_at(std::size_t column, const Ids& ids, std::string_view table) const;
  [[nodiscard]] estate::Index reference(std::size_t column, std::string_view id, const Ids& ids,
                                        std::string_view table) const;

 private:
  friend class TableReading;
  const std::string& file_;
  const TableRules& rules_;
  base::Problems& problems_;
  std::vector<std::string_view> values_;
  std::size_t number_ = 0;
};

/// Reads a table. `header_order` is the order of columns that datapackage.json gives; empty: any. When the table has
/// ids they are put into `ids`: the n-th row of the callbacks has index n. A row with a wrong number of fields is
/// reported and passed over, its id noted.
void read_table(std::string_view text, const std::string& file, const TableRules& rules,
                const std::vector<std::string>& header_order, const CsvLimits& limits, base::Problems& problems,
                Ids* ids, const std::function<void(const Row&)>& each);

}  // namespace ingest
