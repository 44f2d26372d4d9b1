#include "world/building/placing.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <tuple>

#include "world/building/names.h"

namespace building {

namespace {

/// One number of an address, from 0 to 255.
bool take_number(std::string_view& text, std::uint32_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number > 255) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

std::optional<std::uint32_t> address_of(std::string_view text) {
  std::uint32_t address = 0;
  for (int part = 0; part < 4; ++part) {
    std::uint32_t number = 0;
    if (!take_number(text, number)) return std::nullopt;
    address = address << 8U | number;
    if (part == 3) break;
    if (!text.starts_with('.')) return std::nullopt;
    text.remove_prefix(1);
  }
  return text.empty() ? std::optional(address) : std::nullopt;
}

}  // namespace

std::optional<std::uint32_t> next_address(std::string_view& text) {
  constexpr std::string_view between = " \t,;|";
  while (!text.empty()) {
    const std::size_t begin = std::min(text.find_first_not_of(between), text.size());
    text.remove_prefix(begin);
    const std::size_t end = std::min(text.find_first_of(between), text.size());
    const auto address = address_of(text.substr(0, end));
    text.remove_prefix(end);
    if (address) return address;
  }
  return std::nullopt;
}

bool is_private(std::uint32_t address) {
  return address >> 24U == 10 || address >> 20U == 0xAC1 || address >> 16U == 0xC0A8 || address >> 22U == 0x191;
}

const Default& use_of(const Device& device, const Defaults& defaults) {
  if (const Default* by_kind = defaults.any_meaning("use-of-device", device.kind)) return *by_kind;
  if (device.platform.find("server") != std::string::npos) return defaults.at("use-of-device.server");
  return defaults.at("use-of-device.not-known");
}

Zones::Zones(const std::string& organisation, const std::vector<const Subnet*>& subnets, Draft& draft)
    : organisation_(organisation), draft_(draft) {
  std::map<std::tuple<std::string, std::string, bool>, std::size_t> numbers;
  std::set<std::string> sites;
  for (const Subnet* one : subnets) sites.insert(word_of(one->site));
  for (const Subnet* one : subnets) {
    std::string site = word_of(one->site);
    if (site.empty()) {
      ++draft_.counts.subnets_without_site;
      site = draft_.assume("site.not-known", "sites of prefixes").value;
    }
    std::string purpose = word_of(one->use, 20);
    if (purpose.empty()) {
      ++draft_.counts.subnets_without_use;
      purpose = draft_.assume("use.not-known", "uses of prefixes").value;
    } else if (const Default* meant = draft_.defaults().any_meaning("use", one->use)) {
      purpose = meant->value;
    }
    const bool in_internet = !is_private(one->first);
    const auto [number, is_new] = numbers.try_emplace({site, purpose, in_internet}, zones_.size());
    if (is_new) {
      const std::string outside = in_internet && purpose != "public" ? "-public" : "";
      ZoneDraft zone;
      zone.id = draft_.unused_id(organisation + '/' + site + '-' + purpose + outside);
      zone.site = site;
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
  const std::string site = word_of(device.site);
  std::set<std::string_view> sites;
  for (const ZoneDraft& zone : zones_) {
    if (!zone.site.empty()) sites.insert(zone.site);
  }
  const bool any = site.empty() && sites.size() == 1;  // there is but one site to stand at
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
