#include "show/cli/show_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "show/report/words.h"

namespace cli {

namespace {

using Json = nlohmann::ordered_json;

std::string cell_text(const ShowTable::Cell& cell) {
  if (const auto* number = std::get_if<std::uint64_t>(&cell)) return report::whole(*number);
  const std::string& text = std::get<std::string>(cell);
  return text.empty() ? "-" : report::plain(text);
}

/// Columns that a text takes on a terminal, when each character takes one.
std::size_t columns_of(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string cut(const std::string& text, std::size_t columns) {
  if (columns_of(text) <= columns) return text;
  std::size_t end = 0;
  for (std::size_t seen = 0; end < text.size(); ++end) {
    if ((text[end] & 0xC0) != 0x80 && seen++ == columns - 1) break;
  }
  return text.substr(0, end) + "…";
}

std::string padded(const std::string& text, std::size_t columns, bool right) {
  const std::string space(columns - std::min(columns, columns_of(text)), ' ');
  return right ? space + text : text + space;
}

std::string lines(const ShowTable& table, std::size_t width) {
  std::vector<std::vector<std::string>> cells;
  std::vector<std::string> titles;
  for (const ShowColumn& column : table.columns) titles.push_back(column.title);
  cells.push_back(titles);
  for (const auto& row : table.rows) {
    cells.emplace_back();
    for (const auto& cell : row) cells.back().push_back(cell_text(cell));
  }
  std::vector<std::size_t> widths(titles.size());
  for (const auto& row : cells) {
    for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], columns_of(row[c]));
  }
  std::string out;
  for (const auto& row : cells) {
    std::string line = " ";
    for (std::size_t c = 0; c < row.size(); ++c) line += " " + padded(row[c], widths[c], table.columns[c].right) + " ";
    line.erase(line.find_last_not_of(' ') + 1);
    out += cut(line, width) + "\n";
  }
  return out;
}

}  // namespace

std::string to_text(const estate::Estate& estate, const std::vector<ShowTable>& tables, int width) {
  std::string out =
      report::plain(estate.name) + (estate.title.empty() ? "" : ": " + report::plain(estate.title)) + "\n";
  for (const ShowTable& table : tables) {
    if (table.rows.empty()) continue;
    std::string title = table.title;
    title[0] = static_cast<char>(title[0] - 'a' + 'A');
    out += "\n" + title + "\n" + lines(table, static_cast<std::size_t>(width));
  }
  return out;
}

std::string to_json(const estate::Estate& estate, const std::vector<ShowTable>& tables) {
  Json out{{"schema", "cordon-estate-show/1"}, {"name", estate.name}, {"title", estate.title}};
  for (const ShowTable& table : tables) {
    Json& list = out[table.title] = Json::array();
    for (const auto& row : table.rows) {
      Json object = Json::object();
      for (std::size_t c = 0; c < row.size(); ++c) {
        std::visit([&](const auto& value) { object[table.columns[c].title] = value; }, row[c]);
      }
      list.push_back(object);
    }
  }
  return out.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace cli
