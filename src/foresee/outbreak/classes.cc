#include "foresee/outbreak/classes.h"

namespace outbreak {

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
