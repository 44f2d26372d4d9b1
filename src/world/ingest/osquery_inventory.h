#pragma once
// What osquery found: rows of its tables as JSON, by `osqueryi --json` or in the results log of osqueryd.

#include <string>
#include <string_view>

#include "base/result.h"
#include "world/ingest/inventory.h"

namespace ingest {

/// Whether it is a list of rows, and whether it is a log with one result a line.
bool is_osquery(std::string_view bytes);

/// Reads rows of deb_packages, rpm_packages, os_version and patches of Windows, and of any table with a name and a
/// version (programs, apps, python_packages, ...). A log names its devices (hostIdentifier), of which snapshots are
/// taken; a list is of `device`. Rows and lines that are wrong are refused by themselves. Problems: no device, no JSON,
/// too large or too deep, a log that is cut off.
base::Result<InventoryReading> read_osquery(const std::string& name, std::string_view bytes, const std::string& device);

}  // namespace ingest
