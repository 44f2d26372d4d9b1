#include "world/advisory/severity.h"

#include <array>
#include <cstddef>

namespace advisory {

namespace {

constexpr std::array<std::string_view, 5> words{"NONE", "LOW", "MEDIUM", "HIGH", "CRITICAL"};

}  // namespace

Severity severity_of(CvssVersion version, int score_tenths) {
  const bool second = version == CvssVersion::v2_0;
  if (score_tenths == 0 && !second) return Severity::none;
  if (score_tenths < 40) return Severity::low;
  if (score_tenths < 70) return Severity::medium;
  return score_tenths < 90 || second ? Severity::high : Severity::critical;
}

std::string_view word(Severity severity) {
  return words[static_cast<std::size_t>(severity)];
}

std::optional<Severity> severity_from(std::string_view word) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == word) return static_cast<Severity>(i);
  }
  return std::nullopt;
}

}  // namespace advisory
