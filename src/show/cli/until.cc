#include "show/cli/until.h"

#include <algorithm>
#include <charconv>

namespace cli {

namespace {

/// "sector=trust kind=acute", sorted by key.
std::optional<drill::By> parse_by(std::string_view text) {
  drill::By by;
  while (!text.empty()) {
    const std::string_view term = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), term.size() + 1));
    if (term.empty()) continue;
    const std::size_t equals = term.find('=');
    if (equals == std::string_view::npos || equals == 0 || equals + 1 == term.size()) return std::nullopt;
    by.emplace_back(term.substr(0, equals), term.substr(equals + 1));
  }
  std::ranges::sort(by);
  return by;
}

}  // namespace

std::optional<std::pair<std::string, drill::By>> parse_measure(std::string_view text) {
  drill::By by;
  if (text.ends_with(')')) {
    const std::size_t opens = text.find('(');
    if (opens == std::string_view::npos) return std::nullopt;
    const auto parsed = parse_by(text.substr(opens + 1, text.size() - opens - 2));
    if (!parsed) return std::nullopt;
    by = *parsed;
    text = text.substr(0, opens);
  }
  if (text.empty()) return std::nullopt;
  return std::pair(std::string(text), by);
}

std::optional<drill::UntilError> parse_until(std::string_view text) {
  const std::size_t equals = text.rfind('=');
  if (equals == std::string_view::npos || !text.ends_with('%')) return std::nullopt;
  const std::string_view number = text.substr(equals + 1, text.size() - equals - 2);
  double percent = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), percent);
  if (error != std::errc() || end != number.data() + number.size() || !(percent > 0) || percent > 100) {
    return std::nullopt;
  }
  const auto measure = parse_measure(text.substr(0, equals));
  if (!measure) return std::nullopt;
  return drill::UntilError{measure->first, measure->second, percent / 100};
}

}  // namespace cli
