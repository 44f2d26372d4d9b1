#include "world/advisory/cvss_metrics.h"

#include <array>

namespace advisory {

namespace {

constexpr std::array<CvssMetric, 14> metrics_2{{
    {"AV", "L A N", true},
    {"AC", "H M L", true},
    {"Au", "M S N", true},
    {"C", "N P C", true},
    {"I", "N P C", true},
    {"A", "N P C", true},
    {"E", "U POC F H ND", false},
    {"RL", "OF TF W U ND", false},
    {"RC", "UC UR C ND", false},
    {"CDP", "N L LM MH H ND", false},
    {"TD", "N L M H ND", false},
    {"CR", "L M H ND", false},
    {"IR", "L M H ND", false},
    {"AR", "L M H ND", false},
}};

constexpr std::array<CvssMetric, 22> metrics_3{{
    {"AV", "N A L P", true},   {"AC", "L H", true},        {"PR", "N L H", true},       {"UI", "N R", true},
    {"S", "U C", true},        {"C", "H L N", true},       {"I", "H L N", true},        {"A", "H L N", true},
    {"E", "U P F H X", false}, {"RL", "O T W U X", false}, {"RC", "U R C X", false},    {"CR", "L M H X", false},
    {"IR", "L M H X", false},  {"AR", "L M H X", false},   {"MAV", "N A L P X", false}, {"MAC", "L H X", false},
    {"MPR", "N L H X", false}, {"MUI", "N R X", false},    {"MS", "U C X", false},      {"MC", "H L N X", false},
    {"MI", "H L N X", false},  {"MA", "H L N X", false},
}};

constexpr std::array<CvssMetric, 32> metrics_4{{
    {"AV", "N A L P", true},     {"AC", "L H", true},
    {"AT", "N P", true},         {"PR", "N L H", true},
    {"UI", "N P A", true},       {"VC", "H L N", true},
    {"VI", "H L N", true},       {"VA", "H L N", true},
    {"SC", "H L N", true},       {"SI", "H L N", true},
    {"SA", "H L N", true},       {"E", "A P U X", false},
    {"CR", "H M L X", false},    {"IR", "H M L X", false},
    {"AR", "H M L X", false},    {"MAV", "N A L P X", false},
    {"MAC", "L H X", false},     {"MAT", "N P X", false},
    {"MPR", "N L H X", false},   {"MUI", "N P A X", false},
    {"MVC", "H L N X", false},   {"MVI", "H L N X", false},
    {"MVA", "H L N X", false},   {"MSC", "H L N X", false},
    {"MSI", "S H L N X", false}, {"MSA", "S H L N X", false},
    {"S", "N P X", false},       {"AU", "N Y X", false},
    {"R", "A U I X", false},     {"V", "D C X", false},
    {"RE", "L M H X", false},    {"U", "Clear Green Amber Red X", false},
}};

}  // namespace

std::string_view cvss_prefix(CvssVersion version) {
  switch (version) {
    case CvssVersion::v2_0: return "";
    case CvssVersion::v3_0: return "CVSS:3.0/";
    case CvssVersion::v3_1: return "CVSS:3.1/";
    case CvssVersion::v4_0: return "CVSS:4.0/";
  }
  return "";
}

std::span<const CvssMetric> cvss_metrics(CvssVersion version) {
  switch (version) {
    case CvssVersion::v2_0: return metrics_2;
    case CvssVersion::v3_0:
    case CvssVersion::v3_1: return metrics_3;
    case CvssVersion::v4_0: return metrics_4;
  }
  return {};
}

std::optional<std::size_t> cvss_metric(CvssVersion version, std::string_view name) {
  if (name.empty()) return std::nullopt;
  const std::span<const CvssMetric> metrics = cvss_metrics(version);
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    if (metrics[i].name.front() == name.front() && metrics[i].name == name) return i;
  }
  return std::nullopt;
}

std::string_view cvss_value(const CvssMetric& metric, std::size_t choice) {
  const std::string_view values = metric.values;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < values.size(); ++at) {
    if (values[at] != ' ') continue;
    if (choice-- == 0) return values.substr(begin, at - begin);
    begin = at + 1;
  }
  return choice == 0 ? values.substr(begin) : std::string_view();
}

}  // namespace advisory
