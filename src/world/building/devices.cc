#include "world/building/devices.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "world/building/names.h"
#include "world/inventory/windows_name.h"

namespace building {

namespace {

/// How surely a component tells what runs on its device.
enum class Tells : unsigned char { nothing, packages, name, cpe, windows };

struct Platform {
  Tells by = Tells::nothing;
  std::string word;
};

std::string windows_platform(const inventory::Windows& windows) {
  const std::string& product = windows.product;
  std::string key = inventory::windows_key(product.empty() ? inventory::windows_name({windows.build}) : product);
  for (const std::string_view end : {" for ", " version", ", version", " service pack", " r2 for"}) {
    key = key.substr(0, key.find(end));
  }
  return key.empty() ? "windows" : word_of(key);
}

/// Windows 10 and 11 have a CPE for each release; they are one platform.
std::string cpe_platform(std::string_view cpe) {
  constexpr std::string_view systems = "cpe:2.3:o:";
  if (!cpe.starts_with(systems)) return {};
  cpe.remove_prefix(systems.size());
  const std::size_t vendor = cpe.find(':');
  if (vendor == std::string_view::npos) return {};
  cpe.remove_prefix(vendor + 1);
  std::string word = word_of(cpe.substr(0, cpe.find(':')));
  for (const std::string_view one : {"windows-10", "windows-11", "linux"}) {
    if (word.starts_with(one)) return std::string(one);
  }
  return word;
}

/// Systems that tools write by name, with a version and an edition behind.
std::string named_platform(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> systems{{{"macos", "macos"},
                                                                                  {"mac-os", "macos"},
                                                                                  {"ios", "ios"},
                                                                                  {"ipados", "ios"},
                                                                                  {"android", "android"},
                                                                                  {"chrome-os", "chrome-os"},
                                                                                  {"ubuntu", "linux"},
                                                                                  {"debian", "linux"}}};
  const std::string word = word_of(name);
  for (const auto& [begin, platform] : systems) {
    if (word == begin || word.starts_with(std::string(begin) + '-')) return std::string(platform);
  }
  return {};
}

Platform read(const inventory::Component& component) {
  if (component.windows) return {Tells::windows, windows_platform(*component.windows)};
  if (std::string word = cpe_platform(component.cpe); !word.empty()) return {Tells::cpe, std::move(word)};
  if (component.purl.empty()) {
    if (std::string word = named_platform(component.name); !word.empty()) return {Tells::name, std::move(word)};
  }
  for (const std::string_view packages : {"pkg:deb/", "pkg:rpm/", "pkg:apk/"}) {
    if (component.purl.starts_with(packages)) return {Tells::packages, "linux"};
  }
  return {};
}

}  // namespace

std::string platform_of(const inventory::Component& component) {
  return read(component).word;
}

std::vector<Device> devices_of(const inventory::Fleet& fleet, const std::string& organisation,
                               const inventory::Beliefs& beliefs) {
  std::vector<Platform> platforms;
  platforms.reserve(fleet.components.size());
  for (const inventory::Component& component : fleet.components) platforms.push_back(read(component));

  std::unordered_map<std::string, Platform> best;  // by device
  for (const inventory::Holding& holding : fleet.holdings) {
    const inventory::FleetDevice& device = fleet.devices[holding.device];
    if (fleet.organisations[device.organisation] != organisation) continue;
    Platform& known = best[device.id];
    for (const std::uint32_t component : fleet.of(holding)) {
      const Platform& one = platforms[component];
      // Of two that tell as surely the word that comes first counts, so that the order of imports does not.
      if (one.by > known.by || (one.by == known.by && one.word < known.word)) known = one;
    }
  }
  std::vector<Device> devices;
  devices.reserve(beliefs.devices.size());
  for (const inventory::Believed& one : beliefs.devices) {
    const auto platform = best.find(one.id);
    devices.push_back({organisation, one.id, one.site, one.zone, one.kind, one.address,
                       platform == best.end() ? std::string() : platform->second.word});
  }
  std::ranges::sort(devices, {}, &Device::id);
  return devices;
}

}  // namespace building
