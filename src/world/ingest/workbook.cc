#include "world/ingest/workbook.h"

#include <algorithm>
#include <cstddef>

namespace ingest {

bool is_workbook(std::string_view bytes) {
  constexpr std::string_view zip("PK\x03\x04", 4);
  constexpr std::string_view compound("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);  // .xls, in Microsoft's compound file
  if (bytes.starts_with(compound)) return true;
  if (!bytes.starts_with(zip)) return false;
  constexpr std::size_t looked_at = 65536;  // of the archive's directory, which stands at its end
  const std::string_view directory = bytes.substr(bytes.size() - std::min(bytes.size(), looked_at));
  constexpr std::size_t first_entry = 128;
  return directory.find("xl/workbook.") != std::string_view::npos ||
         bytes.substr(0, first_entry).find("opendocument.spreadsheet") != std::string_view::npos;
}

base::Problem workbook_refused(const std::string& name) {
  return {name, "", "", "is a workbook of a spreadsheet program",
          "open it there and save each sheet as \"CSV UTF-8 (comma delimited)\""};
}

}  // namespace ingest
