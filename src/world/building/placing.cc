#include "world/building/placing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <tuple>

#include "base/ipv4.h"
#include "world/building/names.h"

namespace building {

namespace {

struct PrivateRange {
  std::uint32_t first, last;
  std::string_view text;
};

constexpr std::array<PrivateRange, 4> private_ranges{{{0x0A000000U, 0x0AFFFFFFU, "10.0.0.0/8"},
                                                      {0xAC100000U, 0xAC1FFFFFU, "172.16.0.0/12"},
                                                      {0xC0A80000U, 0xC0A8FFFFU, "192.168.0.0/16"},
                                                      {0x64400000U, 0x647FFFFFU, "100.64.0.0/10"}}};

}  // namespace

std::optional<std::uint32_t> next_address(std::string_view& text) {
  constexpr std::string_view between = " \t,;|";
  while (!text.empty()) {
    const std::size_t begin = std::min(text.find_first_not_of(between), text.size());
    text.remove_prefix(begin);
    const std::size_t end = std::min(text.find_first_of(between), text.size());
    const auto address = base::parse_ipv4(text.substr(0, end));
    text.remove_prefix(end);
    if (address) return address;
  }
  return std::nullopt;
}

bool is_private(std::uint32_t address) {
  return std::ranges::any_of(private_ranges,
                             [&](const PrivateRange& one) { return one.first <= address && address <= one.last; });
}

std::string_view private_within(std::uint32_t first, std::uint32_t last) {
  for (const PrivateRange& one : private_ranges) {
    const bool holds = first <= one.first && one.last <= last;
    if (holds && (first != one.first || last != one.last)) return one.text;
  }
  return {};
}

const Default& use_of(const Device& device, const Defaults& defaults) {
  if (const Default* by_kind = defaults.any_meaning("use-of-device", device.kind)) return *by_kind;
  if (device.platform.find("server") != std::string::npos) return defaults.at("use-of-device.server");
  return defaults.at("use-of-device.not-known");
}

namespace {

/// What a prefix is for, as a word.
std::string purpose_of(const Subnet& subnet, Draft& draft) {
  if (spelling_of(subnet.use).empty()) {
    ++draft.counts.subnets_without_use;
    return draft.assume("use.not-known", "uses of prefixes").value;
  }
  if (const Default* meant = draft.defaults().any_meaning("use", subnet.use)) return meant->value;
  return draft.word_for("use", subnet.use);
}

}  // namespace

Zones::Zones(const std::string& organisation, const std::vector<const Subnet*>& subnets, Draft& draft)
    : organisation_(organisation), draft_(draft) {
  std::map<std::tuple<std::string, std::string, bool>, std::size_t> numbers;
  std::set<std::string> sites;
  for (const Subnet* one : subnets) {
    std::string site = one->site;
    if (spelling_of(site).empty()) {
      ++draft_.counts.subnets_without_site;
      site = draft_.assume("site.not-known", "sites of prefixes").value;
      sites.insert("");
    } else {
      sites.insert(spelling_of(site));
    }
    const std::string purpose = purpose_of(*one, draft_);
    const bool in_internet = !is_private(one->first);
    const auto [number, is_new] = numbers.try_emplace({spelling_of(site), purpose, in_internet}, zones_.size());
    if (is_new) {
      const std::string outside = in_internet && purpose != "public" ? "-public" : "";
      const std::string word = word_of(site);
      ZoneDraft zone;
      zone.id = draft_.unused_id(organisation + '/' + (word.empty() ? "site" : word) + '-' + purpose + outside);
      zone.site = spelling_of(site);
      zone.purpose = purpose;
      zone.in_internet = in_internet;
      by_id_.emplace(zone.id, zones_.size());
      zones_.push_back(std::move(zone));
    }
    ZoneDraft& zone = zones_[number->second];
    zone.subnets.push_back(one);
    zone.addresses += static_cast<double>(one->last) - one->first + 1;
    spans_.push_back({one->first, one->last, number->second});
  }
  std::ranges::sort(spans_, {}, &Span::first);
  one_site_ = sites.size() == 1;
  no_sites_ = one_site_ && sites.contains("");
}

bool Zones::has_room(std::size_t zone) const {
  return zones_[zone].subnets.empty() || static_cast<double>(zones_[zone].devices) < zones_[zone].addresses;
}

std::optional<std::size_t> Zones::by_address(std::string_view addresses) const {
  while (const auto address = next_address(addresses)) {
    auto after = std::ranges::upper_bound(spans_, *address, {}, &Span::first);
    if (after == spans_.begin()) continue;
    --after;
    if (*address <= after->last && has_room(after->zone)) return after->zone;
  }
  return std::nullopt;
}

std::optional<std::size_t> Zones::by_site(const Device& device, const std::string& use) const {
  const std::string site = spelling_of(device.site);
  const bool any = no_sites_ || (one_site_ && site.empty());
  for (std::size_t i = 0; i < zones_.size(); ++i) {
    const bool there = any || (!site.empty() && zones_[i].site == site);
    const bool inside = !zones_[i].in_internet || use == "public";  // nothing is put at the internet by a guess
    if (there && inside && zones_[i].purpose == use && has_room(i)) return i;
  }
  return std::nullopt;
}

std::size_t Zones::unplaced() {
  if (!unplaced_) {
    unplaced_ = zones_.size();
    ZoneDraft zone;
    zone.id = draft_.unused_id(organisation_ + "/unplaced");
    zone.purpose = "unplaced";
    zones_.push_back(std::move(zone));
  }
  return *unplaced_;
}

Place Zones::place(const Device& device) {
  Place place;
  const auto named = by_id_.find(device.zone);
  if (!device.zone.empty() && named != by_id_.end() && has_room(named->second)) {
    place.zone = named->second;
    ++draft_.counts.by_zone;
  } else if (const auto zone = by_address(device.address)) {
    place.zone = *zone;
    ++draft_.counts.by_address;
  } else {
    place.assumed = true;
    const Default& use = use_of(device, draft_.defaults());
    const auto at_site = by_site(device, use.value);
    if (at_site) {
      ++draft_.counts.by_site;
      draft_.assume(use, "zones of devices, by what such devices are used for");
    } else {
      ++draft_.counts.unplaced;
    }
    place.zone = at_site ? *at_site : unplaced();
  }
  ++zones_[place.zone].devices;
  return place;
}

void Zones::finish() {
  if (!unplaced_) return;
  ZoneDraft& zone = zones_[*unplaced_];
  const Default& each = draft_.assume("addresses.device", "devices in zones without prefixes", zone.devices);
  zone.addresses = std::ceil(static_cast<double>(zone.devices) * each.number);
}

}  // namespace building
