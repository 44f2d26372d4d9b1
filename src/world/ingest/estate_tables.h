#pragma once
// The tables of an estate and their columns, in the order in which the readers count them.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "world/ingest/table.h"

namespace ingest {

/// All tables; docs/formats/estate.md describes them.
std::span<const TableRules> estate_tables();

/// A table that is written: its rules, and how many of their columns it has, the first ones.
struct WrittenTable {
  const TableRules* rules = nullptr;
  std::size_t columns = 0;
};

/// Its head line, with a line end.
std::string table_header(const WrittenTable& table);

/// The datapackage.json of a folder that has these tables, each as NAME.csv. Name and title stand in it as they are:
/// without quotes, backslashes and control characters.
std::string data_package(const std::string& name, const std::string& title, const std::vector<WrittenTable>& tables);

}  // namespace ingest
