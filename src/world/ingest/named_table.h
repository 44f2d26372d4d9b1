#pragma once
// Tables that people keep: a few columns are known, by one of several names, in any order; all others are passed over.
// UTF-8 or, with its mark, UTF-16; separated by commas, semicolons or tabs.

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"

namespace ingest {

/// Largest of these tables that is read, and most of its rows.
inline constexpr std::size_t named_table_bytes_most = std::size_t{64} << 20U;
inline constexpr std::size_t named_table_rows_most = 1'000'000;

struct NamedColumn {
  std::string_view name;               ///< what docs/estate-build.md calls it
  std::vector<std::string_view> also;  ///< other names in use; letters of either case, spaces and - as _
  bool needed = true;                  ///< a table without it is refused
};

/// A row: the values of the known columns, in the order in which those were asked for, without spaces at either end.
/// Good until the callback returns.
class NamedRow {
 public:
  NamedRow(const std::string& file, std::size_t number, std::span<const std::string> names,
           std::span<const std::string_view> values, base::Problems& problems)
      : file_(file), number_(number), names_(names), values_(values), problems_(problems) {}

  /// Empty when the table does not have the column.
  [[nodiscard]] std::string_view operator[](std::size_t column) const { return values_[column]; }
  [[nodiscard]] std::size_t number() const { return number_; }
  /// Says what is wrong with the value of a column, or a part of it.
  void wrong(std::size_t column, std::string what, std::string mend) const;
  void wrong(std::size_t column, std::string_view value, std::string what, std::string mend) const;
  /// False, and told, when it is blank.
  [[nodiscard]] bool has(std::size_t column, std::string_view mend) const;

 private:
  const std::string& file_;
  std::size_t number_;
  std::span<const std::string> names_;  ///< as the head writes them
  std::span<const std::string_view> values_;
  base::Problems& problems_;
};

/// Reads a table; every problem goes to `problems`, with the number that its row has in the file. Rows without any
/// value are passed over, rows of another width than the head are problems. Problems too: a needed column that is not
/// there, a column that stands there twice, malformed quoting, another encoding, no head.
void read_named_table(const std::string& file, std::string_view bytes, std::span<const NamedColumn> columns,
                      base::Problems& problems, const std::function<void(const NamedRow&)>& each);

}  // namespace ingest
