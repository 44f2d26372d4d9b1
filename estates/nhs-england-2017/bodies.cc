// Organisations by kind, region, host and size.

#include <algorithm>
#include <cmath>

#include "nation.h"

namespace nhs {

namespace {

std::uint64_t whole(double value) {
  return static_cast<std::uint64_t>(std::llround(value));
}

/// Adds the organisations of one kind, shared out to the regions.
void add_kind(Nation& nation, const std::string& prefix, const std::string& name, const std::string& kind,
              const std::string& sector, std::uint64_t count, int digits) {
  std::vector<double> shares;
  for (const char* region : regions) shares.push_back(nation.numbers[std::string("region.") + region]);
  const auto counts = shared_out(count, shares);
  std::uint64_t number = 0;
  for (std::size_t r = 0; r < counts.size(); ++r) {
    for (std::uint64_t i = 0; i < counts[r]; ++i) {
      ++number;
      nation.bodies.push_back({fmt::format("{}-{:0{}}", prefix, number, digits),
                               fmt::format("{} {:0{}}", name, number, digits), kind, sector, regions[r], nobody, 0, 0,
                               0});
    }
  }
}

/// Lognormal of mean `mean`, drawn for one organisation.
double size_of(const Nation& nation, std::size_t body, double mean, double sigma) {
  base::Stream stream = nation.stream(sizes_subject, body);
  return mean * std::exp(sigma * base::normal(stream) - sigma * sigma / 2);
}

/// Shares devices out to the organisations of a sector in proportion to their drawn sizes.
void size_sector(Nation& nation, const std::string& sector, std::uint64_t devices, double sigma) {
  std::vector<std::size_t> members;
  std::vector<double> weights;
  for (std::size_t i = 0; i < nation.bodies.size(); ++i) {
    const Body& body = nation.bodies[i];
    if (body.sector != sector) continue;
    members.push_back(i);
    weights.push_back(size_of(nation, i, sector == "trust" ? nation.numbers["size." + body.kind] : 1, sigma));
  }
  const auto parts = shared_out(devices, weights);
  // Nobody is so small that it could not hold its server beside one desktop.
  for (std::size_t i = 0; i < members.size(); ++i)
    nation.bodies[members[i]].devices = std::max<std::uint64_t>(parts[i], 3);
}

void size_all(Nation& nation) {
  const Aggregates& n = nation.numbers;
  size_sector(nation, "gp", whole(n["practices"] * n["practice.devices"]), n["practice.sigma"]);
  size_sector(nation, "ccg", whole(n["ccgs"] * n["ccg.devices"]), n["office.sigma"]);
  size_sector(nation, "other", whole((n["support_offices"] + n["national_bodies"]) * n["other.devices"]),
              n["office.sigma"]);
  std::uint64_t others = 0;
  for (const Body& body : nation.bodies) others += body.devices;
  size_sector(nation, "trust", whole(n["devices"]) - others, n["trust.sigma"]);
}

/// Diagnostic items and Windows XP desktops go to trusts, so that their totals are those of the nation.
void share_special_devices(Nation& nation) {
  const Aggregates& n = nation.numbers;
  std::vector<double> diagnostic(nation.bodies.size()), desktops(nation.bodies.size());
  for (std::size_t i = 0; i < nation.bodies.size(); ++i) {
    const Body& body = nation.bodies[i];
    if (body.sector != "trust") continue;
    diagnostic[i] = static_cast<double>(body.devices) * n["diagnostic." + body.kind];
    desktops[i] = static_cast<double>(body.devices);
  }
  const double kit = n["diagnostic.devices"];
  const auto kits = shared_out(whole(kit), diagnostic);
  const auto old = shared_out(whole(n["devices"] * n["windows-xp"] - kit * n["diagnostic.windows-xp"]), desktops);
  for (std::size_t i = 0; i < nation.bodies.size(); ++i) {
    nation.bodies[i].diagnostic = kits[i];
    nation.bodies[i].xp_desktops = old[i];
  }
}

/// Practices follow one another in the table as they do on the map: each host of a region has a run of them.
void find_hosts(Nation& nation) {
  const Aggregates& n = nation.numbers;
  for (const char* region : regions) {
    std::vector<std::size_t> offices, trusts, practices;
    for (std::size_t i = 0; i < nation.bodies.size(); ++i) {
      const Body& body = nation.bodies[i];
      if (body.region != region) continue;
      if (body.kind == "support-office") offices.push_back(i);
      if (body.sector == "gp") practices.push_back(i);
      base::Stream stream = nation.stream(hosts_subject, i);
      if (body.sector == "trust" && body.kind != "ambulance" && stream.chance(n["trusts.hosting"])) trusts.push_back(i);
    }
    const double by_trusts = trusts.empty() ? 0 : n["practices.hosted_by_trusts"];
    std::vector<std::size_t> hosts = offices;
    hosts.insert(hosts.end(), trusts.begin(), trusts.end());
    std::vector<double> weights(offices.size(), (1 - by_trusts) / static_cast<double>(offices.size()));
    weights.insert(weights.end(), trusts.size(),
                   by_trusts / static_cast<double>(std::max<std::size_t>(trusts.size(), 1)));
    for (std::size_t h = 0; h < hosts.size(); ++h)
      weights[h] *= size_of(nation, nation.bodies.size() + hosts[h], 1, n["host.sigma"]);
    const auto counts = shared_out(practices.size(), weights);
    std::size_t next = 0;
    for (std::size_t h = 0; h < hosts.size(); ++h) {
      for (std::uint64_t i = 0; i < counts[h]; ++i) nation.bodies[practices[next++]].parent = hosts[h];
    }
  }
}

}  // namespace

void found_bodies(Nation& nation) {
  const Aggregates& n = nation.numbers;
  add_kind(nation, "ac", "Acute trust", "acute", "trust", whole(n["trusts.acute"]), 3);
  add_kind(nation, "sp", "Specialist trust", "acute-specialist", "trust", whole(n["trusts.acute-specialist"]), 3);
  add_kind(nation, "mh", "Mental health trust", "mental-health", "trust", whole(n["trusts.mental-health"]), 3);
  add_kind(nation, "co", "Community trust", "community", "trust", whole(n["trusts.community"]), 3);
  add_kind(nation, "am", "Ambulance trust", "ambulance", "trust", whole(n["trusts.ambulance"]), 3);
  add_kind(nation, "cg", "Commissioning group", "ccg", "ccg", whole(n["ccgs"]), 3);
  add_kind(nation, "su", "Support office", "support-office", "other", whole(n["support_offices"]), 3);
  add_kind(nation, "na", "National body", "national-body", "other", whole(n["national_bodies"]), 3);
  add_kind(nation, "gp", "Practice", "gp-practice", "gp", whole(n["practices"]), 5);
  size_all(nation);
  share_special_devices(nation);
  find_hosts(nation);
  for (const Body& body : nation.bodies) {
    nation.tables["organisations"].add(body.id, body.name, body.kind, body.sector, body.region,
                                       body.parent == nobody ? std::string() : nation.bodies[body.parent].id);
  }
}

}  // namespace nhs
