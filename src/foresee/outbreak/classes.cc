#include "foresee/outbreak/classes.h"

#include <map>
#include <tuple>

namespace outbreak {

namespace {

bool matches(const estate::Pattern& pattern, const estate::Estate& estate, Index zone_index) {
  const estate::Zone& zone = estate.zones[zone_index];
  const estate::Organisation& organisation = estate.organisations[zone.organisation];
  const auto fits = [](const std::string& wanted, const std::string& found) {
    return wanted.empty() || wanted == found;
  };
  return !pattern.internet && (pattern.zone == estate::none || pattern.zone == zone_index) &&
         (pattern.organisation == estate::none || pattern.organisation == zone.organisation) &&
         (pattern.network == estate::none || pattern.network == zone.network) &&
         fits(pattern.kind, organisation.kind) && fits(pattern.sector, organisation.sector) &&
         fits(pattern.region, organisation.region) && fits(pattern.purpose, zone.purpose);
}

bool is_uncertain(const estate::Conduit& row) {
  return !row.chance.certain() || (row.chance.number > 0 && row.chance.number < 1);
}

bool never(const estate::Conduit& row) {
  return row.chance.certain() && row.chance.number <= 0;
}

bool carries(const estate::Conduit& row, const std::string& service) {
  return row.service == "*" || row.service == service;
}

}  // namespace

StaticClasses::StaticClasses(const estate::Estate& estate) : estate_(estate) {
  const std::size_t rows = estate.conduits.size();
  bit_of_row_.assign(rows, estate::none);
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
      const estate::Conduit& conduit = estate.conduits[row];
      from[row] = !never(conduit) && matches(conduit.from, estate, zone) ? 1 : 0;
      to[row] = !never(conduit) && matches(conduit.to, estate, zone) ? 1 : 0;
      const bool decides = conduit.drawn_by == estate::Conduit::Side::from ? from[row] != 0 : to[row] != 0;
      if (bit_of_row_[row] != estate::none && decides) relevant |= RowMask{1} << bit_of_row_[row];
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
  if (bit == estate::none) return true;
  const bool by_source = estate_.conduits[row].drawn_by == estate::Conduit::Side::from;
  return (((by_source ? from_mask : to_mask) >> bit) & 1) != 0;
}

bool StaticClasses::allowed(Index from, RowMask from_mask, Index to, RowMask to_mask, bool same_organisation,
                            const std::string& service) const {
  for (Index row = 0; row < estate_.conduits.size(); ++row) {
    const estate::Conduit& conduit = estate_.conduits[row];
    if (from_rows_[from][row] == 0 || to_rows_[to][row] == 0 || !carries(conduit, service)) continue;
    if (conduit.to.same_organisation && !same_organisation) continue;
    if (in_force(row, from_mask, to_mask)) return conduit.allow;
  }
  return same_organisation;
}

bool StaticClasses::allowed_from_internet(Index to, RowMask to_mask, const std::string& service) const {
  for (Index row = 0; row < estate_.conduits.size(); ++row) {
    const estate::Conduit& conduit = estate_.conduits[row];
    const estate::Pattern& from = conduit.from;
    const bool anyone = from.zone == estate::none && from.organisation == estate::none &&
                        from.network == estate::none && from.kind.empty() && from.sector.empty() &&
                        from.region.empty() && from.purpose.empty();
    if (!(from.internet || anyone) || to_rows_[to][row] == 0 || !carries(conduit, service)) continue;
    if (conduit.to.same_organisation) continue;
    // The outside has no organisation of its own: a row that it would have to draw is in force for it always.
    const bool by_source = conduit.drawn_by == estate::Conduit::Side::from;
    if (by_source || in_force(row, 0, to_mask)) return conduit.allow;
  }
  return false;
}

std::size_t class_count(const estate::Estate& estate) {
  return StaticClasses(estate).count();
}

Index RealisedClasses::number(Index static_class, RowMask mask) {
  const RowMask relevant = mask & classes_->relevant_rows(static_class);
  const auto [at, fresh] = number_of_.try_emplace({static_class, relevant}, static_cast<Index>(static_of_.size()));
  if (fresh) {
    static_of_.push_back(static_class);
    mask_of_.push_back(relevant);
    known_.emplace_back();
    known_from_internet_.emplace_back(services_.size(), std::uint8_t{0});
  }
  return at->second;
}

bool RealisedClasses::allowed(Index from, Index to, bool same_organisation, std::size_t service) {
  std::vector<std::uint8_t>& row = known_[from];
  const std::size_t at = (to * services_.size() + service) * 2 + (same_organisation ? 1 : 0);
  if (row.size() <= at) row.resize((to + 1) * services_.size() * 2, 0);
  if (row[at] == 0) {
    const bool yes = classes_->allowed(static_of_[from], mask_of_[from], static_of_[to], mask_of_[to],
                                       same_organisation, services_[service]);
    row[at] = yes ? 2 : 1;
  }
  return row[at] == 2;
}

bool RealisedClasses::allowed_from_internet(Index to, std::size_t service) {
  std::uint8_t& known = known_from_internet_[to][service];
  if (known == 0) {
    known = classes_->allowed_from_internet(static_of_[to], mask_of_[to], services_[service]) ? 2 : 1;
  }
  return known == 2;
}

}  // namespace outbreak
