#pragma once
// datapackage.json: which tables an estate has, where they lie, and which columns they say they have
// (Frictionless Data Package with Table Schema, profile tabular-data-package).

#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "world/ingest/table.h"

namespace ingest {

inline constexpr std::size_t datapackage_bytes_max = 1 << 20;
inline constexpr std::size_t datapackage_depth_max = 16;

struct Resource {
  std::string name;                 ///< "zones"
  std::string path;                 ///< "zones.csv", below the folder
  std::vector<std::string> fields;  ///< of its schema, in order
};

struct DataPackage {
  std::string name;
  std::string title;
  std::vector<Resource> resources;
  bool complete = true;  ///< false when a table was listed in a way that cannot be followed
};

/// Reads and checks the text against the tables that there are; `file` stands in problems. What can be read stands in
/// the answer even when there are problems, so that the tables can be checked in the same run.
DataPackage read_datapackage(std::string_view text, const std::string& file, std::span<const TableRules> tables,
                             base::Problems& problems);

}  // namespace ingest
