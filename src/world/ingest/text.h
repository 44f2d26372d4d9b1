#pragma once
// Small judgements on a piece of text from outside: is it UTF-8, an id, a number.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ingest {

/// Longest id that is read, in bytes.
inline constexpr std::size_t id_bytes_max = 100;

/// Well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates, up to U+10FFFF).
bool is_utf8(std::string_view text);

/// A control character (below 0x20, or 0x7F) other than tab and line ends.
bool has_control(std::string_view text);

/// How a value stands in a problem: at most 60 characters, control characters and bytes that are not UTF-8 as \xNN.
std::string shown(std::string_view value);

/// Letters, digits and - _ . : / ; 1 to `id_bytes_max` of them.
bool is_id(std::string_view text);

/// A finite decimal number such as 12, 0.25, 1e-3; no sign +, no spaces, no thousands' separators.
std::optional<double> parse_number(std::string_view text);

/// A whole number in digits.
std::optional<std::uint64_t> parse_whole(std::string_view text);

/// Fewest single-character changes (insert, remove, replace) that make one text of the other; answers `most + 1` when
/// it is more than `most`.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t most);

}  // namespace ingest
