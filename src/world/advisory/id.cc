#include "world/advisory/id.h"

#include <algorithm>

namespace advisory {

namespace {

constexpr char capital(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

}  // namespace

std::string id_key(std::string_view id) {
  std::string key(id);
  std::ranges::transform(key, key.begin(), capital);
  return key;
}

bool same_id(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, capital, capital);
}

}  // namespace advisory
