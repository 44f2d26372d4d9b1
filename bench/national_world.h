#pragma once
// Estates for the benchmarks of the zone engine: like organisations with like zones, so that one size changes at a
// time.

#include <fmt/format.h>

#include "world/estate/estate.h"
#include "world/threat/defence.h"
#include "world/threat/threat.h"

namespace bench {

struct WorldSize {
  std::uint32_t organisations = 200;
  std::uint32_t zones_each = 5;
  std::uint32_t groups_each = 2;     ///< in a zone
  std::uint32_t devices_each = 700;  ///< in a group
  std::uint32_t purposes =
      5;  ///< zones of one organisation take turns; each purpose has a conduit row: a class of its own
  double share_vulnerable = 0.3;
};

/// Organisations on one wide network of 2^24 addresses that lets everybody talk to everybody.
inline estate::Estate make_world(const WorldSize& size) {
  estate::Tables tables;
  tables.name = "bench";
  tables.networks.push_back({"wide", 16777216.0, estate::none});
  tables.vulnerabilities.emplace_back("flaw");
  for (std::uint32_t purpose = 0; purpose < size.purposes; ++purpose) {
    estate::Conduit row;
    row.to.purpose = fmt::format("purpose-{}", purpose);
    row.service = "smb";
    row.allow = true;
    tables.conduits.push_back(row);
  }
  const double zones = static_cast<double>(size.organisations) * size.zones_each;
  for (std::uint32_t o = 0; o < size.organisations; ++o) {
    tables.organisations.push_back({fmt::format("o{}", o), "", "acute", "trust", "", estate::none});
    for (std::uint32_t z = 0; z < size.zones_each; ++z) {
      const auto zone = static_cast<estate::Index>(tables.zones.size());
      tables.zones.push_back(
          {fmt::format("z{}", zone), o, 0, 16777216.0 / zones, fmt::format("purpose-{}", z % size.purposes)});
      for (std::uint32_t g = 0; g < size.groups_each; ++g) {
        tables.groups.push_back({fmt::format("g{}", tables.groups.size()),
                                 zone,
                                 size.devices_each,
                                 "windows",
                                 "desktop",
                                 "",
                                 {{0, {size.share_vulnerable}}}});
      }
    }
  }
  return estate::Estate(std::move(tables));
}

/// Ten minutes, more or less.
inline base::Distribution about_ten_minutes() {
  return {base::Distribution::Kind::lognormal, 600, 0.5, {}, {}};
}

/// A worm whose attempts go to its own zone, its organisation and the wide network; locks after `locked_after_s`.
inline threat::Threat make_worm(const base::Distribution& locked_after_s) {
  using Space = threat::Target::Space;
  threat::Threat worm;
  worm.name = "bench";
  worm.seeds.push_back({{}, 3, 1, {}, base::Distribution::fixed(0)});
  threat::Vector scan;
  scan.name = "scan";
  scan.rate_per_s = 10;
  scan.service = "smb";
  scan.requires_all = {"flaw"};
  scan.targets = {{Space::own_zone, "", 0.4}, {Space::own_organisation, "", 0.3}, {Space::network, "wide", 0.3}};
  worm.vectors.push_back(scan);
  worm.course.spreading_after_s = base::Distribution::fixed(0);
  worm.course.locked_after_s = locked_after_s;
  return worm;
}

}  // namespace bench
