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

constexpr std::size_t name_bytes_most = 200;  ///< of a system's name, before its release is taken out

// What stands behind "windows-"; Microsoft's lifecycle pages.
constexpr std::array<std::string_view, 17> releases{"2000",
                                                    "xp",
                                                    "vista",
                                                    "7",
                                                    "8",
                                                    "8-1",
                                                    "10",
                                                    "11",
                                                    "server-2003",
                                                    "server-2008",
                                                    "server-2012",
                                                    "server-2008-r2",
                                                    "server-2012-r2",
                                                    "server-2016",
                                                    "server-2019",
                                                    "server-2022",
                                                    "server-2025"};

/// The longest release that a word begins with, "windows-8-1" of "windows-8-1-pro"; what follows it stays in `word`.
std::string_view take_release(std::string_view& word) {
  constexpr std::string_view windows = "windows-";
  std::size_t longest = 0;
  if (!word.starts_with(windows)) return {};
  for (const std::string_view release : releases) {
    const std::size_t end = windows.size() + release.size();
    const bool begins = word.substr(windows.size()).starts_with(release) && (word.size() == end || word[end] == '-');
    if (begins) longest = std::max(longest, end);
  }
  const std::string_view taken = word.substr(0, longest);
  if (longest != 0) word.remove_prefix(longest);
  return taken;
}

std::string windows_platform(const inventory::Windows& windows, bool server) {
  const std::string product = word_of(inventory::windows_key(windows.product), name_bytes_most);
  const bool named_server = product.starts_with("windows-server");
  std::string by_build = inventory::windows_name({windows.build, server || named_server});
  // A build that only the other kind has.
  if (by_build.empty() && !named_server) by_build = inventory::windows_name({windows.build, !server});
  by_build = word_of(inventory::windows_key(by_build), name_bytes_most);
  for (const std::string& name : {product, by_build}) {
    std::string_view rest = name;
    if (const std::string_view release = take_release(rest); !release.empty()) return std::string(release);
  }
  return named_server || by_build.starts_with("windows-server") ? "windows-server" : "windows";
}

/// "Windows 8.1 Pro" and "Windows 7 Enterprise 64-bit", but not "Windows 7 USB Download Tool", which runs on any.
std::string named_windows(std::string_view name) {
  constexpr std::array<std::string_view, 34> editions{
      "pro",        "professional", "enterprise", "home",    "ultimate",     "education", "standard",
      "datacenter", "starter",      "business",   "premium", "basic",        "single",    "language",
      "n",          "essentials",   "foundation", "edition", "evaluation",   "embedded",  "iot",
      "ltsb",       "ltsc",         "core",       "for",     "workstations", "version",   "service",
      "pack",       "systems",      "based",      "bit",     "installation", "web"};
  const std::string whole = word_of(inventory::windows_key(name), name_bytes_most);
  std::string_view rest = whole;
  const std::string_view release = take_release(rest);
  const bool fits = std::ranges::all_of(parts_of(rest), [&](std::string_view part) {
    return part.find_first_of("0123456789") != std::string_view::npos ||
           std::ranges::find(editions, part) != editions.end();
  });
  return fits ? std::string(release) : std::string();
}

/// Windows 10 and 11 have a CPE for each release; they are one platform.
std::string cpe_platform(std::string_view cpe) {
  constexpr std::string_view systems = "cpe:2.3:o:";
  if (!cpe.starts_with(systems)) return {};
  cpe.remove_prefix(systems.size());
  const std::size_t vendor = cpe.find(':');
  if (vendor == std::string_view::npos) return {};
  cpe.remove_prefix(vendor + 1);
  std::string word = fitted(word_of(cpe.substr(0, cpe.find(':')), name_bytes_most));
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
  if (std::string windows = named_windows(name); !windows.empty()) return windows;
  const std::string word = word_of(name);
  for (const auto& [begin, platform] : systems) {
    if (word == begin || word.starts_with(std::string(begin) + '-')) return std::string(platform);
  }
  return {};
}

/// How surely it tells, and the word.
std::pair<Tells, std::string> read_platform(const inventory::Component& component, bool server) {
  if (component.windows) return {Tells::windows, windows_platform(*component.windows, server)};
  if (std::string word = cpe_platform(component.cpe); !word.empty()) return {Tells::cpe, std::move(word)};
  if (component.purl.empty()) {
    if (std::string word = named_platform(component.name); !word.empty()) return {Tells::name, std::move(word)};
  }
  for (const std::string_view packages : {"pkg:deb/", "pkg:rpm/", "pkg:apk/"}) {
    if (component.purl.starts_with(packages)) return {Tells::packages, "linux"};
  }
  return {};
}

/// Whether a word says more than another: "windows-7" than "windows".
bool refines(std::string_view word, std::string_view other) {
  return word.size() > other.size() && word.starts_with(other) && word[other.size()] == '-';
}

bool is_server(std::string_view kind) {
  const std::string word = word_of(kind);
  return std::ranges::any_of(parts_of(word), [](std::string_view part) { return part == "server"; });
}

}  // namespace

std::string platform_of(const inventory::Component& component, bool server) {
  return read_platform(component, server).second;
}

std::vector<bool> Platforms::read(const std::vector<inventory::Component>& components) {
  said_.clear();
  said_.reserve(components.size());
  std::vector<bool> wanted;
  wanted.reserve(components.size());
  for (const inventory::Component& component : components) {
    auto [by, word] = read_platform(component, false);
    std::string on_server = component.windows ? platform_of(component, true) : word;
    wanted.push_back(!word.empty());
    said_.push_back({by, std::move(word), std::move(on_server)});
  }
  return wanted;
}

std::string Platforms::best_of(std::vector<const Said*>& said, bool server) const {
  const auto word = [&](const Said* one) -> const std::string& { return server ? one->on_server : one->word; };
  // Of two that tell as surely the word that comes first counts, so that the order of imports does not.
  std::ranges::sort(said,
                    [&](const Said* a, const Said* b) { return a->by != b->by ? a->by > b->by : word(a) < word(b); });
  std::string best;
  for (const Said* one : said) {
    if (best.empty() || refines(word(one), best)) best = word(one);
  }
  return best;
}

std::vector<Device> Platforms::devices_of(const inventory::Fleet& fleet, std::uint32_t organisation,
                                          const inventory::Beliefs& beliefs) const {
  const auto first = std::ranges::lower_bound(fleet.devices, organisation, {}, &inventory::FleetDevice::organisation);
  const auto last = std::ranges::upper_bound(fleet.devices, organisation, {}, &inventory::FleetDevice::organisation);
  const auto begin = static_cast<std::uint32_t>(first - fleet.devices.begin());
  const auto end = static_cast<std::uint32_t>(last - fleet.devices.begin());
  std::unordered_map<std::string_view, std::vector<const Said*>> said;  // by device
  for (auto holding = std::ranges::lower_bound(fleet.holdings, begin, {}, &inventory::Holding::device);
       holding != fleet.holdings.end() && holding->device < end; ++holding) {
    std::vector<const Said*>& of_device = said[fleet.devices[holding->device].id];
    for (const std::uint32_t component : fleet.of(*holding)) {
      if (!said_[component].word.empty()) of_device.push_back(&said_[component]);
    }
  }
  std::vector<Device> devices;
  devices.reserve(beliefs.devices.size());
  for (const inventory::Believed& one : beliefs.devices) {
    const auto found = said.find(one.id);
    devices.push_back({fleet.organisations[organisation], one.id, one.site, one.zone, one.kind, one.address,
                       found == said.end() ? std::string() : best_of(found->second, is_server(one.kind))});
  }
  return devices;
}

}  // namespace building
