#include "foresee/exposure/asks.h"

#include <algorithm>
#include <utility>

namespace exposure {

Asks::Row& Asks::row_of(std::uint32_t device, const Ask& ask) {
  Row& row = rows_[{ask.organisation, ask.wanted, ask.tool}];
  if (ask.source != Stock::none) row.sources.insert(ask.source);
  if (std::exchange(row.last, device) != device) ++row.devices;
  return row;
}

void Asks::add(std::uint32_t device, std::vector<Ask> asks, std::size_t questions) {
  if (questions == 0 || asks.empty()) return;
  questions_ += questions;
  std::ranges::sort(asks, [](const Ask& a, const Ask& b) { return a.key() < b.key(); });
  const bool alone = asks.front().key() == asks.back().key();
  for (std::size_t i = 0; i < asks.size(); ++i) {
    Row& row = row_of(device, asks[i]);
    if (i > 0 && asks[i].key() == asks[i - 1].key()) continue;  // another list of the same tool
    (alone ? row.settles : row.with_others) += questions;
  }
}

void Asks::note(std::uint32_t device, const Ask& ask) {
  row_of(device, ask);
}

std::vector<Missing> Asks::rows(const inventory::Fleet& fleet) const {
  std::vector<Missing> all;
  for (const auto& [key, row] : rows_) {
    const auto& [organisation, wanted, tool] = key;
    Missing& one = all.emplace_back();
    if (organisation != Stock::none) one.organisation = fleet.organisations[organisation];
    one.whom = wanted.whom;
    one.of = wanted.whom == Whom::publisher ? wanted.publisher : tool;
    one.field = wanted.field;
    std::set<std::string> files;
    for (const std::uint32_t source : row.sources) files.insert(fleet.sources[source].file);
    one.files.assign(files.begin(), files.end());
    one.settles = row.settles;
    one.with_others = row.with_others;
    one.devices = row.devices;
  }
  return all;
}

}  // namespace exposure
