#include "world/ingest/utf16.h"

#include <cstddef>
#include <cstdint>

namespace ingest {

namespace {

constexpr std::string_view little = "\xFF\xFE";
constexpr std::string_view big = "\xFE\xFF";

void append(std::string& text, std::uint32_t sign) {
  const auto tail = [&](unsigned shift) { text += static_cast<char>(0x80U | ((sign >> shift) & 0x3FU)); };
  if (sign < 0x80) {
    text += static_cast<char>(sign);
  } else if (sign < 0x800) {
    text += static_cast<char>(0xC0U | (sign >> 6U));
    tail(0);
  } else if (sign < 0x10000) {
    text += static_cast<char>(0xE0U | (sign >> 12U));
    tail(6);
    tail(0);
  } else {
    text += static_cast<char>(0xF0U | (sign >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

}  // namespace

bool is_utf16(std::string_view bytes) {
  return bytes.starts_with(little) || bytes.starts_with(big);
}

std::optional<std::string> utf8_of_utf16(std::string_view bytes) {
  if (!is_utf16(bytes) || bytes.size() % 2 != 0) return std::nullopt;
  const bool high_first = bytes.starts_with(big);
  const auto unit = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<std::uint32_t>(high_first ? first << 8U | second : second << 8U | first);
  };
  const auto is_half = [](std::uint32_t sign, std::uint32_t which) { return (sign & 0xFC00U) == which; };
  constexpr std::uint32_t high = 0xD800;
  constexpr std::uint32_t low = 0xDC00;
  std::string text;
  text.reserve(bytes.size() / 2);
  for (std::size_t at = 2; at < bytes.size(); at += 2) {
    std::uint32_t sign = unit(at);
    if (is_half(sign, low)) return std::nullopt;
    if (is_half(sign, high)) {
      at += 2;
      if (at == bytes.size() || !is_half(unit(at), low)) return std::nullopt;
      sign = 0x10000U + ((sign & 0x3FFU) << 10U | (unit(at) & 0x3FFU));
    }
    append(text, sign);
  }
  return text;
}

}  // namespace ingest
