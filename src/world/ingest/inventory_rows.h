#pragma once
// Rows of tables of devices, whatever the tables are written in, on their way to inventories. Private to the readers of
// inventories.

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "world/ingest/column_map.h"
#include "world/ingest/inventory_draft.h"
#include "world/ingest/table_inventory.h"

namespace ingest::inventories {

/// Most columns of a table.
inline constexpr std::size_t columns_most = 1024;

class InventoryRows {
 public:
  /// By field; empty where the row has nothing.
  using Values = std::array<std::string_view, inventory_fields>;

  /// `organisations`: who a row is of; none: all are of one.
  InventoryRows(const std::string& file, const ColumnMap& map, const OrganisationColumn* organisations)
      : file_(file), map_(map), organisations_(organisations) {}

  /// The head of the table: whether it has what the map asks for, and which of its columns are about people. `place` is
  /// where it stands. Problems: columns that are missing, unknown, or there twice.
  base::Problems take_head(const std::vector<std::string_view>& head, const std::string& place);
  /// Which columns hold which field, and the organisation; absent: none.
  static constexpr std::size_t absent = static_cast<std::size_t>(-1);
  [[nodiscard]] const std::array<std::size_t, inventory_fields>& places() const { return places_; }
  [[nodiscard]] std::size_t organisation_place() const { return organisation_place_; }

  /// One row. `where(column)` is where its column stands.
  void take(Values values, std::string_view organisation, const PlaceOf& where);
  void refuse(const std::string& place, std::string_view value, std::string what, std::string mend);
  void refuse(const base::Problems& problems) { unplaced_.add(problems); }
  /// Whether a limit was passed: what follows need not be read.
  [[nodiscard]] bool full() const { return full_; }

  /// One reading an organisation, at least one. Problem: a limit was passed.
  base::Result<std::vector<InventoryReading>> done() &&;

 private:
  struct OneWindows {
    inventory::Component component;
    std::string place;
  };
  /// Of one organisation.
  struct Part {
    Draft draft;
    std::map<std::pair<std::uint32_t, std::string>, OneWindows> windows;
  };

  [[nodiscard]] std::string column_of(std::string_view field) const;
  [[nodiscard]] bool has(InventoryField field) const;
  void check_head(const std::string& place, base::Problems& problems) const;
  Part* part_of(std::string_view organisation, const PlaceOf& place);
  void take(Part& part, const Values& values, const PlaceOf& place);
  [[nodiscard]] std::string_view device_id(const Values& values) const;
  void take_findings(Draft& draft, std::uint32_t device, const Values& values, const PlaceOf& place) const;
  void identify(Draft& draft, std::uint32_t device, const Values& values) const;
  std::optional<inventory::Component> own_component(Draft& draft, const Values& values, const PlaceOf& place) const;
  std::string windows_product(Draft& draft, const Values& values, const PlaceOf& place) const;
  std::optional<inventory::Component> system_of(const Values& values) const;
  static void put_windows(Part& part, std::uint32_t device, inventory::Component component, const PlaceOf& place);
  void keep_first(const Values& values);

  std::string file_;
  const ColumnMap& map_;
  const OrganisationColumn* organisations_;
  std::array<std::size_t, inventory_fields> places_{};
  std::size_t organisation_place_ = absent;
  std::array<std::string, inventory_fields> column_names_;  ///< as the head writes them
  std::map<std::string, Part, std::less<>> parts_;
  base::Problems unplaced_;  ///< of rows of no organisation
  std::vector<std::string> personal_;
  std::vector<std::vector<std::pair<std::string_view, std::string>>> first_rows_;
  bool full_ = false;
};

}  // namespace ingest::inventories
