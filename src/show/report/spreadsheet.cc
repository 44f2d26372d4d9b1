#include "show/report/spreadsheet.h"

#include <algorithm>
#include <array>

#include "show/report/words.h"

namespace report {

namespace {

/// Full-width forms are what spreadsheets of East Asian languages take for the plain ones.
constexpr std::array<std::string_view, 8> signs{"=", "+", "-", "@", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};

bool begins_formula(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \""), text.size()));
  return std::ranges::any_of(signs, [&](std::string_view sign) { return text.starts_with(sign); });
}

}  // namespace

std::string spreadsheet_text(std::string_view text) {
  const std::string shown = plain(text);
  std::string out;
  bool at_beginning = true;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    if (at_beginning && begins_formula(std::string_view(shown).substr(i))) out += '\'';
    out += shown[i];
    at_beginning = shown[i] == ';';
  }
  return out;
}

}  // namespace report
