// Organisations of which nothing is known but what they are.

#include <algorithm>
#include <cmath>
#include <map>

#include "world/building/build.h"
#include "world/building/grouping.h"
#include "world/building/names.h"

namespace building {

namespace {

std::string filled(std::string text, const std::string& id) {
  constexpr std::string_view mark = "{id}";
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + id.size())) {
    text.replace(at, mark.size(), id);
  }
  return text;
}

/// The size of a group as a default, for the list of what was assumed.
Default as_default(const TypicalGroup& group) {
  Default one;
  one.name = "typical." + group.kind + '.' + group.group;
  one.value = std::to_string(group.count);
  one.number = group.count;
  one.low = group.low;
  one.high = group.high;
  one.unit = "devices";
  one.reason = group.basis;
  return one;
}

}  // namespace

std::string kind_of(const OrganisationRow& row, bool of_list, Draft& draft) {
  const Defaults& defaults = draft.defaults();
  if (!of_list && row.kind.empty()) return draft.assume("organisation.kind", "kinds of organisations").value;
  const Default* meant = defaults.meaning("organisation-kind", row.kind);
  // "NHS trust" may be any; its name often says more.
  const Default* named = meant == nullptr || meant->unit == "vague word" ? defaults.meaning("name", row.name) : nullptr;
  if (named != nullptr) return draft.assume(*named, "kinds of organisations, by a word of their name").value;
  if (!of_list && meant == nullptr && !word_of(row.kind).empty()) return word_of(row.kind);
  if (meant == nullptr) return draft.assume("organisation-kind.not-known", "kinds of organisations").value;
  if (meant->unit == "vague word") draft.assume(*meant, "kinds of organisations");
  return meant->value;
}

double write_typical(const OrganisationRow& row, const std::string& kind, const Typical& typical, Draft& draft) {
  std::map<std::string, std::uint64_t> zones;  // purpose -> devices
  std::uint64_t in_all = 0;
  for (const TypicalGroup& group : typical.groups) {
    if (group.kind != kind) continue;
    zones[group.use] += group.count;
    in_all += group.count;
  }
  double taken = 0;
  for (const auto& [purpose, devices] : zones) {
    const bool outside = purpose == "public";
    const Default& least =
        draft.assume(outside ? "public.addresses" : "addresses.practice", "zones of typical organisations");
    const Default& each = draft.assume("addresses.device", "devices in zones without prefixes", devices);
    const double addresses =
        std::max(std::ceil(static_cast<double>(devices) * (outside ? 1 : each.number)), least.number);
    if (!outside) taken += addresses;
    draft.add("zones", {row.id + '/' + purpose, row.id, outside ? "internet" : "wide",
                        std::to_string(static_cast<std::uint64_t>(addresses)), "", purpose});
    ++draft.counts.zones;
  }
  for (const TypicalGroup& group : typical.groups) {
    if (group.kind != kind) continue;
    draft.add("devices",
              {row.id + '/' + group.group, row.id + '/' + group.use, std::to_string(group.count), group.platform,
               group.type, "", vulnerabilities_of(group.platform, group.use, group.count, draft), "count platform"});
    draft.assume(as_default(group), "groups of typical organisations");
    ++draft.counts.groups;
  }
  for (const TypicalService& service : typical.services) {
    if (service.kind != kind) continue;
    draft.add("services", {row.id + '-' + service.service, row.id, service.service_kind, filled(service.needs, row.id),
                           draft.parameter(service.fallback, "capacity of services on paper"),
                           draft.parameter("disconnected", "capacity of services while cut off"),
                           std::to_string(service.order), "", "", "needs"});
    ++draft.counts.services;
    ++draft.counts.services_assumed;
  }
  draft.counts.devices += in_all;
  draft.counts.typical_devices += in_all;
  ++draft.counts.typical_organisations;
  return taken;
}

}  // namespace building
