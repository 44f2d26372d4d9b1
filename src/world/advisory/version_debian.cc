// Debian: [epoch:]upstream[-revision]. Source: Debian Policy Manual, section 5.6.12; deb-version(7).

#include "world/advisory/version_key.h"

namespace advisory {

namespace {

// In a part that is no number, "~" comes before the end, the end before letters, and letters before all else.
constexpr unsigned char tilde = 1;
constexpr unsigned char end = 2;

unsigned char rank(char c) {
  if (c == '~') return tilde;
  return static_cast<unsigned char>(is_letter(c) ? c : 0x80 | c);
}

/// Parts that are no number and numbers, in turn. What has ended goes on as empty parts and zeros.
void write_part(std::string_view text, KeyWriter& key) {
  do {
    while (!text.empty() && !is_digit(text.front())) {
      key.mark(rank(text.front()));
      text.remove_prefix(1);
    }
    key.mark(end);
    key.number(take_digits(text));
  } while (!text.empty());
  key.mark(end);
}

}  // namespace

std::optional<std::string> debian_key(std::string_view text) {
  KeyWriter key;
  const std::size_t colon = text.find(':');
  std::string_view epoch;
  if (colon != std::string_view::npos) {
    epoch = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  const std::size_t hyphen = text.rfind('-');
  const std::string_view revision = hyphen == std::string_view::npos ? "" : text.substr(hyphen + 1);
  const std::string_view upstream = text.substr(0, hyphen);
  if (epoch.find_first_not_of("0123456789") != std::string_view::npos || upstream.empty()) return std::nullopt;
  if (text.find(' ') != std::string_view::npos) return std::nullopt;
  key.number(epoch);
  write_part(upstream, key);
  write_part(revision, key);
  return key.take();
}

}  // namespace advisory
