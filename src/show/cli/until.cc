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

std::optional<drill::UntilError> parse_until(std::string_view text) {
  const std::size_t equals = text.rfind('=');
  if (equals == std::string_view::npos || !text.ends_with('%')) return std::nullopt;
  const std::string_view number = text.substr(equals + 1, text.size() - equals - 2);
  double percent = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), percent);
  if (error != std::errc() || end != number.data() + number.size() || !(percent > 0) || percent > 100) {
    return std::nullopt;
  }
  std::string_view measure = text.substr(0, equals);
  drill::By by;
  if (measure.ends_with(')')) {
    const std::size_t opens = measure.find('(');
    if (opens == std::string_view::npos) return std::nullopt;
    const auto parsed = parse_by(measure.substr(opens + 1, measure.size() - opens - 2));
    if (!parsed) return std::nullopt;
    by = *parsed;
    measure = measure.substr(0, opens);
  }
  if (measure.empty()) return std::nullopt;
  return drill::UntilError{std::string(measure), by, percent / 100};
}

}  // namespace cli
