// Maven. Source: POM reference, "Version order specification". Maven's own order is no order in a few corners (1 <
// 1-sp < 1.0.alpha < 1 by its rules): there a version is placed by how it compares with its beginning
// (docs/versions.md).

#include <array>
#include <vector>

#include "world/advisory/version_key.h"

namespace advisory {

namespace {

// Marks at one place, in their order. "Null" is what may be trimmed: 0, "", final, ga, release. Whether a null that was
// not trimmed puts the version before or after the shorter one is decided by what follows the nulls.
constexpr unsigned char before_release = 1;  // alpha, beta, milestone, rc, snapshot
constexpr unsigned char empty_then_before = 2, hyphen_zero_then_before = 3, dot_zero_then_before = 4;
constexpr unsigned char end = 5;
constexpr unsigned char empty_then_after = 6;
constexpr unsigned char after_release = 7;  // sp, and words that Maven does not know
constexpr unsigned char hyphen_number = 8, dot_number = 9;

constexpr std::array<std::string_view, 5> before_words{"alpha", "beta", "milestone", "rc", "snapshot"};

struct Token {
  bool hyphen = false;  ///< what stands before it; else a dot
  bool number = false;
  std::string text;  ///< significant digits, or a word in lower case

  [[nodiscard]] bool null() const { return text.empty(); }
};

std::string canonical(std::string word, bool number_follows) {
  if (word == "ga" || word == "final" || word == "release") return "";
  if (word == "cr") return "rc";
  if (number_follows && word == "a") return "alpha";
  if (number_follows && word == "b") return "beta";
  if (number_follows && word == "m") return "milestone";
  return word;
}

/// Splits at dots, hyphens and between digits and all else; an empty token is 0.
std::vector<Token> split(std::string_view text) {
  std::vector<Token> tokens;
  bool hyphen = false;
  const auto separates = [](char c) { return c == '.' || c == '-'; };
  for (;;) {
    std::size_t n = 0;
    const bool digit = !text.empty() && is_digit(text.front());
    while (n < text.size() && !separates(text[n]) && is_digit(text[n]) == digit) ++n;
    const bool number_follows = n < text.size() && is_digit(text[n]);
    const bool number = digit || n == 0;
    tokens.push_back({.hyphen = hyphen,
                      .number = number,
                      .text = number ? std::string(significant(text.substr(0, n)))
                                     : canonical(lowered(text.substr(0, n)), number_follows)});
    if (n == text.size()) return tokens;
    hyphen = text[n] != '.';
    text.remove_prefix(separates(text[n]) ? n + 1 : n);
  }
}

/// Takes off nulls at the end, and those before each hyphen.
std::vector<Token> trimmed(const std::vector<Token>& tokens) {
  std::vector<Token> kept;
  for (const Token& token : tokens) {
    if (token.hyphen) {
      while (kept.size() > 1 && kept.back().null()) kept.pop_back();
    }
    kept.push_back(token);
  }
  while (kept.size() > 1 && kept.back().null()) kept.pop_back();
  return kept;
}

std::optional<std::size_t> before_rank(const Token& token) {
  for (std::size_t i = 0; i < before_words.size(); ++i) {
    if (!token.number && token.text == before_words[i]) return i;
  }
  return std::nullopt;
}

void write_null(const Token& token, bool before, KeyWriter& key) {
  if (!token.number) return key.mark(before ? empty_then_before : empty_then_after);
  if (before) return key.mark(token.hyphen ? hyphen_zero_then_before : dot_zero_then_before);
  key.mark(token.hyphen ? hyphen_number : dot_number);
  key.number("");
}

/// Words by their rank, or as texts; of the same the one after a dot comes first. (Later Maven takes dot and hyphen for
/// the same here; earlier Maven put every word after a dot first, which makes 1.rc come before 1-beta.)
void write_word(const Token& token, KeyWriter& key) {
  if (const auto rank = before_rank(token)) {
    key.mark(before_release);
    key.mark(static_cast<unsigned char>(*rank));
  } else {
    key.mark(after_release);
    key.mark(token.text == "sp" ? 1 : token.hyphen ? 3 : 2);
    key.word(token.text);
  }
  key.mark(token.hyphen ? 2 : 1);
}

}  // namespace

std::optional<std::string> maven_key(std::string_view text) {
  if (text.find(' ') != std::string_view::npos) return std::nullopt;
  const std::vector<Token> tokens = trimmed(split(text));
  KeyWriter key;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.null()) {
      std::size_t next = i;
      while (next < tokens.size() && tokens[next].null()) ++next;
      write_null(token, next < tokens.size() && before_rank(tokens[next]).has_value(), key);
    } else if (token.number) {
      key.mark(token.hyphen ? hyphen_number : dot_number);
      key.number(token.text);
    } else {
      write_word(token, key);
    }
  }
  key.mark(end);
  return key.take();
}

}  // namespace advisory
