#pragma once
// The tables of an estate and their columns, in the order in which the readers count them.

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "world/ingest/table.h"

namespace ingest {

/// All tables; docs/formats/estate.md describes them.
std::span<const TableRules> estate_tables();

/// A table that is written: its rules, and how many of their columns it has, the first ones.
struct WrittenTable {
  const TableRules* rules = nullptr;
  std::size_t columns = 0;
  std::vector<std::size_t> left_out{};  ///< of these columns, rising: not written
};

/// Its head line, with a line end.
std::string table_header(const WrittenTable& table);

/// How the id of a device stands in members.csv: a spreadsheet would run what begins like a formula, so that gets an
/// apostrophe in front, and so does what begins with an apostrophe.
std::string guarded(std::string_view device);
/// The id that such a cell holds.
std::string_view unguarded(std::string_view cell);

/// The datapackage.json of a folder that has these tables, each as NAME.csv. Name and title stand in it as they are:
/// without quotes, backslashes and control characters.
std::string data_package(const std::string& name, const std::string& title, const std::vector<WrittenTable>& tables);

/// Rows by the name of their table, in the order of the rules, of which the last columns may be left away.
using TableRows = std::map<std::string, std::vector<std::vector<std::string>>>;

/// The files of these tables by name, with datapackage.json: the readers get back the same values, whatever texts they
/// are (RFC 4180, and guarded() for devices of members). Tables without rows are left out, and so are columns that may
/// be missing and that no row fills.
std::map<std::string, std::string> table_files(const std::string& name, const std::string& title,
                                               const TableRows& tables);

}  // namespace ingest
