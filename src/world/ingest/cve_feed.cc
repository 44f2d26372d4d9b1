#include "world/ingest/cve_feed.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "world/ingest/cve_record.h"
#include "world/ingest/text.h"

namespace ingest {

namespace feeds {

namespace {

namespace record_key {
enum { type, version, metadata, containers };
constexpr auto names = std::to_array<std::string_view>({"dataType", "dataVersion", "cveMetadata", "containers"});
}  // namespace record_key

namespace metadata_key {
enum { id, state, updated, published };
constexpr auto names = std::to_array<std::string_view>({"cveId", "state", "dateUpdated", "datePublished"});
}  // namespace metadata_key

namespace containers_key {
enum { cna, adp };
constexpr auto names = std::to_array<std::string_view>({"cna", "adp"});
}  // namespace containers_key

namespace container_key {
enum { provider, title, affected, metrics, problems, descriptions, solutions, workarounds };
constexpr auto names = std::to_array<std::string_view>(
    {"providerMetadata", "title", "affected", "metrics", "problemTypes", "descriptions", "solutions", "workarounds"});
}  // namespace container_key

/// What all containers of a record share.
struct Head {
  std::string_view id;
  std::string_view date;
  bool rejected = false;
};

/// A text in English among texts in several languages; the others say the same.
template <class What>
void each_text(const Fields<container_key::names.size()>& at, std::size_t key, Record& record, const What& what) {
  enum { language, value };
  static constexpr auto names = std::to_array<std::string_view>({"lang", "value"});
  at.each(key, [&](const Node& node) {
    const Fields<names.size()> text(node, names, record);
    if (text.text(language).starts_with("en") || !text.has(language)) what(text.text(value));
  });
}

void take_weaknesses(const Fields<container_key::names.size()>& at, Record& record,
                     advisory::Vulnerability& vulnerability) {
  enum { descriptions };
  static constexpr auto names = std::to_array<std::string_view>({"descriptions"});
  enum { cwe };
  static constexpr auto inner = std::to_array<std::string_view>({"cweId"});
  at.each(container_key::problems, [&](const Node& problem) {
    const Fields<names.size()> list(problem, names, record);
    list.each(descriptions, [&](const Node& node) {
      const Fields<inner.size()> one(node, inner, record);
      const std::string id(one.text(cwe));
      auto& all = vulnerability.weaknesses;
      if (!id.empty() && std::find(all.begin(), all.end(), id) == all.end()) all.push_back(id);
    });
  });
}

void take_publisher(const Fields<container_key::names.size()>& at, Record& record, advisory::Advisory& advisory) {
  enum { name, organisation, updated };
  static constexpr auto names = std::to_array<std::string_view>({"shortName", "orgId", "dateUpdated"});
  if (!at.has(container_key::provider)) return at.missing(container_key::provider);
  const Node node = at.node(container_key::provider);
  const Fields<names.size()> provider(node, names, record);
  advisory.publisher = std::string(provider.has(name) ? provider.text(name) : provider.needed_text(organisation));
  if (provider.has(updated)) advisory.date = std::string(provider.text(updated));
}

void take_container(const Node& container, const Head& head, Record& record) {
  const Fields<container_key::names.size()> at(container, container_key::names, record);
  advisory::Advisory advisory;
  advisory.feed = advisory::Feed::cve;
  advisory.id = std::string(head.id);
  advisory.date = std::string(head.date);
  advisory.withdrawn = head.rejected;
  take_publisher(at, record, advisory);
  advisory::Vulnerability& vulnerability = advisory.vulnerabilities.emplace_back();
  vulnerability.id = std::string(head.id);
  vulnerability.title = std::string(at.text(container_key::title));
  if (vulnerability.title.empty()) {
    each_text(at, container_key::descriptions, record, [&](std::string_view text) {
      if (vulnerability.title.empty()) vulnerability.title = beginning_of(text);
    });
  }
  advisory.title = vulnerability.title;
  std::size_t index = 0;
  at.each(container_key::affected, [&](const Node& entry) { take_affected(entry, index++, record, advisory); });
  at.each(container_key::metrics, [&](const Node& entry) { take_metric(entry, record, vulnerability); });
  take_weaknesses(at, record, vulnerability);
  const auto add = [&](std::string_view kind) {
    return [&vulnerability, kind](std::string_view text) {
      vulnerability.remediations.push_back({std::string(kind), std::string(text), {}, {}, {}});
    };
  };
  each_text(at, container_key::solutions, record, add("vendor_fix"));
  each_text(at, container_key::workarounds, record, add("workaround"));
  record.add(std::move(advisory));
}

std::string_view text_of(const Fields<metadata_key::names.size()>& at, std::size_t first, std::size_t second) {
  const std::string_view text = at.text(first);
  return text.empty() ? at.text(second) : text;
}

void take_cve(const Node& node, const Node& /*file*/, Record& record) {
  const Fields<record_key::names.size()> at(node, record_key::names, record);
  if (record.broken()) return;
  if (at.text(record_key::type) != "CVE_RECORD") {
    return record.wrong(node, "is no CVE record", "write records of CVE JSON 5, whose dataType is CVE_RECORD");
  }
  if (!at.text(record_key::version).starts_with("5.")) {
    return record.wrong(node, "is of a version of CVE JSON that is not read", "5.0, 5.1, ... are read");
  }
  if (!at.has(record_key::metadata)) return at.missing(record_key::metadata);
  if (!at.has(record_key::containers)) return at.missing(record_key::containers);
  const Node metadata_node = at.node(record_key::metadata);
  const Fields<metadata_key::names.size()> metadata(metadata_node, metadata_key::names, record);
  const Head head{metadata.needed_text(metadata_key::id),
                  text_of(metadata, metadata_key::updated, metadata_key::published),
                  metadata.text(metadata_key::state) == "REJECTED"};
  if (record.broken()) return;
  if (!is_cve_id(head.id)) return record.wrong(metadata.node(metadata_key::id), "is no id of a CVE", "CVE-YEAR-NUMBER");
  if (!head.rejected && metadata.text(metadata_key::state) != "PUBLISHED") {
    return record.wrong(metadata_node, "has a state that is not known", "PUBLISHED and REJECTED are");
  }
  if (record.reading().kind.empty()) record.reading().kind = "CVE JSON " + shown(at.text(record_key::version));
  const Node containers_node = at.node(record_key::containers);
  const Fields<containers_key::names.size()> containers(containers_node, containers_key::names, record);
  if (!containers.has(containers_key::cna)) return containers.missing(containers_key::cna);
  take_container(containers.node(containers_key::cna), head, record);
  containers.each(containers_key::adp, [&](const Node& container) { take_container(container, head, record); });
}

}  // namespace

}  // namespace feeds

base::Result<FeedReading> read_cve_feed(const std::string& name, std::string_view bytes) {
  auto reading = feeds::read_records(name, bytes, "", feeds::take_cve);
  if (reading && reading->kind.empty()) reading->kind = "CVE JSON 5";
  return reading;
}

}  // namespace ingest
