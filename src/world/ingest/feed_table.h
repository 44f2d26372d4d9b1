#pragma once
// Feeds that come as CSV tables: some columns are known, in any order, others are passed over. Private to the readers
// of feeds.

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "world/ingest/feed.h"

namespace ingest::feeds {

struct FeedColumn {
  std::string_view name;
  bool needed = true;
};

/// A row of a feed's table: the values of the known columns, in the order in which those were asked for.
class FeedRow {
 public:
  FeedRow(const std::string& file, std::size_t number, std::span<const FeedColumn> columns,
          std::span<const std::string_view> values, base::Problems& refused)
      : file_(file), number_(number), columns_(columns), values_(values), refused_(refused) {}

  /// Empty when the table does not have the column.
  [[nodiscard]] std::string_view operator[](std::size_t column) const { return values_[column]; }
  /// Says what is wrong with the value of a column.
  void wrong(std::size_t column, std::string what, std::string mend) const;
  /// The id of a CVE; nothing, and said, when it is none.
  [[nodiscard]] bool has_cve_id(std::size_t column) const;
  /// A number from 0 to 1.
  [[nodiscard]] std::optional<double> share_at(std::size_t column) const;

 private:
  const std::string& file_;
  std::size_t number_;
  std::span<const FeedColumn> columns_;
  std::span<const std::string_view> values_;
  base::Problems& refused_;
};

/// Reads a table; `first` is the number of its head line in the file. Rows of another width than the head are refused,
/// each by itself. Problems: malformed quoting, which leaves no rows to tell apart; a needed column that is not there;
/// a last row without a line end, which may be cut off in the middle of a number; too many rows.
base::Problems read_feed_table(const std::string& name, std::string_view text, std::size_t first,
                               std::span<const FeedColumn> columns, base::Problems& refused,
                               const std::function<void(const FeedRow&)>& each);

}  // namespace ingest::feeds
