// PHP's Composer. Source: version_compare() of PHP, which Composer's order of canonical versions goes back to. Letters
// of either case are alike here, as Composer has it.

#include <array>

#include "world/advisory/version_key.h"

namespace advisory {

namespace {

// "#" of version_compare's table, the place of any number, is KeyWriter's numbers; a longer version comes after what it
// begins with when a number follows, and before it when "RC" or less does.
constexpr unsigned char unknown = 1, dev = 2, alpha = 3, beta = 4, candidate = 5, end = 6;
constexpr unsigned char patch = KeyWriter::last_mark;

unsigned char mark_of(std::string_view word) {
  if (word.starts_with("dev")) return dev;
  if (word.starts_with('a')) return alpha;
  if (word.starts_with('b')) return beta;
  if (word.starts_with("rc")) return candidate;
  if (word.starts_with('p')) return patch;
  return unknown;
}

}  // namespace

std::optional<std::string> packagist_key(std::string_view text) {
  const std::string lower = lowered(text);
  std::string_view rest = lower;
  if (rest.starts_with('v')) rest.remove_prefix(1);
  if (rest.empty()) return std::nullopt;
  KeyWriter key;
  while (!rest.empty()) {
    const char c = rest.front();
    if (is_digit(c)) {
      key.number(take_digits(rest));
    } else if (c == '.' || c == '-' || c == '_' || c == '+') {
      rest.remove_prefix(1);
    } else if (is_lower(c)) {
      const std::string_view word = take_letters(rest);
      if (word != "stable") key.mark(mark_of(word));  // Composer drops it
    } else {
      return std::nullopt;
    }
  }
  key.mark(end);
  return key.take();
}

}  // namespace advisory
