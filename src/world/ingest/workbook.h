#pragma once
// Files of spreadsheet programs, which are not read: whoever has one saves it as CSV.

#include <string>
#include <string_view>

#include "base/problem.h"

namespace ingest {

/// Whether it is an .xlsx, .xls or .ods. The first and the last are zip archives, and are told by the names in them.
bool is_workbook(std::string_view bytes);

/// How to save it.
base::Problem workbook_refused(const std::string& name);

}  // namespace ingest
