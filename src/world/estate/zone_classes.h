#pragma once
// Zones that the conduit rows cannot tell apart form a class; what is allowed is decided once for each pair of classes.
//
// A static class is the same for all replicas: which rows match the zone on either side, and its network. Rows with a
// chance split it further in each replica, by which of them are in force for the zone's organisation
// (foresee/outbreak).

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "world/estate/estate.h"

namespace estate {

/// Rows with a chance other than 0 and 1 that an estate may have.
inline constexpr std::size_t uncertain_rows_max = 64;

/// Which uncertain rows are in force for an organisation, a bit each.
using RowMask = std::uint64_t;

class StaticClasses {
 public:
  /// Keeps a reference to `estate`, which has at most `uncertain_rows_max` uncertain rows.
  explicit StaticClasses(const Estate& estate);

  [[nodiscard]] std::size_t count() const { return from_rows_.size(); }
  [[nodiscard]] Index of_zone(Index zone) const { return class_of_zone_[zone]; }
  [[nodiscard]] Index network(Index static_class) const { return network_[static_class]; }
  /// The uncertain rows that can decide anything about a zone of this class: the others do not split it.
  [[nodiscard]] RowMask relevant_rows(Index static_class) const { return relevant_[static_class]; }
  /// The uncertain rows that allow: as if all that may be open were open, and nothing that may be shut were shut.
  [[nodiscard]] RowMask opening_rows() const;
  /// Conduit rows with an uncertain chance, in the order of their bits.
  [[nodiscard]] const std::vector<Index>& uncertain_rows() const { return uncertain_; }

  /// Whether an attempt on `service` passes from a zone of class `from` (mask of its organisation) to one of class
  /// `to`.
  [[nodiscard]] bool allowed(Index from, RowMask from_mask, Index to, RowMask to_mask, bool same_organisation,
                             const std::string& service) const;
  /// The same for the outside population.
  [[nodiscard]] bool allowed_from_internet(Index to, RowMask to_mask, const std::string& service) const;

 private:
  [[nodiscard]] bool in_force(Index row, RowMask from_mask, RowMask to_mask) const;

  const Estate& estate_;
  std::vector<Index> class_of_zone_;
  std::vector<Index> network_;
  std::vector<RowMask> relevant_;
  std::vector<std::vector<std::uint8_t>> from_rows_, to_rows_;  ///< [class][row]
  std::vector<Index> uncertain_;
  std::vector<Index> bit_of_row_;  ///< none: certain
};

/// Number of classes of an estate's zones before uncertain rows split them: what the docs call C.
std::size_t class_count(const Estate& estate);

}  // namespace estate
