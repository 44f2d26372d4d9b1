#pragma once
// Keys: bytes whose order is a scheme's order. A key is a row of marks, each followed by what it announces; within one
// scheme the marks at one place say which kind comes first.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "world/advisory/version.h"

namespace advisory {

inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
inline bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
inline bool is_letter(char c) {
  return is_lower(c) || (c >= 'A' && c <= 'Z');
}
inline char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
std::string lowered(std::string_view text);

/// Takes the digits, or the letters, from the front.
std::string_view take_digits(std::string_view& rest);
std::string_view take_letters(std::string_view& rest);

/// Digits without leading zeros: "007" is "7" and "0" is "".
std::string_view significant(std::string_view digits);

class KeyWriter {
 public:
  /// Marks are below `number_mark`; a number begins with `number_mark` plus how many digits it has, then has its
  /// digits.
  static constexpr unsigned char number_mark = 0x20;
  static constexpr unsigned char last_mark = 0xFF;  ///< after every number
  static_assert(number_mark + version_bytes_most < last_mark - 1);

  void mark(unsigned char m) { key_ += static_cast<char>(m); }
  /// A whole number of any length; more digits are more, then the digits decide.
  void number(std::string_view digits);
  /// A text that ends, so that a shorter one comes first. It has no NUL in it.
  void word(std::string_view text) {
    key_ += text;
    key_ += '\0';
  }
  void raw(std::string_view bytes) { key_ += bytes; }
  std::string take() { return std::move(key_); }

 private:
  std::string key_;
};

/// The key of a version, or nothing when the scheme cannot order it. `text` is printable ASCII without spaces at its
/// ends, not empty and not longer than version_bytes_most.
std::optional<std::string> alpine_key(std::string_view text);
std::optional<std::string> cran_key(std::string_view text);
std::optional<std::string> debian_key(std::string_view text);
std::optional<std::string> gem_key(std::string_view text);
std::optional<std::string> hackage_key(std::string_view text);
std::optional<std::string> maven_key(std::string_view text);
std::optional<std::string> npm_key(std::string_view text);
std::optional<std::string> nuget_key(std::string_view text);
std::optional<std::string> packagist_key(std::string_view text);
std::optional<std::string> pub_key(std::string_view text);
std::optional<std::string> pypi_key(std::string_view text);
std::optional<std::string> rpm_key(std::string_view text);
std::optional<std::string> semver_key(std::string_view text);
std::optional<std::string> vendor_key(std::string_view text);
std::optional<std::string> windows_key(std::string_view text);

/// Whether two vendor keys first differ inside a word (version_vendor.cc).
bool vendor_keys_part_in_a_word(std::string_view a, std::string_view b);

}  // namespace advisory
