#pragma once
// What must not reach the TOML library (toml++ 3.3): texts on which it recurses without bound or runs into undefined
// behaviour. They are found by a walk over the bytes, outside of strings and comments.

#include <cstddef>
#include <optional>
#include <string_view>

#include "base/problem.h"

namespace ingest {

inline constexpr std::size_t toml_depth_max = 12;  ///< deepest nesting of [ and {
inline constexpr std::size_t toml_dots_max = 8;    ///< most dots in one key or table name

/// The first trap of a text: brackets or names that nest too deep; a table header without a name; a quote or a bracket
/// in the middle of a word, a second = in one value; a character beyond ASCII outside of strings and comments, or
/// behind a backslash of a text of many lines. The problem's place is its line; its file is left empty. A text with a
/// trap is refused, so nothing that TOML allows is misread: it has no use for such characters, and the backslash at the
/// end of a line is the one freedom that is taken away.
std::optional<base::Problem> find_toml_trap(std::string_view text);

}  // namespace ingest
