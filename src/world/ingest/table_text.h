#pragma once
// A table as tools and spreadsheets save it, brought to UTF-8: what stands before its head line, and what separates its
// columns.

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ingest {

/// A table as UTF-8, from its head line on.
struct TableText {
  std::shared_ptr<const std::string> decoded;  ///< holds `text` when it came as UTF-16, wherever this goes
  std::string_view text;
  char delimiter = '\0';  ///< as a line before the head says; NUL: none does
  std::size_t rows_before = 0;
};

/// Takes off a byte order mark, and what PowerShell's Export-Csv ("#TYPE System.Object") and spreadsheets ("sep=;")
/// write before the head. `bytes` must outlive it. Nothing when it begins as UTF-16 and is none.
std::optional<TableText> table_text(std::string_view bytes);

/// The first of , ; and tab that stands in the head line outside of quotes; a comma when none does.
char delimiter_of(std::string_view text);

}  // namespace ingest
