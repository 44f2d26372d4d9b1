#include "world/ingest/nvd_feed.h"

#include <algorithm>
#include <array>
#include <utility>

#include "world/ingest/nvd_record.h"

namespace ingest {

namespace feeds {

namespace {

using advisory::Vulnerability;

namespace entry_key {
enum { id, published, modified, cve };
constexpr auto names = std::to_array<std::string_view>({"cve_id", "published", "modified", "cve"});
}  // namespace entry_key

namespace cve_key {
enum { id, published, modified, status, descriptions, metrics, weaknesses, configurations, added, due, action, title };
constexpr auto names = std::to_array<std::string_view>(
    {"id", "published", "lastModified", "vulnStatus", "descriptions", "metrics", "weaknesses", "configurations",
     "cisaExploitAdd", "cisaActionDue", "cisaRequiredAction", "cisaVulnerabilityName"});
}  // namespace cve_key
using CveFields = Fields<cve_key::names.size()>;

namespace metrics_key {
enum { v4_0, v3_1, v3_0, v2_0 };
constexpr auto names =
    std::to_array<std::string_view>({"cvssMetricV40", "cvssMetricV31", "cvssMetricV30", "cvssMetricV2"});
}  // namespace metrics_key

/// Vectors of one version: NVD's own, called primary; those of others when it has none.
void take_metrics(const Fields<metrics_key::names.size()>& at, std::size_t key, Record& record,
                  Vulnerability& vulnerability) {
  enum { type, data };
  static constexpr auto names = std::to_array<std::string_view>({"type", "cvssData"});
  enum { vector };
  static constexpr auto inner = std::to_array<std::string_view>({"vectorString"});
  bool primary = false;
  at.each(key, [&](const Node& node) {
    const Fields<names.size()> metric(node, names, record);
    primary = primary || metric.text(type) == "Primary";
  });
  at.each(key, [&](const Node& node) {
    const Fields<names.size()> metric(node, names, record);
    if (!metric.has(data) || (primary && metric.text(type) != "Primary")) return;
    const Node data_node = metric.node(data);
    const Fields<inner.size()> cvss(data_node, inner, record);
    if (cvss.has(vector)) take_vector(cvss.node(vector), record, vulnerability);
  });
}

/// Texts of a list of {lang, value} in English.
template <class What>
void each_text(const Node& list, Record& record, const What& what) {
  enum { language, value };
  static constexpr auto names = std::to_array<std::string_view>({"lang", "value"});
  list.each_item([&](const Node& node) {
    const Fields<names.size()> at(node, names, record);
    if (at.text(language) == "en") what(at.text(value));
  });
}

void take_weaknesses(const CveFields& at, Record& record, Vulnerability& vulnerability) {
  enum { description };
  static constexpr auto names = std::to_array<std::string_view>({"description"});
  at.each(cve_key::weaknesses, [&](const Node& node) {
    const Fields<names.size()> one(node, names, record);
    if (!one.has(description)) return;
    each_text(one.node(description), record, [&](std::string_view text) {
      auto& all = vulnerability.weaknesses;
      const bool known = std::find(all.begin(), all.end(), text) != all.end();
      if (text.starts_with("CWE-") && !known) all.emplace_back(text);
    });
  });
}

void take_words(const CveFields& at, Record& record, advisory::Advisory& advisory) {
  Vulnerability& flaw = advisory.vulnerabilities[0];
  flaw.title = std::string(at.text(cve_key::title));
  if (flaw.title.empty() && at.has(cve_key::descriptions)) {
    each_text(at.node(cve_key::descriptions), record, [&](std::string_view text) {
      if (flaw.title.empty()) flaw.title = beginning_of(text);
    });
  }
  advisory.title = flaw.title;
  if (at.has(cve_key::added)) {
    flaw.exploited = advisory::KnownExploited{std::string(at.text(cve_key::added)), std::string(at.text(cve_key::due)),
                                              std::string(at.text(cve_key::action)), false};
  }
}

void take_cve(const CveFields& at, Record& record, advisory::Advisory& advisory) {
  advisory.vulnerabilities.emplace_back().id = advisory.id;
  take_words(at, record, advisory);
  take_weaknesses(at, record, advisory.vulnerabilities[0]);
  if (at.has(cve_key::metrics)) {
    const Node node = at.node(cve_key::metrics);
    const Fields<metrics_key::names.size()> metrics(node, metrics_key::names, record);
    for (std::size_t i = 0; i < metrics_key::names.size(); ++i) {
      take_metrics(metrics, i, record, advisory.vulnerabilities[0]);
    }
  }
  std::size_t index = 0;
  at.each(cve_key::configurations, [&](const Node& configuration) {
    if (!record.broken()) take_configuration(configuration, std::to_string(index++), record, advisory);
  });
}

/// The first of two that says something.
std::string either(std::string_view first, std::string_view second) {
  return std::string(first.empty() ? second : first);
}

void take_entry(const Node& node, const Node& /*file*/, Record& record) {
  const Fields<entry_key::names.size()> entry(node, entry_key::names, record);
  if (!entry.has(entry_key::cve)) {
    if (!record.broken()) entry.missing(entry_key::cve);
    return;
  }
  const Node cve_node = entry.node(entry_key::cve);
  const CveFields at(cve_node, cve_key::names, record);
  advisory::Advisory advisory;
  advisory.feed = advisory::Feed::nvd;
  advisory.publisher = entry.has(entry_key::id) ? "Anchore" : "NVD";
  advisory.id = either(entry.text(entry_key::id), at.text(cve_key::id));
  advisory.date = either(entry.text(entry_key::modified), at.text(cve_key::modified));
  if (advisory.date.empty()) advisory.date = either(entry.text(entry_key::published), at.text(cve_key::published));
  advisory.withdrawn = at.text(cve_key::status) == "Rejected";
  if (record.broken()) return;
  if (!is_cve_id(advisory.id)) return record.wrong(node, "has no id of a CVE", "write CVE-YEAR-NUMBER");
  take_cve(at, record, advisory);
  if (!record.broken()) record.add(std::move(advisory));
}

}  // namespace

}  // namespace feeds

base::Result<FeedReading> read_nvd_feed(const std::string& name, std::string_view bytes) {
  auto reading = feeds::read_records(name, bytes, "vulnerabilities", feeds::take_entry);
  if (reading) reading->kind = "NVD 2.0";
  return reading;
}

}  // namespace ingest
