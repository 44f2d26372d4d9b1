#include "world/ingest/rpm_packages.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <utility>

#include "world/advisory/purl.h"
#include "world/advisory/version.h"
#include "world/ingest/text.h"

namespace ingest::inventories {

namespace {

constexpr std::string_view source_end = ".src.rpm";
constexpr std::string_view patchless_end = ".nosrc.rpm";

struct Release {
  std::string_view package;
  std::string_view name_space;
};
/// Who made a system: the package that carries its name, and the namespace of its package URLs.
constexpr auto releases = std::to_array<Release>({{"almalinux-release", "almalinux"},
                                                  {"amazon-linux-release", "amazon"},
                                                  {"centos-linux-release", "centos"},
                                                  {"centos-release", "centos"},
                                                  {"centos-stream-release", "centos"},
                                                  {"fedora-release-common", "fedora"},
                                                  {"fedora-release", "fedora"},
                                                  {"Leap-release", "opensuse"},
                                                  {"openSUSE-release", "opensuse"},
                                                  {"oraclelinux-release", "oracle"},
                                                  {"redhat-release", "redhat"},
                                                  {"redhat-release-server", "redhat"},
                                                  {"rocky-release", "rocky-linux"},
                                                  {"sles-release", "suse"},
                                                  {"system-release", "amazon"}});

bool is_word(std::string_view text) {
  return !text.empty() && text.size() <= field_bytes_most && !has_control(text) &&
         text.find_first_of(" \t\r") == std::string_view::npos;
}

}  // namespace

std::string RpmPackage::version_release() const {
  return fmt::format("{}-{}", version, release);
}

bool is_right(const RpmPackage& package) {
  constexpr std::size_t digits_most = 9;
  if (!is_word(package.name) || !is_word(package.version) || !is_word(package.release)) return false;
  if (package.epoch.find_first_not_of("0123456789") != std::string_view::npos) return false;
  if (package.epoch.size() > digits_most) return false;
  if (!package.architecture.empty() && !is_word(package.architecture)) return false;
  if (package.source.empty()) return true;
  return is_word(package.source) && (package.source.ends_with(source_end) || package.source.ends_with(patchless_end));
}

/// "bash-5.1.8-6.el9" into its three parts; the last two dashes count.
std::optional<RpmPackage> parted(std::string_view text) {
  const std::size_t before_release = text.rfind('-');
  if (before_release == std::string_view::npos || before_release == 0) return std::nullopt;
  const std::size_t before_version = text.rfind('-', before_release - 1);
  if (before_version == std::string_view::npos) return std::nullopt;
  RpmPackage package;
  package.name = text.substr(0, before_version);
  package.version = text.substr(before_version + 1, before_release - before_version - 1);
  package.release = text.substr(before_release + 1);
  if (!is_word(package.name) || !is_word(package.version) || !is_word(package.release)) return std::nullopt;
  return package;
}

namespace {

/// Whose packages they are, and of which release.
struct Distribution {
  std::string_view name_space;  ///< empty: not known
  std::string_view release;     ///< "9.4"; empty: not known
};

/// The last package that carries the name of a maker; its version is that of the system.
Distribution distribution_of(const std::vector<RpmPackage>& packages) {
  Distribution found;
  for (const RpmPackage& one : packages) {
    const auto* const maker = std::ranges::find(releases, one.name, &Release::package);
    if (maker == releases.end()) continue;
    const bool number = one.version.find_first_not_of("0123456789.") == std::string_view::npos;
    found = {maker->name_space, number ? one.version : std::string_view()};
  }
  return found;
}

/// A package's URL without its epoch, which stands behind the other qualifiers.
advisory::Purl purl_of(const Distribution& distribution, const RpmPackage& package, std::string version) {
  advisory::Purl purl{"rpm", std::string(distribution.name_space), std::string(package.name), std::move(version), {},
                      ""};
  if (!package.architecture.empty()) purl.qualifiers.emplace_back("arch", package.architecture);
  if (!distribution.release.empty()) {
    purl.qualifiers.emplace_back("distro", fmt::format("{}-{}", distribution.name_space, distribution.release));
  }
  return purl;
}

inventory::Component component_of(const Distribution& distribution, const RpmPackage& package) {
  inventory::Component component;
  advisory::Purl purl = purl_of(distribution, package, package.version_release());
  const bool epoch = package.epoch.find_first_not_of('0') != std::string_view::npos;
  if (epoch) purl.qualifiers.emplace_back("epoch", package.epoch);
  component.purl = advisory::to_text(purl);
  component.name = std::string(package.name);
  component.version = epoch ? fmt::format("{}:{}", package.epoch, purl.version) : purl.version;
  component.scheme = advisory::Scheme::rpm;
  return component;
}

/// The source packages, each once. Their file names leave out the epoch: it is that of a binary package with the same
/// version and release. Where there is none, their version is left open.
void put_sources(const std::vector<RpmPackage>& packages, const Distribution& distribution, std::uint32_t device,
                 Draft& draft) {
  struct Source {
    RpmPackage package;
    bool epoch_known = false;
  };
  std::map<std::string_view, Source> sources;
  for (const RpmPackage& one : packages) {
    if (one.source.empty()) continue;
    const auto [at, fresh] = sources.try_emplace(one.source);
    if (fresh) {
      const std::size_t end = one.source.ends_with(source_end) ? source_end.size() : patchless_end.size();
      at->second.package = parted(one.source.substr(0, one.source.size() - end)).value_or(RpmPackage());
      at->second.package.architecture = "src";
      at->second.package.place = one.place;
    }
    Source& source = at->second;
    if (source.package.version != one.version || source.package.release != one.release) continue;
    source.package.epoch = one.epoch;
    source.epoch_known = true;
  }
  for (const auto& [file, source] : sources) {
    const PlaceOf place = [&at = source.package.place](std::string_view) { return fmt::format("{}, SOURCERPM", at); };
    if (source.package.name.empty()) {
      draft.refuse(place(""), file, "is no name of a source package", "write it as bash-5.1.8-6.el9.src.rpm");
      continue;
    }
    inventory::Component component = component_of(distribution, source.package);
    if (!source.epoch_known) {
      component.purl = advisory::to_text(purl_of(distribution, source.package, ""));
      component.version.clear();
    }
    draft.put(device, std::move(component), place);
  }
}

}  // namespace

void put_packages(const std::vector<RpmPackage>& packages, std::uint32_t device, Draft& draft) {
  const Distribution distribution = distribution_of(packages);
  for (const RpmPackage& one : packages) {
    draft.put(device, component_of(distribution, one),
              [&one](std::string_view field) { return fmt::format("{}, {}", one.place, field); });
  }
  put_sources(packages, distribution, device, draft);
}

}  // namespace ingest::inventories
