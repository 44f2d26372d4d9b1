// What vendors write without a rule: "V14 SP1 Upd 9", "15.2(7)E3", "4.2.6p1", "1.0.3-b2", "Build 1234". Read with
// tolerance: numbers in their order; a letter straight after a number and with nothing behind it counts on (1.2a
// < 1.2b); words such as "SP" and "Update" are steps beyond what they follow (V14 < V14 SP1), and alpha, beta, rc come
// before it. What any other word means, and which of two steps is later, is the vendor's secret: where two versions
// part there, compare() answers that it cannot tell.

#include <algorithm>
#include <array>
#include <vector>

#include "world/advisory/version_key.h"

namespace advisory {

namespace {

constexpr unsigned char before = 1;  // alpha, beta, ...: a word that comes before its release
constexpr unsigned char end = 2;
constexpr unsigned char letter = 3;  // 1.2a
constexpr unsigned char step = 4;
// Numbers come last: 14.0.1 after 14.0 SP1, since zeros that end a row of numbers do not count.

// The bytes of steps, and the mark of other words, lie above all marks and numbers, so that a difference there shows
// (see the last function).
constexpr unsigned char word_bytes = 0x80;
constexpr unsigned char other_word = word_bytes;
constexpr std::size_t digits_most = word_bytes - KeyWriter::number_mark - 1;

struct Alias {
  std::string_view text;
  std::string_view canonical;
};
constexpr std::array<Alias, 13> aliases{{{"servicepack", "sp"},
                                         {"update", "u"},
                                         {"upd", "u"},
                                         {"up", "u"},
                                         {"hotfix", "hf"},
                                         {"patch", "p"},
                                         {"build", "b"},
                                         {"bld", "b"},
                                         {"revision", "r"},
                                         {"rev", "r"},
                                         {"release", "r"},
                                         {"rel", "r"},
                                         {"maintenance", "m"}}};
constexpr std::array<std::string_view, 13> steps{"cu", "fp", "ga", "hf", "hotfixrev", "mp", "p",
                                                 "qu", "r",  "ru", "sp", "sr",        "u"};
constexpr std::array<std::string_view, 7> before_words{"alpha", "beta", "dev", "pre", "preview", "rc", "snapshot"};
/// Words that may stand before the first number and say nothing.
constexpr std::array<std::string_view, 10> openings{"firmware", "v",   "ver",      "vers",    "version",
                                                    "r",        "rev", "revision", "release", "fw"};

struct Token {
  enum class Kind : std::uint8_t { number, letter, word } kind = Kind::number;
  std::string text;
};

std::string canonical(const std::string& text) {
  const auto found = std::find_if(aliases.begin(), aliases.end(), [&](const Alias& a) { return a.text == text; });
  return found == aliases.end() ? text : std::string(found->canonical);
}

bool separates(char c) {
  return c == ' ' || c == '.' || c == '-' || c == '_' || c == '(' || c == ')' || c == ',' || c == '/' || c == '+' ||
         c == ':' || c == '#';
}

/// Nothing when there is a character that no version has.
std::optional<std::vector<Token>> split(std::string_view rest) {
  std::vector<Token> tokens;
  bool after_number = false;
  while (!rest.empty()) {
    const char c = rest.front();
    if (is_digit(c)) {
      tokens.push_back({Token::Kind::number, std::string(significant(take_digits(rest)))});
      if (tokens.back().text.size() > digits_most) return std::nullopt;
    } else if (is_letter(c)) {
      const std::string text = lowered(take_letters(rest));
      if (text == "pack" && !tokens.empty() && tokens.back().text == "service") {
        tokens.back().text = "sp";
        continue;
      }
      if (text == "hw") {  // a hardware variant: HW01 is not later than HW00 but beside it
        tokens.push_back({Token::Kind::word, text + std::string(take_digits(rest))});
        continue;
      }
      const bool alone = text.size() == 1 && after_number && (rest.empty() || separates(rest.front()));
      tokens.push_back({alone ? Token::Kind::letter : Token::Kind::word, alone ? text : canonical(text)});
    } else if (separates(c)) {
      rest.remove_prefix(1);
    } else {
      return std::nullopt;
    }
    after_number = is_digit(c);
  }
  return tokens;
}

/// Takes off an opening such as "v", and zeros that end a row of numbers.
void normalise(std::vector<Token>& tokens) {
  while (tokens.size() > 1 && tokens.front().kind == Token::Kind::word &&
         std::find(openings.begin(), openings.end(), tokens.front().text) != openings.end()) {
    tokens.erase(tokens.begin());
  }
  std::vector<Token> kept;
  const auto drop_zeros = [&] {
    while (kept.size() > 1 && kept.back().kind == Token::Kind::number && kept.back().text.empty() &&
           kept[kept.size() - 2].kind == Token::Kind::number) {
      kept.pop_back();
    }
  };
  for (Token& token : tokens) {
    if (token.kind != Token::Kind::number) drop_zeros();
    kept.push_back(std::move(token));
  }
  drop_zeros();
  tokens = std::move(kept);
}

}  // namespace

std::optional<std::string> vendor_key(std::string_view text) {
  auto tokens = split(text);
  if (!tokens) return std::nullopt;
  normalise(*tokens);
  const bool has_number =
      std::any_of(tokens->begin(), tokens->end(), [](const Token& token) { return token.kind == Token::Kind::number; });
  if (!has_number) return std::nullopt;
  KeyWriter key;
  for (const Token& token : *tokens) {
    if (token.kind == Token::Kind::number) {
      key.number(token.text);
      continue;
    }
    if (token.kind == Token::Kind::letter) {
      key.mark(letter);
      key.raw(token.text);
      continue;
    }
    const auto early = std::find(before_words.begin(), before_words.end(), token.text);
    if (early != before_words.end()) {
      key.mark(before);
      key.mark(static_cast<unsigned char>(early - before_words.begin()));
      continue;
    }
    key.mark(std::find(steps.begin(), steps.end(), token.text) != steps.end() ? step : other_word);
    for (const char c : token.text) key.mark(static_cast<unsigned char>(word_bytes | c));
    key.mark(0);
  }
  key.mark(end);
  return key.take();
}

bool vendor_keys_part_in_a_word(std::string_view a, std::string_view b) {
  const auto [at_a, at_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return at_a != a.end() && at_b != b.end() &&
         (static_cast<unsigned char>(*at_a) >= word_bytes || static_cast<unsigned char>(*at_b) >= word_bytes);
}

}  // namespace advisory
