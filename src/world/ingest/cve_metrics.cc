// `metrics` of a CVE record: CVSS vectors, decision points, known exploitation.

#include <fmt/format.h>

#include <array>
#include <utility>

#include "world/ingest/cve_record.h"

namespace ingest::feeds {

namespace {

namespace metric_key {
enum { cvss_4_0, cvss_3_1, cvss_3_0, cvss_2_0, other };
constexpr auto names = std::to_array<std::string_view>({"cvssV4_0", "cvssV3_1", "cvssV3_0", "cvssV2_0", "other"});
}  // namespace metric_key

/// "Exploitation", "Automatable", "Technical Impact", each in an object of its own.
void take_option(const Node& item, Record& record, advisory::Ssvc& ssvc) {
  enum { exploitation, automatable, impact };
  static constexpr auto names = std::to_array<std::string_view>({"Exploitation", "Automatable", "Technical Impact"});
  const Fields<names.size()> at(item, names, record);
  if (at.has(exploitation)) ssvc.exploitation = std::string(at.text(exploitation));
  if (at.has(automatable)) ssvc.automatable = std::string(at.text(automatable));
  if (at.has(impact)) ssvc.impact = std::string(at.text(impact));
}

void take_other(const Node& other, Record& record, advisory::Vulnerability& vulnerability) {
  enum { type, content };
  static constexpr auto names = std::to_array<std::string_view>({"type", "content"});
  enum { options, timestamp, added };
  static constexpr auto inner = std::to_array<std::string_view>({"options", "timestamp", "dateAdded"});
  const Fields<names.size()> at(other, names, record);
  const std::string_view kind = at.text(type);
  if ((kind != "ssvc" && kind != "kev") || !at.has(content)) return;
  const Node content_node = at.node(content);
  const Fields<inner.size()> in(content_node, inner, record);
  if (kind == "kev") {
    vulnerability.exploited = advisory::KnownExploited{std::string(in.text(added)), {}, {}, false};
    return;
  }
  advisory::Ssvc ssvc;
  in.each(options, [&](const Node& item) { take_option(item, record, ssvc); });
  ssvc.date = std::string(in.text(timestamp));
  vulnerability.ssvc = std::move(ssvc);
}

}  // namespace

void take_metric(const Node& entry, Record& record, advisory::Vulnerability& vulnerability) {
  enum { vector };
  static constexpr auto names = std::to_array<std::string_view>({"vectorString"});
  const Fields<metric_key::names.size()> at(entry, metric_key::names, record);
  for (std::size_t key = metric_key::cvss_4_0; key < metric_key::other; ++key) {
    if (!at.has(key)) continue;
    const Node node = at.node(key);
    const Fields<names.size()> cvss(node, names, record);
    if (cvss.has(vector)) {
      take_vector(cvss.node(vector), record, vulnerability);
    } else if (!record.broken()) {
      record.left_out(node, "has no vector", "give vectorString");
    }
  }
  if (at.has(metric_key::other)) take_other(at.node(metric_key::other), record, vulnerability);
}

}  // namespace ingest::feeds
