// The folder of the estate: generated tables, tables written by hand, and datapackage.json over both.

#include <fstream>
#include <iterator>

#include "nation.h"
#include "world/ingest/estate_tables.h"

namespace nhs {

namespace {

constexpr const char* by_hand[] = {"networks", "conduits", "measures", "published", "published_points"};
constexpr const char* beside[] = {"uncertain.toml", "harm.toml", "defence.toml"};

void write(const std::filesystem::path& file, const std::string& text, base::Problems& problems) {
  std::ofstream out(file, std::ios::binary);
  out << text;
  if (!out.flush()) problems.add({file.string(), "", "", "cannot be written", "name a folder that can be written"});
}

void copy(const std::filesystem::path& from, const std::filesystem::path& to, base::Problems& problems) {
  std::ifstream in(from, std::ios::binary);
  if (!in) problems.add({from.string(), "", "", "cannot be read", "put it beside aggregates.csv"});
  write(to, {std::istreambuf_iterator<char>(in), {}}, problems);
}

}  // namespace

std::string Table::escaped(const std::string& field) {
  if (field.find_first_of(",\"\n\r") == std::string::npos) return field;
  std::string out = "\"";
  for (const char c : field) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

void write_folder(Nation& nation, const std::filesystem::path& from, const std::filesystem::path& to) {
  base::Problems& problems = nation.numbers.problems;
  std::error_code error;
  std::filesystem::create_directories(to, error);
  std::vector<ingest::WrittenTable> tables;
  for (const ingest::TableRules& rules : ingest::estate_tables()) {
    const auto generated = nation.tables.find(std::string(rules.name));
    if (generated == nation.tables.end()) continue;
    const ingest::WrittenTable table{&rules, generated->second.columns()};
    write(to / fmt::format("{}.csv", rules.name), table_header(table) + generated->second.text(), problems);
    tables.push_back(table);
  }
  for (const char* name : by_hand) {
    copy(from / "tables" / fmt::format("{}.csv", name), to / fmt::format("{}.csv", name), problems);
    for (const ingest::TableRules& rules : ingest::estate_tables()) {
      if (rules.name == name) tables.push_back({&rules, rules.columns.size()});
    }
  }
  for (const char* name : beside) copy(from / name, to / name, problems);
  write(to / "datapackage.json",
        ingest::data_package("nhs-england-2017", "The NHS in England, May 2017 (built from published aggregates)",
                             tables),
        problems);
}

}  // namespace nhs
