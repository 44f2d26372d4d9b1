#include "world/building/grouping.h"

#include <tuple>
#include <utility>

#include "world/building/names.h"

namespace building {

namespace {

/// Alike in all that matters: zone, how that is known, platform, type; and the device itself where it stands alone.
using Key = std::tuple<std::size_t, bool, std::string, std::string, std::string>;

std::string type_of(const Device& device, const ZoneDraft& zone, Draft& draft) {
  return spelling_of(device.kind).empty() ? zone.purpose : draft.word_for("kind", device.kind);
}

std::string name_of(const GroupDraft& group, const ZoneDraft& zone, const std::string& alone,
                    const std::string& organisation) {
  if (!alone.empty()) {
    const std::string word = word_of(alone, 60);
    return organisation + '/' + (word.empty() ? "device" : word);
  }
  std::string name = zone.id + '/' + (group.platform.empty() ? "not-known" : group.platform);
  if (group.type != zone.purpose) name += '-' + group.type;
  if (group.zone_assumed && !zone.subnets.empty()) name += "-by-site";
  return name;
}

}  // namespace

std::vector<GroupDraft> grouped(const std::vector<const Device*>& devices, const std::set<std::string>& alone,
                                Zones& zones, Draft& draft) {
  std::map<Key, std::vector<const Device*>> alike;
  for (const Device* device : devices) {
    const Place place = zones.place(*device);
    const std::string itself = alone.contains(device->id) ? device->id : "";
    alike[{place.zone, place.assumed, device->platform, type_of(*device, zones.all()[place.zone], draft), itself}]
        .push_back(device);
  }
  zones.finish();
  std::vector<GroupDraft> groups;
  for (auto& [key, members] : alike) {
    const auto& [zone, assumed, platform, type, itself] = key;
    GroupDraft group{"", zone, platform, type, assumed, std::move(members)};
    group.id = draft.unused_id(name_of(group, zones.all()[zone], itself, zones.organisation()));
    if (platform.empty()) draft.counts.without_platform += group.devices.size();
    groups.push_back(std::move(group));
  }
  return groups;
}

std::string vulnerabilities_of(const std::string& platform, const std::string& purpose, std::uint64_t devices,
                               Draft& draft) {
  const Default* which = draft.defaults().find("vulnerability." + (platform.empty() ? "not-known" : platform));
  if (which == nullptr) return {};
  draft.assume(*which, "devices that may have the vulnerability", devices);
  const bool server = platform.find("server") != std::string::npos;
  // Kit waits for its maker's leave to be patched, whatever runs on it; what is old was never patched.
  std::string_view share = "unpatched";
  if (platform.empty()) {
    share = "unpatched-not-known";
  } else if (const Default* own = draft.defaults().find("share." + platform)) {
    share = own->value;
  } else if (purpose == "medical") {
    share = "unpatched-medical";
  } else if (server) {
    share = "unpatched-servers";
  }
  return which->value + '=' + draft.parameter(share, "share of devices with the vulnerability", devices);
}

}  // namespace building
