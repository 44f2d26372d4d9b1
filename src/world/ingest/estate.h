#pragma once
// An estate from its folder: datapackage.json, the CSV tables that it lists, uncertain.toml, harm.toml.
//
// The formats are in docs/formats/estate.md. Every reference is resolved, everything that is wrong is reported with
// file, row, column, value and mend; when anything is wrong there is no estate. Nothing is dropped or filled in.

#include <filesystem>

#include "base/result.h"
#include "world/estate/estate.h"
#include "world/ingest/csv.h"
#include "world/ingest/folder.h"

namespace ingest {

base::Result<estate::Tables> read_estate(const std::filesystem::path& folder);

/// The same from any folder, with limits of one's own for each table.
base::Result<estate::Tables> read_estate(const Folder& folder, const CsvLimits& limits = {});

}  // namespace ingest
