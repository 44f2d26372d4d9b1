#include "world/ingest/organisation_map.h"

#include "world/ingest/table.h"
#include "world/ingest/text.h"

namespace ingest {

namespace {

enum Columns : std::size_t { as_written, organisation };

}  // namespace

base::Result<std::map<std::string, std::string, std::less<>>> parse_organisation_map(const std::string& name,
                                                                                     std::string_view text) {
  TableRules rules;
  rules.name = "organisations";
  rules.columns = {{"name"}, {"organisation"}};
  base::Problems problems;
  std::map<std::string, std::string, std::less<>> ids;
  read_table(text, name, rules, {}, {}, problems, nullptr, [&](const Row& row) {
    const std::string id = row.word_at(organisation);
    if (!ids.emplace(std::string(row[as_written]), id).second) {
      row.wrong(as_written, "stands in a row before", "keep one of them");
    }
  });
  if (problems.empty() && ids.empty()) problems.add({name, "", "", "has no rows", "write one for each organisation"});
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return ids;
}

}  // namespace ingest
