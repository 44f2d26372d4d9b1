// CVSS: whether the objects are what FIRST's schemas ask, whether scores follow from vectors, and whether single
// properties say the same as the vector.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "world/advisory/cvss.h"
#include "world/ingest/csaf_ids.h"
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

constexpr std::string_view attack_4 = "NETWORK=N ADJACENT=A LOCAL=L PHYSICAL=P NOT_DEFINED=X";
constexpr std::string_view requirements_4 = "NONE=N PRESENT=P NOT_DEFINED=X";
constexpr std::string_view interaction_4 = "NONE=N PASSIVE=P ACTIVE=A NOT_DEFINED=X";
constexpr std::string_view subsequent_4 = "NEGLIGIBLE=N LOW=L HIGH=H SAFETY=S NOT_DEFINED=X";
constexpr std::array properties_4 = {
    Property{"attackVector", "AV", attack_4},
    Property{"attackComplexity", "AC", low_high_3},
    Property{"attackRequirements", "AT", requirements_4},
    Property{"privilegesRequired", "PR", impact_3},
    Property{"userInteraction", "UI", interaction_4},
    Property{"vulnConfidentialityImpact", "VC", impact_3},
    Property{"vulnIntegrityImpact", "VI", impact_3},
    Property{"vulnAvailabilityImpact", "VA", impact_3},
    Property{"subConfidentialityImpact", "SC", impact_3},
    Property{"subIntegrityImpact", "SI", impact_3},
    Property{"subAvailabilityImpact", "SA", impact_3},
    Property{"exploitMaturity", "E", "UNREPORTED=U PROOF_OF_CONCEPT=P ATTACKED=A NOT_DEFINED=X"},
    Property{"confidentialityRequirement", "CR", requirement_3},
    Property{"integrityRequirement", "IR", requirement_3},
    Property{"availabilityRequirement", "AR", requirement_3},
    Property{"modifiedAttackVector", "MAV", attack_4},
    Property{"modifiedAttackComplexity", "MAC", low_high_3},
    Property{"modifiedAttackRequirements", "MAT", requirements_4},
    Property{"modifiedPrivilegesRequired", "MPR", impact_3},
    Property{"modifiedUserInteraction", "MUI", interaction_4},
    Property{"modifiedVulnConfidentialityImpact", "MVC", impact_3},
    Property{"modifiedVulnIntegrityImpact", "MVI", impact_3},
    Property{"modifiedVulnAvailabilityImpact", "MVA", impact_3},
    Property{"modifiedSubConfidentialityImpact", "MSC", "NEGLIGIBLE=N LOW=L HIGH=H NOT_DEFINED=X"},
    Property{"modifiedSubIntegrityImpact", "MSI", subsequent_4},
    Property{"modifiedSubAvailabilityImpact", "MSA", subsequent_4},
    Property{"Safety", "S", "NEGLIGIBLE=N PRESENT=P NOT_DEFINED=X"},
    Property{"Automatable", "AU", "NO=N YES=Y NOT_DEFINED=X"},
    Property{"Recovery", "R", "AUTOMATIC=A USER=U IRRECOVERABLE=I NOT_DEFINED=X"},
    Property{"valueDensity", "V", "DIFFUSE=D CONCENTRATED=C NOT_DEFINED=X"},
    Property{"vulnerabilityResponseEffort", "RE", "LOW=L MODERATE=M HIGH=H NOT_DEFINED=X"},
    Property{"providerUrgency", "U", "CLEAR=Clear GREEN=Green AMBER=Amber RED=Red NOT_DEFINED=X"},
};

/// A family of CVSS objects: the key that they stand under, and what they hold.
struct Family {
  std::string_view key;
  std::span<const Property> properties;
  bool severities = true;  ///< with words beside the scores
  bool closed = false;     ///< nothing else may be in it, and there is one score, of all metrics
};
constexpr std::array families = {Family{"cvss_v2", properties_2, false}, Family{"cvss_v3", properties_3},
                                 Family{"cvss_v4", properties_4, true, true}};

/// Whether a vector is of the version that the object names, and that of the family.
bool fits(const advisory::CvssVector& vector, std::string_view version, const Family& family) {
  switch (vector.version) {
    case advisory::CvssVersion::v2_0: return version == "2.0" && family.key == "cvss_v2";
    case advisory::CvssVersion::v3_0: return version == "3.0" && family.key == "cvss_v3";
    case advisory::CvssVersion::v3_1: return version == "3.1" && family.key == "cvss_v3";
    case advisory::CvssVersion::v4_0: return version == "4.0" && family.key == "cvss_v4";
  }
  return false;
}

/// What stands in nearly every object and is no property.
bool is_other(std::string_view key) {
  return key == "version" || key == "vectorString" || key == "baseScore" || key == "baseSeverity";
}

/// The value of a word; empty when the metric has no such word.
std::string_view value_of(std::string_view words, std::string_view word) {
  if (word.find_first_of(" =") != std::string_view::npos) return {};  // several of `words`
  while (!words.empty()) {
    const bool found = words.size() > word.size() && words[word.size()] == '=' && words.starts_with(word);
    std::size_t end = 0;
    while (end < words.size() && words[end] != ' ') ++end;
    if (found) return words.substr(word.size() + 1, end - word.size() - 1);
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return {};
}

/// A property that an object has.
struct Said {
  const Property* property = nullptr;
  simdjson::dom::element element;
  std::string_view value;  ///< of the metric; empty when its word is none of the property
};

/// What the object says beside its properties, found in one walk.
using Cvss = json::Fields<"version", "vectorString", "baseScore", "baseSeverity", "temporalScore", "temporalSeverity",
                          "environmentalScore", "environmentalSeverity">;

/// The properties that stand in an object, in the order of the family: one walk over its fields, of which there are
/// few, instead of a search for each property.
std::vector<Said> said_in(const Node& cvss, const Family& family) {
  std::vector<Said> said;
  simdjson::dom::object object;
  if (cvss.value().get_object().get(object) != simdjson::SUCCESS) return said;
  for (const auto field : object) {
    const auto is_it = [&](const Property& one) {
      return one.name.size() == field.key.size() && one.name.back() == field.key.back() && one.name == field.key;
    };
    if (field.key.empty() || is_other(field.key)) continue;
    const auto at = std::ranges::find_if(family.properties, is_it);
    if (at == family.properties.end()) continue;
    std::string_view word;
    const bool text = field.value.get_string().get(word) == simdjson::SUCCESS;
    said.push_back({&*at, field.value, text ? value_of(at->words, word) : std::string_view()});
  }
  std::ranges::sort(said, {}, &Said::property);
  return said;
}

/// Each field of a closed object is one that its schema knows.
void check_closed(Document& document, const Node& cvss, const Family& family) {
  simdjson::dom::object object;
  if (cvss.value().get_object().get(object) != simdjson::SUCCESS) return;
  for (const auto field : object) {
    const std::string_view key = field.key;
    const bool known =
        is_other(key) || std::ranges::any_of(family.properties, [&](const Property& one) { return one.name == key; });
    if (!known) document.note("6.1.8", Node(field.value, cvss, key), "is no field that may stand here");
  }
}

template <json::Key key>
void check_number(Document& document, const Cvss& cvss) {
  if (!cvss.has<key>()) return;
  const auto score = cvss.number<key>();
  if (!score || *score < 0 || *score > 10) document.note("6.1.8", *cvss.find<key>(), "is no score from 0 to 10");
}

template <json::Key key>
void check_severity(Document& document, const Cvss& cvss, const Family& family) {
  if (family.severities && cvss.has<key>() && !advisory::severity_from(cvss.text<key>())) {
    document.note("6.1.8", *cvss.find<key>(), "is none of NONE, LOW, MEDIUM, HIGH, CRITICAL");
  }
}

/// The vector; nothing when the object is not what its schema asks, which is noted.
std::optional<advisory::CvssVector> check_object(Document& document, const Cvss& cvss, const Family& family,
                                                 const std::vector<Said>& said) {
  const std::size_t before = document.findings.size();
  const auto need = [&](bool there, std::string_view key) {
    if (!there) document.note("6.1.8", cvss.node(), fmt::format("{} is missing", key));
  };
  need(cvss.has<"version">(), "version");
  need(cvss.has<"vectorString">(), "vectorString");
  need(cvss.has<"baseScore">(), "baseScore");
  if (family.severities) need(cvss.has<"baseSeverity">(), "baseSeverity");
  if (family.closed) check_closed(document, cvss.node(), family);
  check_number<"baseScore">(document, cvss);
  check_number<"temporalScore">(document, cvss);
  check_number<"environmentalScore">(document, cvss);
  check_severity<"baseSeverity">(document, cvss, family);
  check_severity<"temporalSeverity">(document, cvss, family);
  check_severity<"environmentalSeverity">(document, cvss, family);
  for (const Said& one : said) {
    if (!one.value.empty()) continue;
    const std::string_view name = one.property->name;
    document.note("6.1.8", Node(one.element, cvss.node(), name), fmt::format("is no value of {}", name));
  }
  const auto text = cvss.find<"vectorString">();
  if (!text) return std::nullopt;
  auto vector = advisory::parse_cvss(text->text().value_or(""));
  const std::string_view version = cvss.text<"version">();
  if (!vector) {
    document.note("6.1.8", *text, "is no vector: " + vector.error().kept().front().what);
  } else if (!fits(*vector, version, family) && cvss.has<"version">()) {
    document.note("6.1.8", *text, fmt::format("is no vector of version {}", shown(version)));
  }
  if (document.findings.size() != before) return std::nullopt;
  return *vector;
}

/// One of the scores, in tenths, against what the object has under its two names.
template <json::Key score, json::Key severity>
void check_given(Document& document, const Cvss& cvss, const advisory::CvssVector& vector, const Family& family,
                 int tenths) {
  const auto number = cvss.number<score>();
  if (number && std::lround(*number * 10) != tenths) {
    document.note("6.1.9", *cvss.find<score>(), fmt::format("the vector gives {}.{}", tenths / 10, tenths % 10));
  }
  if (!family.severities || !cvss.has<severity>()) return;
  const std::string_view word = advisory::word(advisory::severity_of(vector.version, tenths));
  if (cvss.text<severity>() != word) {
    document.note("6.1.9", *cvss.find<severity>(), fmt::format("the vector gives {}", word));
  }
}

void check_computation(Document& document, const Cvss& cvss, const advisory::CvssVector& vector, const Family& family) {
  const advisory::CvssScores scores = advisory::score(vector);
  const int base = family.closed ? scores.environmental : scores.base;
  check_given<"baseScore", "baseSeverity">(document, cvss, vector, family, base);
  check_given<"temporalScore", "temporalSeverity">(document, cvss, vector, family, scores.threat);
  check_given<"environmentalScore", "environmentalSeverity">(document, cvss, vector, family, scores.environmental);
}

void check_consistency(Document& document, const Node& cvss, const advisory::CvssVector& vector,
                       const std::vector<Said>& said) {
  for (const Said& one : said) {
    const std::string_view there = vector.value(one.property->metric);
    const bool same = there.empty() ? one.value == "X" || one.value == "ND" : one.value == there;
    if (same) continue;
    document.note("6.1.10", Node(one.element, cvss, one.property->name),
                  there.empty() ? fmt::format("the vector does not give {}", one.property->metric)
                                : fmt::format("the vector says {}:{}", one.property->metric, there));
  }
}

void check_score(Document& document, const Cvss& cvss, const Family& family) {
  const std::vector<Said> said = said_in(cvss.node(), family);
  const auto vector = check_object(document, cvss, family, said);
  if (!vector) return;
  check_computation(document, cvss, *vector, family);
  check_consistency(document, cvss.node(), *vector, said);
}

/// A score with the products that it is of, and its values: in 2.1 these stand in an object of their own.
using Score = json::Fields<"products", "source", "cvss_v2", "cvss_v3", "cvss_v4", "content">;

/// Calls `what(score, values)` for each score of a vulnerability.
template <class What>
void each_score(const Node& node, const What& what) {
  const json::Fields<"scores", "metrics"> vulnerability(node);
  vulnerability.template each<"scores">([&](const Node& one) {
    const Score score(one);
    what(score, score);
  });
  vulnerability.template each<"metrics">([&](const Node& one) {
    const Score metric(one);
    if (const auto content = metric.template find<"content">()) what(metric, Score(*content));
  });
}

/// Calls `what(object, family)` for each CVSS object of a score.
template <class What>
void each_cvss(const Score& values, const What& what) {
  if (const auto cvss = values.find<"cvss_v2">()) what(*cvss, families[0]);
  if (const auto cvss = values.find<"cvss_v3">()) what(*cvss, families[1]);
  if (const auto cvss = values.find<"cvss_v4">()) what(*cvss, families[2]);
}

/// Versions of CVSS, each by the source of the score. A document has few.
class Origins {
 public:
  std::uint32_t number(std::string_view version, std::string_view source) {
    const std::uint32_t of_version = versions_.put(version, known_++).first;
    return origins_.put(source, known_++, of_version).first;
  }

 private:
  Ids versions_;
  Ids origins_;
  std::uint32_t known_ = 0;
};

/// No product has a score and a word for its severity from one source (2.1).
void check_ratings(Document& document, const Node& vulnerability) {
  std::set<std::pair<std::string_view, std::string_view>> scored;
  const auto each_product = [](const Score& metric, const auto& what) {
    const std::string_view source = metric.text<"source">();
    metric.each<"products">(
        [&](const Node& product) { what(product, std::pair(product.text().value_or(""), source)); });
  };
  each_score(vulnerability, [&](const Score& metric, const Score& values) {
    const bool has = values.has<"cvss_v2">() || values.has<"cvss_v3">() || values.has<"cvss_v4">();
    if (has) each_product(metric, [&](const Node&, const auto& key) { scored.insert(key); });
  });
  each_score(vulnerability, [&](const Score& metric, const Score& values) {
    if (!values.node().has("qualitative_severity_rating")) return;
    each_product(metric, [&](const Node& product, const auto& key) {
      if (scored.contains(key)) document.note("6.1.56", product, "has a CVSS score from the same source");
    });
  });
}

}  // namespace

void check_scores(Document& document) {
  Origins origins;
  document.root.each("vulnerabilities", [&](const Node& vulnerability) {
    if (document.edition == Edition::v2_1) check_ratings(document, vulnerability);
    Ids scored;  ///< product, by version and source -> the first score
    std::uint32_t number = 0;
    each_score(vulnerability, [&](const Score& score, const Score& values) {
      each_cvss(values, [&](const Node& node, const Family& family) {
        const Cvss cvss(node);
        const std::uint32_t origin = origins.number(cvss.text<"version">(), score.text<"source">());
        score.each<"products">([&](const Node& product) {
          if (scored.put(product.text().value_or(""), number, origin).first == number) return;
          document.note("6.1.7", product, "the product has more than one score of this version of CVSS");
        });
        const bool known = document.edition == Edition::v2_1 || !family.closed;  // 2.0 is older than CVSS 4.0
        if (known) check_score(document, cvss, family);
      });
      ++number;
    });
  });
}

}  // namespace ingest::csaf
