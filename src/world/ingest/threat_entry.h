#pragma once
// The part of a threat file that says how the threat gets in: seeds, pressure, suppliers, mail.

#include "world/ingest/toml_node.h"
#include "world/threat/threat.h"

namespace ingest {

/// Fills seeds, pressures, suppliers and mails from [[seeds]], [[pressure]], [[supplier]] and [[mail]].
void read_entry(const TomlTable& file, threat::Threat& threat);

}  // namespace ingest
