#include "world/advisory/version_key.h"

#include <algorithm>

namespace advisory {

namespace {

template <class Is>
std::string_view take_while(std::string_view& rest, Is is) {
  std::size_t n = 0;
  while (n < rest.size() && is(rest[n])) ++n;
  const std::string_view taken = rest.substr(0, n);
  rest.remove_prefix(n);
  return taken;
}

}  // namespace

std::string lowered(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), to_lower);
  return lower;
}

std::string_view take_digits(std::string_view& rest) {
  return take_while(rest, is_digit);
}

std::string_view take_letters(std::string_view& rest) {
  return take_while(rest, is_letter);
}

std::string_view significant(std::string_view digits) {
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  return digits;
}

void KeyWriter::number(std::string_view digits) {
  digits = significant(digits);
  mark(static_cast<unsigned char>(number_mark + digits.size()));
  raw(digits);
}

}  // namespace advisory
