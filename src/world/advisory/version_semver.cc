// Semantic versions and their kin: npm, NuGet, Dart's pub. Source: semver.org 2.0.0, clauses 2, 9 to 11; NuGet's
// package versioning reference; the package pub_semver. A leading "v" (and for npm "=") is passed over. Missing numbers
// are 0, and more than three are compared too: both stand in real advisories.

#include <vector>

#include "world/advisory/version_key.h"

namespace advisory {

namespace {

constexpr unsigned char end = 1;
constexpr unsigned char build = 2;
constexpr unsigned char identifier = KeyWriter::last_mark - 1;  // one with a letter comes after every number
constexpr unsigned char final_release = KeyWriter::last_mark;   // after every pre-release

struct Parts {
  std::string_view numbers;
  std::string_view pre_release;
  std::string_view build;
  bool has_pre_release = false;
  bool has_build = false;
};

Parts split(std::string_view text) {
  Parts parts;
  const std::size_t plus = text.find('+');
  parts.has_build = plus != std::string_view::npos;
  if (parts.has_build) parts.build = text.substr(plus + 1);
  text = text.substr(0, plus);
  const std::size_t hyphen = text.find('-');
  parts.has_pre_release = hyphen != std::string_view::npos;
  if (parts.has_pre_release) parts.pre_release = text.substr(hyphen + 1);
  parts.numbers = text.substr(0, hyphen);
  return parts;
}

/// Numbers with dots; zeros at the end count as absent.
bool write_numbers(std::string_view text, KeyWriter& key) {
  std::size_t zeros = 0;
  for (;;) {
    const std::string_view digits = take_digits(text);
    if (digits.empty()) return false;
    if (significant(digits).empty()) {
      ++zeros;
    } else {
      for (; zeros > 0; --zeros) key.number("");
      key.number(digits);
    }
    if (text.empty()) break;
    if (text.front() != '.') return false;
    text.remove_prefix(1);
  }
  key.mark(end);
  return true;
}

bool write_identifiers(std::string_view text, KeyWriter& key) {
  for (;;) {
    const std::string_view one = text.substr(0, text.find('.'));
    if (one.empty()) return false;
    for (const char c : one) {
      if (!is_digit(c) && !is_letter(c) && c != '-') return false;
    }
    if (one.find_first_not_of("0123456789") == std::string_view::npos) {
      key.number(one);
    } else {
      key.mark(identifier);
      key.word(one);
    }
    if (one.size() == text.size()) break;
    text.remove_prefix(one.size() + 1);
  }
  key.mark(end);
  return true;
}

enum class Build { ignored, compared };

std::optional<std::string> key_of(std::string_view text, Build how) {
  if (!text.empty() && (text.front() == 'v' || text.front() == 'V')) text.remove_prefix(1);
  const Parts parts = split(text);
  KeyWriter key;
  if (!write_numbers(parts.numbers, key)) return std::nullopt;
  if (!parts.has_pre_release) {
    key.mark(final_release);
  } else if (!write_identifiers(parts.pre_release, key)) {
    return std::nullopt;
  }
  KeyWriter unused;
  KeyWriter& build_key = how == Build::compared ? key : unused;
  build_key.mark(parts.has_build ? build : end);
  if (parts.has_build && !write_identifiers(parts.build, build_key)) return std::nullopt;
  return key.take();
}

}  // namespace

std::optional<std::string> semver_key(std::string_view text) {
  return key_of(text, Build::ignored);
}

std::optional<std::string> npm_key(std::string_view text) {
  if (text.starts_with('=')) text.remove_prefix(1);
  return key_of(text, Build::ignored);
}

/// The same, with letters of either case alike.
std::optional<std::string> nuget_key(std::string_view text) {
  return key_of(lowered(text), Build::ignored);
}

/// The same, and the build decides last.
std::optional<std::string> pub_key(std::string_view text) {
  return key_of(text, Build::compared);
}

}  // namespace advisory
