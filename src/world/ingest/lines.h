#pragma once
// A text line by line.

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace ingest {

/// Calls `what(line, number)` for each line, without its end; the first is number 1. False from it ends the walk.
template <class What>
void each_line(std::string_view text, const What& what) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!what(line, number)) return;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

/// What stands between the signs: one part more than there are signs.
inline std::vector<std::string_view> split(std::string_view text, char sign) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(sign);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

/// Without spaces and tabs at either end.
inline std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace ingest
