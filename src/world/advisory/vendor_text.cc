#include "world/advisory/vendor_text.h"

#include <algorithm>
#include <array>

#include "world/advisory/version_key.h"

namespace advisory {

namespace {

/// Words that may stand before the first number and say nothing.
constexpr std::array<std::string_view, 9> openings{"firmware", "fw",   "r",       "rev",    "v",
                                                   "ver",      "vers", "version", "release"};
/// Words that may stand by themselves inside a version.
constexpr std::array<std::string_view, 25> inner_words{
    "alpha", "beta", "bld", "build", "cu",  "feature", "fp", "hf",      "hotfix", "hotfixrev", "mp",  "p",     "pack",
    "patch", "qu",   "r",   "rc",    "rev", "ru",      "sp", "service", "sr",     "up",        "upd", "update"};

template <std::size_t n>
bool among(std::string_view word, const std::array<std::string_view, n>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string_view doubt_about_word(std::string_view word, bool before_numbers, bool by_itself) {
  constexpr std::size_t short_word = 2;
  if (before_numbers) return among(word, openings) ? "" : "a name before the version";
  if (among(word, inner_words)) return "";
  if (word.find_first_not_of('x') == std::string_view::npos) return "an x that is not at the end";
  return by_itself || word.size() > short_word ? "a word that is not known" : "";
}

/// A "(" may open a number, as in "15.2(7)E3", or a build. `before` is what stands before it, `rest` what follows.
std::string_view doubt_about_bracket(std::string_view before, std::string_view rest) {
  const std::size_t close = rest.find(')');
  if (close == std::string_view::npos) return "a bracket that is not closed";
  const std::string_view inner = rest.substr(0, close);
  const bool plain = inner.find_first_of(". ") == std::string_view::npos;
  const bool numbers = inner.find_first_not_of("0123456789") == std::string_view::npos;
  if (before.ends_with(' ')) return numbers || inner.starts_with("build ") ? "" : "a remark in brackets";
  return plain && !inner.empty() && is_digit(inner.front()) ? "" : "a remark in brackets";
}

}  // namespace

std::string_view doubt_about_version(std::string_view text) {
  if (text.empty()) return "a bound without a version";
  if (text.find("serial") != std::string_view::npos) return "a serial number and no version";
  if (text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-_() ") != std::string_view::npos) {
    return "a character that versions do not have";
  }
  bool number = false;
  bool number_before_space = false;
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view before = text.substr(0, text.size() - rest.size());
    std::string_view doubt;
    if (is_digit(rest.front())) {
      if (number_before_space) return "two numbers with a space between them";
      take_digits(rest);
      number = true;
    } else if (is_letter(rest.front())) {
      const bool by_itself = before.empty() || before.back() == ' ';
      doubt = doubt_about_word(take_letters(rest), !number, by_itself);
    } else {
      const bool opens = rest.front() == '(';
      rest.remove_prefix(1);
      if (opens) doubt = doubt_about_bracket(before, rest);
    }
    if (!doubt.empty()) return doubt;
    number_before_space = is_digit(text[text.size() - rest.size() - 1]) && rest.starts_with(' ');
    if (number_before_space) rest.remove_prefix(1);
  }
  return number ? std::string_view() : "a version without a number";
}

std::optional<WildcardNumbers> numbers_of_wildcard(std::string_view text) {
  bool found = false;
  while (text.ends_with(".x") || text.ends_with(".*")) {
    text.remove_suffix(2);
    found = true;
  }
  std::size_t from = text.size();
  while (from > 0 && is_digit(text[from - 1])) --from;
  constexpr std::size_t digits_most = 9;
  if (!found || from == text.size() || text.size() - from > digits_most) return std::nullopt;
  const std::string next = std::to_string(std::stoul(std::string(text.substr(from))) + 1);
  return WildcardNumbers{std::string(text), std::string(text.substr(0, from)) + next};
}

}  // namespace advisory
