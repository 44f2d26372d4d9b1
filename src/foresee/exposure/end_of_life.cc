#include "foresee/exposure/end_of_life.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "foresee/exposure/claims.h"
#include "world/advisory/distribution_release.h"
#include "world/advisory/purl.h"
#include "world/advisory/vendor_range.h"
#include "world/inventory/windows_name.h"

namespace exposure {

namespace {

using advisory::Scheme;

/// Distributions by endoflife.date's names and by the namespaces of their package URLs.
constexpr auto distributions =
    std::to_array<std::pair<std::string_view, std::string_view>>({{"almalinux", "almalinux"},
                                                                  {"alpine-linux", "alpine"},
                                                                  {"debian", "debian"},
                                                                  {"fedora", "fedora"},
                                                                  {"rhel", "redhat"},
                                                                  {"rocky-linux", "rocky-linux"},
                                                                  {"sles", "sles"},
                                                                  {"ubuntu", "ubuntu"}});

std::string_view namespace_of(std::string_view product) {
  const auto* const found =
      std::ranges::find(distributions, product, &std::pair<std::string_view, std::string_view>::first);
  return found == distributions.end() ? std::string_view() : found->second;
}

/// One release, ready to be asked.
struct Release {
  const advisory::Vulnerability* flaw = nullptr;
  const advisory::Product* product = nullptr;
  advisory::RangeReading range;
  bool over = false;
};

/// What may be one of several releases: their indexes, and whether that is sure. Those that are surest stand alone.
struct Found {
  Match match = Match::product_name;
  std::vector<std::uint32_t> releases;

  void add(std::uint32_t release, Match by) {
    if (by > match && !releases.empty()) return;
    if (by < match) releases.clear();
    match = by;
    if (releases.empty() || releases.back() != release) releases.push_back(release);
  }
};

bool is_over(const advisory::Lifecycle& life, std::string_view day) {
  return life.security_over || (!life.security_ends.empty() && life.security_ends < day);
}

std::vector<Release> releases_of(const std::vector<advisory::Advisory>& lifecycles, std::string_view day) {
  std::vector<Release> all;
  for (const advisory::Advisory& one : lifecycles) {
    if (one.feed != advisory::Feed::end_of_life || one.withdrawn) continue;
    for (const advisory::Vulnerability& flaw : one.vulnerabilities) {
      if (!flaw.lifecycle || flaw.statements.empty()) continue;
      const advisory::Product& product = one.products[flaw.statements.front().product];
      all.push_back({&flaw, &product, advisory::read_range(product.version), is_over(*flaw.lifecycle, day)});
    }
  }
  return all;
}

/// Nothing when the version cannot be ordered by the range's rule.
bool contains(const Release& release, Scheme scheme, std::string_view version) {
  const auto read = advisory::parse_version(scheme, version);
  return read && release.range.check(*read) == advisory::Contains::inside;
}

bool is_package(Scheme scheme) {
  return scheme == Scheme::debian || scheme == Scheme::rpm || scheme == Scheme::alpine;
}

/// Devices by what they run.
class Runners {
 public:
  Runners(const inventory::Fleet& fleet, const Stock& stock, const std::vector<Release>& releases)
      : fleet_(fleet), stock_(stock), releases_(releases), states_(stock.windows().size()) {}

  void find(const advisory::Aliases& aliases) {
    for (std::uint32_t i = 0; i < releases_.size(); ++i) {
      const advisory::Product& product = *releases_[i].product;
      if (product.name == "windows" || product.name == "windows-server") {
        find_windows(i);
      } else if (namespace_of(product.name).empty()) {
        find_product(i, aliases);
      }
    }
    find_distributions();
  }

  /// Who runs each release that is over: sure, or perhaps.
  [[nodiscard]] std::map<std::uint32_t, std::array<std::vector<std::uint32_t>, 2>> running() const {
    std::map<std::uint32_t, std::array<std::vector<std::uint32_t>, 2>> all;
    for (const auto& [component, found] : components_) {
      const auto verdict = verdict_of(found);
      if (!verdict) continue;
      const auto carriers = stock_.carriers(component);
      auto& devices = all[verdict->first][verdict->second ? 0 : 1];
      devices.insert(devices.end(), carriers.begin(), carriers.end());
    }
    for (std::uint32_t device = 0; device < fleet_.devices.size(); ++device) {
      const std::uint32_t state = stock_.windows_of(device);
      if (state == Stock::none) continue;
      if (const auto verdict = verdict_of(states_[state]))
        all[verdict->first][verdict->second ? 0 : 1].push_back(device);
    }
    return all;
  }

 private:
  void find_windows(std::uint32_t release) {
    const bool server = releases_[release].product->name == "windows-server";
    for (std::size_t i = 0; i < states_.size(); ++i) {
      const inventory::Windows& windows = stock_.windows()[i].windows;
      if (windows.build.empty() || windows.product.empty()) continue;
      if (inventory::windows_key(windows.product).starts_with("windows server") != server) continue;
      if (contains(releases_[release], Scheme::windows, windows.build)) states_[i].add(release, Match::cpe);
    }
  }

  void find_product(std::uint32_t release, const advisory::Aliases& aliases) {
    for (const Identity& identity : identities_of(*releases_[release].product, aliases)) {
      for (const std::uint32_t component : stock_.found_by(identity.key)) {
        const Asked& asked = stock_.asked(component);
        if (asked.version.empty() || (asked.scheme && is_package(*asked.scheme))) continue;
        if (contains(releases_[release], Scheme::vendor, asked.version)) {
          components_[component].add(release, identity.match);
        }
      }
    }
  }

  void find_distributions() {
    std::map<std::string, std::vector<std::uint32_t>, std::less<>> by_namespace;
    for (std::uint32_t i = 0; i < releases_.size(); ++i) {
      const std::string_view name = namespace_of(releases_[i].product->name);
      if (!name.empty()) by_namespace[std::string(name)].push_back(i);
    }
    if (by_namespace.empty()) return;
    for (std::uint32_t component = 0; component < fleet_.components.size(); ++component) {
      const std::string& number = stock_.asked(component).release;
      if (number.empty()) continue;
      const auto purl = advisory::parse_purl(fleet_.components[component].purl);
      const auto known = purl ? by_namespace.find(purl->name_space) : by_namespace.end();
      if (known == by_namespace.end()) continue;
      for (const std::uint32_t release : known->second) {
        if (advisory::same_release(releases_[release].product->id, number))
          components_[component].add(release, Match::purl);
      }
    }
  }

  /// The release that is over, and whether it is sure that this is run; nothing when all are looked after. Of editions
  /// with one build the last to end decides, and where only some have ended, the first.
  [[nodiscard]] std::optional<std::pair<std::uint32_t, bool>> verdict_of(const Found& found) const {
    std::optional<std::uint32_t> first;
    std::optional<std::uint32_t> last;
    bool all = true;
    const auto ends = [&](std::uint32_t i) { return std::string_view(releases_[i].flaw->lifecycle->security_ends); };
    for (const std::uint32_t i : found.releases) {
      if (!releases_[i].over) {
        all = false;
        continue;
      }
      if (!first || ends(i) < ends(*first)) first = i;
      if (!last || ends(i) >= ends(*last)) last = i;
    }
    if (!first) return std::nullopt;
    return std::pair(all ? *last : *first, all && found.match != Match::product_name);
  }

  const inventory::Fleet& fleet_;
  const Stock& stock_;
  const std::vector<Release>& releases_;
  std::map<std::uint32_t, Found> components_;
  std::vector<Found> states_;
};

/// Sorted, each once.
void each_once(std::vector<std::uint32_t>& devices) {
  std::ranges::sort(devices);
  devices.erase(std::unique(devices.begin(), devices.end()), devices.end());
}

std::size_t organisations_of(const inventory::Fleet& fleet, const std::vector<std::uint32_t>& devices) {
  std::vector<std::uint32_t> all;
  all.reserve(devices.size());
  for (const std::uint32_t device : devices) all.push_back(fleet.devices[device].organisation);
  each_once(all);
  return all.size();
}

}  // namespace

std::vector<EndOfLife> ended(const inventory::Fleet& fleet, const Stock& stock,
                             const std::vector<advisory::Advisory>& lifecycles, const advisory::Aliases& aliases,
                             std::string_view day) {
  const std::vector<Release> releases = releases_of(lifecycles, day);
  Runners runners(fleet, stock, releases);
  runners.find(aliases);
  std::vector<EndOfLife> all;
  auto running = runners.running();
  for (auto& [release, devices] : running) {
    std::vector<std::uint32_t> sure = std::move(devices[0]);
    std::vector<std::uint32_t> perhaps = std::move(devices[1]);
    each_once(sure);
    each_once(perhaps);
    std::erase_if(perhaps, [&](std::uint32_t device) { return std::ranges::binary_search(sure, device); });
    const Release& one = releases[release];
    all.push_back({one.flaw->id, one.product->name, one.product->id, one.flaw->title, *one.flaw->lifecycle, sure.size(),
                   perhaps.size(), organisations_of(fleet, sure)});
  }
  std::ranges::sort(all, [](const EndOfLife& a, const EndOfLife& b) {
    return std::tie(b.devices, b.perhaps, a.id) < std::tie(a.devices, a.perhaps, b.id);
  });
  return all;
}

}  // namespace exposure
