#pragma once
// What an import says when it is done.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "world/store/store.h"

namespace cli {

struct ImportReport {
  std::map<std::string, std::size_t> files;  ///< kind -> how many
  std::vector<std::string> passed_over;      ///< found in a folder, of no known kind
  store::Report changes;                     ///< advisories or rows of devices
  std::set<std::string> personal;            ///< columns about people, of which nothing was kept
  bool keeps_older = false;                  ///< what is older than what is there is kept beside it
  std::size_t undated = 0;                   ///< lists of devices without a date
  std::size_t undated_rows = 0;              ///< devices without a date in lists that give others one
  std::size_t not_come = 0;                  ///< rows whose date is after tomorrow, and not believed
  base::Problems refused;                    ///< files and records left out
};

/// For people. `what`: "advisory", "advisories".
std::string to_text(const ImportReport& report, std::string_view one, std::string_view many);

/// The same for programs: schema cordon-import/1.
std::string to_json(const ImportReport& report, std::string_view many);

}  // namespace cli
