// Organisations of which nothing is known but what they are.

#include <algorithm>
#include <cmath>
#include <map>

#include "world/building/build.h"
#include "world/building/grouping.h"
#include "world/building/names.h"

namespace building {

namespace {

/// The ids of one typical organisation, by what stands behind {id} in the table: "/imaging-kit" and "-scans".
using TypicalIds = std::map<std::string, std::string, std::less<>>;

/// An expression of the table as it stands in the estate: ids in place of {id}..., shares in place of other names.
std::string filled(std::string_view text, const TypicalIds& ids, Draft& draft) {
  std::string out;
  for (const TypicalPart& part : parts_of_needs(text)) {
    if (part.kind == TypicalPart::Kind::plain) {
      out += part.text;
    } else if (part.kind == TypicalPart::Kind::share) {
      out += percent(draft.assume(part.text, "needs of typical services").number);
    } else {
      out += ids.find(part.text)->second;
    }
  }
  return out;
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
  if (meant != nullptr) return meant->value;
  // "NHS trust" may be any; its name often says more.
  const Default* vague = defaults.vague_meaning("organisation-kind", row.kind);
  const bool own_word = !of_list && vague == nullptr && !word_of(row.kind).empty();
  if (const Default* named = defaults.meaning("name", row.name); named != nullptr && !own_word) {
    return draft.assume(*named, "kinds of organisations, by a word of their name").value;
  }
  if (own_word) return word_of(row.kind);
  if (vague != nullptr) return draft.assume(*vague, "kinds of organisations").value;
  return draft.assume("organisation-kind.not-known", "kinds of organisations").value;
}

std::vector<TypicalPart> parts_of_needs(std::string_view text) {
  using Kind = TypicalPart::Kind;
  constexpr std::string_view of_ids = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:/";
  constexpr std::string_view id = "{id}";
  std::vector<TypicalPart> parts;
  while (!text.empty()) {
    const std::size_t end = text.find('}');
    std::size_t length = std::min(text.find('{'), text.size());
    if (length != 0 || end == std::string_view::npos) {
      length = length == 0 ? text.size() : length;
      parts.push_back({Kind::plain, text.substr(0, length)});
    } else if (text.starts_with(id)) {
      length = std::min(text.find_first_not_of(of_ids, id.size()), text.size());
      parts.push_back({Kind::id, text.substr(id.size(), length - id.size())});
    } else {
      length = end + 1;
      parts.push_back({Kind::share, text.substr(1, end - 1)});
    }
    text.remove_prefix(length);
  }
  return parts;
}

double write_typical(const OrganisationRow& row, const std::string& kind, const Typical& typical, Draft& draft) {
  std::map<std::string, std::uint64_t> zones;  // purpose -> devices
  std::uint64_t in_all = 0;
  for (const TypicalGroup& group : typical.groups) {
    if (group.kind != kind) continue;
    zones[group.use] += group.count;
    in_all += group.count;
  }
  TypicalIds ids;
  double taken = 0;
  for (const auto& [purpose, devices] : zones) {
    const bool outside = purpose == "public";
    const Default& least =
        draft.assume(outside ? "public.addresses" : "addresses.practice", "zones of typical organisations");
    const Default& each = draft.assume("addresses.device", "devices in zones without prefixes", devices);
    const double addresses =
        std::max(std::ceil(static_cast<double>(devices) * (outside ? 1 : each.number)), least.number);
    if (!outside) taken += addresses;
    const std::string& zone = ids["zone " + purpose] = draft.unused_id(row.id + '/' + purpose);
    draft.add("zones", {zone, row.id, outside ? "internet" : "wide",
                        std::to_string(static_cast<std::uint64_t>(addresses)), "", purpose});
    ++draft.counts.zones;
  }
  for (const TypicalGroup& group : typical.groups) {
    if (group.kind != kind) continue;
    const std::string& id = ids['/' + group.group] = draft.unused_id(row.id + '/' + group.group);
    draft.add("devices", {id, ids["zone " + group.use], std::to_string(group.count), group.platform, group.type, "",
                          vulnerabilities_of(group.platform, group.use, group.count, draft), "count platform"});
    draft.assume(as_default(group), "groups of typical organisations");
    ++draft.counts.groups;
  }
  for (const TypicalService& service : typical.services) {
    if (service.kind == kind) ids['-' + service.service] = draft.unused_id(row.id + '-' + service.service);
  }
  for (const TypicalService& service : typical.services) {
    if (service.kind != kind) continue;
    draft.add("services", {ids['-' + service.service], row.id, service.service_kind, filled(service.needs, ids, draft),
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
