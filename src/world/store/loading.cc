#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "world/store/inside.h"
#include "world/store/packing.h"
#include "world/store/said.h"
#include "world/store/sightings.h"

namespace store {

namespace {

using sql::Database;
using sql::Statement;

constexpr const char* advisory_columns =
    "SELECT feed, publisher, advisory.id, title, revision, date, withdrawn, content FROM advisory ";
constexpr const char* advisory_columns_and_head =
    "SELECT feed, publisher, advisory.id, title, revision, date, withdrawn, content, head FROM advisory "
    "LEFT JOIN document ON document.advisory = advisory.key ";

/// With what is for people, Prose::read, the head too: with the columns that it needs.
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
    if (prose == Prose::left) continue;
    const std::string_view head = statement.bytes(8);
    if (!head.empty() && !unpack(head, one.head)) damaged("the head of a document");
  }
  return all;
}

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
                                  "WHERE vulnerability = ? ORDER BY claim.date, claim.sighting",
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
    Statement statement(inside_->database, std::string(advisory_columns_and_head) +
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
    return read_claims<inventory::Mark>(inside_->database, "mark", "progress, remedy, note, component", vulnerabilities,
                                        [](const Statement& row) {
                                          const auto progress = inventory::progress_from(row.bytes(4));
                                          if (!progress) damaged("a mark");
                                          return inventory::Mark{row.text(0), row.text(1), row.text(2), *progress,
                                                                 row.text(5), row.text(3), row.text(6), row.text(7)};
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

base::Result<std::vector<inventory::Testimony>> Store::testimonies(const std::vector<std::string>& subjects,
                                                                   const std::string& day) {
  return guarded(inside_->file, [&] {
    Database& database = inside_->database;
    std::unordered_map<std::uint32_t, inventory::Finding> asked;
    Statement find(database, "SELECT key, subject, open FROM finding WHERE subject = ?");
    for (const std::string& subject : subjects) {
      find.bind(subject);
      while (find.step()) {
        asked.emplace(static_cast<std::uint32_t>(find.number(0)),
                      inventory::Finding{find.text(1), find.number(2) != 0});
      }
    }
    std::vector<inventory::Testimony> all;
    if (asked.empty()) return all;
    Statement whose(database,
                    "SELECT organisation.id, device.id, source.file, source.good_for FROM device JOIN source "
                    "JOIN organisation ON organisation.key = device.organisation "
                    "WHERE device.key = ? AND source.key = ?");
    each_said(database, SaidColumn::findings, "", day, [&](const Said& said) {
      const bool whole = unpack_each(said.bytes, [&](std::uint32_t key) {
        const auto found = asked.find(key);
        if (found == asked.end()) return;
        if (!whose.bind(said.device, said.source).step()) damaged("a reference");
        all.push_back({whose.text(0), whose.text(1), std::string(said.tool), whose.text(2), std::string(said.date),
                       static_cast<int>(whose.number(3)), found->second});
      });
      if (!whole) damaged("a list of findings");
    });
    std::ranges::stable_sort(all, [](const inventory::Testimony& a, const inventory::Testimony& b) {
      return std::tie(a.organisation, a.device, a.tool) < std::tie(b.organisation, b.device, b.tool);
    });
    return all;
  });
}

base::Result<std::vector<inventory::Refusals>> Store::refusals(const std::string& day) {
  return guarded(inside_->file, [&] {
    Statement statement(inside_->database,
                        "WITH newest AS (SELECT organisation, tool, max(date) AS date FROM refusal "
                        "WHERE ?1 = '' OR date < ?2 GROUP BY organisation, tool) "
                        "SELECT organisation, sum(rows) FROM newest JOIN refusal USING (organisation, tool) "
                        "WHERE refusal.date = newest.date OR refusal.date = '' GROUP BY organisation HAVING sum(rows) "
                        "> 0 ORDER BY organisation");
    const std::string end = end_of(day);
    statement.bind(day, end);
    std::vector<inventory::Refusals> all;
    while (statement.step()) all.push_back({statement.text(0), static_cast<std::size_t>(statement.number(1))});
    return all;
  });
}

}  // namespace store
