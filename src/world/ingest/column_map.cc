#include "world/ingest/column_map.h"

#include <algorithm>
#include <set>
#include <utility>

#include "world/ingest/toml_node.h"
#include "world/ingest/toml_tree.h"
#include "world/inventory/inventory.h"

namespace ingest {

namespace {

using enum InventoryField;

constexpr std::string_view field_mend =
    "write device, name, serial, directory, mac, wifi_mac, address, kind, site, zone, vendor, product, version, model, "
    "purl, cpe, "
    "system, system_version, architecture, build, updates, state, vulnerability or date";

std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  return out;
}

/// Calls `take(field, value)` for a table whose keys are fields.
template <class Take>
void each_field(const TomlNode& node, const Take& take) {
  const auto entries = node.entries();
  if (!entries) return;
  for (const auto& [key, value] : *entries) {
    const auto* const field = std::ranges::find(inventory_field_names, key);
    if (field == inventory_field_names.end()) {
      value.refuse("is for no field that is known", std::string(field_mend));
    } else {
      take(static_cast<std::size_t>(field - inventory_field_names.begin()), value);
    }
  }
}

void check(const TomlNode& node, const ColumnMap& map) {
  const auto has = [&](InventoryField field) {
    const auto at = static_cast<std::size_t>(field);
    return !map.columns[at].empty() || !map.constants[at].empty();
  };
  if (std::ranges::none_of(std::to_array({device, serial, directory, name, mac}), has))
    node.refuse_missing("device", "name the column that tells devices apart");
  if (std::ranges::none_of(std::to_array({product, purl, cpe, build, updates, system, model}), has)) {
    node.refuse_missing("product", "name a column for it, or for purl, cpe, build, updates, system or model");
  }
  std::set<std::string> names;
  for (const std::vector<std::string>& columns : map.columns) {
    for (const std::string& one : columns) {
      if (!names.insert(lowered(one)).second) {
        node.refuse("names a column twice", "give each field a column of its own");
      }
    }
  }
}

}  // namespace

const ColumnMap& own_columns() {
  static const ColumnMap own = [] {
    ColumnMap map;
    for (std::size_t i = 0; i < own_fields; ++i) map.columns[i] = {std::string(inventory_field_names[i])};
    return map;
  }();
  return own;
}

base::Result<ColumnMap> read_column_map(const std::string& name, std::string_view bytes) {
  auto tree = parse_toml(name, bytes);
  if (!tree) return tl::unexpected(tree.error());
  TomlDocument document(name, std::move(*tree));
  const TomlTable table(document.root(),
                        {"tool", "family", "clients", "delimiter", "dates", "recognised_by", "personal", "installed",
                         "required", "not_required", "good_for", "columns", "constants"});
  ColumnMap map;
  map.own = false;
  table.find(map.tool, "tool", [](const TomlNode& node) { return node.id(); });
  table.find(map.family, "family", [](const TomlNode& node) { return node.id(); });
  table.find(map.clients, "clients", [](const TomlNode& node) { return node.boolean(); });
  if (const auto node = table.find("delimiter")) {
    constexpr std::string_view signs = ",;\t|";
    if (const auto which = node->one_of({",", ";", "tab", "|"})) map.delimiter = signs[*which];
  }
  if (const auto node = table.find("dates")) {
    if (const auto which = node->one_of({"day-first", "month-first"})) map.dates = static_cast<DateOrder>(*which);
  }
  const auto texts = [](const TomlNode& node) { return node.texts(); };
  table.find(map.recognised_by, "recognised_by", texts);
  table.find(map.personal, "personal", texts);
  table.find(map.installed, "installed", texts);
  table.find(map.required, "required", texts);
  table.find(map.not_required, "not_required", texts);
  if (const auto node = table.find("good_for")) {
    if (const auto days = node->whole(1, inventory::good_for_most)) map.good_for = static_cast<int>(*days);
  }
  if (const auto constants = table.find("constants")) {
    each_field(*constants, [&](std::size_t field, const TomlNode& value) {
      if (auto text = value.text()) map.constants[field] = *std::move(text);
    });
  }
  if (const auto columns = table.need("columns", "say which column is which: device = \"Asset name\"")) {
    each_field(*columns, [&](std::size_t field, const TomlNode& value) {
      if (auto names = value.texts()) map.columns[field] = *std::move(names);
    });
    check(*columns, map);
  }
  if (!document.problems.empty()) return tl::unexpected(std::move(document.problems));
  return map;
}

const ColumnMap* recognise(const std::vector<ColumnMap>& maps, const std::vector<std::string_view>& head) {
  std::set<std::string> names;
  for (const std::string_view name : head) names.insert(lowered(name));
  const ColumnMap* best = nullptr;
  for (const ColumnMap& map : maps) {
    const auto there = [&](const std::string& name) { return names.contains(lowered(name)); };
    if (map.recognised_by.empty() || !std::ranges::all_of(map.recognised_by, there)) continue;
    if (best == nullptr || map.recognised_by.size() > best->recognised_by.size()) best = &map;
  }
  return best;
}

bool is_personal(std::string_view column) {
  constexpr auto words = std::to_array<std::string_view>(
      {"user", "username", "userid", "userdomain", "upn", "mail", "email", "phone", "telephone", "owner", "assigned",
       "assignee", "assignees", "employee", "contact", "custodian", "staff", "person"});
  std::string word;
  const auto says_it = [&] { return std::ranges::find(words, word) != words.end(); };
  for (std::size_t i = 0; i < column.size(); ++i) {
    const char c = column[i];
    const bool upper = c >= 'A' && c <= 'Z';
    const bool letter = upper || (c >= 'a' && c <= 'z');
    const bool after_lower = i > 0 && column[i - 1] >= 'a' && column[i - 1] <= 'z';
    if (!letter || (upper && after_lower)) {
      if (says_it()) return true;
      word.clear();
    }
    if (letter) word += upper ? static_cast<char>(c | 0x20) : c;
  }
  return says_it();
}

}  // namespace ingest
