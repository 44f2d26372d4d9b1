#include "world/ingest/inventory_draft.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/instant.h"
#include "world/advisory/cpe.h"
#include "world/advisory/purl.h"
#include "world/ingest/text.h"

namespace ingest::inventories {

namespace {

/// "2024-03-01" or an instant of RFC 3339, its fraction of a second passed over.
bool is_date(std::string_view text) {
  constexpr std::size_t day = 10;
  constexpr std::size_t seconds = 19;
  if (text.size() == day) return base::parse_instant(std::string(text) + "T00:00Z").has_value();
  std::string whole(text);
  if (whole.size() > seconds && whole[seconds] == '.') {
    const std::size_t end = std::min(whole.find_first_not_of("0123456789", seconds + 1), whole.size());
    whole.erase(seconds, end - seconds);
  }
  return base::parse_instant(whole).has_value();
}

}  // namespace

std::optional<std::string> complaint(std::string_view text, std::size_t bytes_most) {
  if (text.size() > bytes_most) return fmt::format("is longer than {} bytes", bytes_most);
  if (!is_utf8(text)) return "is not UTF-8";
  if (has_control(text) || text.find_first_of("\t\r\n") != std::string_view::npos) return "has a control character";
  return std::nullopt;
}

base::Problems spell_identifiers(inventory::Component& component, const std::string& file, const PlaceOf& place) {
  base::Problems problems;
  const auto wrong = [&](std::string_view field, std::string& value, const base::Problems& why) {
    const base::Problem& first = why.kept().front();
    problems.add({file, place(field), shown(value), first.what, first.mend});
    value.clear();
  };
  if (!component.purl.empty()) {
    if (const auto purl = advisory::parse_purl(component.purl)) {
      component.purl = advisory::to_text(*purl);
    } else {
      wrong("purl", component.purl, purl.error());
    }
  }
  if (!component.cpe.empty()) {
    if (const auto cpe = advisory::parse_cpe(component.cpe)) {
      component.cpe = advisory::to_text(*cpe);
    } else {
      wrong("cpe", component.cpe, cpe.error());
    }
  }
  return problems;
}

base::Problems check_texts(const inventory::Component& component, const std::string& file, const PlaceOf& place) {
  base::Problems problems;
  const auto check = [&](std::string_view field, const std::string& text) {
    if (auto what = complaint(text, field_bytes_most)) {
      problems.add({file, place(field), shown(text), *std::move(what), "shorten it to one line of text"});
    }
  };
  check("vendor", component.vendor);
  check("product", component.name);
  check("version", component.version);
  check("model", component.model);
  if (!component.windows) return problems;
  check("product", component.windows->product);
  check("build", component.windows->build);
  if (component.windows->updates.size() > updates_most) {
    problems.add({file, place("updates"), std::to_string(component.windows->updates.size()),
                  fmt::format("are more than {} updates", updates_most), "list each once"});
  }
  return problems;
}

base::Problem no_device(const std::string& file, std::string_view device) {
  return {file, "", shown(device), "does not name its device, and none is given", "give the device's id"};
}

Draft::Draft(const std::string& file, std::string tool, inventory::Tells tells, const InventoryLimits& limits)
    : limits_(limits) {
  reading_.inventory.source = file;
  reading_.inventory.tool = std::move(tool);
  reading_.inventory.tells = tells;
}

void Draft::pass_limit(std::size_t most, std::string_view what) {
  if (full()) return;
  full_.add({file(), "", "", fmt::format("has more than {} {}", most, what), "split it"});
}

void Draft::refuse(const std::string& place, std::string_view value, std::string what, std::string mend) {
  reading_.refused.add({file(), place, shown(value), std::move(what), std::move(mend)});
}

std::optional<std::uint32_t> Draft::device(std::string_view id, const std::string& place) {
  if (id.empty()) {
    refuse(place, "", "names no device", "give its serial number or host name");
    return std::nullopt;
  }
  if (auto what = complaint(id, field_bytes_most)) {
    refuse(place, id, *std::move(what), "shorten it to one line of text");
    return std::nullopt;
  }
  const auto number = static_cast<std::uint32_t>(reading_.inventory.devices.size());
  const auto [at, fresh] = devices_.emplace(std::string(id), number);
  if (!fresh) return at->second;
  if (number == limits_.devices) {
    devices_.erase(at);
    pass_limit(limits_.devices, "devices");
    return std::nullopt;
  }
  reading_.inventory.devices.push_back({std::string(id), "", "", {}});
  return number;
}

bool Draft::stands_in(std::uint32_t device, std::string_view site, std::string_view zone) {
  inventory::Device& known = reading_.inventory.devices[device];
  const auto differs = [](const std::string& a, std::string_view b) { return !a.empty() && !b.empty() && a != b; };
  if (differs(known.site, site) || differs(known.zone, zone)) return false;
  if (!site.empty()) known.site = std::string(site);
  if (!zone.empty()) known.zone = std::string(zone);
  return true;
}

void Draft::identify(std::uint32_t device, inventory::IdentifierKind kind, std::string_view as_given) {
  if (as_given.empty()) return;
  constexpr std::size_t most = 64;  // of one device: a list that gives more is no list of devices
  std::vector<inventory::Identifier>& known = reading_.inventory.devices[device].identifiers;
  inventory::Identifier one{kind, inventory::identifying(kind, as_given)};
  if (one.value.empty() || complaint(one.value, field_bytes_most)) return;
  const auto at = std::lower_bound(known.begin(), known.end(), one);
  if (known.size() < most && (at == known.end() || *at != one)) known.insert(at, std::move(one));
}

void Draft::describe(std::uint32_t device, std::string_view name, std::string_view kind, std::string_view address) {
  inventory::Device& known = reading_.inventory.devices[device];
  const auto take = [](std::string& fact, std::string_view said) {
    if (fact.empty() && !complaint(said, field_bytes_most)) fact = said;
  };
  take(known.name, name);
  take(known.kind, kind);
  take(known.address, address);
}

void Draft::seen(std::uint32_t device, const std::string& date) {
  std::string& known = reading_.inventory.devices[device].date;
  known = std::max(known, date);
  reading_.inventory.date = std::max(reading_.inventory.date, date);
}

void Draft::put(std::uint32_t device, inventory::Component component, const PlaceOf& place) {
  if (const base::Problems wrong = check_texts(component, file(), place); !wrong.empty()) return refuse(wrong);
  refuse(spell_identifiers(component, file(), place));
  const auto number = static_cast<std::uint32_t>(reading_.inventory.components.size());
  const auto [at, fresh] = components_.emplace(inventory::key_of(component), number);
  if (fresh) {
    if (number == limits_.components) {
      components_.erase(at);
      return pass_limit(limits_.components, "different components");
    }
    reading_.inventory.components.push_back(std::move(component));
  }
  std::vector<std::uint32_t>& held = reading_.inventory.devices[device].components;
  if (held.size() == limits_.device_components) return pass_limit(limits_.device_components, "components of a device");
  if (all_ == limits_.all_components) return pass_limit(limits_.all_components, "components of all devices");
  held.push_back(at->second);
  ++all_;
}

void Draft::find(std::uint32_t device, inventory::Finding finding) {
  const auto number = static_cast<std::uint32_t>(reading_.inventory.findings.size());
  const auto [at, fresh] = findings_.emplace((finding.open ? "+" : "-") + finding.subject, number);
  if (fresh) reading_.inventory.findings.push_back(std::move(finding));
  std::vector<std::uint32_t>& held = reading_.inventory.devices[device].findings;
  if (held.size() == limits_.device_components) return pass_limit(limits_.device_components, "findings of a device");
  if (all_ == limits_.all_components) return pass_limit(limits_.all_components, "findings of all devices");
  held.push_back(at->second);
  ++all_;
}

bool Draft::collected(std::string_view date) {
  if (!is_date(date)) return false;
  if (date > collected_) collected_ = std::string(date);
  reading_.inventory.date = std::max(reading_.inventory.date, collected_);
  return true;
}

base::Result<InventoryReading> Draft::done() && {
  if (full()) return tl::unexpected(std::move(full_));
  for (inventory::Device& device : reading_.inventory.devices) {
    if (device.date.empty() && reading_.inventory.date != collected_) {  // other devices were seen on days of their own
      device.date = collected_;
      device.undated = collected_.empty();
    }
    for (std::vector<std::uint32_t>* const list : {&device.components, &device.findings}) {
      std::ranges::sort(*list);
      list->erase(std::unique(list->begin(), list->end()), list->end());
      list->shrink_to_fit();
    }
  }
  reading_.inventory.refused = reading_.refused.total();
  std::ranges::sort(reading_.inventory.devices, {}, &inventory::Device::id);
  if (!reading_.refused.empty()) reading_.inventory.tells = inventory::Tells::products;
  return std::move(reading_);
}

}  // namespace ingest::inventories
