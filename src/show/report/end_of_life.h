#pragma once
// Who runs what nobody mends any longer, as a table for a terminal and as JSON.

#include <string>
#include <string_view>
#include <vector>

#include "foresee/exposure/end_of_life.h"

namespace report {

/// For people. `day`: "2026-11-23", that on which it holds.
std::string end_of_life_text(const std::vector<exposure::EndOfLife>& all, std::string_view day, std::size_t top,
                             int width, bool colour);
/// Schema cordon-end-of-life/1 (docs/exposed.md).
std::string end_of_life_json(const std::vector<exposure::EndOfLife>& all, std::string_view day, std::size_t top);

}  // namespace report
