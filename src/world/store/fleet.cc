// All that is known of all devices, now or on a day.

#include <algorithm>
#include <map>
#include <unordered_map>

#include "world/store/inside.h"
#include "world/store/packing.h"
#include "world/store/said.h"

namespace store {

namespace {

using sql::Database;
using sql::Statement;

/// Key in the file -> index in the fleet.
using Indexes = std::unordered_map<std::int64_t, std::uint32_t>;

std::uint32_t index_of(const Indexes& indexes, std::int64_t key) {
  const auto found = indexes.find(key);
  if (found == indexes.end()) damaged("a reference");
  return found->second;
}

class FleetReader {
 public:
  FleetReader(Database& database, std::string organisation, std::string day, const Store::Wanted& wanted)
      : database_(database), organisation_(std::move(organisation)), day_(std::move(day)), wanted_(wanted) {}

  inventory::Fleet read() {
    read_organisations();
    read_sources();
    read_components();
    read_devices();
    if (wanted_) keep_wanted();
    each_said(database_, SaidColumn::components, organisation_, day_, [&](const Said& said) { read_holding(said); });
    if (!day_.empty()) forget_unseen();
    std::ranges::sort(fleet_.holdings, [](const auto& a, const auto& b) {
      return std::pair(a.device, a.source) < std::pair(b.device, b.source);
    });
    return std::move(fleet_);
  }

 private:
  void read_organisations() {
    Statement statement(database_, "SELECT key, id FROM organisation WHERE ?1 = '' OR id = ?1 ORDER BY id");
    statement.bind(organisation_);
    while (statement.step()) {
      organisations_.emplace(statement.number(0), static_cast<std::uint32_t>(fleet_.organisations.size()));
      fleet_.organisations.push_back(statement.text(1));
    }
  }

  void read_sources() {
    Statement statement(database_,
                        "SELECT key, organisation, tool, file, tells, date, good_for FROM source ORDER BY key");
    while (statement.step()) {
      const auto organisation = organisations_.find(statement.number(1));
      if (organisation == organisations_.end()) continue;
      const auto tells = inventory::tells_from(statement.bytes(4));
      if (!tells) damaged("a source");
      sources_.emplace(statement.number(0), static_cast<std::uint32_t>(fleet_.sources.size()));
      fleet_.sources.push_back({organisation->second, statement.text(2), statement.text(3), *tells, statement.text(5),
                                static_cast<int>(statement.number(6))});
    }
  }

  /// Components keep their keys' order, so that keys that rise are indexes that rise.
  void read_components() {
    Statement statement(database_,
                        "SELECT key, purl, cpe, vendor, name, version, scheme, model, windows, windows_product, "
                        "windows_build, windows_updates FROM component ORDER BY key");
    while (statement.step()) {
      const std::int64_t number = statement.number(0);
      if (number < 1 || number > key_most) damaged("a component");
      const auto key = static_cast<std::size_t>(number);
      if (key >= components_.size()) components_.resize(key + 1);
      components_[key] = static_cast<std::uint32_t>(fleet_.components.size()) + 1;
      inventory::Component& one = fleet_.components.emplace_back();
      one.purl = statement.text(1);
      one.cpe = statement.text(2);
      one.vendor = statement.text(3);
      one.name = statement.text(4);
      one.version = statement.text(5);
      one.scheme = advisory::scheme_from(statement.bytes(6));
      one.model = statement.text(7);
      if (statement.number(8) == 0) continue;
      one.windows.emplace();
      one.windows->product = statement.text(9);
      one.windows->build = statement.text(10);
      if (!unpack(statement.bytes(11), one.windows->updates)) damaged("a component");
    }
  }

  void read_devices() {
    Statement statement(database_,
                        "SELECT device.key, organisation, device.id, site, zone FROM device "
                        "JOIN organisation ON organisation.key = device.organisation "
                        "WHERE ?1 = '' OR organisation.id = ?1 ORDER BY organisation.id, device.id");
    statement.bind(organisation_);
    while (statement.step()) {
      devices_.emplace(statement.number(0), static_cast<std::uint32_t>(fleet_.devices.size()));
      fleet_.devices.push_back(
          {index_of(organisations_, statement.number(1)), statement.text(2), statement.text(3), statement.text(4)});
    }
  }

  void read_holding(const Said& said) {
    const auto device = devices_.find(said.device);
    if (device == devices_.end()) return;
    const std::uint32_t source = source_on(index_of(sources_, said.source), said.date.substr(0, of_day));
    inventory::Holding holding{device->second, source, fleet_.held.size(), 0};
    const bool whole = unpack_each(said.bytes, [&](std::uint32_t key) {
      if (key >= components_.size() || components_[key] == 0) damaged("a list of components");
      if (components_[key] != left_out) fleet_.held.push_back(components_[key] - 1);
    });
    if (!whole) damaged("a list of components");
    holding.end = fleet_.held.size();
    fleet_.holdings.push_back(holding);
  }

  /// Devices of which nothing was known yet on that day.
  void forget_unseen() {
    std::vector<std::uint32_t> number(fleet_.devices.size(), left_out);
    for (const inventory::Holding& holding : fleet_.holdings) number[holding.device] = 0;
    std::uint32_t kept = 0;
    for (std::uint32_t i = 0; i < number.size(); ++i) {
      if (number[i] == left_out) continue;
      if (kept != i) fleet_.devices[kept] = std::move(fleet_.devices[i]);
      number[i] = kept++;
    }
    fleet_.devices.resize(kept);
    for (inventory::Holding& holding : fleet_.holdings) holding.device = number[holding.device];
  }

  /// A source whose rows have dates of their own stands once for each day.
  std::uint32_t source_on(std::uint32_t source, std::string_view day) {
    if (std::string_view(fleet_.sources[source].date).substr(0, of_day) == day) return source;
    const auto [at, fresh] =
        days_.try_emplace({source, std::string(day)}, static_cast<std::uint32_t>(fleet_.sources.size()));
    if (fresh) {
      inventory::Source one = fleet_.sources[source];
      one.date = day;
      fleet_.sources.push_back(std::move(one));
    }
    return at->second;
  }

  void keep_wanted() {
    const std::vector<bool> wanted = wanted_(fleet_.components);
    for (std::uint32_t& one : components_) {
      if (one != 0 && !wanted.at(one - 1)) one = left_out;
    }
  }

  static constexpr std::size_t of_day = 10;              ///< length of "2017-05-12"
  static constexpr std::int64_t key_most = 100'000'000;  ///< of a component: the store gives them one after the other
  static constexpr std::uint32_t left_out = 0xFFFFFFFF;  ///< in components_: nobody asked for it

  Database& database_;
  std::string organisation_;
  std::string day_;  ///< "2017-05-12"; empty: the newest
  const Store::Wanted& wanted_;
  inventory::Fleet fleet_;
  Indexes organisations_;
  Indexes sources_;
  Indexes devices_;
  std::map<std::pair<std::uint32_t, std::string>, std::uint32_t> days_;  ///< source and day -> source
  std::vector<std::uint32_t> components_;                                ///< key -> index + 1
};

}  // namespace

base::Result<inventory::Fleet> Store::fleet(const std::optional<std::string>& organisation, const Wanted& wanted,
                                            const std::string& day) {
  return guarded(inside_->file,
                 [&] { return FleetReader(inside_->database, organisation.value_or(""), day, wanted).read(); });
}

}  // namespace store
