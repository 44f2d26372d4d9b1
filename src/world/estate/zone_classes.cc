#include "world/estate/zone_classes.h"

#include <map>
#include <tuple>

namespace estate {

namespace {

bool matches(const Pattern& pattern, const Estate& estate, Index zone_index) {
  const Zone& zone = estate.zones[zone_index];
  const Organisation& organisation = estate.organisations[zone.organisation];
  const auto fits = [](const std::string& wanted, const std::string& found) {
    return wanted.empty() || wanted == found;
  };
  return !pattern.internet && (pattern.zone == none || pattern.zone == zone_index) &&
         (pattern.organisation == none || pattern.organisation == zone.organisation) &&
         (pattern.network == none || pattern.network == zone.network) && fits(pattern.kind, organisation.kind) &&
         fits(pattern.sector, organisation.sector) && fits(pattern.region, organisation.region) &&
         fits(pattern.purpose, zone.purpose);
}

bool is_uncertain(const Conduit& row) {
  return !row.chance.certain() || (row.chance.number > 0 && row.chance.number < 1);
}

bool never(const Conduit& row) {
  return row.chance.certain() && row.chance.number <= 0;
}

bool carries(const Conduit& row, const std::string& service) {
  return row.service == "*" || row.service == service;
}

}  // namespace

StaticClasses::StaticClasses(const Estate& estate) : estate_(estate) {
  const std::size_t rows = estate.conduits.size();
  bit_of_row_.assign(rows, none);
  for (Index row = 0; row < rows; ++row) {
    if (!is_uncertain(estate.conduits[row])) continue;
    bit_of_row_[row] = static_cast<Index>(uncertain_.size());
    uncertain_.push_back(row);
  }
  std::map<std::tuple<Index, std::vector<std::uint8_t>, std::vector<std::uint8_t>>, Index> numbers;
  for (Index zone = 0; zone < estate.zones.size(); ++zone) {
    std::vector<std::uint8_t> from(rows), to(rows);
    RowMask relevant = 0;
    for (Index row = 0; row < rows; ++row) {
      const Conduit& conduit = estate.conduits[row];
      from[row] = !never(conduit) && matches(conduit.from, estate, zone) ? 1 : 0;
      to[row] = !never(conduit) && matches(conduit.to, estate, zone) ? 1 : 0;
      const bool decides = conduit.drawn_by == Conduit::Side::from ? from[row] != 0 : to[row] != 0;
      if (bit_of_row_[row] != none && decides) relevant |= RowMask{1} << bit_of_row_[row];
    }
    const Index network = estate.zones[zone].network;
    const auto [at, fresh] = numbers.try_emplace({network, from, to}, static_cast<Index>(network_.size()));
    if (fresh) {
      network_.push_back(network);
      relevant_.push_back(relevant);
      from_rows_.push_back(std::move(from));
      to_rows_.push_back(std::move(to));
    }
    class_of_zone_.push_back(at->second);
  }
}

bool StaticClasses::in_force(Index row, RowMask from_mask, RowMask to_mask) const {
  const Index bit = bit_of_row_[row];
  if (bit == none) return true;
  const bool by_source = estate_.conduits[row].drawn_by == Conduit::Side::from;
  return (((by_source ? from_mask : to_mask) >> bit) & 1) != 0;
}

bool StaticClasses::allowed(Index from, RowMask from_mask, Index to, RowMask to_mask, bool same_organisation,
                            const std::string& service) const {
  for (Index row = 0; row < estate_.conduits.size(); ++row) {
    const Conduit& conduit = estate_.conduits[row];
    if (from_rows_[from][row] == 0 || to_rows_[to][row] == 0 || !carries(conduit, service)) continue;
    if (conduit.to.same_organisation && !same_organisation) continue;
    if (in_force(row, from_mask, to_mask)) return conduit.allow;
  }
  return same_organisation;
}

bool StaticClasses::allowed_from_internet(Index to, RowMask to_mask, const std::string& service) const {
  for (Index row = 0; row < estate_.conduits.size(); ++row) {
    const Conduit& conduit = estate_.conduits[row];
    const Pattern& from = conduit.from;
    const bool anyone = from.zone == none && from.organisation == none && from.network == none && from.kind.empty() &&
                        from.sector.empty() && from.region.empty() && from.purpose.empty();
    if (!(from.internet || anyone) || to_rows_[to][row] == 0 || !carries(conduit, service)) continue;
    if (conduit.to.same_organisation) continue;
    // The outside has no organisation of its own: a row that it would have to draw is in force for it always.
    const bool by_source = conduit.drawn_by == Conduit::Side::from;
    if (by_source || in_force(row, 0, to_mask)) return conduit.allow;
  }
  return false;
}

RowMask StaticClasses::opening_rows() const {
  RowMask mask = 0;
  for (std::size_t bit = 0; bit < uncertain_.size(); ++bit) {
    if (estate_.conduits[uncertain_[bit]].allow) mask |= RowMask{1} << bit;
  }
  return mask;
}

std::size_t class_count(const Estate& estate) {
  return StaticClasses(estate).count();
}

}  // namespace estate
