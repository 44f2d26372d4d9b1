#pragma once
// Severity in words, as the CVSS specifications give them for a score.

#include <cstdint>
#include <optional>
#include <string_view>

namespace advisory {

enum class CvssVersion : std::uint8_t { v2_0, v3_0, v3_1, v4_0 };

enum class Severity : std::uint8_t { none, low, medium, high, critical };

/// The rating of a score of 0 to 10, in tenths: 98 is 9.8. CVSS 3.0, 3.1 (section 5) and 4.0 (section 6): none 0.0, low
/// 0.1-3.9, medium 4.0-6.9, high 7.0-8.9, critical 9.0-10.0. CVSS 2.0 has no words of its own; those of the National
/// Vulnerability Database are used: low 0.0-3.9, medium 4.0-6.9, high 7.0-10.0.
Severity severity_of(CvssVersion version, int score_tenths);

/// "NONE", "LOW", "MEDIUM", "HIGH", "CRITICAL", as CSAF and the CVSS schemas write it.
std::string_view word(Severity severity);

/// The severity of such a word, in capitals only, as the schemas have it.
std::optional<Severity> severity_from(std::string_view word);

}  // namespace advisory
