#pragma once
// What Windows' own commands print: UTF-16 with a byte order mark, UTF-8, or the code page of the console. Private to
// the readers of such lists.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ingest::windows {

/// Longest list that is read, in bytes, and most lines in it.
inline constexpr std::size_t text_bytes_most = 16U << 20U;
inline constexpr std::size_t text_lines_most = 200'000;

/// The text in ASCII and, where it is UTF-8 or UTF-16, beyond: bytes of an unknown code page become "?". Nothing that
/// is read of such a list (numbers, KB numbers, host names of ASCII letters) depends on the code page.
std::string decoded(std::string_view bytes);

/// Lines without their ends.
std::vector<std::string_view> lines_of(std::string_view text);

/// Numbers of all updates named in a text, "KB4012212" or "Q147222", rising, each once.
std::vector<std::uint32_t> updates_in(std::string_view text);

/// Without spaces at its ends.
std::string_view trimmed(std::string_view text);

}  // namespace ingest::windows
