#pragma once
// Classes of zones as one replica has them: rows with a chance split the static ones (world/estate/zone_classes.h), by
// which of them are in force for the zone's organisation.

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "world/estate/zone_classes.h"

namespace outbreak {

using estate::Index;
using estate::RowMask;
using estate::StaticClasses;

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
