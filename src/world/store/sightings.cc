#include "world/store/sightings.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <span>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "world/store/packing.h"

namespace store {

namespace {

using sql::Statement;

std::string_view view_of(const std::vector<unsigned char>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// The facts of a sighting, in the order of its columns.
std::array<std::string_view, 5> facts_of(const inventory::Device& device) {
  return {device.name, device.site, device.zone, device.kind, device.address};
}

/// Numbers in a list of a file as the store's keys, each once.
std::vector<unsigned char> packed(const std::vector<std::uint32_t>& numbers, const std::vector<std::uint32_t>& keys) {
  std::vector<std::uint32_t> held;
  held.reserve(numbers.size());
  for (const std::uint32_t number : numbers) held.push_back(keys[number]);
  std::ranges::sort(held);
  held.erase(std::unique(held.begin(), held.end()), held.end());
  return pack(held);
}

/// Devices of one organisation, written where they differ from what is there.
class Devices {
 public:
  Devices(sql::Database& database, std::int64_t organisation) : database_(database), organisation_(organisation) {
    Statement statement(database, "SELECT key, id, site, zone, kind, address FROM device WHERE organisation = ?");
    statement.bind(organisation);
    while (statement.step()) {
      known_[statement.number(0)] = {statement.text(1), statement.text(2), statement.text(3), statement.text(4),
                                     statement.text(5)};
    }
  }

  void write(const StoredSightings& stored, const inventory::Beliefs& beliefs) {
    for (const inventory::Believed& device : beliefs.devices) {
      const std::int64_t key = write(stored, device);
      std::unordered_set<std::string_view> tools;
      for (const std::uint32_t one : device.sightings) {  // the latest first
        const bool latest = tools.insert(stored.sightings[one].tool).second;
        if (stored.devices[one] == key && stored.latest[one] == latest) continue;
        place_.bind(key, latest ? 1 : 0, stored.keys[one]).run();
      }
    }
    for (const auto& [key, facts] : known_) {
      if (!taken_.contains(key)) forget_.bind(key).run();
    }
  }

 private:
  using Facts = std::array<std::string, 5>;

  /// A device keeps the key of one of those that its sightings were of.
  std::int64_t write(const StoredSightings& stored, const inventory::Believed& device) {
    const Facts facts{device.id, device.site, device.zone, device.kind, device.address};
    std::int64_t key = 0;
    for (const std::uint32_t one : device.sightings) {
      const std::int64_t was = stored.devices[one];
      if (was != 0 && !taken_.contains(was) && (key == 0 || was < key)) key = was;
    }
    if (key == 0) {
      put_.bind(organisation_, facts[0], facts[1], facts[2], facts[3], facts[4]).run();
      key = database_.last_row();
    } else if (known_.at(key) != facts) {
      replace_.bind(facts[0], facts[1], facts[2], facts[3], facts[4], key).run();
    }
    taken_.insert(key);
    return key;
  }

  sql::Database& database_;
  std::int64_t organisation_;
  std::map<std::int64_t, Facts> known_;
  std::unordered_set<std::int64_t> taken_;
  Statement put_{database_,
                 "INSERT INTO device (organisation, id, site, zone, kind, address) VALUES (?, ?, ?, ?, ?, ?)"};
  Statement replace_{database_, "UPDATE device SET id = ?, site = ?, zone = ?, kind = ?, address = ? WHERE key = ?"};
  Statement place_{database_, "UPDATE sighting SET device = ?, latest = ? WHERE key = ?"};
  Statement forget_{database_, "DELETE FROM device WHERE key = ?"};
};

}  // namespace

StoredSightings read_sightings(sql::Database& database, std::int64_t organisation) {
  StoredSightings stored;
  Statement statement(database,
                      "SELECT sighting.key, coalesce(device, 0), latest, sighting.tool, id, name, sighting.date, site, "
                      "zone, kind, address, identifiers, file FROM sighting JOIN source ON source.key = source "
                      "WHERE sighting.organisation = ? ORDER BY sighting.key");
  statement.bind(organisation);
  while (statement.step()) {
    stored.keys.push_back(statement.number(0));
    stored.devices.push_back(statement.number(1));
    stored.latest.push_back(statement.number(2) != 0);
    inventory::Sighting& one = stored.sightings.emplace_back();
    one.tool = statement.text(3);
    one.id = statement.text(4);
    one.name = statement.text(5);
    one.date = statement.text(6);
    one.site = statement.text(7);
    one.zone = statement.text(8);
    one.kind = statement.text(9);
    one.address = statement.text(10);
    one.file = statement.text(12);
    if (!unpack(statement.bytes(11), one.identifiers)) {
      throw sql::Failure(SQLITE_CORRUPT, "holds identifiers of a device that cannot be read");
    }
  }
  return stored;
}

Report Sightings::put(const inventory::Inventory& found) {
  forget_undated_refusal_.bind(found.organisation, found.tool, found.source).run();
  put_refusal_.bind(found.organisation, found.tool, found.source, found.date, static_cast<std::int64_t>(found.refused))
      .run();
  if (found.organisation.empty()) return {};
  const std::int64_t organisation = organisation_of(found.organisation);
  put_source_.bind(organisation, found.tool, found.source, inventory::name_of(found.tells), found.date, found.good_for)
      .run();
  const std::int64_t source = database_.last_row();
  Keys keys;
  keys.components.reserve(found.components.size());
  for (const inventory::Component& component : found.components) keys.components.push_back(component_of(component));
  for (const inventory::Finding& finding : found.findings) keys.findings.push_back(finding_of(finding));
  Report report;
  for (const inventory::Device& device : found.devices) report.add(put(device, found, organisation, source, keys));
  if (report.of(Change::added) + report.of(Change::changed) > 0) touched_.insert(organisation);
  imported_.insert(organisation);
  return report;
}

Change Sightings::put(const inventory::Device& device, const inventory::Inventory& found, std::int64_t organisation,
                      std::int64_t source, const Keys& keys) {
  const std::vector<unsigned char> components = packed(device.components, keys.components);
  const std::vector<unsigned char> findings = packed(device.findings, keys.findings);
  const std::string identifiers = pack(device.identifiers);
  const std::string& date = device.date.empty() && !device.undated ? found.date : device.date;
  find_.bind(organisation, found.tool, device.id);
  if (!find_.step()) {
    put_.bind(organisation, found.tool, device.id, source, date, device.name, device.site, device.zone, device.kind,
              device.address, identifiers, std::span(components), std::span(findings))
        .run();
    return Change::added;
  }
  const std::int64_t key = find_.number(0);
  const std::pair known(find_.text(1), find_.text(2));
  const std::array facts = facts_of(device);
  const std::pair version(date, found.source);
  bool equal = version == known && find_.bytes(8) == identifiers && find_.bytes(9) == view_of(components) &&
               find_.bytes(10) == view_of(findings) && find_.number(11) == found.good_for &&
               find_.bytes(12) == inventory::name_of(found.tells);
  for (int i = 0; i < static_cast<int>(facts.size()); ++i) equal = equal && find_.bytes(3 + i) == facts.at(i);
  find_.bind();  // lets go of the row
  if (version < known) {
    forget_earlier_.bind(key, date, found.source).run();
    put_earlier_.bind(key, date, source, std::span(components), std::span(findings)).run();
    return Change::older;
  }
  if (equal) return Change::same;
  if (version != known) keep_earlier_.bind(key).run();
  replace_
      .bind(source, date, device.name, device.site, device.zone, device.kind, device.address, identifiers,
            std::span(components), std::span(findings), key)
      .run();
  return Change::changed;
}

void Sightings::settle() {
  for (const std::int64_t organisation : touched_) settle(organisation);
  touched_.clear();
}

void Sightings::finish() {
  settle();
  for (const std::int64_t organisation : imported_) forget_sources_.bind(organisation).run();
  imported_.clear();
}

void Sightings::settle(std::int64_t organisation) {
  const StoredSightings stored = read_sightings(database_, organisation);
  Devices(database_, organisation).write(stored, inventory::believed(stored.sightings));
}

std::int64_t Sightings::organisation_of(const std::string& id) {
  find_organisation_.bind(id);
  if (find_organisation_.step()) return find_organisation_.number(0);
  put_organisation_.bind(id).run();
  return database_.last_row();
}

std::uint32_t Sightings::component_of(const inventory::Component& component) {
  const std::string identity = inventory::key_of(component);
  const std::span<const unsigned char> bytes{reinterpret_cast<const unsigned char*>(identity.data()), identity.size()};
  find_component_.bind(bytes);
  if (find_component_.step()) return static_cast<std::uint32_t>(find_component_.number(0));
  static const inventory::Windows none;
  const inventory::Windows& windows = component.windows ? *component.windows : none;
  const std::vector<unsigned char> updates = pack(windows.updates);
  put_component_
      .bind(bytes, component.purl, component.cpe, component.vendor, component.name, component.version,
            component.scheme ? advisory::name_of(*component.scheme) : std::string_view(), component.model,
            component.windows ? 1 : 0, windows.product, windows.build, std::span(updates))
      .run();
  return static_cast<std::uint32_t>(database_.last_row());
}

std::uint32_t Sightings::finding_of(const inventory::Finding& finding) {
  find_finding_.bind(finding.subject, finding.open ? 1 : 0);
  if (find_finding_.step()) return static_cast<std::uint32_t>(find_finding_.number(0));
  put_finding_.bind(finding.subject, finding.open ? 1 : 0).run();
  return static_cast<std::uint32_t>(database_.last_row());
}

}  // namespace store
