#include "world/ingest/estate_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace ingest {

namespace {

std::string type_of(const Column& column) {
  switch (column.type) {
    case Column::Type::number: return "number";
    case Column::Type::integer: return "integer";
    case Column::Type::string: break;
  }
  return "string";
}

bool is_written(const WrittenTable& table, std::size_t column) {
  return std::ranges::find(table.left_out, column) == table.left_out.end();
}

/// A row with a line end. What needs quotes gets them.
std::string table_row(const WrittenTable& table, std::span<const std::string> values) {
  std::string line;
  for (std::size_t i = 0; i < table.columns; ++i) {
    if (!is_written(table, i)) continue;
    if (!line.empty()) line += ',';
    if (values[i].find_first_of(",\"\r\n") == std::string::npos) {
      line += values[i];
      continue;
    }
    line += '"';
    for (const char c : values[i]) line += c == '"' ? "\"\"" : std::string(1, c);
    line += '"';
  }
  return line + '\n';
}

/// The columns that may be missing and that no row fills.
std::vector<std::size_t> blank_columns(const TableRules& rules, const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> blank;
  for (std::size_t i = 0; i < rules.columns.size(); ++i) {
    const auto is_blank = [&](const std::vector<std::string>& row) { return i >= row.size() || row[i].empty(); };
    if (rules.columns[i].may_be_missing && std::ranges::all_of(rows, is_blank)) blank.push_back(i);
  }
  return blank;
}

}  // namespace

std::span<const TableRules> estate_tables() {
  using enum Column::Type;
  constexpr bool blank = true;
  constexpr bool missing = true;
  static const std::vector<TableRules> tables = {
      {"organisations",
       true,
       {{"id"}, {"name"}, {"kind"}, {"sector", string, blank}, {"region", string, blank}, {"parent", string, blank}},
       true},
      {"networks", true, {{"id"}, {"addresses"}, {"within", string, blank}}, true},
      {"zones",
       true,
       {{"id"},
        {"organisation"},
        {"network"},
        {"addresses", string, blank},
        {"prefixes", string, blank},
        {"purpose", string, blank}},
       true},
      {"conduits",
       false,
       {{"from"}, {"to"}, {"service"}, {"action"}, {"chance", string, blank}, {"drawn_by", string, blank}}},
      {"devices",
       true,
       {{"id"},
        {"zone"},
        {"count", integer},
        {"platform", string, blank},
        {"type", string, blank},
        {"software", string, blank},
        {"vulnerabilities", string, blank},
        {"assumed", string, blank, missing}},
       true},
      {"members", false, {{"device"}, {"group"}}},
      {"edges", false, {{"from"}, {"to"}, {"kind"}, {"contacts", number}}},
      {"device_edges", false, {{"from"}, {"to"}, {"kind"}, {"weight", number, blank}}},
      {"services",
       false,
       {{"id"},
        {"organisation"},
        {"kind"},
        {"needs", string, !blank, missing},
        {"fallback"},
        {"offline"},
        {"order", integer},
        {"x_km", number, !blank, missing},
        {"y_km", number, !blank, missing},
        {"assumed", string, blank, missing}},
       true},
      {"activity", false, {{"service"}, {"measure"}, {"per_week", number}, {"profile"}}},
      {"profiles", false, {{"profile"}, {"hour", integer}, {"weight", number}}},
      {"measures", false, {{"name"}, {"unit"}, {"displaced", number}, {"cost", number}, {"source"}}, true},
      {"published",
       false,
       {{"measure"},
        {"by", string, blank},
        {"value", number},
        {"relation"},
        {"role"},
        {"source"},
        {"note", string, blank}}},
      {"published_points", false, {{"curve"}, {"by", string, blank}, {"at"}, {"value", number}, {"source"}}},
  };
  return tables;
}

std::string table_header(const WrittenTable& table) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < table.columns; ++i) names.emplace_back(table.rules->columns[i].name);
  return table_row(table, names);
}

std::string guarded(std::string_view device) {
  const bool risky = !device.empty() && std::string_view("=+-@'").find(device.front()) != std::string_view::npos;
  return (risky ? "'" : "") + std::string(device);
}

std::string_view unguarded(std::string_view cell) {
  const bool guard =
      cell.size() > 1 && cell[0] == '\'' && std::string_view("=+-@'").find(cell[1]) != std::string_view::npos;
  return guard ? cell.substr(1) : cell;
}

std::string data_package(const std::string& name, const std::string& title, const std::vector<WrittenTable>& tables) {
  std::string text = fmt::format(R"json({{
  "profile": "tabular-data-package",
  "name": "{}",
  "title": "{}",
  "resources": [)json",
                                 name, title);
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const TableRules& rules = *tables[i].rules;
    std::string fields;
    for (std::size_t column = 0; column < tables[i].columns; ++column) {
      if (!is_written(tables[i], column)) continue;
      fields += fmt::format("{}{{\"name\": \"{}\", \"type\": \"{}\"}}", fields.empty() ? "" : ", ",
                            rules.columns[column].name, type_of(rules.columns[column]));
    }
    text += fmt::format(
        "{}\n    {{\"name\": \"{}\", \"path\": \"{}.csv\", \"profile\": \"tabular-data-resource\",\n"
        "     \"schema\": {{\"fields\": [{}]}}}}",
        i == 0 ? "" : ",", rules.name, rules.name, fields);
  }
  return text + "\n  ]\n}\n";
}

std::map<std::string, std::string> table_files(const std::string& name, const std::string& title,
                                               const TableRows& tables) {
  std::map<std::string, std::string> files;
  std::vector<WrittenTable> written;
  for (const TableRules& rules : estate_tables()) {
    const auto found = tables.find(std::string(rules.name));
    if (found == tables.end() || found->second.empty()) continue;
    const auto& rows = found->second;
    const WrittenTable table{&rules, rows.front().size(), blank_columns(rules, rows)};
    const bool of_devices = rules.name == "members";
    std::string text = table_header(table);
    for (std::vector<std::string> row : rows) {
      if (of_devices) row.front() = guarded(row.front());
      text += table_row(table, row);
    }
    files.emplace(fmt::format("{}.csv", rules.name), std::move(text));
    written.push_back(table);
  }
  files.emplace("datapackage.json", data_package(name, title, written));
  return files;
}

}  // namespace ingest
