#include "world/ingest/rpm_inventory.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "world/advisory/purl.h"
#include "world/advisory/version.h"
#include "world/ingest/inventory_draft.h"
#include "world/ingest/lines.h"
#include "world/ingest/text.h"

namespace ingest {

namespace inventories {

namespace {

constexpr std::string_view list_mend =
    "make it with rpm -qa --queryformat '%{NAME}\\t%{EPOCH}\\t%{VERSION}\\t%{RELEASE}\\t%{ARCH}\\t%{SOURCERPM}\\n'";
constexpr std::string_view none = "(none)";
constexpr std::string_view source_end = ".src.rpm";
constexpr std::size_t fields_with_tabs = 6;

struct RpmPackage {
  std::string_view name;
  std::string_view epoch;  ///< empty: none, or not told
  std::string_view version;
  std::string_view release;
  std::string_view architecture;
  std::string_view source;  ///< "bash-5.1.8-6.el9.src.rpm"; empty: not told
  std::size_t line = 0;

  [[nodiscard]] std::string version_release() const { return fmt::format("{}-{}", version, release); }
};

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
constexpr auto architectures = std::to_array<std::string_view>(
    {"aarch64", "armv7hl", "athlon", "i386", "i486", "i586", "i686", "ia32e", "ia64", "loongarch64", "noarch", "ppc",
     "ppc64", "ppc64le", "riscv64", "s390", "s390x", "x86_64", "x86_64_v2"});

bool is_word(std::string_view text) {
  return !text.empty() && text.size() <= field_bytes_most && !has_control(text) &&
         text.find_first_of(" \t\r") == std::string_view::npos;
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

bool is_key(std::string_view text) {
  return text.starts_with("gpg-pubkey-") || text == "gpg-pubkey";
}

/// "bash-5.1.8-6.el9.x86_64"
std::optional<RpmPackage> plain_package(std::string_view line) {
  const std::size_t dot = line.rfind('.');
  if (dot == std::string_view::npos) return std::nullopt;
  if (std::ranges::find(architectures, line.substr(dot + 1)) == architectures.end()) return std::nullopt;
  auto package = parted(line.substr(0, dot));
  if (package) package->architecture = line.substr(dot + 1);
  return package;
}

/// Six fields with tabs.
std::optional<RpmPackage> package_with_tabs(std::string_view line) {
  const std::vector<std::string_view> fields = split(line, '\t');
  if (fields.size() != fields_with_tabs) return std::nullopt;
  const auto told = [](std::string_view field) { return field == none ? std::string_view() : field; };
  RpmPackage package{fields[0], told(fields[1]), fields[2], fields[3], told(fields[4]), told(fields[5])};
  if (!is_word(package.name) || !is_word(package.version) || !is_word(package.release)) return std::nullopt;
  if (package.epoch.find_first_not_of("0123456789") != std::string_view::npos || package.epoch.size() > 9) {
    return std::nullopt;
  }
  if (!package.architecture.empty() && !is_word(package.architecture)) return std::nullopt;
  if (package.source.empty()) return package;
  const bool source = package.source.ends_with(source_end) || package.source.ends_with(".nosrc.rpm");
  return source && is_word(package.source) ? std::optional(package) : std::nullopt;
}

std::optional<RpmPackage> package_of(std::string_view line) {
  return line.find('\t') == std::string_view::npos ? plain_package(line) : package_with_tabs(line);
}

inventory::Component component_of(std::string_view name_space, const RpmPackage& package) {
  inventory::Component component;
  advisory::Purl purl{"rpm", std::string(name_space), std::string(package.name), package.version_release(), {}, ""};
  if (!package.architecture.empty()) purl.qualifiers.emplace_back("arch", package.architecture);
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
void put_sources(const std::vector<RpmPackage>& packages, std::string_view name_space, std::uint32_t device,
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
      const std::size_t end = one.source.ends_with(source_end) ? source_end.size() : source_end.size() + 2;
      at->second.package = parted(one.source.substr(0, one.source.size() - end)).value_or(RpmPackage());
      at->second.package.architecture = "src";
      at->second.package.line = one.line;
    }
    Source& source = at->second;
    if (source.package.version != one.version || source.package.release != one.release) continue;
    source.package.epoch = one.epoch;
    source.epoch_known = true;
  }
  for (const auto& [file, source] : sources) {
    const auto place = [line = source.package.line](std::string_view) {
      return fmt::format("line {}, SOURCERPM", line);
    };
    if (source.package.name.empty()) {
      draft.refuse(place(""), file, "is no name of a source package", std::string(list_mend));
      continue;
    }
    inventory::Component component = component_of(name_space, source.package);
    if (!source.epoch_known) {
      component = component_of(name_space, {source.package.name, "", "", "", "src", ""});
      component.purl = advisory::to_text({"rpm", std::string(name_space), component.name, "", {{"arch", "src"}}, ""});
      component.version.clear();
    }
    draft.put(device, std::move(component), place);
  }
}

void put(const std::vector<RpmPackage>& packages, std::uint32_t device, Draft& draft) {
  std::string_view name_space;
  for (const RpmPackage& one : packages) {
    const auto* const maker = std::ranges::find(releases, one.name, &Release::package);
    if (maker != releases.end()) name_space = maker->name_space;
  }
  for (const RpmPackage& one : packages) {
    draft.put(device, component_of(name_space, one),
              [&one](std::string_view field) { return fmt::format("line {}, {}", one.line, field); });
  }
  put_sources(packages, name_space, device, draft);
}

}  // namespace

}  // namespace inventories

bool is_rpm_list(std::string_view bytes) {
  constexpr std::size_t looked_at = 5;
  constexpr std::size_t line_most = 4096;
  bool all = true;
  bool any = false;
  each_line(bytes.substr(0, looked_at * line_most), [&](std::string_view line, std::size_t number) {
    if (line.empty() || inventories::is_key(line)) return number < looked_at;
    const bool known = inventories::package_of(line).has_value();
    all = all && (known || inventories::is_key(line.substr(0, line.find('\t'))));
    any = any || known;
    return all && number < looked_at;
  });
  return all && any;
}

base::Result<InventoryReading> read_rpm_list(const std::string& name, std::string_view bytes,
                                             const std::string& device) {
  if (!bytes.ends_with('\n')) {
    return tl::unexpected(
        base::Problem{name, "", "", "does not end with a line end: it may be cut off", "make the list again"});
  }
  inventories::Draft draft(name, "rpm", inventory::Tells::packages);
  std::vector<inventories::RpmPackage> packages;
  each_line(bytes, [&](std::string_view line, std::size_t number) {
    if (line.empty() || inventories::is_key(line.substr(0, line.find('\t')))) return true;
    auto package = inventories::package_of(line);
    if (!package) {
      draft.refuse(fmt::format("line {}", number), line, "is no package of rpm", std::string(inventories::list_mend));
      return true;
    }
    package->line = number;
    packages.push_back(*package);
    return true;
  });
  const auto number = draft.device(device, "");
  if (!number) {
    return tl::unexpected(
        base::Problem{name, "", shown(device), "does not name its device, and none is given", "give the device's id"});
  }
  inventories::put(packages, *number, draft);
  return std::move(draft).done();
}

}  // namespace ingest
