#include "show/report/exposed_groups.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace report {

namespace {

constexpr std::array<std::string_view, 4> by_words{"organisation", "site", "zone", "device"};
constexpr std::array<std::string_view, exposure::standings> standing_words{"exposed", "cannot tell", "not affected",
                                                                           "not found"};

std::string name_of(const ExposedAnswer& answer, ExposedBy by, const inventory::FleetDevice& device) {
  const std::string& organisation = answer.fleet.organisations[device.organisation];
  const auto within = [&](const std::string& part) {
    return organisation + " / " + (part.empty() ? "(none named)" : part);
  };
  switch (by) {
    case ExposedBy::organisation: return organisation;
    case ExposedBy::site: return within(device.site);
    case ExposedBy::zone: return within(device.zone);
    case ExposedBy::device: break;
  }
  return within(device.id);
}

}  // namespace

std::optional<ExposedBy> exposed_by(std::string_view name) {
  const auto* const found = std::ranges::find(by_words, name);
  if (found == by_words.end()) return std::nullopt;
  return static_cast<ExposedBy>(found - by_words.begin());
}

std::string_view word(ExposedBy by) {
  return by_words[static_cast<std::size_t>(by)];
}

std::string_view people_word(exposure::Standing standing) {
  return standing_words[static_cast<std::size_t>(standing)];
}

std::vector<ExposedGroup> groups_of(const ExposedAnswer& answer, ExposedBy by) {
  std::map<std::string, ExposedGroup> groups;
  for (const exposure::DeviceStanding& one : answer.exposed.devices) {
    const std::string name = name_of(answer, by, answer.fleet.devices[one.device]);
    ExposedGroup& group = groups[name];
    group.name = name;
    ++group.devices;
    ++group.count[static_cast<std::size_t>(one.standing)];
  }
  std::vector<ExposedGroup> all;
  all.reserve(groups.size());
  for (auto& [name, group] : groups) all.push_back(std::move(group));
  std::ranges::stable_sort(all, [](const ExposedGroup& a, const ExposedGroup& b) {
    return std::tie(b.count[0], b.count[1]) < std::tie(a.count[0], a.count[1]);
  });
  return all;
}

std::vector<exposure::DeviceStanding> gravest_first(const ExposedAnswer& answer) {
  std::vector<exposure::DeviceStanding> all;
  for (const exposure::DeviceStanding& one : answer.exposed.devices) {
    if (one.standing != exposure::Standing::not_found) all.push_back(one);
  }
  std::ranges::stable_sort(all, {}, &exposure::DeviceStanding::standing);
  return all;
}

std::string deciding_words(const ExposedAnswer& answer, const exposure::DeviceStanding& one) {
  if (one.component != exposure::Stock::none) return exposure::words_of(answer.fleet.components[one.component]);
  const std::uint32_t state = answer.stock.windows_of(one.device);
  if (state != exposure::Stock::none) {
    const inventory::Windows& windows = answer.stock.windows()[state].windows;
    if (!windows.product.empty()) return windows.product;
    if (!windows.build.empty()) return "Windows " + windows.build;
  }
  return "no list that could have shown it";
}

}  // namespace report
