#pragma once
// Writes inventories: what each source says of each device, and what devices that makes. Private to world/store.

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "world/inventory/inventory.h"
#include "world/inventory/sighting.h"
#include "world/store/sqlite.h"
#include "world/store/store.h"

namespace store {

/// The sightings of one organisation as they stand in the file.
struct StoredSightings {
  std::vector<inventory::Sighting> sightings;
  std::vector<std::int64_t> keys;
  std::vector<std::int64_t> devices;  ///< 0: none yet
  std::vector<bool> latest;           ///< of their tool on their device
};

StoredSightings read_sightings(sql::Database& database, std::int64_t organisation);

class Sightings {
 public:
  explicit Sightings(sql::Database& database) : database_(database) {}

  /// Of each tool and id the newest counts: by its date, and of the same date by the name of its file. A list without a
  /// date is older than any that has one. The same file again is a correction, and takes the place of what it said.
  /// What an older one said is kept beside it, for questions about an earlier day.
  Report put(const inventory::Inventory& found);
  /// Brings the devices of organisations that were touched in line with their sightings.
  void settle();
  /// The same, and forgets lists that others have wholly taken the place of. Whoever commits, calls it first.
  void finish();

 private:
  /// What the numbers in a device's lists are in the file.
  struct Keys {
    std::vector<std::uint32_t> components;
    std::vector<std::uint32_t> findings;
  };
  Change put(const inventory::Device& device, const inventory::Inventory& found, std::int64_t organisation,
             std::int64_t source, const Keys& keys);
  std::int64_t organisation_of(const std::string& id);
  std::uint32_t component_of(const inventory::Component& component);
  std::uint32_t finding_of(const inventory::Finding& finding);
  void settle(std::int64_t organisation);

  sql::Database& database_;
  std::set<std::int64_t> touched_;   ///< organisations whose devices may be others now
  std::set<std::int64_t> imported_;  ///< organisations
  sql::Statement find_organisation_{database_, "SELECT key FROM organisation WHERE id = ?"};
  sql::Statement put_organisation_{database_, "INSERT INTO organisation (id) VALUES (?)"};
  sql::Statement put_source_{database_,
                             "INSERT INTO source (organisation, tool, file, tells, date, good_for) "
                             "VALUES (?, ?, ?, ?, ?, ?)"};
  sql::Statement forget_sources_{database_,
                                 "DELETE FROM source WHERE organisation = ? "
                                 "AND NOT EXISTS (SELECT 1 FROM sighting WHERE sighting.source = source.key) "
                                 "AND NOT EXISTS (SELECT 1 FROM earlier WHERE earlier.source = source.key)"};
  sql::Statement find_component_{database_, "SELECT key FROM component WHERE identity = ?"};
  sql::Statement put_component_{
      database_,
      "INSERT INTO component (identity, purl, cpe, vendor, name, version, scheme, model, windows, "
      "windows_product, windows_build, windows_updates) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
  sql::Statement find_{
      database_,
      "SELECT sighting.key, sighting.date, source.file, name, site, zone, kind, address, identifiers, "
      "components, findings, good_for, tells FROM sighting JOIN source ON source.key = sighting.source "
      "WHERE sighting.organisation = ? AND sighting.tool = ? AND sighting.id = ?"};
  sql::Statement put_{database_,
                      "INSERT INTO sighting (organisation, tool, id, source, latest, date, name, site, zone, kind, "
                      "address, identifiers, components, findings) VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, "
                      "?)"};
  sql::Statement replace_{database_,
                          "UPDATE sighting SET source = ?, date = ?, name = ?, site = ?, zone = ?, kind = ?, "
                          "address = ?, identifiers = ?, components = ?, findings = ? WHERE key = ?"};
  sql::Statement find_finding_{database_, "SELECT key FROM finding WHERE subject = ? AND open = ?"};
  sql::Statement put_finding_{database_, "INSERT INTO finding (subject, open) VALUES (?, ?)"};
  /// The same file of the same day is a correction of what it said.
  sql::Statement forget_earlier_{database_,
                                 "DELETE FROM earlier WHERE sighting = ? AND date = ? "
                                 "AND (SELECT file FROM source WHERE key = earlier.source) = ?"};
  sql::Statement put_earlier_{
      database_, "INSERT INTO earlier (sighting, date, source, components, findings) VALUES (?, ?, ?, ?, ?)"};
  sql::Statement keep_earlier_{database_,
                               "INSERT OR REPLACE INTO earlier (sighting, date, source, components, findings) "
                               "SELECT key, date, source, components, findings FROM sighting WHERE key = ?"};
  /// Now it is known of what day it is, or what is wrong with it.
  sql::Statement forget_undated_refusal_{
      database_, "DELETE FROM refusal WHERE organisation = ? AND tool = ? AND file = ? AND date = ''"};
  sql::Statement put_refusal_{database_,
                              "INSERT OR REPLACE INTO refusal (organisation, tool, file, date, rows) "
                              "VALUES (?, ?, ?, ?, ?)"};
};

}  // namespace store
