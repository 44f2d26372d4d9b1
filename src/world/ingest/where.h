#pragma once
// `where = { sector = "trust", platform = ["windows-7", "windows-xp"] }`: what threats and defences are about.

#include "world/ingest/toml_node.h"
#include "world/threat/threat.h"

namespace ingest {

/// The key `where` of a table; absent: everything.
threat::Selector read_where(const TomlTable& table);

/// The same where only organisations are chosen: zone, purpose, group, platform and type are refused.
threat::Selector read_where_organisations(const TomlTable& table);

}  // namespace ingest
