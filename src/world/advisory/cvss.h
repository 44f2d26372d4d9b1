#pragma once
// CVSS vectors of versions 2.0, 3.0, 3.1 and 4.0: read strictly, and scored.
//
// Sources: "A Complete Guide to the Common Vulnerability Scoring System 2.0" (FIRST, 2007), section 3.2; the
// specification documents of CVSS 3.0 and 3.1, section 7; that of CVSS 4.0, section 8.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "world/advisory/severity.h"

namespace advisory {

/// Longest vector that is read. With every metric of CVSS 4.0 it has about 180 bytes.
inline constexpr std::size_t cvss_bytes_most = 512;

/// Metrics of the version that has most, which is 4.0.
inline constexpr std::size_t cvss_metrics_most = 32;

/// A vector that was read. Plain numbers: which value each metric has.
struct CvssVector {
  static constexpr std::uint8_t absent = 255;

  CvssVersion version = CvssVersion::v3_1;
  std::array<std::uint8_t, cvss_metrics_most> choice{};  ///< by metric of the version: which of its values, or `absent`

  /// The value of a metric such as "AV" as it stands in the vector, "N"; empty when it is not given or not known.
  [[nodiscard]] std::string_view value(std::string_view metric) const;

  bool operator==(const CvssVector&) const = default;
};

/// Reads a vector. Wrong are: no known "CVSS:x.y/" prefix (2.0 has none), a metric that the version does not have, one
/// given twice, one that is missing, a value that the metric does not have, and in 4.0, where the specification fixes
/// it, another order. All that is wrong is reported.
base::Result<CvssVector> parse_cvss(std::string_view text);

/// The vector in the order of its specification; reading it again gives the same vector.
std::string to_text(const CvssVector& vector);

/// Scores in tenths: 98 is 9.8. Each takes in the metrics of the one before; where a vector gives none of a group, the
/// score is that of the group before, as the specifications have it for "not defined".
struct CvssScores {
  int base = 0;           ///< of the base metrics alone
  int threat = 0;         ///< with the temporal metrics (2.0, 3.x) or the threat metric (4.0)
  int environmental = 0;  ///< with all metrics; supplemental metrics of 4.0 never count
};

CvssScores score(const CvssVector& vector);

}  // namespace advisory
