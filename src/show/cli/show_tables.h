#pragma once
// Small tables for people and, with the same content, for programs.

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "world/estate/estate.h"

namespace cli {

struct ShowColumn {
  std::string title;
  bool right = false;  ///< numbers stand on the right
};

struct ShowTable {
  using Cell = std::variant<std::string, std::uint64_t>;
  std::string title;
  std::vector<ShowColumn> columns;
  std::vector<std::vector<Cell>> rows;
};

/// Name and title of the estate, then each table that has rows; no line wider than `width` (the last column is cut).
std::string to_text(const estate::Estate& estate, const std::vector<ShowTable>& tables, int width);

/// Schema cordon-estate-show/1: each table a list of objects, keyed by the titles of the columns.
std::string to_json(const estate::Estate& estate, const std::vector<ShowTable>& tables);

}  // namespace cli
