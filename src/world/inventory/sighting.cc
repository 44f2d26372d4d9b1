#include "world/inventory/sighting.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace inventory {

namespace {

/// "ws-12" of "ws-12.trust.example"; addresses as they are.
std::string_view without_domain(std::string_view name) {
  return identifying(IdentifierKind::name, name).empty() ? name : name.substr(0, name.find('.'));
}

/// What a device is called by the strongest that identifies it, of its latest sighting.
std::string called_by(const Sighting& sighting) {
  for (const auto kind : {IdentifierKind::serial, IdentifierKind::mac, IdentifierKind::directory}) {
    const auto found = std::ranges::find(sighting.identifiers, kind, &Identifier::kind);
    if (found != sighting.identifiers.end()) return found->value;
  }
  return fmt::format("{}:{}", sighting.tool, sighting.id);
}

/// The id of a device, before devices that are called the same are told apart.
std::string called(std::span<const Sighting> sightings, const std::vector<std::uint32_t>& latest_first) {
  for (const std::uint32_t one : latest_first) {
    if (sightings[one].identifiers.empty() && sightings[one].name.empty()) return sightings[one].id;
  }
  for (const std::uint32_t one : latest_first) {
    if (!sightings[one].name.empty()) return std::string(without_domain(sightings[one].name));
  }
  return called_by(sightings[latest_first.front()]);
}

std::string lowered(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  return text;
}

/// Devices that are called the same get what identifies them behind it; all of them, so that none depends on another's
/// being there first.
void tell_apart(std::span<const Sighting> sightings, std::vector<Believed>& devices) {
  const auto counted = [&] {
    std::map<std::string, std::size_t> count;
    for (const Believed& device : devices) ++count[lowered(device.id)];
    return count;
  };
  const auto add = [&](const auto& what) {
    const auto count = counted();
    for (Believed& device : devices) {
      if (count.at(lowered(device.id)) > 1) device.id += "/" + what(sightings[device.sightings.front()]);
    }
  };
  add([](const Sighting& one) { return called_by(one); });
  add([](const Sighting& one) { return fmt::format("{}:{}", one.tool, one.id); });
}

}  // namespace

std::vector<Identifier> identifiers_of(const Sighting& sighting) {
  std::vector<Identifier> all = sighting.identifiers;
  if (all.empty() && sighting.name.empty()) {
    const std::string name = identifying(IdentifierKind::name, sighting.id);
    all.push_back({IdentifierKind::name, name.empty() ? lowered(sighting.id) : name});
  }
  if (std::ranges::find(all, IdentifierKind::asset, &Identifier::kind) == all.end()) {
    all.push_back({IdentifierKind::asset, fmt::format("{}:{}", sighting.tool, lowered(sighting.id))});
  }
  return all;
}

Beliefs believed(std::span<const Sighting> sightings) {
  std::vector<std::vector<Identifier>> identifiers;
  identifiers.reserve(sightings.size());
  for (const Sighting& one : sightings) identifiers.push_back(identifiers_of(one));
  Join joined = join(identifiers);
  Beliefs beliefs;
  beliefs.conflicts = std::move(joined.conflicts);
  std::vector<std::uint32_t> place(sightings.size());
  for (std::uint32_t i = 0; i < sightings.size(); ++i) {
    if (joined.device[i] == i) {
      place[i] = static_cast<std::uint32_t>(beliefs.devices.size());
      beliefs.devices.emplace_back();
    }
    beliefs.devices[place[joined.device[i]]].sightings.push_back(i);
  }
  for (Believed& device : beliefs.devices) {
    std::ranges::sort(device.sightings, [&](std::uint32_t a, std::uint32_t b) {
      const auto key = [&](std::uint32_t one) {
        return std::tie(sightings[one].date, sightings[one].tool, sightings[one].file, sightings[one].id);
      };
      return key(b) < key(a);
    });
    for (const std::uint32_t one : device.sightings) {
      const auto take = [](std::string& fact, const std::string& said) {
        if (fact.empty()) fact = said;
      };
      take(device.site, sightings[one].site);
      take(device.zone, sightings[one].zone);
      take(device.kind, sightings[one].kind);
      take(device.address, sightings[one].address);
      take(device.date, sightings[one].date);
    }
    device.id = called(sightings, device.sightings);
  }
  tell_apart(sightings, beliefs.devices);
  std::ranges::sort(beliefs.devices, [](const Believed& a, const Believed& b) {
    return std::pair(lowered(a.id), a.id) < std::pair(lowered(b.id), b.id);
  });
  return beliefs;
}

}  // namespace inventory
