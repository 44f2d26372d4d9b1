// Any bytes as CSV: fields keep to the limits, rows are counted one by one, and nothing is missing without a problem.

#include <cstdlib>

#include "world/ingest/csv.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const ingest::CsvLimits limits{.bytes = 1 << 16, .rows = 100, .columns = 8, .field_bytes = 64};
  base::Problems problems;
  std::size_t rows = 0;
  const bool whole = ingest::read_csv({reinterpret_cast<const char*>(data), size}, "t.csv", limits, problems,
                                      [&](const ingest::CsvRow& row) {
                                        if (row.number != ++rows || row.fields.size() > limits.columns) std::abort();
                                        for (const std::string_view field : row.fields) {
                                          if (field.size() > limits.field_bytes) std::abort();
                                        }
                                        return true;
                                      });
  if (rows > limits.rows || (!whole && problems.empty())) std::abort();
  return 0;
}
