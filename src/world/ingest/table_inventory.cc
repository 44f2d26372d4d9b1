#include "world/ingest/table_inventory.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "world/ingest/csv.h"
#include "world/ingest/inventory_rows.h"
#include "world/ingest/json_table.h"
#include "world/ingest/lines.h"
#include "world/ingest/table_text.h"
#include "world/ingest/text.h"
#include "world/ingest/utf16.h"

namespace ingest {

namespace inventories {

namespace {

constexpr std::size_t head_most = 65536;  ///< longest head that is looked at to tell what a table is

/// The names in the head line of a table, without their quotes.
std::vector<std::string> head_of(std::string_view bytes) {
  bytes = bytes.substr(0, head_most);
  if (is_utf16(bytes)) bytes = bytes.substr(0, bytes.size() - bytes.size() % 2);
  const auto table = table_text(bytes);
  if (!table) return {};
  const std::string_view line = table->text.substr(0, table->text.find_first_of("\r\n"));
  const char delimiter = table->delimiter == '\0' ? delimiter_of(line) : table->delimiter;
  std::vector<std::string> names;
  base::Problems ignored;
  CsvLimits limits;
  limits.columns = columns_most;
  read_csv(
      line, "", limits, ignored,
      [&](const CsvRow& row) {
        for (const std::string_view name : row.fields) names.emplace_back(trimmed(name));
        return false;
      },
      delimiter);
  return names;
}

class CsvTable {
 public:
  CsvTable(const std::string& name, const ColumnMap& map, const OrganisationColumn* organisations)
      : name_(name), map_(map), rows_(name, map, organisations) {}

  base::Result<std::vector<InventoryReading>> read(const TableText& table) {
    before_ = table.rows_before;
    CsvLimits limits;
    limits.columns = columns_most;
    base::Problems bytes;
    std::size_t told = 0;
    const auto take = [&](const CsvRow& row) {
      const bool clean = bytes.total() == told;
      told = bytes.total();
      if (row.number == 1) {
        if (clean) take_head(row);
        return clean && problems_.empty();
      }
      if (clean) take_row(row);  // otherwise it is told already
      return !rows_.full();
    };
    const char given = map_.delimiter == '\0' ? table.delimiter : map_.delimiter;
    const char delimiter = given == '\0' ? delimiter_of(table.text) : given;
    const bool whole = read_csv(table.text, name_, limits, bytes, take, delimiter);
    if (!problems_.empty()) return tl::unexpected(std::move(problems_));
    if (!whole || width_ == 0) return tl::unexpected(std::move(bytes));
    rows_.refuse(bytes);
    return std::move(rows_).done();
  }

 private:
  [[nodiscard]] std::string row_name(std::size_t number) const { return fmt::format("row {}", number + before_); }

  void take_head(const CsvRow& row) {
    width_ = row.field_count;
    if (width_ > columns_most) {
      problems_.add({name_, row_name(1), "", fmt::format("has more than {} columns", columns_most), "split it"});
      return;
    }
    problems_ = rows_.take_head({row.fields.begin(), row.fields.end()}, row_name(1));
  }

  void take_row(const CsvRow& row) {
    const auto blank = [](std::string_view field) { return trimmed(field).empty(); };
    if (std::ranges::all_of(row.fields, blank)) return;
    if (row.field_count != width_) {
      return rows_.refuse(row_name(row.number), std::to_string(row.field_count),
                          "is not the number of fields that the head line has", fmt::format("write {}", width_));
    }
    InventoryRows::Values values;
    for (std::size_t i = 0; i < inventory_fields; ++i) {
      const std::size_t place = rows_.places()[i];
      if (place != InventoryRows::absent) values[i] = row.fields[place];
    }
    const std::size_t whose = rows_.organisation_place();
    rows_.take(values, whose == InventoryRows::absent ? std::string_view() : row.fields[whose],
               [&](std::string_view column) { return fmt::format("{}, column {}", row_name(row.number), column); });
  }

  const std::string& name_;
  const ColumnMap& map_;
  InventoryRows rows_;
  base::Problems problems_;
  std::size_t width_ = 0;
  std::size_t before_ = 0;
};

base::Result<std::vector<InventoryReading>> read_table(const std::string& name, std::string_view bytes,
                                                       const ColumnMap& map, const OrganisationColumn* organisations) {
  if (is_json_table(bytes)) return read_json_table(name, bytes, map, organisations);
  const auto table = table_text(bytes);
  if (!table) {
    return tl::unexpected(
        base::Problem{name, "", "", "is no whole UTF-16, though it begins so", "save the table as UTF-8 text"});
  }
  if (trimmed(table->text.substr(0, table->text.find('\n'))).empty()) {
    return tl::unexpected(base::Problem{name, fmt::format("row {}", table->rows_before + 1), "", "is no head line",
                                        "begin with the names of the columns"});
  }
  return CsvTable(name, map, organisations).read(*table);
}

}  // namespace

}  // namespace inventories

bool is_table_inventory(std::string_view bytes) {
  const std::vector<std::string> head = inventories::head_of(bytes);
  return std::ranges::any_of(head, [](const std::string& name) {
    constexpr std::string_view device = "device";
    return std::ranges::equal(name, device, [](char a, char b) { return (a | 0x20) == b; });
  });
}

const ColumnMap* map_of(std::string_view bytes, const std::vector<ColumnMap>& maps) {
  if (maps.empty()) return nullptr;
  const std::vector<std::string> names =
      inventories::is_json_table(bytes) ? inventories::json_head_of(bytes) : inventories::head_of(bytes);
  return recognise(maps, {names.begin(), names.end()});
}

base::Result<InventoryReading> read_mapped_inventory(const std::string& name, std::string_view bytes,
                                                     const ColumnMap& map) {
  auto readings = inventories::read_table(name, bytes, map, nullptr);
  if (!readings) return tl::unexpected(readings.error());
  return std::move(readings->front());
}

base::Result<std::vector<InventoryReading>> read_national_inventory(const std::string& name, std::string_view bytes,
                                                                    const ColumnMap& map,
                                                                    const OrganisationColumn& organisations) {
  return inventories::read_table(name, bytes, map, &organisations);
}

base::Result<InventoryReading> read_table_inventory(const std::string& name, std::string_view bytes,
                                                    const std::string& device) {
  static_cast<void>(device);
  return read_mapped_inventory(name, bytes, own_columns());
}

}  // namespace ingest
