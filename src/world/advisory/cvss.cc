#include "world/advisory/cvss.h"

#include <algorithm>

#include "world/advisory/cvss_metrics.h"

namespace advisory {

namespace {

base::Problem wrong(std::string place, std::string_view value, std::string what, std::string mend) {
  return {.file = {},
          .place = std::move(place),
          .value = std::string(value),
          .what = std::move(what),
          .mend = std::move(mend)};
}

std::optional<std::uint8_t> choice_of(const CvssMetric& metric, std::string_view value) {
  if (value.empty() || value.find(' ') != std::string_view::npos) return std::nullopt;
  std::uint8_t number = 0;
  for (std::string_view rest = metric.values; !rest.empty(); ++number) {
    if (rest.starts_with(value) && (rest.size() == value.size() || rest[value.size()] == ' ')) return number;
    while (!rest.empty() && rest.front() != ' ') rest.remove_prefix(1);
    rest.remove_prefix(std::min<std::size_t>(rest.size(), 1));
  }
  return std::nullopt;
}

/// The version by its prefix, which is taken off; a text that does not begin with "CVSS:" can only be of 2.0.
std::optional<CvssVersion> take_version(std::string_view& text) {
  if (!text.starts_with("CVSS:")) return CvssVersion::v2_0;
  for (const CvssVersion version : {CvssVersion::v3_0, CvssVersion::v3_1, CvssVersion::v4_0}) {
    const std::string_view prefix = cvss_prefix(version);
    if (!text.starts_with(prefix)) continue;
    text.remove_prefix(prefix.size());
    return version;
  }
  return std::nullopt;
}

/// Where the sign stands, or the end: metrics are too short for a call.
std::size_t place_of(char sign, std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && text[at] != sign) ++at;
  return at;
}

/// One "NAME:VALUE" into the vector. `last` is the metric before it, for versions that fix the order.
void read_metric(std::string_view part, CvssVector& vector, std::size_t& last, base::Problems& problems) {
  const std::size_t colon = place_of(':', part);
  const std::string_view name = part.substr(0, colon);
  const auto index = cvss_metric(vector.version, name);
  if (!index || colon == part.size()) {
    return problems.add(wrong("CVSS vector", part, "is no metric of this version of CVSS",
                              "write NAME:VALUE with the names of the specification, a slash between them"));
  }
  const CvssMetric& metric = cvss_metrics(vector.version)[*index];
  const auto place = [&] { return "CVSS vector, metric " + std::string(name); };
  const std::string_view value = part.substr(colon + 1);
  const auto choice = choice_of(metric, value);
  if (!choice) {
    return problems.add(
        wrong(place(), value, "is no value of this metric", "write one of: " + std::string(metric.values)));
  }
  if (vector.choice[*index] != CvssVector::absent) {
    return problems.add(wrong(place(), part, "is given a second time", "give each metric once"));
  }
  if (vector.version == CvssVersion::v4_0 && *index < last) {
    problems.add(
        wrong(place(), part, "stands too late", "write the metrics in the order of the CVSS 4.0 specification"));
  }
  vector.choice[*index] = *choice;
  last = *index;
}

}  // namespace

std::string_view CvssVector::value(std::string_view metric) const {
  const auto index = cvss_metric(version, metric);
  if (!index || choice[*index] == absent) return {};
  return cvss_value(cvss_metrics(version)[*index], choice[*index]);
}

base::Result<CvssVector> parse_cvss(std::string_view text) {
  if (text.size() > cvss_bytes_most) {
    return tl::unexpected(base::Problems(wrong("CVSS vector", text.substr(0, 40), "is longer than any CVSS vector",
                                               "write at most " + std::to_string(cvss_bytes_most) + " bytes")));
  }
  std::string_view rest = text;
  const auto version = take_version(rest);
  if (!version) {
    return tl::unexpected(base::Problems(wrong("CVSS vector", text, "begins with no version of CVSS that is known",
                                               "begin with CVSS:3.0/, CVSS:3.1/ or CVSS:4.0/; version 2.0 has none")));
  }
  CvssVector vector;
  vector.version = *version;
  vector.choice.fill(CvssVector::absent);
  base::Problems problems;
  std::size_t last = 0;
  for (bool more = true; more;) {
    const std::size_t slash = place_of('/', rest);
    read_metric(rest.substr(0, slash), vector, last, problems);
    more = slash != rest.size();
    if (more) rest.remove_prefix(slash + 1);
  }
  const auto metrics = cvss_metrics(*version);
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    if (!metrics[i].mandatory || vector.choice[i] != CvssVector::absent) continue;
    problems.add(wrong("CVSS vector, metric " + std::string(metrics[i].name), "", "is missing",
                       "give one of: " + std::string(metrics[i].values)));
  }
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return vector;
}

std::string to_text(const CvssVector& vector) {
  std::string text(cvss_prefix(vector.version));
  const std::size_t start = text.size();
  const auto metrics = cvss_metrics(vector.version);
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    if (vector.choice[i] == CvssVector::absent) continue;
    if (text.size() > start) text += '/';
    text += std::string(metrics[i].name) + ':' + std::string(cvss_value(metrics[i], vector.choice[i]));
  }
  return text;
}

}  // namespace advisory
