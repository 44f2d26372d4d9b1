#pragma once
// The tables of an estate and their columns, in the order in which the readers count them.

#include <span>

#include "world/ingest/table.h"

namespace ingest {

/// All tables; docs/formats/estate.md describes them.
std::span<const TableRules> estate_tables();

}  // namespace ingest
