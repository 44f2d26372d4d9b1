#include "world/ingest/inventory.h"

#include <algorithm>
#include <array>
#include <utility>

#include "world/ingest/cyclonedx_inventory.h"
#include "world/ingest/dpkg_inventory.h"
#include "world/ingest/json_table.h"
#include "world/ingest/osquery_inventory.h"
#include "world/ingest/rpm_inventory.h"
#include "world/ingest/scan_inventory.h"
#include "world/ingest/spdx_inventory.h"
#include "world/ingest/table_inventory.h"
#include "world/ingest/text.h"
#include "world/ingest/utf16.h"
#include "world/ingest/windows_lists.h"
#include "world/ingest/workbook.h"

namespace ingest {

namespace {

/// Lists of one tool: whether a file is one, by what stands in it, and who reads it.
struct Kind {
  bool (*is)(std::string_view bytes);
  base::Result<InventoryReading> (*read)(const std::string& name, std::string_view bytes, const std::string& device);
};
constexpr auto kinds = std::to_array<Kind>({
    {is_dpkg_status, read_dpkg_status},
    {is_dpkg_list, read_dpkg_list},
    {is_rpm_list, read_rpm_list},
    {is_cyclonedx, read_cyclonedx},
    {is_systeminfo, read_systeminfo},
    {is_update_list, read_update_list},
    {is_spdx, read_spdx},
    {is_osquery, read_osquery},
    {is_nmap, read_nmap},
    {is_nessus, read_nessus},
    {is_table_inventory, read_table_inventory},
});

const Kind* kind_of(std::string_view bytes) {
  const auto* const kind = std::ranges::find_if(kinds, [&](const Kind& one) { return one.is(bytes); });
  return kind == kinds.end() ? nullptr : kind;
}

}  // namespace

base::Result<InventoryReading> read_inventory(const std::string& name, std::string_view bytes,
                                              const std::string& device, const std::vector<ColumnMap>& maps) {
  if (bytes.size() > inventory_bytes_most) {
    return tl::unexpected(base::Problem{name, "", "", "is too large", "split it: 1 GiB is read"});
  }
  if (is_workbook(bytes)) return tl::unexpected(workbook_refused(name));
  constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
  if (bytes.starts_with(utf8_mark)) bytes.remove_prefix(utf8_mark.size());
  const Kind* const kind = kind_of(bytes);
  const bool may_be_mapped = kind == nullptr || kind->read == read_table_inventory;
  if (const ColumnMap* const map = may_be_mapped ? map_of(bytes, maps) : nullptr) {
    return read_mapped_inventory(name, bytes, *map);
  }
  if (kind != nullptr) return kind->read(name, bytes, device);
  // PowerShell saves what any program prints as UTF-16, also of tools that never write it.
  const std::string decoded = utf8_of_utf16(bytes).value_or("");
  if (const Kind* const other = kind_of(decoded)) return other->read(name, decoded, device);
  if (auto wrong = inventories::wrong_json(name, bytes); !wrong.empty()) return tl::unexpected(std::move(wrong));
  return tl::unexpected(base::Problem{name, "", shown(bytes.substr(0, 60)), "is no inventory that is known",
                                      "see docs/inventories.md for those that are"});
}

}  // namespace ingest
