#pragma once
// Rows of a CSV text (RFC 4180, UTF-8), read strictly.
//
// A byte order mark of UTF-8 at the beginning is passed over: spreadsheets write it, and it carries nothing. All else
// that is not well-formed is a problem. Spaces belong to their field; an empty line is a row without fields.

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "base/problem.h"

namespace ingest {

struct CsvLimits {
  std::size_t bytes = std::size_t{1} << 31;  ///< of a file
  std::size_t rows = 50'000'000;             ///< the header line counts
  std::size_t columns = 64;                  ///< of a row; fields beyond are counted but not kept
  std::size_t field_bytes = 65536;           ///< of a field; longer ones are cut, and a problem
};

/// One row as it stands. Good until the callback returns.
struct CsvRow {
  std::size_t number = 0;                    ///< 1 is the header line
  std::span<const std::string_view> fields;  ///< at most CsvLimits::columns
  std::size_t field_count = 0;               ///< also those not kept
};

/// Calls `each` for every row until it answers false. Problems (malformed quoting, NUL, bytes that are not UTF-8,
/// limits) go to `problems` with row and column number; true when the text was read to its end, so that no row is
/// missing. Problems of a row's fields are there before `each` gets the row.
bool read_csv(std::string_view text, const std::string& file, const CsvLimits& limits, base::Problems& problems,
              const std::function<bool(const CsvRow&)>& each, char delimiter = ',');

}  // namespace ingest
