#include "world/ingest/uri.h"

#include <algorithm>

namespace ingest {

namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

bool is_uri(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || !is_letter(text[0])) return false;
  const std::string_view scheme = text.substr(0, colon);
  const bool right = std::ranges::all_of(
      scheme, [](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'; });
  return right && std::ranges::none_of(text, [](char c) {
           return c == '<' || c == '>' || c == '"' || c == '{' || c == '}' || c == '|' || c == '\\' || c == '^' ||
                  c == '`' || c == ' ' || (c >= '\t' && c <= '\r');
         });
}

}  // namespace ingest
