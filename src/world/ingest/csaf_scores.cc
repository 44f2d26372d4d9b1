// CVSS: whether the objects are what FIRST's schemas ask, whether scores follow from vectors, and whether single
// properties say the same as the vector.

#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>

#include "world/advisory/cvss.h"
#include "world/ingest/csaf_node.h"
#include "world/ingest/text.h"

namespace ingest::csaf {

namespace {

/// A property that says in words what a metric of the vector says: its name, the metric, "WORD=value ...".
struct Property {
  std::string_view name;
  std::string_view metric;
  std::string_view words;
};

constexpr std::string_view impact_2 = "NONE=N PARTIAL=P COMPLETE=C";
constexpr std::string_view impact_3 = "NONE=N LOW=L HIGH=H NOT_DEFINED=X";
constexpr std::string_view requirement_2 = "LOW=L MEDIUM=M HIGH=H NOT_DEFINED=ND";
constexpr std::string_view requirement_3 = "LOW=L MEDIUM=M HIGH=H NOT_DEFINED=X";
constexpr std::string_view attack_3 = "NETWORK=N ADJACENT_NETWORK=A LOCAL=L PHYSICAL=P NOT_DEFINED=X";
constexpr std::string_view low_high_3 = "LOW=L HIGH=H NOT_DEFINED=X";
constexpr std::string_view interaction_3 = "NONE=N REQUIRED=R NOT_DEFINED=X";
constexpr std::string_view scope_3 = "UNCHANGED=U CHANGED=C NOT_DEFINED=X";

// CVSS v2.0 and v3.x JSON schemas of FIRST, which CSAF refers to.
constexpr std::array properties_2 = {
    Property{"accessVector", "AV", "NETWORK=N ADJACENT_NETWORK=A LOCAL=L"},
    Property{"accessComplexity", "AC", "HIGH=H MEDIUM=M LOW=L"},
    Property{"authentication", "Au", "MULTIPLE=M SINGLE=S NONE=N"},
    Property{"confidentialityImpact", "C", impact_2},
    Property{"integrityImpact", "I", impact_2},
    Property{"availabilityImpact", "A", impact_2},
    Property{"exploitability", "E", "UNPROVEN=U PROOF_OF_CONCEPT=POC FUNCTIONAL=F HIGH=H NOT_DEFINED=ND"},
    Property{"remediationLevel", "RL", "OFFICIAL_FIX=OF TEMPORARY_FIX=TF WORKAROUND=W UNAVAILABLE=U NOT_DEFINED=ND"},
    Property{"reportConfidence", "RC", "UNCONFIRMED=UC UNCORROBORATED=UR CONFIRMED=C NOT_DEFINED=ND"},
    Property{"collateralDamagePotential", "CDP", "NONE=N LOW=L LOW_MEDIUM=LM MEDIUM_HIGH=MH HIGH=H NOT_DEFINED=ND"},
    Property{"targetDistribution", "TD", "NONE=N LOW=L MEDIUM=M HIGH=H NOT_DEFINED=ND"},
    Property{"confidentialityRequirement", "CR", requirement_2},
    Property{"integrityRequirement", "IR", requirement_2},
    Property{"availabilityRequirement", "AR", requirement_2},
};
constexpr std::array properties_3 = {
    Property{"attackVector", "AV", attack_3},
    Property{"attackComplexity", "AC", low_high_3},
    Property{"privilegesRequired", "PR", impact_3},
    Property{"userInteraction", "UI", interaction_3},
    Property{"scope", "S", scope_3},
    Property{"confidentialityImpact", "C", impact_3},
    Property{"integrityImpact", "I", impact_3},
    Property{"availabilityImpact", "A", impact_3},
    Property{"exploitCodeMaturity", "E", "UNPROVEN=U PROOF_OF_CONCEPT=P FUNCTIONAL=F HIGH=H NOT_DEFINED=X"},
    Property{"remediationLevel", "RL", "OFFICIAL_FIX=O TEMPORARY_FIX=T WORKAROUND=W UNAVAILABLE=U NOT_DEFINED=X"},
    Property{"reportConfidence", "RC", "UNKNOWN=U REASONABLE=R CONFIRMED=C NOT_DEFINED=X"},
    Property{"confidentialityRequirement", "CR", requirement_3},
    Property{"integrityRequirement", "IR", requirement_3},
    Property{"availabilityRequirement", "AR", requirement_3},
    Property{"modifiedAttackVector", "MAV", attack_3},
    Property{"modifiedAttackComplexity", "MAC", low_high_3},
    Property{"modifiedPrivilegesRequired", "MPR", impact_3},
    Property{"modifiedUserInteraction", "MUI", interaction_3},
    Property{"modifiedScope", "MS", scope_3},
    Property{"modifiedConfidentialityImpact", "MC", impact_3},
    Property{"modifiedIntegrityImpact", "MI", impact_3},
    Property{"modifiedAvailabilityImpact", "MA", impact_3},
};

/// The value of a word; empty when the metric has no such word.
std::string_view value_of(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const std::string_view pair = words.substr(0, std::min(words.find(' '), words.size()));
    words.remove_prefix(std::min(pair.size() + 1, words.size()));
    const std::size_t equals = pair.find('=');
    if (pair.substr(0, equals) == word) return pair.substr(equals + 1);
  }
  return {};
}

/// The vector; nothing when the object is not what its schema asks, which is noted.
std::optional<advisory::CvssVector> check_schema(Document& document, const Node& cvss, bool of_2,
                                                 std::span<const Property> properties) {
  const std::size_t before = document.findings.size();
  const auto need = [&](std::string_view key) {
    if (!cvss.has(key)) document.note("6.1.8", cvss, fmt::format("{} is missing", key));
  };
  need("version");
  need("vectorString");
  need("baseScore");
  if (!of_2) need("baseSeverity");
  for (const std::string_view key : {"baseScore", "temporalScore", "environmentalScore"}) {
    const auto at = cvss.find(key);
    const auto score = cvss.number(key);
    if (at && (!score || *score < 0 || *score > 10)) document.note("6.1.8", *at, "is no score from 0 to 10");
  }
  for (const std::string_view key : {"baseSeverity", "temporalSeverity", "environmentalSeverity"}) {
    const auto at = cvss.find(key);
    if (at && !of_2 && !advisory::severity_from(at->text().value_or(""))) {
      document.note("6.1.8", *at, "is none of NONE, LOW, MEDIUM, HIGH, CRITICAL");
    }
  }
  for (const Property& property : properties) {
    const auto at = cvss.find(property.name);
    if (at && value_of(property.words, at->text().value_or("")).empty()) {
      document.note("6.1.8", *at, fmt::format("is no value of {}", property.name));
    }
  }
  const auto text = cvss.find("vectorString");
  if (!text) return std::nullopt;
  auto vector = advisory::parse_cvss(text->text().value_or(""));
  const std::string_view version = cvss.text("version");
  const bool fits = vector && (vector->version == advisory::CvssVersion::v2_0   ? version == "2.0" && of_2
                               : vector->version == advisory::CvssVersion::v3_0 ? version == "3.0" && !of_2
                               : vector->version == advisory::CvssVersion::v3_1 ? version == "3.1" && !of_2
                                                                                : false);
  if (!vector) {
    document.note("6.1.8", *text, "is no vector: " + vector.error().kept().front().what);
  } else if (!fits && cvss.has("version")) {
    document.note("6.1.8", *text, fmt::format("is no vector of version {}", shown(version)));
  }
  if (document.findings.size() != before) return std::nullopt;
  return *vector;
}

void check_computation(Document& document, const Node& cvss, const advisory::CvssVector& vector, bool of_2) {
  const advisory::CvssScores scores = advisory::score(vector);
  const std::array given = {std::tuple{"baseScore", "baseSeverity", scores.base},
                            std::tuple{"temporalScore", "temporalSeverity", scores.threat},
                            std::tuple{"environmentalScore", "environmentalSeverity", scores.environmental}};
  for (const auto& [score, severity, tenths] : given) {
    const auto number = cvss.number(score);
    if (number && std::lround(*number * 10) != tenths) {
      document.note("6.1.9", *cvss.find(score), fmt::format("the vector gives {}.{}", tenths / 10, tenths % 10));
    }
    const std::string_view word = advisory::word(advisory::severity_of(vector.version, tenths));
    if (!of_2 && cvss.has(severity) && cvss.text(severity) != word) {
      document.note("6.1.9", *cvss.find(severity), fmt::format("the vector gives {}", word));
    }
  }
}

void check_consistency(Document& document, const Node& cvss, const advisory::CvssVector& vector,
                       std::span<const Property> properties) {
  for (const Property& property : properties) {
    const auto at = cvss.find(property.name);
    if (!at) continue;
    const std::string_view said = value_of(property.words, at->text().value_or(""));
    const std::string_view there = vector.value(property.metric);
    const bool same = there.empty() ? said == "X" || said == "ND" : said == there;
    if (same) continue;
    document.note("6.1.10", *at,
                  there.empty() ? fmt::format("the vector does not give {}", property.metric)
                                : fmt::format("the vector says {}:{}", property.metric, there));
  }
}

void check_score(Document& document, const Node& cvss, bool of_2) {
  const std::span<const Property> properties = of_2 ? std::span<const Property>(properties_2) : properties_3;
  const auto vector = check_schema(document, cvss, of_2, properties);
  if (!vector) return;
  check_computation(document, cvss, *vector, of_2);
  check_consistency(document, cvss, *vector, properties);
}

/// No product has two scores of the same version of CVSS.
void check_once(Document& document, const Node& vulnerability) {
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> scored;
  std::size_t number = 0;
  vulnerability.each("scores", [&](const Node& score) {
    for (const std::string_view key : {"cvss_v2", "cvss_v3"}) {
      const auto cvss = score.find(key);
      if (!cvss) continue;
      score.each("products", [&](const Node& product) {
        const std::string_view id = product.text().value_or("");
        const auto [at, is_new] = scored.emplace(std::pair(cvss->text("version"), id), number);
        if (!is_new && at->second != number) {
          document.note("6.1.7", product, "the product has more than one score of this version of CVSS");
        }
      });
    }
    ++number;
  });
}

}  // namespace

void check_scores(Document& document) {
  document.root.each("vulnerabilities", [&](const Node& vulnerability) {
    check_once(document, vulnerability);
    vulnerability.each("scores", [&](const Node& score) {
      if (const auto cvss = score.find("cvss_v2")) check_score(document, *cvss, true);
      if (const auto cvss = score.find("cvss_v3")) check_score(document, *cvss, false);
    });
  });
}

}  // namespace ingest::csaf
