#include "world/ingest/json_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "world/ingest/inventory_json.h"
#include "world/ingest/inventory_rows.h"
#include "world/ingest/lines.h"
#include "world/ingest/text.h"

namespace ingest::inventories {

namespace {

using simdjson::dom::element;

/// The rows of a whole document; nothing when it is no table.
std::optional<simdjson::dom::array> rows_of(element root) {
  simdjson::dom::array rows;
  if (root.get_array().get(rows) == simdjson::SUCCESS) return rows;
  for (const char* way : {"/value", "/records", "/result", "/results", "/devices", "/data/results", "/data"}) {
    if (root.at_pointer(way).get_array().get(rows) == simdjson::SUCCESS) return rows;
  }
  return std::nullopt;
}

/// An object a line: the first line is whole by itself.
bool is_by_lines(std::string_view text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return false;
  const std::string_view first = trimmed(text.substr(0, end));
  return first.size() > 2 && first.starts_with('{') && first.ends_with('}');
}

/// What a value says, as a table's field would; `text` holds it when it is not in the document as it stands.
std::string_view said(element value, std::string& text) {
  std::string_view view;
  if (value.get_string().get(view) == simdjson::SUCCESS) return view;
  simdjson::dom::object object;
  if (value.get_object().get(object) == simdjson::SUCCESS) {
    for (const char* key : {"display_value", "value", "name"}) {
      if (object.at_key(key).get_string().get(view) == simdjson::SUCCESS) return view;
    }
    return {};
  }
  simdjson::dom::array list;
  if (value.get_array().get(list) == simdjson::SUCCESS) {
    for (const element one : list) {
      if (one.get_string().get(view) != simdjson::SUCCESS) continue;
      if (!text.empty()) text += ", ";
      text += view;
    }
    return text;
  }
  if (value.is_null()) return {};
  text = simdjson::minify(value);
  return text;
}

/// Keys of rows as columns, each in the place of its first coming.
class Head {
 public:
  void learn(element row) {
    simdjson::dom::object object;
    if (row.get_object().get(object) != simdjson::SUCCESS) return;
    for (const auto& [key, value] : object) {
      if (places_.contains(std::string_view(key))) continue;
      if (names_.size() == columns_most) {
        too_many_ = true;
        return;
      }
      places_.emplace(std::string(key), names_.size());
      names_.emplace_back(key);
    }
  }
  /// Keys beyond the most: what stands under them would be lost.
  [[nodiscard]] bool too_many() const { return too_many_; }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

 private:
  std::map<std::string, std::size_t, std::less<>> places_;
  std::vector<std::string> names_;
  bool too_many_ = false;
};

class JsonTable {
 public:
  JsonTable(const std::string& name, const ColumnMap& map, const OrganisationColumn* organisations)
      : name_(name), rows_(name, map, organisations) {}

  base::Problems take_head(const Head& head) {
    if (head.too_many()) {
      return base::Problem{name_, "", "", fmt::format("has more than {} different keys", columns_most),
                           "export fewer columns"};
    }
    names_ = head.names();
    return rows_.take_head({names_.begin(), names_.end()}, "first row");
  }

  void take(element row, const std::string& place) {
    simdjson::dom::object object;
    if (row.get_object().get(object) != simdjson::SUCCESS) {
      return rows_.refuse(place, simdjson::minify(row), "is no row", "write an object with the keys of the others");
    }
    const auto value_at = [&](std::size_t column, std::string& text) {
      element value;
      if (column == InventoryRows::absent) return std::string_view();
      return object.at_key(names_[column]).get(value) == simdjson::SUCCESS ? said(value, text) : std::string_view();
    };
    InventoryRows::Values values;
    std::array<std::string, inventory_fields> texts;
    for (std::size_t i = 0; i < inventory_fields; ++i) values[i] = value_at(rows_.places()[i], texts[i]);
    std::string whose;
    rows_.take(values, value_at(rows_.organisation_place(), whose),
               [&](std::string_view column) { return fmt::format("{}, key {}", place, column); });
  }

  void refuse(const std::string& place, std::string_view value, std::string what, std::string mend) {
    rows_.refuse(place, value, std::move(what), std::move(mend));
  }
  [[nodiscard]] bool full() const { return rows_.full(); }
  base::Result<std::vector<InventoryReading>> done() && { return std::move(rows_).done(); }

 private:
  const std::string& name_;
  InventoryRows rows_;
  std::vector<std::string> names_;
};

base::Result<std::vector<InventoryReading>> read_whole(const std::string& name, std::string_view bytes,
                                                       JsonTable table) {
  simdjson::dom::parser parser;
  const auto root = parse_json(parser, name, bytes);
  if (!root) return tl::unexpected(root.error());
  const auto rows = rows_of(*root);
  if (!rows) {
    return tl::unexpected(base::Problem{name, "", "", "has no list of rows", "export it as a list of objects"});
  }
  Head head;
  for (const element row : *rows) head.learn(row);
  if (auto problems = table.take_head(head); !problems.empty()) return tl::unexpected(std::move(problems));
  std::size_t number = 0;
  for (const element row : *rows) {
    table.take(row, fmt::format("row {}", ++number));
    if (table.full()) break;
  }
  return std::move(table).done();
}

base::Result<std::vector<InventoryReading>> read_lines(std::string_view bytes, JsonTable table) {
  simdjson::dom::parser parser(json_bytes_most);
  Head head;
  each_line(bytes, [&](std::string_view line, std::size_t) {
    element row;
    if (parser.parse(line.data(), line.size()).get(row) == simdjson::SUCCESS) head.learn(row);
    return head.names().empty();  // keys of the first row that is one: exports by lines write all of them
  });
  if (auto problems = table.take_head(head); !problems.empty()) return tl::unexpected(std::move(problems));
  each_line(bytes, [&](std::string_view line, std::size_t number) {
    if (trimmed(line).empty()) return true;
    element row;
    const std::string place = fmt::format("line {}", number);
    if (parser.parse(line.data(), line.size()).get(row) != simdjson::SUCCESS) {
      table.refuse(place, line, "is no JSON", "export it again");
    } else {
      table.take(row, place);
    }
    return !table.full();
  });
  return std::move(table).done();
}

}  // namespace

bool is_json_table(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::string_view text = trimmed(bytes.substr(0, 4096));
  return text.starts_with('{') || text.starts_with('[');
}

std::vector<std::string> json_head_of(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  simdjson::dom::parser parser;
  Head head;
  element row;
  if (is_by_lines(bytes)) {
    const std::string_view line = bytes.substr(0, bytes.find('\n'));
    if (parser.parse(line.data(), line.size()).get(row) == simdjson::SUCCESS) head.learn(row);
    return head.names();
  }
  const auto root = parse_json(parser, "", bytes);
  const auto rows = root ? rows_of(*root) : std::nullopt;
  if (rows && rows->size() > 0) head.learn(rows->at(0));
  return head.names();
}

base::Problems wrong_json(const std::string& name, std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (!is_json_table(bytes) || is_by_lines(bytes)) return {};
  simdjson::dom::parser parser;
  const auto root = parse_json(parser, name, bytes);
  return root ? base::Problems() : root.error();
}

base::Result<std::vector<InventoryReading>> read_json_table(const std::string& name, std::string_view bytes,
                                                            const ColumnMap& map,
                                                            const OrganisationColumn* organisations) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  JsonTable table(name, map, organisations);
  return is_by_lines(bytes) ? read_lines(bytes, std::move(table)) : read_whole(name, bytes, std::move(table));
}

}  // namespace ingest::inventories
