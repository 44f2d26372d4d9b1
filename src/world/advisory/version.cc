#include "world/advisory/version.h"

#include <algorithm>
#include <array>

#include "world/advisory/version_key.h"

namespace advisory {

namespace {

struct SchemeEntry {
  Scheme scheme;
  std::string_view name;   ///< as vers: writes it
  std::string_view other;  ///< another name in use; empty: none
  std::optional<std::string> (*key)(std::string_view);
  std::string_view mend;
};

constexpr std::array<SchemeEntry, schemes> entries{{
    {Scheme::alpine, "apk", "alpine", alpine_key, "write a version of an Alpine package, such as 1.2.3_rc1-r0"},
    {Scheme::cran, "cran", "", cran_key, "write numbers with . or - between them"},
    {Scheme::debian, "deb", "debian", debian_key, "write a Debian version, such as 1:2.3-4+deb12u1"},
    {Scheme::gem, "gem", "rubygems", gem_key, "write a version of a Ruby gem, such as 1.2.0.rc1"},
    {Scheme::hackage, "hackage", "", hackage_key, "write numbers with . between them"},
    {Scheme::maven, "maven", "", maven_key, "write a Maven version, such as 1.0-rc-2"},
    {Scheme::npm, "npm", "", npm_key, "write a semantic version, such as 1.2.3-rc.1"},
    {Scheme::nuget, "nuget", "", nuget_key, "write a NuGet version, such as 1.2.3.4-beta"},
    {Scheme::packagist, "composer", "packagist", packagist_key, "write a Composer version, such as v1.2.3-RC1"},
    {Scheme::pub, "pub", "", pub_key, "write a semantic version, such as 1.2.3-rc.1"},
    {Scheme::pypi, "pypi", "", pypi_key, "write a version as PEP 440 has it, such as 1.2rc1"},
    {Scheme::rpm, "rpm", "", rpm_key, "write epoch:version-release, such as 1:2.3-4.el9"},
    {Scheme::semver, "semver", "golang", semver_key, "write a semantic version, such as 1.2.3-rc.1"},
    {Scheme::vendor, "vendor", "", vendor_key, "write a version that has a number in it"},
    {Scheme::windows, "windows", "", windows_key, "write a build, such as 10.0.17763.737"},
}};

constexpr bool in_order() {
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (static_cast<std::size_t>(entries[i].scheme) != i) return false;
  }
  return true;
}
static_assert(in_order());

bool printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

base::Problem wrong(std::string_view text, std::string what, std::string_view mend) {
  return {.file = {},
          .place = "version",
          .value = std::string(text.substr(0, 60)),
          .what = std::move(what),
          .mend = std::string(mend)};
}

}  // namespace

std::string_view name_of(Scheme scheme) {
  return entries[static_cast<std::size_t>(scheme)].name;
}

std::optional<Scheme> scheme_from(std::string_view name) {
  for (const SchemeEntry& entry : entries) {
    if (entry.name == name || (!name.empty() && entry.other == name)) return entry.scheme;
  }
  return std::nullopt;
}

base::Result<Version> parse_version(Scheme scheme, std::string_view text) {
  const SchemeEntry& entry = entries[static_cast<std::size_t>(scheme)];
  if (text.size() > version_bytes_most) {
    return tl::unexpected(base::Problems(wrong(text, "is longer than any version that is read",
                                               "write at most " + std::to_string(version_bytes_most) + " bytes")));
  }
  if (text.empty() || !printable(text) || text.front() == ' ' || text.back() == ' ') {
    return tl::unexpected(base::Problems(wrong(text, "is no text that a version could have", entry.mend)));
  }
  std::optional<std::string> key = entry.key(text);
  if (!key) {
    return tl::unexpected(base::Problems(wrong(text, "is no version of this scheme", entry.mend)));
  }
  return Version{.scheme = scheme, .key = std::move(*key), .text = std::string(text)};
}

std::partial_ordering compare(const Version& a, const Version& b) {
  if (a.scheme != b.scheme) return std::partial_ordering::unordered;
  const int order = a.key.compare(b.key);
  if (order == 0) return std::partial_ordering::equivalent;
  if (a.scheme == Scheme::vendor && vendor_keys_part_in_a_word(a.key, b.key)) return std::partial_ordering::unordered;
  return order < 0 ? std::partial_ordering::less : std::partial_ordering::greater;
}

}  // namespace advisory
