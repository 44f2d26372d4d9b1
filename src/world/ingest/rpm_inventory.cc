#include "world/ingest/rpm_inventory.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "world/ingest/inventory_draft.h"
#include "world/ingest/lines.h"
#include "world/ingest/rpm_packages.h"

namespace ingest {

namespace inventories {

namespace {

constexpr std::string_view list_mend =
    "make it with rpm -qa --queryformat '%{NAME}\\t%{EPOCH}\\t%{VERSION}\\t%{RELEASE}\\t%{ARCH}\\t%{SOURCERPM}\\n'";
constexpr std::string_view none = "(none)";
constexpr std::size_t fields_with_tabs = 6;

constexpr auto architectures = std::to_array<std::string_view>(
    {"aarch64", "armv7hl", "athlon", "i386", "i486", "i586", "i686", "ia32e", "ia64", "loongarch64", "noarch", "ppc",
     "ppc64", "ppc64le", "riscv64", "s390", "s390x", "x86_64", "x86_64_v2"});

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
  RpmPackage package{fields[0], told(fields[1]), fields[2], fields[3], told(fields[4]), told(fields[5]), ""};
  return is_right(package) ? std::optional(std::move(package)) : std::nullopt;
}

std::optional<RpmPackage> package_of(std::string_view line) {
  return line.find('\t') == std::string_view::npos ? plain_package(line) : package_with_tabs(line);
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
    package->place = fmt::format("line {}", number);
    packages.push_back(*std::move(package));
    return true;
  });
  const auto number = draft.device(device, "");
  if (!number) {
    return tl::unexpected(inventories::no_device(name, device));
  }
  inventories::put_packages(packages, *number, draft);
  return std::move(draft).done();
}

}  // namespace ingest
