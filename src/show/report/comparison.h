#pragma once
// Drills side by side for people and for programs. Formats, never computes: what is printed stands in
// comparison::Table.
//
// The bytes depend on the arguments alone. Names from files are data: each format escapes them.

#include <span>
#include <string>
#include <vector>

#include "foresee/comparison/side_by_side.h"
#include "foresee/drill/drill.h"

namespace report {

/// A result and the file that it was read from, as the user gave it.
struct Side {
  std::string file;
  drill::Result result;
};

/// Drills under counterfactuals beside the drill as it was, for the page.
struct Counterfactuals {
  comparison::Table table;
  std::vector<Side> sides;          ///< the first is the drill as it was
  std::vector<std::string> titles;  ///< for people, in the order of `sides`
};

/// What to call each: the names of threat, defence and estate as far as they differ ("no defence" where there is none);
/// when that does not tell all of them apart the files' names without their endings, and when these do not either the
/// files as given. Safe for a terminal.
std::vector<std::string> names_of(std::span<const Side> sides);

/// "With kill-switch-4h-sooner 19 trusts fewer are infected on average (16 to 22); in 9 of 10 simulated outbreaks
/// between 0 and 41 fewer." Or why nothing of the kind can be said.
std::string sentence(const comparison::Compared& measure, const std::string& name);

/// A sentence for each other drill, best first; then a table for each, and what there is to know about it. No line is
/// wider than `width` columns (at least 40). UTF-8; ends with a newline.
std::string comparison_to_terminal(const comparison::Table& table, std::span<const Side> sides, bool colour, int width);

/// Schema cordon-compare/1 (docs/formats/compare.md). What is not finite is null. Ends with a newline.
std::string comparison_to_json(const comparison::Table& table, std::span<const Side> sides);

}  // namespace report
