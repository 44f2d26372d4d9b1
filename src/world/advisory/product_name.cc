#include "world/advisory/product_name.h"

#include <algorithm>
#include <array>
#include <optional>

#include "world/advisory/version_key.h"

namespace advisory {

namespace {

/// What stands behind a vendor's name and says nothing of who it is.
constexpr std::array<std::string_view, 20> legal_forms{
    "inc",  "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "llc",  "lp",
    "gmbh", "ag",           "kg",   "sa",          "se", "nv",      "bv",  "plc",     "s.a.", "srl"};

bool is_word_sign(char c) {
  return is_digit(c) || is_letter(c) || c == '+' || c == '#' || static_cast<unsigned char>(c) >= 0x80;
}

/// UTF-8 of (R), TM and (C): they carry no name.
bool skip_mark(std::string_view text, std::size_t& at) {
  for (const std::string_view mark : {"\xC2\xAE", "\xE2\x84\xA2", "\xC2\xA9", "(R)", "(TM)", "(r)", "(tm)"}) {
    if (!text.substr(at).starts_with(mark)) continue;
    at += mark.size() - 1;
    return true;
  }
  return false;
}

std::string_view last_word(std::string_view words) {
  const std::size_t space = words.rfind(' ');
  return space == std::string_view::npos ? words : words.substr(space + 1);
}

void drop_last_word(std::string& words) {
  const std::size_t space = words.rfind(' ');
  words.resize(space == std::string::npos ? 0 : space);
}

std::string vendor_words(std::string_view vendor) {
  std::string words = words_of(vendor);
  if (words == "n a" || words == "unknown" || words == "unspecified") return {};
  while (words.find(' ') != std::string::npos &&
         std::ranges::find(legal_forms, last_word(words)) != legal_forms.end()) {
    drop_last_word(words);
  }
  return words;
}

/// "7.0.x", "v4.1", "15.2": digits with a dot between, or with a "v" before them.
bool looks_like_a_version(std::string_view word) {
  const bool v = word.size() > 1 && word[0] == 'v' && is_digit(word[1]);
  if (v) word.remove_prefix(1);
  if (word.empty() || !is_digit(word[0])) return false;
  return v || word.find('.') != std::string_view::npos;
}

}  // namespace

std::string words_of(std::string_view text) {
  std::string words;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (skip_mark(text, i)) continue;
    const char c = text[i];
    const bool dot_of_a_number = c == '.' && i > 0 && is_digit(text[i - 1]) && i + 1 < text.size() &&
                                 (is_digit(text[i + 1]) || to_lower(text[i + 1]) == 'x');
    if (is_word_sign(c) || dot_of_a_number) {
      words += to_lower(c);
    } else if (!words.empty() && words.back() != ' ') {
      words += ' ';
    }
  }
  if (!words.empty() && words.back() == ' ') words.pop_back();
  return words;
}

ProductName product_name(std::string_view vendor, std::string_view product, const Aliases& aliases) {
  ProductName name;
  name.vendor = vendor_words(vendor);
  name.product = words_of(product);
  if (name.product == "n a") name.product.clear();
  if (!name.vendor.empty() && name.product.starts_with(name.vendor + " "))
    name.product.erase(0, name.vendor.size() + 1);
  if (const auto alias = aliases.vendors.find(name.vendor); alias != aliases.vendors.end()) {
    name.vendor = alias->second;
    if (name.product.starts_with(name.vendor + " ")) name.product.erase(0, name.vendor.size() + 1);
  }
  const std::string_view last = last_word(name.product);
  if (last.size() < name.product.size() && looks_like_a_version(last)) {
    name.version = last;
    drop_last_word(name.product);
    if (last_word(name.product) == "version" && name.product.size() > 7) drop_last_word(name.product);
  }
  if (const auto alias = aliases.products.find(name.key()); alias != aliases.products.end()) {
    const std::size_t bar = alias->second.find('|');
    name.vendor = alias->second.substr(0, bar);
    name.product = alias->second.substr(bar + 1);
  }
  return name;
}

}  // namespace advisory
