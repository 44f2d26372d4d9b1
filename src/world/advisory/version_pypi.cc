// Python: PEP 440, "Version specifiers", section "Summary of permitted suffixes and relative ordering". What PEP 440
// does not allow is older than all that it does, in the order of setuptools before version 66 (pkg_resources).

#include <algorithm>
#include <array>
#include <vector>

#include "world/advisory/version_key.h"

namespace advisory {

namespace {

constexpr unsigned char legacy = 1;
constexpr unsigned char pep_440 = 2;
// The marks at each place, in their order.
constexpr unsigned char end = 1;
constexpr unsigned char dev_only = 1, pre_a = 2, pre_b = 3, pre_rc = 4, no_pre = 5;
constexpr unsigned char no_post = 1, post = 2;
constexpr unsigned char dev = 1, no_dev = 2;
constexpr unsigned char local_word = 2;

bool separator(char c) {
  return c == '.' || c == '-' || c == '_';
}

/// Takes one of `words` from the front, with at most one separator before it. Longer words stand before what they begin
/// with. Which one; nothing when there is none.
template <std::size_t n>
std::optional<std::size_t> take_word(std::string_view& rest, const std::array<std::string_view, n>& words) {
  std::string_view after = rest;
  if (!after.empty() && separator(after.front())) after.remove_prefix(1);
  for (std::size_t i = 0; i < n; ++i) {
    if (!after.starts_with(words[i])) continue;
    rest = after.substr(words[i].size());
    return i;
  }
  return std::nullopt;
}

/// The number after such a word, with at most one separator before it; none is 0.
std::string_view take_number(std::string_view& rest) {
  std::string_view after = rest;
  if (!after.empty() && separator(after.front())) after.remove_prefix(1);
  if (after.empty() || !is_digit(after.front())) return {};
  rest = after;
  return take_digits(rest);
}

bool take_release(std::string_view& rest, KeyWriter& key) {
  std::size_t zeros = 0;
  for (;;) {
    const std::string_view digits = take_digits(rest);
    if (digits.empty()) return false;
    if (significant(digits).empty()) {
      ++zeros;
    } else {
      for (; zeros > 0; --zeros) key.number("");
      key.number(digits);
    }
    if (rest.size() < 2 || rest[0] != '.' || !is_digit(rest[1])) break;
    rest.remove_prefix(1);
  }
  key.mark(end);
  return true;
}

struct Suffixes {
  std::optional<unsigned char> pre;
  std::string_view pre_number;
  bool post = false;
  std::string_view post_number;
  bool dev = false;
  std::string_view dev_number;
};

Suffixes take_suffixes(std::string_view& rest) {
  static constexpr std::array<std::string_view, 8> pre_words{"alpha", "a", "beta", "b", "rc", "c", "preview", "pre"};
  static constexpr std::array<unsigned char, 8> pre_marks{pre_a, pre_a, pre_b, pre_b, pre_rc, pre_rc, pre_rc, pre_rc};
  Suffixes found;
  if (const auto word = take_word(rest, pre_words)) {
    found.pre = pre_marks[*word];
    found.pre_number = take_number(rest);
  }
  if (rest.size() > 1 && rest[0] == '-' && is_digit(rest[1])) {  // "1.0-1" is a post-release
    rest.remove_prefix(1);
    found.post = true;
    found.post_number = take_digits(rest);
  } else if (take_word(rest, std::array<std::string_view, 3>{"post", "rev", "r"})) {
    found.post = true;
    found.post_number = take_number(rest);
  }
  if (take_word(rest, std::array<std::string_view, 1>{"dev"})) {
    found.dev = true;
    found.dev_number = take_number(rest);
  }
  return found;
}

void write(const Suffixes& found, KeyWriter& key) {
  if (found.pre) {
    key.mark(*found.pre);
    key.number(found.pre_number);
  } else {
    key.mark(found.dev && !found.post ? dev_only : no_pre);
  }
  key.mark(found.post ? post : no_post);
  if (found.post) key.number(found.post_number);
  key.mark(found.dev ? dev : no_dev);
  if (found.dev) key.number(found.dev_number);
}

bool take_local(std::string_view& rest, KeyWriter& key) {
  if (rest.starts_with('+')) {
    do {
      rest.remove_prefix(1);
      std::size_t n = 0;
      while (n < rest.size() && (is_digit(rest[n]) || is_lower(rest[n]))) ++n;
      if (n == 0) return false;
      const std::string_view segment = rest.substr(0, n);
      rest.remove_prefix(n);
      if (segment.find_first_not_of("0123456789") == std::string_view::npos) {
        key.number(segment);
      } else {
        key.mark(local_word);
        key.word(segment);
      }
    } while (!rest.empty() && separator(rest.front()));
  }
  key.mark(end);
  return true;
}

std::optional<std::string> pep_440_key(std::string_view rest) {
  KeyWriter key;
  key.mark(pep_440);
  if (rest.starts_with('v')) rest.remove_prefix(1);
  std::string_view epoch;
  const std::size_t bang = rest.find('!');
  if (bang != std::string_view::npos) {
    epoch = rest.substr(0, bang);
    if (epoch.empty() || epoch.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    rest.remove_prefix(bang + 1);
  }
  key.number(epoch);
  if (!take_release(rest, key)) return std::nullopt;
  write(take_suffixes(rest), key);
  if (!take_local(rest, key) || !rest.empty()) return std::nullopt;
  return key.take();
}

/// One part of a version as pkg_resources wrote it for comparing.
std::string legacy_part(std::string_view part) {
  if (is_digit(part.front())) {
    constexpr std::size_t width = 8;
    return std::string(width - std::min(width, part.size()), '0') + std::string(part);
  }
  if (part == "pre" || part == "preview" || part == "rc") return "*c";
  if (part == "-") return "*final-";
  if (part == "dev") return "*@";
  return "*" + std::string(part);
}

std::string legacy_key(std::string_view rest) {
  std::vector<std::string> parts;
  const auto add = [&](const std::string& part) {
    if (part.front() == '*') {
      if (part < "*final") {
        while (!parts.empty() && parts.back() == "*final-") parts.pop_back();
      }
      while (!parts.empty() && parts.back() == "00000000") parts.pop_back();
    }
    parts.push_back(part);
  };
  while (!rest.empty()) {
    const char c = rest.front();
    std::size_t n = 1;
    if (is_digit(c)) {
      while (n < rest.size() && is_digit(rest[n])) ++n;
    } else if (is_lower(c)) {
      while (n < rest.size() && is_lower(rest[n])) ++n;
    } else if (c != '.' && c != '-') {
      while (n < rest.size() && !is_digit(rest[n]) && !is_lower(rest[n]) && rest[n] != '.' && rest[n] != '-') ++n;
    }
    if (c != '.') add(legacy_part(rest.substr(0, n)));
    rest.remove_prefix(n);
  }
  add("*final");
  KeyWriter key;
  key.mark(legacy);
  for (const std::string& part : parts) key.word(part);
  return key.take();
}

}  // namespace

std::optional<std::string> pypi_key(std::string_view text) {
  const std::string lower = lowered(text);
  if (auto key = pep_440_key(lower)) return key;
  return legacy_key(lower);
}

}  // namespace advisory
