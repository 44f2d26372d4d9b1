#pragma once
// The metrics of each CVSS version and their values, in the order of its specification: data for reading and scoring.
// The numbers that scoring gives to a value stand in the same order (cvss_score.cc). In 4.0 the values stand from most
// to least severe, so that their order is the severity level of section 8.2.

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "world/advisory/severity.h"

namespace advisory {

struct CvssMetric {
  std::string_view name;
  std::string_view values;  ///< with a space between them; "not defined" is the last of those that have it
  bool mandatory = false;
};

/// The text before the first metric: "CVSS:3.1/"; empty for 2.0.
std::string_view cvss_prefix(CvssVersion version);

std::span<const CvssMetric> cvss_metrics(CvssVersion version);

/// Which metric of the version has this name.
std::optional<std::size_t> cvss_metric(CvssVersion version, std::string_view name);

/// The value of a metric by its number; empty when it has fewer.
std::string_view cvss_value(const CvssMetric& metric, std::size_t choice);

}  // namespace advisory
