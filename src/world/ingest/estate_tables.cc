#include "world/ingest/estate_tables.h"

#include <fmt/format.h>

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
        {"x_km", number},
        {"y_km", number},
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
  std::string line;
  for (std::size_t i = 0; i < table.columns; ++i)
    line += (i == 0 ? "" : ",") + std::string(table.rules->columns[i].name);
  return line + "\n";
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
      fields += fmt::format("{}{{\"name\": \"{}\", \"type\": \"{}\"}}", column == 0 ? "" : ", ",
                            rules.columns[column].name, type_of(rules.columns[column]));
    }
    text += fmt::format(
        "{}\n    {{\"name\": \"{}\", \"path\": \"{}.csv\", \"profile\": \"tabular-data-resource\",\n"
        "     \"schema\": {{\"fields\": [{}]}}}}",
        i == 0 ? "" : ",", rules.name, rules.name, fields);
  }
  return text + "\n  ]\n}\n";
}

}  // namespace ingest
