#include "world/ingest/column_map.h"

#include <algorithm>
#include <utility>

#include "world/ingest/toml_node.h"
#include "world/ingest/toml_tree.h"

namespace ingest {

namespace {

constexpr std::string_view table_mend =
    "write device, site, zone, vendor, product, version, purl, cpe, model, build, updates or date";

/// The texts of a table whose keys are fields.
void read_fields(const TomlNode& node, std::array<std::string, inventory_fields>& into) {
  const auto entries = node.entries();
  if (!entries) return;
  for (const auto& [key, value] : *entries) {
    const auto* const field = std::find(inventory_field_names.begin(), inventory_field_names.end(), key);
    if (field == inventory_field_names.end()) {
      value.refuse("is for no field that is known", std::string(table_mend));
      continue;
    }
    if (auto text = value.text()) into[static_cast<std::size_t>(field - inventory_field_names.begin())] = *text;
  }
}

void check(const TomlNode& node, const ColumnMap& map) {
  const auto has = [&](InventoryField field) {
    const auto at = static_cast<std::size_t>(field);
    return !map.columns[at].empty() || !map.constants[at].empty();
  };
  if (!has(InventoryField::device)) node.refuse_missing("device", "name the column that tells devices apart");
  using enum InventoryField;
  if (!has(product) && !has(purl) && !has(cpe) && !has(build) && !has(updates)) {
    node.refuse_missing("product", "name a column for it, or for purl, cpe, build or updates");
  }
  for (std::size_t i = 0; i < inventory_fields; ++i) {
    const auto* const same = std::find(map.columns.begin(), map.columns.begin() + i, map.columns[i]);
    if (!map.columns[i].empty() && same != map.columns.begin() + i) {
      node.refuse("names a column twice", "give each field a column of its own");
    }
  }
}

}  // namespace

const ColumnMap& own_columns() {
  static const ColumnMap own = [] {
    ColumnMap map;
    for (std::size_t i = 0; i < inventory_fields; ++i) map.columns[i] = std::string(inventory_field_names[i]);
    return map;
  }();
  return own;
}

base::Result<ColumnMap> read_column_map(const std::string& name, std::string_view bytes) {
  auto tree = parse_toml(name, bytes);
  if (!tree) return tl::unexpected(tree.error());
  TomlDocument document(name, std::move(*tree));
  const TomlTable table(document.root(), {"tool", "delimiter", "columns", "constants"});
  ColumnMap map;
  map.own = false;
  table.find(map.tool, "tool", [](const TomlNode& node) { return node.id(); });
  if (const auto node = table.find("delimiter")) {
    constexpr std::string_view signs = ",;\t|";
    if (const auto which = node->one_of({",", ";", "tab", "|"})) map.delimiter = signs[*which];
  }
  if (const auto constants = table.find("constants")) read_fields(*constants, map.constants);
  if (const auto columns = table.need("columns", "say which column is which: device = \"Asset name\"")) {
    read_fields(*columns, map.columns);
    check(*columns, map);
  }
  if (!document.problems.empty()) return tl::unexpected(std::move(document.problems));
  return map;
}

}  // namespace ingest
