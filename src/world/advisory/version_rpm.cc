// rpm: [epoch:]version[-release], each by rpmvercmp. Source: rpm-version(7), and the tests of rpm's manual for "~",
// "^".

#include "world/advisory/version_key.h"

namespace advisory {

namespace {

constexpr unsigned char tilde = 1;  // before the end: 1.0~rc1 < 1.0
constexpr unsigned char end = 2;
constexpr unsigned char caret = 3;  // after the end, before all else: 1.0 < 1.0^git1 < 1.0.1
constexpr unsigned char letters = 4;

void write_part(std::string_view text, KeyWriter& key) {
  while (!text.empty()) {
    const char c = text.front();
    if (is_digit(c)) {
      key.number(take_digits(text));
    } else if (is_letter(c)) {
      key.mark(letters);
      key.word(take_letters(text));
    } else {
      if (c == '~') key.mark(tilde);
      if (c == '^') key.mark(caret);
      text.remove_prefix(1);
    }
  }
  key.mark(end);
}

}  // namespace

std::optional<std::string> rpm_key(std::string_view text) {
  KeyWriter key;
  const std::size_t colon = text.find(':');
  std::string_view epoch;
  if (colon != std::string_view::npos) {
    epoch = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  if (epoch.find_first_not_of("0123456789") != std::string_view::npos || text.empty()) return std::nullopt;
  if (text.find(' ') != std::string_view::npos) return std::nullopt;
  const std::size_t hyphen = text.rfind('-');
  key.number(epoch);
  write_part(text.substr(0, hyphen), key);
  write_part(hyphen == std::string_view::npos ? "" : text.substr(hyphen + 1), key);
  return key.take();
}

}  // namespace advisory
