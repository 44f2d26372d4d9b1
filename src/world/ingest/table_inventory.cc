#include "world/ingest/table_inventory.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "world/ingest/csv.h"
#include "world/ingest/inventory_draft.h"
#include "world/ingest/lines.h"
#include "world/ingest/text.h"
#include "world/ingest/utf16.h"
#include "world/inventory/windows_name.h"

namespace ingest {

namespace inventories {

namespace {

using enum InventoryField;

constexpr std::size_t absent = static_cast<std::size_t>(-1);
constexpr std::size_t columns_most = 1024;

std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  return out;
}

/// The first of the usual ones that stands in the head line outside of quotes.
char delimiter_of(std::string_view text) {
  bool quoted = false;
  for (const char c : text.substr(0, text.find_first_of("\r\n"))) {
    if (c == '"') quoted = !quoted;
    if (!quoted && (c == ',' || c == ';' || c == '\t')) return c;
  }
  return ',';
}

/// "KB4012212 KB4012215" or "4012212;4012215". Nothing when something else stands there.
std::optional<std::vector<std::uint32_t>> updates_of(std::string_view text) {
  constexpr std::string_view between = " ,;\t\r\n";
  constexpr std::uint64_t most = 99'999'999;
  std::vector<std::uint32_t> updates;
  for (;;) {
    const std::size_t first = text.find_first_not_of(between);
    if (first == std::string_view::npos) break;
    text.remove_prefix(first);
    std::string_view one = text.substr(0, text.find_first_of(between));
    text.remove_prefix(one.size());
    if (lowered(one.substr(0, 2)) == "kb") one.remove_prefix(2);
    const auto number = parse_whole(one);
    if (!number || *number == 0 || *number > most) return std::nullopt;
    updates.push_back(static_cast<std::uint32_t>(*number));
  }
  std::ranges::sort(updates);
  updates.erase(std::unique(updates.begin(), updates.end()), updates.end());
  return updates;
}

/// "6.1.7601" or "10.0.14393.7428"
bool is_build(std::string_view text) {
  const std::vector<std::string_view> parts = split(text, '.');
  constexpr std::size_t digits_most = 9;
  return (parts.size() == 3 || parts.size() == 4) && std::ranges::all_of(parts, [](std::string_view part) {
           return !part.empty() && part.size() <= digits_most &&
                  part.find_first_not_of("0123456789") == std::string_view::npos;
         });
}

class Table {
 public:
  Table(const std::string& name, const ColumnMap& map)
      : map_(map), draft_(name, map.tool, inventory::Tells::products) {}

  base::Result<InventoryReading> read(std::string_view text) {
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
      return !draft_.full();
    };
    const char delimiter = map_.delimiter == '\0' ? delimiter_of(text) : map_.delimiter;
    const bool whole = read_csv(text, draft_.file(), limits, bytes, take, delimiter);
    if (!problems_.empty()) return tl::unexpected(std::move(problems_));
    if (!whole || width_ == 0) return tl::unexpected(std::move(bytes));
    draft_.refuse(bytes);
    for (auto& [key, one] : windows_) draft_.put(key.first, std::move(one.component), place_of(one.row));
    return std::move(draft_).done();
  }

 private:
  struct OneWindows {
    inventory::Component component;
    std::size_t row = 0;
  };

  [[nodiscard]] std::string column_of(std::string_view field) const {
    const auto* const at = std::find(inventory_field_names.begin(), inventory_field_names.end(), field);
    const auto i = static_cast<std::size_t>(at - inventory_field_names.begin());
    return i < inventory_fields && !map_.columns[i].empty() ? map_.columns[i] : std::string(field);
  }
  [[nodiscard]] PlaceOf place_of(std::size_t row) const {
    return [this, row](std::string_view field) { return fmt::format("row {}, column {}", row, column_of(field)); };
  }

  void wrong_head(std::string_view value, std::string what, std::string mend) {
    problems_.add({draft_.file(), "row 1", shown(value), std::move(what), std::move(mend)});
  }

  void take_head(const CsvRow& row) {
    width_ = row.field_count;
    std::ranges::fill(places_, absent);
    if (width_ > columns_most) return wrong_head("", fmt::format("has more than {} columns", columns_most), "split it");
    for (std::size_t i = 0; i < row.fields.size(); ++i) {
      const std::string_view head = trimmed(row.fields[i]);
      const std::string name = map_.own ? lowered(head) : std::string(head);
      const auto* const found = std::find(map_.columns.begin(), map_.columns.end(), name);
      if (name.empty() || found == map_.columns.end()) {
        if (map_.own) wrong_head(head, "is no column that is known", "rename or remove it, or write a column map");
        continue;
      }
      std::size_t& place = places_[static_cast<std::size_t>(found - map_.columns.begin())];
      if (place != absent) wrong_head(head, "stands more than once", "keep one of them");
      place = i;
    }
    check_head();
  }

  void check_head() {
    const auto has = [&](InventoryField field) {
      const auto i = static_cast<std::size_t>(field);
      return places_[i] != absent || !map_.constants[i].empty();
    };
    if (!map_.own) {
      for (std::size_t i = 0; i < inventory_fields; ++i) {
        if (map_.columns[i].empty() || places_[i] != absent) continue;
        wrong_head(map_.columns[i], "is a column that is missing", "see that map and delimiter are this table's");
      }
    }
    if (!has(device)) wrong_head("device", "is a column that is missing", "add it: serial number or host name");
    if (!has(product) && !has(purl) && !has(cpe) && !has(build) && !has(updates)) {
      wrong_head("product", "is a column that is missing", "add it, or purl, cpe, build or updates");
    }
  }

  void take_row(const CsvRow& row) {
    const auto blank = [](std::string_view field) { return trimmed(field).empty(); };
    if (std::ranges::all_of(row.fields, blank)) return;
    if (row.field_count != width_) {
      return draft_.refuse(fmt::format("row {}", row.number), std::to_string(row.field_count),
                           "is not the number of fields that the head line has", fmt::format("write {}", width_));
    }
    for (std::size_t i = 0; i < inventory_fields; ++i) {
      values_[i] = places_[i] == absent ? std::string_view() : trimmed(row.fields[places_[i]]);
      if (values_[i].empty()) values_[i] = map_.constants[i];
    }
    take_values(row.number);
  }

  [[nodiscard]] std::string_view at(InventoryField field) const { return values_[static_cast<std::size_t>(field)]; }

  void take_values(std::size_t row) {
    const PlaceOf place = place_of(row);
    auto component = component_of(place);
    if (!component) return;
    base::Problems problems = check_texts(*component, draft_.file(), place);
    problems.add(spell_identifiers(*component, draft_.file(), place));
    if (!problems.empty()) return draft_.refuse(problems);
    if (at(site).size() > field_bytes_most || at(zone).size() > field_bytes_most) {
      return draft_.refuse(place("site"), at(site), "or the zone is too long", "shorten it");
    }
    const auto number = draft_.device(at(device), place("device"));
    if (!number) return;
    if (!draft_.stands_in(*number, at(site), at(zone))) {
      return draft_.refuse(place("site"), fmt::format("{} {}", at(site), at(zone)),
                           "is another site or zone than a row before gives this device", "write the same in all rows");
    }
    if (!at(date).empty() && !draft_.collected(at(date))) {
      return draft_.refuse(place("date"), at(date), "is neither a day nor an instant", "write it as 2024-03-01");
    }
    if (component->windows) return take_windows(*number, *std::move(component), row);
    const bool something = std::ranges::any_of(std::to_array({vendor, product, version, purl, cpe, model}),
                                               [&](InventoryField one) { return !at(one).empty(); });
    if (something) draft_.put(*number, *std::move(component), place);
  }

  std::optional<inventory::Component> component_of(const PlaceOf& place) {
    inventory::Component component;
    component.purl = std::string(at(purl));
    component.cpe = std::string(at(cpe));
    component.vendor = std::string(at(vendor));
    component.version = std::string(at(version));
    component.model = std::string(at(model));
    if (at(build).empty() && at(updates).empty()) {
      component.name = std::string(at(product));
      return component;
    }
    if (!at(build).empty() && !is_build(at(build))) {
      draft_.refuse(place("build"), at(build), "is no build of Windows", "write 6.1.7601 or 10.0.14393.7428");
      return std::nullopt;
    }
    auto numbers = updates_of(at(updates));
    if (!numbers) {
      draft_.refuse(place("updates"), at(updates), "is no list of updates", "write KB4012212 KB4012215");
      return std::nullopt;
    }
    component.windows = inventory::Windows{windows_product(place), std::string(at(build)), *std::move(numbers)};
    return component;
  }

  /// Windows' name as Microsoft's tables write it, worked out with the build where the row has another. What stays open
  /// is told, and the row stays: nobody may take the device for one of which the tables are silent.
  std::string windows_product(const PlaceOf& place) {
    const std::string_view said = at(product);
    if (said.empty() || inventory::is_table_name(said)) return std::string(said);
    std::string name = inventory::windows_name_said(said, at(build));
    if (name.empty()) {
      draft_.refuse(place("product"), said, "is no name of Windows in Microsoft's tables, so nothing can be told of it",
                    "write it as Windows 10 Version 22H2 for x64-based Systems, or add its build and 64-bit or 32-bit");
    }
    return name;
  }

  /// Rows that differ in their updates alone speak of one Windows.
  void take_windows(std::uint32_t number, inventory::Component component, std::size_t row) {
    inventory::Component bare = component;
    bare.windows->updates.clear();
    const auto [known, fresh] = windows_.try_emplace({number, inventory::key_of(bare)});
    if (fresh) {
      known->second = {std::move(component), row};
    } else {
      known->second.component.windows = inventory::joined(*known->second.component.windows, *component.windows);
    }
  }

  const ColumnMap& map_;
  Draft draft_;
  base::Problems problems_;
  std::size_t width_ = 0;
  std::array<std::size_t, inventory_fields> places_{};
  std::array<std::string_view, inventory_fields> values_{};
  std::map<std::pair<std::uint32_t, std::string>, OneWindows> windows_;
};

}  // namespace

}  // namespace inventories

bool is_table_inventory(std::string_view bytes) {
  constexpr std::size_t head_most = 65536;
  std::string decoded;
  if (is_utf16(bytes)) {
    const std::size_t looked_at = std::min(head_most, bytes.size());
    decoded = utf8_of_utf16(bytes.substr(0, looked_at - looked_at % 2)).value_or("");
    bytes = decoded;
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  bytes = bytes.substr(0, head_most);
  const std::string_view head = bytes.substr(0, bytes.find_first_of("\r\n"));
  const std::vector<std::string_view> names = split(head, inventories::delimiter_of(head));
  return std::ranges::any_of(names, [](std::string_view name) {
    name = trimmed(name);
    if (name.size() >= 2 && name.front() == '"' && name.back() == '"') name = name.substr(1, name.size() - 2);
    return inventories::lowered(name) == "device";
  });
}

base::Result<InventoryReading> read_mapped_inventory(const std::string& name, std::string_view bytes,
                                                     const ColumnMap& map) {
  std::string decoded;
  if (is_utf16(bytes)) {
    auto text = utf8_of_utf16(bytes);
    if (!text) {
      return tl::unexpected(
          base::Problem{name, "", "", "is no whole UTF-16, though it begins so", "save the table as UTF-8 text"});
    }
    decoded = *std::move(text);
    bytes = decoded;
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (trimmed(bytes.substr(0, bytes.find('\n'))).empty()) {
    return tl::unexpected(base::Problem{name, "row 1", "", "is no head line", "begin with the names of the columns"});
  }
  return inventories::Table(name, map).read(bytes);
}

base::Result<InventoryReading> read_table_inventory(const std::string& name, std::string_view bytes,
                                                    const std::string& device) {
  static_cast<void>(device);
  return read_mapped_inventory(name, bytes, own_columns());
}

}  // namespace ingest
