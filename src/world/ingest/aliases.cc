#include "world/ingest/aliases.h"

#include <array>

#include "world/ingest/table.h"
#include "world/ingest/toml_tree.h"

namespace ingest {

namespace {

constexpr std::size_t bytes_most = 16U << 20U;
constexpr std::array<std::string_view, 2> kinds{"vendor", "product"};

enum Columns : std::size_t { kind, vendor, product, same_vendor, same_product, reason };

void read_row(const Row& row, advisory::Aliases& aliases) {
  const auto which = row.choice_at(kind, kinds);
  if (!which) return;
  const advisory::ProductName from = advisory::product_name(row[vendor], row[product], {});
  const advisory::ProductName to = advisory::product_name(row[same_vendor], row[same_product], {});
  if (*which == 0) {
    if (!row[product].empty()) row.wrong(product, "stands in a row about a vendor", "leave it empty");
    if (!aliases.vendors.emplace(from.vendor, to.vendor).second) row.wrong(vendor, "has a row already", "keep one");
    return;
  }
  for (const std::size_t column : {product, same_product}) {
    if (row[column].empty()) row.wrong(column, "is missing", "name the product");
  }
  if (!aliases.products.emplace(from.key(), to.key()).second) row.wrong(product, "has a row already", "keep one");
}

}  // namespace

base::Result<advisory::Aliases> parse_aliases(const std::string& name, std::string_view text) {
  TableRules rules;
  rules.name = "aliases";
  rules.columns = {{"kind"},
                   {"vendor"},
                   {"product", Column::Type::string, true},
                   {"same_vendor"},
                   {"same_product", Column::Type::string, true},
                   {"reason"}};
  base::Problems problems;
  advisory::Aliases aliases;
  read_table(text, name, rules, {}, {}, problems, nullptr, [&](const Row& row) { read_row(row, aliases); });
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return aliases;
}

base::Result<advisory::Aliases> load_aliases(const std::filesystem::path& file) {
  const auto text = read_bytes(file, bytes_most);
  if (!text) return tl::unexpected(text.error());
  return parse_aliases(file.string(), *text);
}

}  // namespace ingest
