// What the names of OSV's ecosystems tell of versions and packages. Source: OSV schema, "affected[].package", and the
// types of package URLs.

#include <array>

#include "world/ingest/osv_record.h"

namespace ingest::feeds {

namespace {

using advisory::Scheme;

constexpr auto ecosystems = std::to_array<Ecosystem>({
    {"AlmaLinux", Scheme::rpm, "rpm", "almalinux", 0, true},
    {"Alpaquita", Scheme::alpine, "", "", 0, true},
    {"Alpine", Scheme::alpine, "apk", "alpine", 0, false},
    {"Bitnami", Scheme::semver, "bitnami", "", 0, false},
    {"CRAN", Scheme::cran, "cran", "", 0, false},
    {"Chainguard", Scheme::alpine, "apk", "chainguard", 0, false},
    {"Debian", Scheme::debian, "deb", "debian", 0, true},
    {"GitHub Actions", Scheme::semver, "", "", 0, false},
    {"Go", Scheme::semver, "golang", "", '/', false},
    {"Hackage", Scheme::hackage, "hackage", "", 0, false},
    {"Hex", Scheme::semver, "hex", "", 0, false},
    {"Julia", Scheme::semver, "", "", 0, false},
    {"Mageia", Scheme::rpm, "rpm", "mageia", 0, true},
    {"Maven", Scheme::maven, "maven", "", ':', false},
    {"NuGet", Scheme::nuget, "nuget", "", 0, false},
    {"Packagist", Scheme::packagist, "composer", "", '/', false},
    {"Photon OS", Scheme::rpm, "", "", 0, true},
    {"Pub", Scheme::pub, "pub", "", 0, false},
    {"PyPI", Scheme::pypi, "pypi", "", 0, false},
    {"Red Hat", Scheme::rpm, "rpm", "redhat", 0, true},
    {"Rocky Linux", Scheme::rpm, "", "", 0, true},
    {"RubyGems", Scheme::gem, "gem", "", 0, false},
    {"SUSE", Scheme::rpm, "rpm", "suse", 0, true},
    {"SwiftURL", Scheme::semver, "", "", 0, false},
    {"Ubuntu", Scheme::debian, "deb", "ubuntu", 0, true},
    {"Wolfi", Scheme::alpine, "apk", "wolfi", 0, false},
    {"crates.io", Scheme::semver, "cargo", "", 0, false},
    {"npm", Scheme::npm, "npm", "", '/', false},
    {"openEuler", Scheme::rpm, "rpm", "openeuler", 0, true},
    {"openSUSE", Scheme::rpm, "rpm", "opensuse", 0, true},
});

}  // namespace

Ecosystem ecosystem_of(std::string_view name) {
  const std::string_view plain = name.substr(0, name.find(':'));
  for (const Ecosystem& one : ecosystems) {
    if (one.name == plain) return one;
  }
  return {plain, std::nullopt, "", "", 0, false};
}

}  // namespace ingest::feeds
