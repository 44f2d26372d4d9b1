#include "foresee/exposure/claims.h"

#include <algorithm>
#include <array>
#include <utility>

#include "world/advisory/cpe.h"
#include "world/advisory/distribution_release.h"
#include "world/advisory/id.h"
#include "world/advisory/purl.h"
#include "world/advisory/vers.h"
#include "world/inventory/windows_name.h"

namespace exposure {

namespace {

constexpr std::array<std::string_view, matches> match_names{"package URL", "CPE", "names of vendor and product",
                                                            "the product's name alone"};

/// A range of one version, in the scheme that the advisory names or else the vendor's.
advisory::RangeReading one_version(const advisory::Product& product) {
  advisory::RangeReading reading;
  const auto version = advisory::parse_version(product.scheme.value_or(advisory::Scheme::vendor), product.version);
  if (!version) {
    reading.note = version.error().kept().front().what;
    return reading;
  }
  auto range = advisory::VersionRange::from({{advisory::Comparator::equal, *version}});
  if (!range) return reading;
  reading.reading = advisory::Reading::exact;
  reading.range = std::move(*range);
  return reading;
}

advisory::RangeReading every_version(std::string note) {
  return {advisory::Reading::exact, advisory::VersionRange::everything(), std::move(note)};
}

advisory::RangeReading by_updates() {
  return {advisory::Reading::for_a_person, {}, "what counts is an update, which lists of products do not show"};
}

advisory::RangeReading range_of(const advisory::Product& product, const std::string& in_name) {
  switch (product.versions) {
    case advisory::Versions::unstated:
      return in_name.empty() ? every_version("the advisory names no version") : advisory::read_range(in_name);
    case advisory::Versions::others: return every_version("all versions that the advisory does not list");
    case advisory::Versions::exact:
      // Vendors put lists and words where one version belongs.
      if (product.version.find_first_of("|,<>*") == std::string::npos) return one_version(product);
      break;
    case advisory::Versions::range: break;
  }
  advisory::RangeReading reading = advisory::read_range(product.version);
  // "IntelliSpace Portal 7.0.x", all versions: those that the name itself admits.
  if (!in_name.empty() && reading.reading != advisory::Reading::for_a_person && reading.range.all()) {
    return advisory::read_range(in_name);
  }
  return reading;
}

/// A distribution mends its releases apart: what is said of Debian 12's package does not hold for Debian 13's.
std::string release_of(const advisory::Product& product) {
  const auto purl = advisory::parse_purl(product.purl);
  const bool package = purl && (purl->type == "deb" || purl->type == "rpm" || purl->type == "apk");
  if (!package) return {};
  std::string release = advisory::release_number(product.platform);
  const auto distro = std::ranges::find(purl->qualifiers, "distro", &std::pair<std::string, std::string>::first);
  if (release.empty() && distro != purl->qualifiers.end()) release = advisory::release_number(distro->second);
  return release;
}

/// "Windows SMB", or a CPE of Microsoft's operating systems.
bool is_part_of_windows(const advisory::Product& product) {
  const std::string name = inventory::windows_key(product.name);
  if (name == "windows" || name.starts_with("windows ")) return true;
  const auto cpe = advisory::parse_cpe(product.cpe);
  using advisory::CpeAttribute;
  return cpe && (*cpe)[CpeAttribute::part] == "o" && (*cpe)[CpeAttribute::vendor] == "microsoft";
}

}  // namespace

std::string_view name_of(Match match) {
  return match_names[static_cast<std::size_t>(match)];
}

std::vector<Identity> identities_of(const advisory::Product& product, const advisory::Aliases& aliases) {
  std::vector<Identity> all;
  if (const auto purl = advisory::parse_purl(product.purl); !product.purl.empty() && purl) {
    all.push_back({Match::purl, "purl:" + purl->type + "/" + purl->name_space + "/" + purl->name});
  }
  if (const auto cpe = advisory::parse_cpe(product.cpe); !product.cpe.empty() && cpe) {
    using advisory::CpeAttribute;
    all.push_back({Match::cpe, "cpe:" + (*cpe)[CpeAttribute::part] + ":" + (*cpe)[CpeAttribute::vendor] + ":" +
                                   (*cpe)[CpeAttribute::product]});
  }
  const advisory::ProductName name = advisory::product_name(product.vendor, product.name, aliases);
  if (name.product.empty()) return all;
  if (!name.vendor.empty()) all.push_back({Match::vendor_name, "name:" + name.key()});
  // Both sides put themselves under the bare name when they have no vendor, and under "any|" when they have one: a side
  // without a vendor asks under both.
  all.push_back({Match::product_name, (name.vendor.empty() ? "bare:" : "any:") + name.product});
  return all;
}

void Claims::add(advisory::Advisory advisory) {
  const auto number = static_cast<std::uint32_t>(advisories_.size());
  const auto first = static_cast<std::uint32_t>(claims_.size());
  first_vulnerability_.push_back(id_numbers_.size());
  for (const advisory::Vulnerability& one : advisory.vulnerabilities) {
    const auto [at, fresh] = number_of_id_.emplace(advisory::id_key(one.id), static_cast<std::uint32_t>(ids_.size()));
    if (fresh) ids_.push_back(at->first);
    id_numbers_.push_back(at->second);
  }
  // That a release is no longer looked after is no flaw in it: it is told beside its flaws, not counted among them.
  if (!advisory.withdrawn && advisory.feed != advisory::Feed::end_of_life) {
    for (std::uint32_t i = 0; i < advisory.products.size(); ++i) {
      const advisory::Product& product = advisory.products[i];
      // Whether a system has an update is asked of its build and its list of updates (windows.h), never of a name.
      const bool microsoft = advisory.feed == advisory::Feed::microsoft;
      const std::string in_name =
          microsoft ? "" : advisory::product_name(product.vendor, product.name, aliases_).version;
      claims_.push_back({number,
                         i,
                         microsoft ? by_updates() : range_of(product, in_name),
                         product.versions,
                         release_of(product),
                         false,
                         {}});
      if (microsoft && inventory::is_windows(inventory::windows_key(product.name))) continue;
      std::vector<Identity> identities = identities_of(product, aliases_);
      claims_.back().listed =
          !identities.empty() && advisory.feed != advisory::Feed::kev && !is_part_of_windows(product);
      for (Identity& identity : identities) {
        by_key_[std::move(identity.key)].push_back(first + i);
      }
    }
    for (std::uint32_t v = 0; v < advisory.vulnerabilities.size(); ++v) {
      for (const advisory::Statement& statement : advisory.vulnerabilities[v].statements) {
        claims_[first + statement.product].says.emplace_back(v, statement.status);
      }
    }
  }
  advisories_.push_back(std::move(advisory));
}

}  // namespace exposure
