// Alpine: number{.number}[letter]{_suffix[number]}[~hash][-r[number]]. Source: apk-package(5). What follows that is no
// version; apk still orders it, before the same version without it, and such texts among each other as texts.

#include <array>

#include "world/advisory/version_key.h"

namespace advisory {

namespace {

constexpr unsigned char end = 1;
constexpr unsigned char leading_zero = 2;  // "01" is compared as a text: before every number without a zero
constexpr unsigned char no_suffix = 5;     // between rc and cvs

struct Suffix {
  std::string_view name;
  unsigned char mark;
};
// "pre" stands before "p", which it begins with.
constexpr std::array<Suffix, 9> suffixes{
    {{"alpha", 1}, {"beta", 2}, {"pre", 3}, {"rc", 4}, {"cvs", 6}, {"svn", 7}, {"git", 8}, {"hg", 9}, {"p", 10}}};

void take_numbers(std::string_view& rest, KeyWriter& key) {
  bool first = true;
  while (!rest.empty() && is_digit(rest.front())) {
    const std::string_view digits = take_digits(rest);
    if (!first && digits.front() == '0') {
      key.mark(leading_zero);
      key.word(digits);
    } else {
      key.number(digits);
    }
    first = false;
    if (!rest.empty() && rest.front() == '.') rest.remove_prefix(1);
  }
  key.mark(end);
}

bool take_suffix(std::string_view& rest, KeyWriter& key) {
  if (!rest.starts_with('_')) return false;
  for (const Suffix& suffix : suffixes) {
    if (!rest.substr(1).starts_with(suffix.name)) continue;
    rest.remove_prefix(1 + suffix.name.size());
    key.mark(suffix.mark);
    key.number(take_digits(rest));
    return true;
  }
  return false;
}

/// A commit hash cannot be ordered; two versions that differ in it alone are the same here, as they are for apk.
void skip_hash(std::string_view& rest) {
  if (!rest.starts_with('~')) return;
  const std::size_t after = rest.find_first_not_of("0123456789abcdef", 1);
  if (after != 1) rest = after == std::string_view::npos ? std::string_view() : rest.substr(after);
}

}  // namespace

std::optional<std::string> alpine_key(std::string_view text) {
  if (text.find(' ') != std::string_view::npos) return std::nullopt;
  KeyWriter key;
  std::string_view rest = text;
  take_numbers(rest, key);
  key.mark(!rest.empty() && is_lower(rest.front()) ? static_cast<unsigned char>(rest.front()) : end);
  if (!rest.empty() && is_lower(rest.front())) rest.remove_prefix(1);
  while (take_suffix(rest, key)) {
  }
  key.mark(no_suffix);
  skip_hash(rest);
  const bool build = rest.starts_with("-r");
  if (build) rest.remove_prefix(2);
  key.number(build ? take_digits(rest) : std::string_view());
  key.mark(rest.empty() ? 2 : 1);
  if (!rest.empty() && !build) key.word(text);
  return key.take();
}

}  // namespace advisory
