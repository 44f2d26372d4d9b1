#pragma once
// IPv4 addresses as text.

#include <cstdint>
#include <optional>
#include <string_view>

namespace base {

/// "10.1.0.7" as a number. Nothing for any other text, and for numbers with leading zeros, which some tools read as
/// octal.
std::optional<std::uint32_t> parse_ipv4(std::string_view text);

}  // namespace base
