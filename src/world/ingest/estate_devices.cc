// Device groups and the contacts between them.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <tuple>

#include "world/ingest/estate_reading.h"
#include "world/ingest/estate_tables.h"
#include "world/ingest/text.h"

namespace ingest {

namespace {

using estate::Index;
using estate::none;

std::vector<estate::Vulnerability> vulnerabilities_at(EstateReading& reading, const Row& row, std::size_t column) {
  constexpr std::size_t list_max = 1000;
  std::vector<estate::Vulnerability> list;
  const auto words = words_of(row[column]);
  if (words.size() > list_max) {
    row.wrong(column, "has too many vulnerabilities", fmt::format("write at most {}", list_max));
    return list;
  }
  for (const std::string_view word : words) {
    const std::size_t equals = word.find('=');
    const std::string_view name = word.substr(0, equals);
    if (!is_id(name) || equals + 1 == word.size()) {
      row.wrong(column, word, "is not a vulnerability", "write name or name=share, separated by spaces");
      continue;
    }
    estate::Vulnerability vulnerability{reading.vulnerabilities.intern(name), {1}};
    if (equals != std::string_view::npos) vulnerability.share = reading.share(row, column, word.substr(equals + 1));
    const auto same = [&](const estate::Vulnerability& other) { return other.name == vulnerability.name; };
    if (std::any_of(list.begin(), list.end(), same)) {
      row.wrong(column, word, "is a vulnerability that stands twice", "name each once");
    }
    list.push_back(vulnerability);
  }
  return list;
}

}  // namespace

void take_assumed(const Row& row, std::size_t column, const std::vector<std::pair<std::string_view, bool*>>& marks) {
  std::string known;
  for (const auto& [name, mark] : marks) known += fmt::format("{}{}", known.empty() ? "" : ", ", name);
  for (const std::string_view word : words_of(row[column])) {
    const auto found = std::find_if(marks.begin(), marks.end(), [&](const auto& one) { return one.first == word; });
    if (found == marks.end()) {
      row.wrong(column, word, "is nothing that can be marked as assumed here", fmt::format("write some of {}", known));
    } else {
      *found->second = true;
    }
  }
}

void refuse_word_of_needs(const Row& row, std::size_t column) {
  static constexpr std::array<std::string_view, 6> words = {"nothing", "all", "any", "at", "least", "of"};
  if (std::find(words.begin(), words.end(), row[column]) == words.end()) return;
  row.wrong(column, "is a word of the needs grammar", "choose another id");
}

void read_devices(EstateReading& reading) {
  enum : std::size_t { id, zone, count, platform, type, software, vulnerabilities, assumed };
  constexpr std::uint64_t count_max = std::numeric_limits<std::uint32_t>::max() - 1;
  reading.read("devices", &reading.groups, [&](const Row& row) {
    refuse_word_of_needs(row, id);
    estate::DeviceGroup group;
    group.id = row[id];
    group.zone = row.reference_at(zone, reading.zones, "zone");
    group.count = static_cast<std::uint32_t>(row.whole_at(count, 0, count_max).value_or(0));
    group.platform = row.word_at(platform);
    group.type = row.word_at(type);
    group.software = row[software];
    group.vulnerabilities = vulnerabilities_at(reading, row, vulnerabilities);
    take_assumed(
        row, assumed,
        {{"count", &group.count_assumed}, {"zone", &group.zone_assumed}, {"platform", &group.platform_assumed}});
    reading.tables.groups.push_back(std::move(group));
  });
  reading.tables.vulnerabilities = reading.vulnerabilities.names();
}

void read_members(EstateReading& reading) {
  enum : std::size_t { device, group };
  std::set<std::pair<Index, std::string>> seen;  // ids are unique in an organisation only
  reading.read("members", nullptr, [&](const Row& row) {
    estate::Member member{std::string(unguarded(row[device])), row.reference_at(group, reading.groups, "device group")};
    const Index zone = member.group == none ? none : reading.tables.groups[member.group].zone;
    const Index organisation = zone == none ? none : reading.tables.zones[zone].organisation;
    if (organisation != none && !seen.emplace(organisation, member.device).second) {
      row.wrong(device, "is a device of this organisation that stands there twice", "leave it in one group");
    }
    reading.tables.members.push_back(std::move(member));
  });
}

void read_edges(EstateReading& reading) {
  enum : std::size_t { from, to, kind, contacts };
  std::vector<std::tuple<Index, Index, std::string, std::size_t>> seen;
  reading.read("edges", nullptr, [&](const Row& row) {
    estate::Edge edge;
    edge.from = row.reference_at(from, reading.groups, "device group");
    edge.to = row.reference_at(to, reading.groups, "device group");
    edge.kind = row.word_at(kind);
    edge.contacts = row.number_at(contacts, 0, 1e9).value_or(0);
    if (edge.from != none && edge.to != none) seen.emplace_back(edge.from, edge.to, edge.kind, row.number());
    reading.tables.edges.push_back(std::move(edge));
  });
  std::sort(seen.begin(), seen.end());
  for (std::size_t i = 1; i < seen.size(); ++i) {
    const auto& [one_from, one_to, one_kind, first_row] = seen[i - 1];
    const auto& [two_from, two_to, two_kind, row] = seen[i];
    if (std::tie(one_from, one_to, one_kind) != std::tie(two_from, two_to, two_kind)) continue;
    reading.wrong("edges", row, "from", reading.tables.groups[two_from].id,
                  "has the same from, to and kind as another row",
                  fmt::format("add up the contacts in one row; the other is row {}", first_row));
  }
}

void read_device_edges(EstateReading& reading) {
  enum : std::size_t { from, to, kind, weight };
  const auto end_at = [&](const Row& row, std::size_t column) {
    const Index group = row.reference_at(column, reading.groups, "device group");
    if (group != none && reading.tables.groups[group].count != 1) {
      row.wrong(column, "is not a group of one device", "device edges join groups whose count is 1; use edges.csv");
    }
    return group;
  };
  reading.read("device_edges", nullptr, [&](const Row& row) {
    estate::DeviceEdge edge;
    edge.from = end_at(row, from);
    edge.to = end_at(row, to);
    if (edge.from != none && edge.from == edge.to) {
      row.wrong(to, "is the device itself", "join two different devices");
    }
    edge.kind = reading.edge_kinds.intern(row.word_at(kind));
    if (!row[weight].empty()) edge.weight = static_cast<float>(row.number_at(weight, 0, 1e9).value_or(0));
    reading.tables.device_edges.push_back(edge);
  });
  reading.tables.edge_kinds = reading.edge_kinds.names();
}

}  // namespace ingest
