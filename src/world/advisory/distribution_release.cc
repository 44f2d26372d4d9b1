#include "world/advisory/distribution_release.h"

#include <algorithm>

#include "world/advisory/version_key.h"

namespace advisory {

namespace {

/// Where a word's number begins; npos when it begins with something else than a number, perhaps after a "v".
std::size_t number_in(std::string_view word) {
  const std::size_t at = word.starts_with('v') ? 1 : 0;
  return at < word.size() && is_digit(word[at]) ? at : std::string_view::npos;
}

}  // namespace

std::string release_number(std::string_view name) {
  while (!name.empty()) {
    const std::string_view word = name.substr(0, name.find_first_of(" -_:"));
    if (const std::size_t at = number_in(word); at != std::string_view::npos) {
      const std::string_view rest = word.substr(at);
      const std::string_view number = rest.substr(0, rest.find_first_not_of("0123456789."));
      return std::string(number.substr(0, number.find_last_not_of('.') + 1));
    }
    name.remove_prefix(std::min(word.size() + 1, name.size()));
  }
  return {};
}

bool same_release(std::string_view some, std::string_view other) {
  if (some.size() > other.size()) std::swap(some, other);
  return other.starts_with(some) && (other.size() == some.size() || other[some.size()] == '.');
}

}  // namespace advisory
