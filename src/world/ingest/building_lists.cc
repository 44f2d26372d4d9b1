#include "world/ingest/building_lists.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "base/instant.h"
#include "world/advisory/version_key.h"
#include "world/building/placing.h"
#include "world/ingest/lines.h"
#include "world/ingest/named_table.h"
#include "world/ingest/prefix.h"
#include "world/ingest/text.h"

namespace ingest {

namespace {

constexpr std::string_view id_mend =
    "write letters, digits and - _ . : /, without spaces: the ODS code where there is one";

/// The id of an organisation; of a blank one the only one.
std::string organisation_at(const NamedRow& row, std::size_t column, const std::string& only) {
  if (row[column].empty()) return only;
  if (!is_id(row[column])) row.wrong(column, "is no id", std::string(id_mend));
  return std::string(row[column]);
}

/// Sorted by first address, each prefix is held against the one so far that reaches furthest.
void check_overlaps(const std::string& file, const std::vector<building::Subnet>& subnets, base::Problems& problems) {
  std::vector<const building::Subnet*> all;
  all.reserve(subnets.size());
  for (const building::Subnet& one : subnets) all.push_back(&one);
  std::ranges::sort(all, {}, [](const building::Subnet* one) {
    return std::tuple(std::string_view(one->organisation), one->first, one->row);
  });
  const building::Subnet* reach = nullptr;
  for (const building::Subnet* one : all) {
    if (reach != nullptr && reach->organisation == one->organisation && one->first <= reach->last) {
      const building::Subnet& later = one->row >= reach->row ? *one : *reach;
      const building::Subnet& earlier = one->row >= reach->row ? *reach : *one;
      const bool same = one->first == reach->first && one->last == reach->last;
      problems.add({file, fmt::format("row {}, column cidr", later.row), later.cidr,
                    same ? "stands there twice" : "overlaps another prefix",
                    same ? fmt::format("keep one of the two; the other is row {}", earlier.row)
                         : fmt::format("give each address to one row; row {} has {}", earlier.row, earlier.cidr)});
    }
    if (reach == nullptr || reach->organisation != one->organisation || one->last > reach->last) reach = one;
  }
}

/// "4h", "4 hours", "30 mins", "2 days"
std::optional<double> recovery_time(std::string_view text) {
  std::string plain;
  for (const char c : advisory::lowered(text)) {
    if (c != ' ') plain += c;
  }
  constexpr std::array<std::pair<std::string_view, std::string_view>, 12> words{{{"minutes", "min"},
                                                                                 {"minute", "min"},
                                                                                 {"mins", "min"},
                                                                                 {"hours", "h"},
                                                                                 {"hour", "h"},
                                                                                 {"hrs", "h"},
                                                                                 {"hr", "h"},
                                                                                 {"days", "d"},
                                                                                 {"day", "d"},
                                                                                 {"weeks", "w"},
                                                                                 {"week", "w"},
                                                                                 {"seconds", "s"}}};
  for (const auto& [word, unit] : words) {
    if (const std::size_t at = plain.find(word); at != std::string::npos) plain.replace(at, word.size(), unit);
  }
  return base::parse_duration(plain);
}

/// "0.3" or "30 %"; nothing when it is no share.
std::optional<double> share(std::string_view text) {
  const bool percent = text.ends_with('%');
  if (percent) text.remove_suffix(1);
  const auto number = parse_number(trimmed(text));
  if (!number) return std::nullopt;
  const double value = percent ? *number / 100 : *number;
  return value >= 0 && value <= 1 ? std::optional(value) : std::nullopt;
}

std::vector<std::string> systems_of(std::string_view text) {
  std::vector<std::string> systems;
  for (const std::string_view part : split(text, ';')) {
    if (const std::string_view name = trimmed(part); !name.empty()) systems.emplace_back(name);
  }
  return systems;
}

/// Where each row's parent stands among the rows; `nowhere` without one.
constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

std::vector<std::size_t> parents_of(const std::vector<building::OrganisationRow>& rows) {
  std::unordered_map<std::string_view, std::size_t> by_id;
  by_id.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) by_id.emplace(rows[i].id, i);
  std::vector<std::size_t> parents(rows.size(), nowhere);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto found = by_id.find(rows[i].parent);
    if (!rows[i].parent.empty() && found != by_id.end()) parents[i] = found->second;
  }
  return parents;
}

/// Of each circle of parents the row that comes first. Each row is walked once.
std::set<std::size_t> circles(const std::vector<std::size_t>& parents) {
  std::vector<std::size_t> seen_from(parents.size(), nowhere);
  std::set<std::size_t> firsts;
  for (std::size_t first = 0; first < parents.size(); ++first) {
    std::size_t at = first;
    for (; at != nowhere && seen_from[at] == nowhere; at = parents[at]) seen_from[at] = first;
    if (at == nowhere || seen_from[at] != first) continue;  // it ends, or another's walk went there
    std::size_t least = at;
    for (std::size_t step = parents[at]; step != at; step = parents[step]) least = std::min(least, step);
    firsts.insert(least);
  }
  return firsts;
}

void check_parents(const std::string& file, const std::vector<building::OrganisationRow>& rows,
                   base::Problems& problems) {
  const std::vector<std::size_t> parents = parents_of(rows);
  const std::set<std::size_t> in_circles = circles(parents);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const building::OrganisationRow& row = rows[i];
    const std::string place = fmt::format("row {}, column parent", row.row);
    if (!row.parent.empty() && parents[i] == nowhere) {
      problems.add({file, place, shown(row.parent), "is not in the list", "add its row, or leave the parent blank"});
    } else if (in_circles.contains(i)) {
      problems.add({file, place, shown(row.parent), "is below this organisation itself",
                    "take one of the parents out of the circle"});
    }
  }
}

}  // namespace

base::Result<std::vector<building::Subnet>> read_subnets(const std::string& file, std::string_view bytes,
                                                         const std::string& only) {
  enum Columns : std::size_t { cidr, site, vlan, use, organisation };
  const std::array<NamedColumn, 5> columns{
      {{"cidr", {"prefix", "subnet", "network", "range"}},
       {"site", {"location", "site_name", "building"}, false},
       {"vlan", {"vlan_id", "vlan_name", "vlanid"}, false},
       {"use", {"purpose", "usage", "role", "function", "type"}, false},
       {"organisation", {"org", "organisation_code", "org_code", "ods_code"}, false}}};
  base::Problems problems;
  std::vector<building::Subnet> subnets;
  read_named_table(file, bytes, columns, problems, [&](const NamedRow& row) {
    building::Subnet one{organisation_at(row, organisation, only),
                         std::string(row[site]),
                         std::string(row[vlan]),
                         std::string(row[use]),
                         std::string(row[cidr]),
                         0,
                         0,
                         row.number()};
    if (!row.has(cidr, "write the prefix, such as 10.1.0.0/16")) return;
    PrefixFault fault;
    const auto prefix = parse_prefix(row[cidr], fault);
    if (!prefix) {
      if (row[cidr].find(':') != std::string_view::npos)
        fault.mend = "take the row out: devices are placed by their IPv4 address";
      row.wrong(cidr, fault.what, fault.mend);
      return;
    }
    if (const std::string_view inside = building::private_within(prefix->first, prefix->last); !inside.empty()) {
      row.wrong(cidr, fmt::format("holds the private range {} and addresses of the internet around it", inside),
                "give the prefixes that are in use");
      return;
    }
    one.first = prefix->first;
    one.last = prefix->last;
    subnets.push_back(std::move(one));
  });
  check_overlaps(file, subnets, problems);
  if (problems.empty() && subnets.empty()) problems.add({file, "", "", "has no rows", "write one for each prefix"});
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return subnets;
}

base::Result<std::vector<building::ServiceRow>> read_service_list(const std::string& file, std::string_view bytes,
                                                                  const std::string& only) {
  enum Columns : std::size_t { name, recovery, systems, kind, fallback, organisation };
  const std::array<NamedColumn, 6> columns{
      {{"name", {"service", "service_name", "department"}},
       {"recovery_time", {"recovery", "rto", "recovery_time_objective"}, false},
       {"systems", {"needs", "needed_systems", "depends_on", "dependencies"}},
       {"kind", {"type", "service_kind"}, false},
       {"fallback", {"on_paper", "paper"}, false},
       {"organisation", {"org", "organisation_code", "org_code", "ods_code"}, false}}};
  base::Problems problems;
  std::vector<building::ServiceRow> rows;
  std::set<std::pair<std::string, std::string>> seen;
  read_named_table(file, bytes, columns, problems, [&](const NamedRow& row) {
    building::ServiceRow one;
    one.organisation = organisation_at(row, organisation, only);
    one.name = row[name];
    one.kind = row[kind];
    one.row = row.number();
    if (row.has(name, "give the service a name") &&
        !seen.emplace(one.organisation, advisory::lowered(one.name)).second) {
      row.wrong(name, "is the name of another service", "write one row for each service");
    }
    one.recovery_s = recovery_time(row[recovery]);
    if (!row[recovery].empty() && !one.recovery_s) {
      row.wrong(recovery, "is no length of time", "write one such as 4h, 30min or 2d");
    }
    one.systems = systems_of(row[systems]);
    if (one.systems.empty()) {
      row.wrong(systems, "names no system",
                "name what it needs, separated by ; : devices, sites, uses, other services");
    }
    one.fallback = share(row[fallback]);
    if (!row[fallback].empty() && !one.fallback) {
      row.wrong(fallback, "is no share", "write the capacity on paper: a number from 0 to 1, or 30%");
    }
    rows.push_back(std::move(one));
  });
  if (problems.empty() && rows.empty()) problems.add({file, "", "", "has no rows", "write one for each service"});
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return rows;
}

base::Result<std::vector<building::OrganisationRow>> read_organisation_list(const std::string& file,
                                                                            std::string_view bytes) {
  enum Columns : std::size_t { id, name, kind, parent, region };
  const std::array<NamedColumn, 5> columns{
      {{"id", {"code", "organisation_code", "org_code", "ods_code", "orgid", "organisation"}},
       {"name", {"organisation_name", "org_name", "orgname"}, false},
       {"kind", {"role", "type", "organisation_type", "primary_role", "primaryroleid", "organisation_kind"}, false},
       {"parent", {"parent_code", "parent_organisation_code", "parent_organisation"}, false},
       {"region", {"nhs_england_region", "national_grouping", "region_code"}, false}}};
  base::Problems problems;
  std::vector<building::OrganisationRow> rows;
  std::set<std::string> seen;
  read_named_table(file, bytes, columns, problems, [&](const NamedRow& row) {
    building::OrganisationRow one{std::string(row[id]),     std::string(row[name]),   std::string(row[kind]),
                                  std::string(row[parent]), std::string(row[region]), row.number()};
    if (!row.has(id, "write the organisation's code")) return;
    if (!is_id(one.id) || one.id.size() > 40) {
      row.wrong(id, "is no id", std::string(id_mend) + "; at most 40 of them");
    } else if (!seen.insert(one.id).second) {
      row.wrong(id, "stands there twice", "write one row for each organisation");
    }
    rows.push_back(std::move(one));
  });
  check_parents(file, rows, problems);
  if (problems.empty() && rows.empty()) problems.add({file, "", "", "has no rows", "write one for each organisation"});
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return rows;
}

}  // namespace ingest
