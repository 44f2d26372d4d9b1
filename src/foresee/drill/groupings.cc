#include "foresee/drill/groupings.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace drill {

namespace {

/// Organisations as columns of text.
class Columns {
 public:
  explicit Columns(const estate::Estate& estate) : estate_(estate), quarters_(estate.organisations.size()) {
    std::map<std::string, std::vector<Index>> sectors;
    for (Index o = 0; o < estate.organisations.size(); ++o) sectors[estate.organisations[o].sector].push_back(o);
    for (auto& [name, members] : sectors) {
      std::ranges::stable_sort(members, {}, [&](Index o) { return estate.devices_of(o); });
      for (std::size_t rank = 0; rank < members.size(); ++rank) {
        quarters_[members[rank]] = std::to_string(1 + 4 * rank / members.size());
      }
    }
  }

  [[nodiscard]] const std::string& at(std::size_t organisation, const std::string& key) const {
    const estate::Organisation& of = estate_.organisations[organisation];
    if (key == "sector") return of.sector;
    if (key == "kind") return of.kind;
    if (key == "region") return of.region;
    return key == "size" ? quarters_[organisation] : of.id;
  }

 private:
  const estate::Estate& estate_;
  std::vector<std::string> quarters_;
};

/// The values of a column that are counted apart, each with its slot.
using Values = std::unordered_map<std::string, Index>;

}  // namespace

bool counts_by(const std::string& key, bool devices) {
  if (key == "sector" || key == "kind" || key == "region" || key == "size" || key == "organisation") return true;
  return devices && (key == "platform" || key == "type");
}

Index Groupings::find(const By& by) const {
  const auto at = std::ranges::find(slots_, by);
  return at == slots_.end() ? estate::none : static_cast<Index>(at - slots_.begin());
}

template <class Column>
void Groupings::fill(std::size_t members, const std::vector<std::string>& keys, const std::vector<By>& asked,
                     const Column& column) {
  slots_.push_back({});
  std::vector<Values> values_of(keys.size());
  for (std::size_t k = 0; k < keys.size(); ++k) {
    std::vector<std::string> found;  // in the order of the table
    Values& values = values_of[k];
    for (std::size_t member = 0; member < members && found.size() <= values_most; ++member) {
      const std::string& value = column(member, keys[k]);
      if (!value.empty() && values.emplace(value, 0).second) found.push_back(value);
    }
    if (found.size() > values_most) {
      values.clear();
      continue;
    }
    for (const std::string& value : found) {
      values[value] = static_cast<Index>(slots_.size());
      slots_.push_back({{keys[k], value}});
    }
  }
  std::vector<Index> extra;
  for (const By& by : asked) {
    if (find(by) != estate::none) continue;
    extra.push_back(static_cast<Index>(slots_.size()));
    slots_.push_back(by);
  }
  first_ = {0};
  for (std::size_t member = 0; member < members; ++member) {
    slots_of_.push_back(0);
    for (std::size_t k = 0; k < keys.size(); ++k) {
      const auto at = values_of[k].find(column(member, keys[k]));
      if (at != values_of[k].end()) slots_of_.push_back(at->second);
    }
    for (const Index slot : extra) {
      const bool all = std::ranges::all_of(slots_[slot],
                                           [&](const auto& term) { return column(member, term.first) == term.second; });
      if (all) slots_of_.push_back(slot);
    }
    first_.push_back(slots_of_.size());
  }
}

Groupings Groupings::of_organisations(const estate::Estate& estate, const std::vector<std::string>& keys,
                                      const std::vector<By>& asked) {
  Groupings out;
  const Columns columns(estate);
  out.fill(estate.organisations.size(), keys, asked,
           [&](std::size_t member, const std::string& key) -> const std::string& { return columns.at(member, key); });
  return out;
}

Groupings Groupings::of_devices(const estate::Estate& estate, const std::vector<std::string>& keys,
                                const std::vector<By>& asked, const std::vector<bool>& assumed) {
  Groupings out;
  const Columns columns(estate);
  const std::string yes = "yes";
  const std::string no = "no";
  const std::string neither;
  out.fill(estate.groups.size(), keys, asked, [&](std::size_t member, const std::string& key) -> const std::string& {
    const estate::DeviceGroup& group = estate.groups[member];
    if (key == "platform") return group.platform;
    if (key == "type") return group.type;
    if (key == "assumed") return assumed.empty() ? neither : assumed[member] ? yes : no;
    return columns.at(estate.zones[group.zone].organisation, key);
  });
  return out;
}

}  // namespace drill
