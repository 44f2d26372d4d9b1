#include "world/ingest/dpkg_packages.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "world/advisory/purl.h"
#include "world/advisory/version.h"

namespace ingest::inventories {

namespace {

constexpr auto states =
    std::to_array<std::string_view>({"not-installed", "config-files", "half-installed", "unpacked", "half-configured",
                                     "triggers-awaited", "triggers-pending", "installed"});

/// Debian Policy 5.6.1.
bool is_package_name(std::string_view name) {
  return !name.empty() && name.size() <= field_bytes_most &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789+-.") == std::string_view::npos;
}

/// The version without the mark of a rebuild ("+b2"), which a source package never has.
std::string_view without_rebuild(std::string_view version) {
  const std::size_t mark = version.rfind("+b");
  if (mark == std::string_view::npos || mark + 2 == version.size()) return version;
  const bool number = version.find_first_not_of("0123456789", mark + 2) == std::string_view::npos;
  return number ? version.substr(0, mark) : version;
}

/// Whose packages they are, and of which release.
struct Distribution {
  std::string_view name;
  std::string_view release;  ///< "12", "22.04"; empty: not known
};

struct UbuntuRelease {
  std::string_view base_files;
  std::string_view release;
};
/// Source: package base-files in Ubuntu's archive; updates of a release put ".1" and so on behind.
constexpr auto ubuntu_releases = std::to_array<UbuntuRelease>({{"7.2ubuntu5", "14.04"},
                                                               {"9.4ubuntu4", "16.04"},
                                                               {"10.1ubuntu2", "18.04"},
                                                               {"11ubuntu5", "20.04"},
                                                               {"12ubuntu4", "22.04"},
                                                               {"13ubuntu10", "24.04"}});

/// Every system has base-files, and its version tells the release: Debian's begins with its number.
Distribution distribution_of(std::string_view base_files) {
  if (base_files.find("ubuntu") != std::string_view::npos) {
    for (const UbuntuRelease& one : ubuntu_releases) {
      if (!base_files.starts_with(one.base_files)) continue;
      const std::string_view rest = base_files.substr(one.base_files.size());
      if (rest.empty() || rest[0] == '.') return {"ubuntu", one.release};
    }
    return {"ubuntu", ""};
  }
  const std::string_view number = base_files.substr(0, base_files.find_first_not_of("0123456789"));
  const std::string_view rest = base_files.substr(number.size());
  const bool debians = rest.empty() || rest[0] == '.' || rest[0] == '+';  // an epoch is some other maker's
  return {"debian", debians ? number : std::string_view()};
}

inventory::Component component_of(const Distribution& distribution, const std::string& name, const std::string& version,
                                  const std::string& architecture) {
  inventory::Component component;
  advisory::Purl purl{"deb", std::string(distribution.name), name, version, {}, ""};
  if (!architecture.empty()) purl.qualifiers.emplace_back("arch", architecture);
  if (!distribution.release.empty()) {
    purl.qualifiers.emplace_back("distro", fmt::format("{}-{}", distribution.name, distribution.release));
  }
  component.purl = advisory::to_text(purl);
  component.name = name;
  component.version = version;
  component.scheme = advisory::Scheme::debian;
  return component;
}

/// What is known of a source package's version when the list leaves it out.
struct SourceGuess {
  std::optional<std::string> own;  ///< of the binary package that has the source's name
  std::set<std::string> others;
  std::string_view place;

  /// A binary package with another name may count for itself (gcc-defaults 1.203 makes gcc 4:12.2.0-3); where that was
  /// seen, it had an epoch.
  [[nodiscard]] std::string version() const {
    if (own) return *own;
    if (others.size() != 1 || others.begin()->find(':') != std::string::npos) return {};
    return *others.begin();
  }
};

}  // namespace

bool is_state(std::string_view state) {
  return std::ranges::find(states, state) != states.end();
}

bool is_on_disk(std::string_view state) {
  return is_state(state) && state != "not-installed" && state != "config-files";
}

void DebianPackages::add(DebianPackage package, Draft& draft) {
  const std::string place = package.place;
  const auto version_is_right = [&](const std::string& version) {
    if (advisory::parse_version(advisory::Scheme::debian, version)) return true;
    draft.refuse(place, version, "is no version of a Debian package", "copy the list again");
    return false;
  };
  if (!is_package_name(package.name)) {
    return draft.refuse(place, package.name, "is no name of a Debian package", "copy the list again");
  }
  if (!package.source.empty() && !is_package_name(package.source)) {
    return draft.refuse(place, package.source, "is no name of a Debian package", "copy the list again");
  }
  if (package.architecture.size() > field_bytes_most) {
    return draft.refuse(place, package.architecture, "is no architecture", "copy the list again");
  }
  if (!version_is_right(package.version)) return;
  if (!package.source_version.empty() && !version_is_right(package.source_version)) return;
  if (package.source.empty()) package.source = package.name;
  packages_.push_back(std::move(package));
}

void DebianPackages::put(std::uint32_t device, Draft& draft) const {
  const auto base = std::ranges::find(packages_, "base-files", &DebianPackage::name);
  const std::string_view base_files = base == packages_.end() ? std::string_view() : base->version;
  const Distribution distribution = distribution_of(base_files);
  const auto place_of = [](std::string_view place) {
    return [place](std::string_view field) { return fmt::format("{}, {}", place, field); };
  };
  std::map<std::string, SourceGuess> guesses;
  std::map<std::pair<std::string, std::string>, std::string_view> sources;
  for (const DebianPackage& one : packages_) {
    draft.put(device, component_of(distribution, one.name, one.version, one.architecture), place_of(one.place));
    if (!one.source_version.empty()) {
      sources.emplace(std::pair(one.source, one.source_version), one.place);
      continue;
    }
    SourceGuess& guess = guesses[one.source];
    guess.place = one.place;
    if (one.name == one.source) {
      guess.own = std::string(without_rebuild(one.version));
    } else {
      guess.others.emplace(without_rebuild(one.version));
    }
  }
  for (const auto& [source, guess] : guesses) sources.emplace(std::pair(source, guess.version()), guess.place);
  for (const auto& [source, place] : sources) {
    draft.put(device, component_of(distribution, source.first, source.second, "source"), place_of(place));
  }
}

}  // namespace ingest::inventories
