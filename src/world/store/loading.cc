#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "world/store/inside.h"
#include "world/store/packing.h"
#include "world/store/sightings.h"

namespace store {

namespace {

using sql::Database;
using sql::Statement;

[[noreturn]] void damaged(const char* what) {
  throw sql::Failure(SQLITE_CORRUPT, fmt::format("holds {} that cannot be read", what));
}

constexpr const char* advisory_columns =
    "SELECT feed, publisher, advisory.id, title, revision, date, withdrawn, content FROM advisory ";

std::vector<advisory::Advisory> read_advisories(Statement& statement, Prose prose) {
  std::vector<advisory::Advisory> all;
  while (statement.step()) {
    advisory::Advisory& one = all.emplace_back();
    const auto feed = advisory::feed_from(statement.bytes(0));
    if (!feed) damaged("an advisory of an unknown feed");
    one.feed = *feed;
    one.publisher = statement.text(1);
    one.id = statement.text(2);
    one.title = statement.text(3);
    one.revision = statement.text(4);
    one.date = statement.text(5);
    one.withdrawn = statement.number(6) != 0;
    if (!unpack(statement.bytes(7), one, prose)) damaged("an advisory");
  }
  return all;
}

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
    if (day_.empty()) {
      read_holdings();
    } else {
      read_holdings_of_day();
      forget_unseen();
    }
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
      const auto key = static_cast<std::size_t>(statement.number(0));
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

  void read_holdings() {
    Statement statement(
        database_,
        "SELECT device, source, substr(sighting.date, 1, 10), components FROM sighting "
        "WHERE latest = 1 AND (?1 = '' OR organisation = (SELECT key FROM organisation WHERE id = ?1))");
    statement.bind(organisation_);
    while (statement.step()) read_holding(statement);
  }

  /// Of each tool the newest that it said of each device up to that day, and what has no date.
  void read_holdings_of_day() {
    Statement statement(database_,
                        "SELECT device, said.source, substr(said.date, 1, 10), said.components, sighting.tool FROM ("
                        "SELECT key, date, source, components FROM sighting "
                        "UNION ALL SELECT sighting, date, source, components FROM earlier) AS said "
                        "JOIN sighting ON sighting.key = said.key JOIN source ON source.key = said.source "
                        "WHERE substr(said.date, 1, 10) <= ?2 "
                        "AND (?1 = '' OR sighting.organisation = (SELECT key FROM organisation WHERE id = ?1)) "
                        "ORDER BY device, sighting.tool, said.date DESC, source.file DESC, sighting.key");
    statement.bind(organisation_, day_);
    std::pair<std::int64_t, std::string> last;
    while (statement.step()) {
      std::pair said(statement.number(0), statement.text(4));
      if (said == last) continue;
      last = std::move(said);
      read_holding(statement);
    }
  }

  void read_holding(const Statement& statement) {
    const auto device = devices_.find(statement.number(0));
    if (device == devices_.end()) return;
    const std::uint32_t source = source_on(index_of(sources_, statement.number(1)), statement.bytes(2));
    inventory::Holding holding{device->second, source, fleet_.held.size(), 0};
    const bool whole = unpack_each(statement.bytes(3), [&](std::uint32_t key) {
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
    constexpr std::size_t of_day = 10;
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

/// What people said of vulnerabilities on devices, by organisation, device, vulnerability and date. `read` makes one of
/// organisation, device, vulnerability, date and `columns`.
template <class Claim, class Read>
std::vector<Claim> read_claims(Database& database, std::string_view table, std::string_view columns,
                               std::vector<std::string> vulnerabilities, const Read& read) {
  Statement statement(database,
                      fmt::format("SELECT organisation.id, device.id, vulnerability, claim.date, {} FROM {} AS claim "
                                  "JOIN sighting ON sighting.key = claim.sighting "
                                  "JOIN device ON device.key = sighting.device "
                                  "JOIN organisation ON organisation.key = device.organisation "
                                  "WHERE vulnerability = ? ORDER BY claim.date",
                                  columns, table));
  std::vector<Claim> all;
  std::ranges::sort(vulnerabilities);
  for (const std::string& vulnerability : vulnerabilities) {
    statement.bind(vulnerability);
    while (statement.step()) all.push_back(read(statement));
  }
  std::ranges::stable_sort(all, [](const Claim& a, const Claim& b) {
    return std::tie(a.organisation, a.device) < std::tie(b.organisation, b.device);
  });
  return all;
}

}  // namespace

base::Result<std::vector<advisory::Advisory>> Store::advisories() {
  return guarded(inside_->file, [&] {
    Statement statement(inside_->database, std::string(advisory_columns) + "ORDER BY feed, publisher, advisory.id");
    return read_advisories(statement, Prose::left);
  });
}

base::Result<std::vector<advisory::Advisory>> Store::advisories_of(std::string_view id) {
  return guarded(inside_->file, [&] {
    Statement statement(inside_->database, std::string(advisory_columns) +
                                               "JOIN speaks_of ON speaks_of.advisory = advisory.key "
                                               "WHERE speaks_of.id = ? ORDER BY feed, publisher, advisory.id");
    statement.bind(id);
    return read_advisories(statement, Prose::read);
  });
}

base::Result<advisory::WindowsUpdates> Store::windows_updates() {
  return guarded(inside_->file, [&] {
    advisory::WindowsUpdates updates;
    Statement statement(inside_->database, "SELECT \"update\", superseded, products FROM supersedence");
    while (statement.step()) {
      advisory::Supersedence& one = updates.supersedences.emplace_back();
      one.update = static_cast<std::uint32_t>(statement.number(0));
      one.superseded = static_cast<std::uint32_t>(statement.number(1));
      std::string_view rest = statement.bytes(2);
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        one.products.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
    Statement builds(inside_->database, "SELECT \"update\", build FROM update_build");
    while (builds.step()) {
      updates.builds.push_back({static_cast<std::uint32_t>(builds.number(0)), builds.text(1)});
    }
    return updates;
  });
}

base::Result<inventory::Fleet> Store::fleet(const std::optional<std::string>& organisation, const Wanted& wanted,
                                            const std::string& day) {
  return guarded(inside_->file,
                 [&] { return FleetReader(inside_->database, organisation.value_or(""), day, wanted).read(); });
}

base::Result<std::vector<inventory::Sighting>> Store::sightings(const std::string& organisation) {
  return guarded(inside_->file, [&] {
    Statement find(inside_->database, "SELECT key FROM organisation WHERE id = ?");
    find.bind(organisation);
    if (!find.step()) return std::vector<inventory::Sighting>();
    return read_sightings(inside_->database, find.number(0)).sightings;
  });
}

base::Result<std::vector<std::string>> Store::organisations() {
  return guarded(inside_->file, [&] {
    std::vector<std::string> all;
    Statement statement(inside_->database, "SELECT id FROM organisation ORDER BY id");
    while (statement.step()) all.push_back(statement.text(0));
    return all;
  });
}

base::Result<std::vector<inventory::Mark>> Store::marks_of(const std::vector<std::string>& vulnerabilities) {
  return guarded(inside_->file, [&] {
    return read_claims<inventory::Mark>(inside_->database, "mark", "progress, remedy, note", vulnerabilities,
                                        [](const Statement& row) {
                                          const auto progress = inventory::progress_from(row.bytes(4));
                                          if (!progress) damaged("a mark");
                                          return inventory::Mark{row.text(0), row.text(1), row.text(2), *progress,
                                                                 row.text(5), row.text(3), row.text(6)};
                                        });
  });
}

base::Result<std::vector<inventory::Mitigation>> Store::mitigations_of(
    const std::vector<std::string>& vulnerabilities) {
  return guarded(inside_->file, [&] {
    return read_claims<inventory::Mitigation>(inside_->database, "mitigation", "claim.kind, owner, evidence, until",
                                              vulnerabilities, [](const Statement& row) {
                                                const auto kind = inventory::mitigation_from(row.bytes(4));
                                                if (!kind) damaged("a mitigation");
                                                return inventory::Mitigation{row.text(0), row.text(1), row.text(2),
                                                                             *kind,       row.text(5), row.text(6),
                                                                             row.text(7), row.text(3)};
                                              });
  });
}

base::Result<std::vector<inventory::Testimony>> Store::testimonies(const std::vector<std::string>& subjects) {
  return guarded(inside_->file, [&] {
    std::unordered_map<std::uint32_t, inventory::Finding> asked;
    Statement find(inside_->database, "SELECT key, subject, open FROM finding WHERE subject = ?");
    for (const std::string& subject : subjects) {
      find.bind(subject);
      while (find.step()) {
        asked.emplace(static_cast<std::uint32_t>(find.number(0)),
                      inventory::Finding{find.text(1), find.number(2) != 0});
      }
    }
    std::vector<inventory::Testimony> all;
    if (asked.empty()) return all;
    Statement statement(inside_->database,
                        "SELECT organisation.id, device.id, sighting.tool, source.file, sighting.date, findings "
                        "FROM sighting JOIN device ON device.key = sighting.device "
                        "JOIN source ON source.key = sighting.source "
                        "JOIN organisation ON organisation.key = sighting.organisation "
                        "WHERE latest = 1 AND findings <> x'' "
                        "ORDER BY organisation.id, device.id, sighting.tool, sighting.key");
    while (statement.step()) {
      const bool whole = unpack_each(statement.bytes(5), [&](std::uint32_t key) {
        const auto found = asked.find(key);
        if (found == asked.end()) return;
        all.push_back({statement.text(0), statement.text(1), statement.text(2), statement.text(3), statement.text(4), 0,
                       found->second});
      });
      if (!whole) damaged("a list of findings");
    }
    return all;
  });
}

base::Result<std::vector<inventory::Refusals>> Store::refusals() {
  return guarded(inside_->file, [&] {
    Statement statement(inside_->database,
                        "WITH newest AS (SELECT organisation, tool, max(date) AS date FROM refusal GROUP BY 1, 2) "
                        "SELECT organisation, sum(rows) FROM newest JOIN refusal USING (organisation, tool, date) "
                        "GROUP BY organisation HAVING sum(rows) > 0 ORDER BY organisation");
    std::vector<inventory::Refusals> all;
    while (statement.step()) all.push_back({statement.text(0), static_cast<std::size_t>(statement.number(1))});
    return all;
  });
}

}  // namespace store
