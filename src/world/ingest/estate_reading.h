#pragma once
// An estate while it is read: what the readers of its tables share. Inside of world/ingest only.
//
// A row that has something wrong is kept with `none` in place of what could not be resolved, so that indices stay right
// and the rest of the checks can go on; the tables leave the room only when there is no problem at all.

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "world/estate/estate.h"
#include "world/ingest/csv.h"
#include "world/ingest/datapackage.h"
#include "world/ingest/folder.h"
#include "world/ingest/ids.h"
#include "world/ingest/table.h"

namespace ingest {

struct EstateReading {
  EstateReading(const Folder& the_folder, const CsvLimits& the_limits) : folder(the_folder), limits(the_limits) {}

  const Folder& folder;
  const CsvLimits& limits;
  DataPackage package;
  estate::Tables tables;
  base::Problems problems;

  Ids organisations, networks, zones, groups, services, measures, profiles, parameters;
  Ids kinds, sectors, regions, purposes;  ///< words in use, to find those that nothing has
  Ids vulnerabilities, edge_kinds;        ///< names by index

  std::vector<std::size_t> zone_rows, network_rows, organisation_rows, service_rows;  ///< row of each index
  std::vector<std::string> share_uses;  ///< for each parameter where it first stands for a share; empty: nowhere

  /// Reads a table; rows go to `each`. A table that is not listed has no rows. False when rows may be missing because
  /// the file could not be had; `ids` are then incomplete.
  bool read(std::string_view table, Ids* ids, const std::function<void(const Row&)>& each);
  /// File of a table as it stands in problems.
  [[nodiscard]] std::string file_of(std::string_view table) const;
  void wrong(std::string_view table, std::size_t row, std::string_view column, std::string_view value, std::string what,
             std::string mend);

  /// The same for an id that `ids` do not have, with the one that was perhaps meant.
  void unknown(std::string_view table, std::size_t row, std::string_view column, const std::string& id, const Ids& ids,
               std::string what);

  /// A number in [0, 1] or the name of a parameter, in (a part of) a column.
  estate::Quantity share(const Row& row, std::size_t column, std::string_view text);
  /// "sector=trust kind=acute", sorted by key.
  std::vector<std::pair<std::string, std::string>> by(const Row& row, std::size_t column);
};

/// Parts of a text between spaces.
std::vector<std::string_view> words_of(std::string_view text);

/// Notes a problem when a word is none of those in use: a row that speaks of it can never match.
void check_in_use(const Row& row, std::size_t column, std::string_view word, const Ids& words, std::string_view what);

/// Notes a problem when an id that needs may name is a word of their grammar.
void refuse_word_of_needs(const Row& row, std::size_t column);

/// A column of words, each of which sets its mark: what of the row is assumed.
void take_assumed(const Row& row, std::size_t column, const std::vector<std::pair<std::string_view, bool*>>& marks);

// The readers, in the order in which they need each other.
void read_organisations(EstateReading& reading);
void read_parameters(EstateReading& reading);  ///< uncertain.toml
void read_networks(EstateReading& reading);
void read_zones(EstateReading& reading);
void read_conduits(EstateReading& reading);
void read_devices(EstateReading& reading);
void read_members(EstateReading& reading);
void read_edges(EstateReading& reading);
void read_device_edges(EstateReading& reading);
void read_services(EstateReading& reading);
void read_measures(EstateReading& reading);
void read_profiles(EstateReading& reading);
void read_activity(EstateReading& reading);
void read_published(EstateReading& reading);
void read_harm(EstateReading& reading);  ///< harm.toml

// What only shows when all tables are there.
void check_parents(EstateReading& reading);
void check_networks(EstateReading& reading);
void check_zone_sizes(EstateReading& reading);
void check_service_cycles(EstateReading& reading);
void check_share_parameters(EstateReading& reading);

}  // namespace ingest
