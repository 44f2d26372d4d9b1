#pragma once
// Zones that the conduit rows cannot tell apart form a class; what is allowed is decided once for each pair of classes.
//
// A static class is the same for all replicas: which rows match the zone on either side, and its network. Rows with a
// chance split it further in each replica, by which of them are in force for the zone's organisation: a realised class.

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "world/estate/estate.h"

namespace outbreak {

using estate::Index;

/// Rows with a chance other than 0 and 1 that an estate may have.
inline constexpr std::size_t uncertain_rows_max = 64;

/// Which uncertain rows are in force for an organisation, a bit each.
using RowMask = std::uint64_t;

class StaticClasses {
 public:
  /// Keeps a reference to `estate`, which has at most `uncertain_rows_max` uncertain rows.
  explicit StaticClasses(const estate::Estate& estate);

  [[nodiscard]] std::size_t count() const { return from_rows_.size(); }
  [[nodiscard]] Index of_zone(Index zone) const { return class_of_zone_[zone]; }
  [[nodiscard]] Index network(Index static_class) const { return network_[static_class]; }
  /// The uncertain rows that can decide anything about a zone of this class: the others do not split it.
  [[nodiscard]] RowMask relevant_rows(Index static_class) const { return relevant_[static_class]; }
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

  const estate::Estate& estate_;
  std::vector<Index> class_of_zone_;
  std::vector<Index> network_;
  std::vector<RowMask> relevant_;
  std::vector<std::vector<std::uint8_t>> from_rows_, to_rows_;  ///< [class][row]
  std::vector<Index> uncertain_;
  std::vector<Index> bit_of_row_;  ///< none: certain
};

/// Number of classes of an estate's zones before uncertain rows split them: what the docs call C.
std::size_t class_count(const estate::Estate& estate);

/// The realised classes that have been met so far, and what is allowed between them. Grows as replicas meet new ones
/// and never forgets, so that each pair is judged once in the life of an engine.
class RealisedClasses {
 public:
  RealisedClasses(const StaticClasses& classes, std::vector<std::string> services)
      : classes_(&classes), services_(std::move(services)) {}

  /// Number of the class of a zone whose static class and organisation's mask are given.
  Index number(Index static_class, RowMask mask);

  [[nodiscard]] std::size_t count() const { return static_of_.size(); }
  [[nodiscard]] Index network(Index realised) const { return classes_->network(static_of_[realised]); }
  bool allowed(Index from, Index to, bool same_organisation, std::size_t service);
  bool allowed_from_internet(Index to, std::size_t service);

 private:
  struct PairHash {
    std::size_t operator()(const std::pair<Index, RowMask>& key) const {
      return std::hash<std::uint64_t>()(key.second * 0x9e3779b97f4a7c15ULL + key.first);
    }
  };
  const StaticClasses* classes_;
  std::vector<std::string> services_;
  std::vector<Index> static_of_;
  std::vector<RowMask> mask_of_;
  std::unordered_map<std::pair<Index, RowMask>, Index, PairHash> number_of_;
  std::vector<std::vector<std::uint8_t>> known_from_internet_;  ///< [to][service]: the same
  std::vector<std::vector<std::uint8_t>>
      known_;  ///< [from][to * services * 2 + service * 2 + same]: 0 unknown, 1 no, 2 yes
};

}  // namespace outbreak
