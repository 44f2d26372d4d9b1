#include "world/building/names.h"

#include <fmt/format.h>

#include <cstdint>

#include "world/advisory/version_key.h"

namespace building {

namespace {

constexpr std::size_t id_bytes_most = 100;  // docs/formats/estate.md

/// FNV-1a: the same on every machine.
std::uint32_t number_of(std::string_view text) {
  std::uint32_t hash = 2166136261U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash;
}

bool is_plain(char c) {
  return advisory::is_lower(c) || advisory::is_digit(c);
}

/// In small letters, what is not kept as one - between what is.
template <class Kept>
std::string joined(std::string_view text, const Kept& kept) {
  std::string out;
  bool apart = false;
  for (const char c : text) {
    const char small = advisory::to_lower(c);
    if (!kept(small)) {
      apart = true;
      continue;
    }
    if (apart && !out.empty()) out += '-';
    apart = false;
    out += small;
  }
  return out;
}

}  // namespace

std::string word_of(std::string_view text, std::size_t most) {
  std::string word = joined(text, is_plain);
  if (word.size() > most) word.resize(most);
  while (word.ends_with('-')) word.pop_back();
  return word;
}

std::string spelling_of(std::string_view text) {
  return joined(text, [](char c) { return c != ' ' && c != '-' && c != '_'; });
}

std::string words_of(std::string_view text) {
  return joined(text, [](char c) { return is_plain(c) || static_cast<unsigned char>(c) >= 0x80; });
}

std::vector<std::string_view> parts_of(std::string_view word) {
  std::vector<std::string_view> parts;
  while (!word.empty()) {
    const std::size_t end = word.find('-');
    if (end != 0) parts.push_back(word.substr(0, end));
    if (end == std::string_view::npos) break;
    word.remove_prefix(end + 1);
  }
  return parts;
}

std::string percent(double share) {
  return fmt::format("{:g}%", share * 100);
}

std::string fitted(const std::string& id) {
  constexpr std::size_t tail = 9;
  if (id.size() <= id_bytes_most) return id;
  return id.substr(0, id_bytes_most - tail) + fmt::format("-{:08x}", number_of(id));
}

}  // namespace building
