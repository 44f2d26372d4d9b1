#include "base/ipv4.h"

#include <charconv>

namespace base {

std::optional<std::uint32_t> parse_ipv4(std::string_view text) {
  std::uint32_t address = 0;
  for (int part = 0; part < 4; ++part) {
    if (part > 0) {
      if (!text.starts_with('.')) return std::nullopt;
      text.remove_prefix(1);
    }
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const auto digits = static_cast<std::size_t>(end - text.data());
    if (error != std::errc() || number > 255 || (digits > 1 && text.front() == '0')) return std::nullopt;
    address = address << 8U | number;
    text.remove_prefix(digits);
  }
  return text.empty() ? std::optional(address) : std::nullopt;
}

}  // namespace base
