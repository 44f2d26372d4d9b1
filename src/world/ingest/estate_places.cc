// Organisations, networks and zones.

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "world/ingest/estate_reading.h"
#include "world/ingest/prefix.h"
#include "world/ingest/text.h"

namespace ingest {

namespace {

using estate::Index;
using estate::none;

/// Largest address space: whole numbers up to here are exact in a double.
constexpr double addresses_max = 9007199254740992.0;  // 2^53

/// "65536" or "2^16".
std::optional<double> parse_addresses(std::string_view text) {
  std::optional<std::uint64_t> value;
  if (text.starts_with("2^")) {
    const auto power = parse_whole(text.substr(2));
    if (power && *power <= 53) value = std::uint64_t{1} << *power;
  } else {
    value = parse_whole(text);
  }
  if (!value || *value == 0 || static_cast<double>(*value) > addresses_max) return {};
  return static_cast<double>(*value);
}

double addresses_at(const Row& row, std::size_t column) {
  if (row[column].empty()) return 0;
  const auto addresses = parse_addresses(row[column]);
  if (!addresses) {
    row.wrong(column, "is not a number of addresses", "write a whole number from 1 to 2^53, such as 65536 or 2^16");
  }
  return addresses.value_or(0);
}

/// A prefix of a zone, to find those that overlap.
struct Claim {
  Index network = none;
  Prefix prefix;
  std::size_t row = 0;
  std::string text;
};

double prefixes_at(const Row& row, std::size_t column, Index network, std::vector<Claim>& claims) {
  double addresses = 0;
  for (const std::string_view word : words_of(row[column])) {
    PrefixFault fault;
    const auto prefix = parse_prefix(word, fault);
    if (!prefix) {
      row.wrong(column, word, fault.what, fault.mend);
      continue;
    }
    addresses += prefix->addresses();
    claims.push_back({network, *prefix, row.number(), std::string(word)});
  }
  return addresses;
}

/// Sorted by first address, each prefix is held against the one so far that reaches furthest.
void check_overlaps(EstateReading& reading, std::vector<Claim> claims) {
  std::sort(claims.begin(), claims.end(), [](const Claim& a, const Claim& b) {
    return std::tuple(a.network, a.prefix.first, a.row) < std::tuple(b.network, b.prefix.first, b.row);
  });
  const Claim* reach = nullptr;
  for (const Claim& claim : claims) {
    if (reach != nullptr && reach->network == claim.network && claim.prefix.first <= reach->prefix.last) {
      const Claim& later = claim.row >= reach->row ? claim : *reach;
      const Claim& earlier = claim.row >= reach->row ? *reach : claim;
      reading.wrong("zones", later.row, "prefixes", later.text, "overlaps another prefix of the same network",
                    fmt::format("give each address to one zone; row {} has {}", earlier.row, earlier.text));
    }
    if (reach == nullptr || reach->network != claim.network || claim.prefix.last > reach->prefix.last) reach = &claim;
  }
}

}  // namespace

void read_organisations(EstateReading& reading) {
  enum : std::size_t { id, name, kind, sector, region, parent };
  std::vector<std::pair<std::size_t, std::string>> parents;  // may stand further down
  reading.read("organisations", &reading.organisations, [&](const Row& row) {
    estate::Organisation organisation{std::string(row[id]), std::string(row[name]), row.word_at(kind),
                                      row.word_at(sector),  row.word_at(region),    none};
    for (const auto& [word, words] : {std::pair{&organisation.kind, &reading.kinds},
                                      {&organisation.sector, &reading.sectors},
                                      {&organisation.region, &reading.regions}}) {
      if (!word->empty()) words->intern(*word);
    }
    parents.emplace_back(row.number(), row[parent]);
    reading.organisation_rows.push_back(row.number());
    reading.tables.organisations.push_back(std::move(organisation));
  });
  for (Ids* words : {&reading.kinds, &reading.sectors, &reading.regions}) {
    words->complete = reading.organisations.complete && !reading.organisations.has_unread;
  }
  for (std::size_t i = 0; i < parents.size(); ++i) {
    const auto& [row, text] = parents[i];
    if (text.empty()) continue;
    const Index found = reading.organisations.find(text);
    reading.tables.organisations[i].parent = found;
    if (found == none && !reading.organisations.may_exist(text)) {
      reading.unknown("organisations", row, "parent", text, reading.organisations, "is not the id of any organisation");
    }
  }
}

void read_networks(EstateReading& reading) {
  enum : std::size_t { id, addresses, within };
  std::vector<std::pair<std::size_t, std::string>> outer;
  reading.read("networks", &reading.networks, [&](const Row& row) {
    reading.tables.networks.push_back({std::string(row[id]), addresses_at(row, addresses), none});
    outer.emplace_back(row.number(), row[within]);
    reading.network_rows.push_back(row.number());
  });
  for (std::size_t i = 0; i < outer.size(); ++i) {
    const auto& [row, text] = outer[i];
    if (text.empty()) continue;
    const Index found = reading.networks.find(text);
    reading.tables.networks[i].within = found;
    if (found == none && !reading.networks.may_exist(text)) {
      reading.unknown("networks", row, "within", text, reading.networks, "is not the id of any network");
    }
  }
}

void read_zones(EstateReading& reading) {
  enum : std::size_t { id, organisation, network, addresses, prefixes, purpose };
  std::vector<Claim> claims;
  reading.read("zones", &reading.zones, [&](const Row& row) {
    estate::Zone zone;
    zone.id = row[id];
    zone.organisation = row.reference_at(organisation, reading.organisations, "organisation");
    zone.network = row.reference_at(network, reading.networks, "network");
    if (row[addresses].empty() == row[prefixes].empty()) {
      row.wrong(addresses, "has addresses and prefixes, or neither", "fill exactly one of the two columns");
    }
    const double counted = addresses_at(row, addresses);
    const double listed = prefixes_at(row, prefixes, zone.network, claims);
    zone.addresses = row[prefixes].empty() ? counted : listed;
    zone.purpose = row.word_at(purpose);
    if (!zone.purpose.empty()) reading.purposes.intern(zone.purpose);
    reading.zone_rows.push_back(row.number());
    reading.tables.zones.push_back(std::move(zone));
  });
  reading.purposes.complete = reading.zones.complete && !reading.zones.has_unread;
  check_overlaps(reading, std::move(claims));
}

}  // namespace ingest
