#include "world/ingest/osv_feed.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "world/advisory/purl.h"
#include "world/ingest/feed_names.h"
#include "world/ingest/osv_record.h"

namespace ingest {

namespace feeds {

namespace {

using advisory::Advisory;
using advisory::Product;
using advisory::Vulnerability;

namespace record_key {
enum { id, modified, published, withdrawn, aliases, upstream, related, summary, details, severity, affected };
constexpr auto names =
    std::to_array<std::string_view>({"id", "modified", "published", "withdrawn", "aliases", "upstream", "related",
                                     "summary", "details", "severity", "affected"});
}  // namespace record_key
using RecordFields = Fields<record_key::names.size()>;

namespace affected_key {
enum { package, ranges, versions, severity };
constexpr auto names = std::to_array<std::string_view>({"package", "ranges", "versions", "severity"});
}  // namespace affected_key
using AffectedFields = Fields<affected_key::names.size()>;

/// What one entry of `affected` is about.
struct Package {
  Product like;
  Ecosystem ecosystem;
};

std::string purl_of_given(const Node& node, std::string_view text, Record& record) {
  auto purl = advisory::parse_purl(text);
  if (!purl) {
    record.left_out(node, "is no package URL", purl.error().kept()[0].mend);
    return {};
  }
  purl->version.clear();
  return advisory::to_text(*purl);
}

Package package_of(const AffectedFields& at, Record& record) {
  enum { ecosystem, name, purl };
  static constexpr auto names = std::to_array<std::string_view>({"ecosystem", "name", "purl"});
  Package package;
  if (!at.has(affected_key::package)) return package;  // commits of a repository
  const Node node = at.node(affected_key::package);
  const Fields<names.size()> in(node, names, record);
  const std::string_view where = in.needed_text(ecosystem);
  package.ecosystem = ecosystem_of(where);
  package.like.name = std::string(in.needed_text(name));
  package.like.path = path_of({where, package.like.name});
  if (where.size() > package.ecosystem.name.size()) {  // "AlmaLinux:9": on that release
    package.like.platform = std::string(where);
    std::replace(package.like.platform.begin(), package.like.platform.end(), ':', ' ');
  }
  if (in.has(purl)) {
    package.like.purl = purl_of_given(in.node(purl), in.text(purl), record);
  } else if (!package.ecosystem.purl_type.empty()) {
    const Ecosystem& eco = package.ecosystem;
    package.like.purl = purl_of_package(eco.purl_type, eco.between, eco.purl_name_space, package.like.name);
  }
  return package;
}

/// CVSS vectors among entries of `severity`; words of single distributions are passed over.
void take_severity(const Node& entry, Record& record, Vulnerability& vulnerability,
                   const std::vector<std::uint32_t>& products) {
  enum { type, score };
  static constexpr auto names = std::to_array<std::string_view>({"type", "score"});
  const Fields<names.size()> at(entry, names, record);
  if (at.text(type).starts_with("CVSS_") && at.has(score)) {
    take_vector(at.node(score), record, vulnerability, products);
  }
}

/// Says of the products from `first` on that they are affected, and gives them ids.
void say_affected(std::size_t first, const std::string& part, const Node& at, Record& record, Advisory& advisory) {
  if (!record.fits(at, advisory.products.size())) return;
  for (std::size_t i = first; i < advisory.products.size(); ++i) {
    std::string& id = advisory.products[i].id;
    id = part;
    if (i > first) id += "." + std::to_string(i - first);
    advisory.vulnerabilities[0].statements.push_back({static_cast<std::uint32_t>(i), advisory::Status::known_affected});
  }
}

void take_entry(const Node& node, std::size_t index, Record& record, Advisory& advisory, bool& errata) {
  const AffectedFields at(node, affected_key::names, record);
  if (record.broken()) return;
  const Package package = package_of(at, record);
  errata = errata || package.ecosystem.errata;
  const auto first = static_cast<std::uint32_t>(advisory.products.size());
  std::size_t number = 0;
  auto& products = advisory.products;
  at.each(affected_key::ranges, [&](const Node& range) {
    if (record.broken()) return;
    const std::size_t before = products.size();
    add_range(range, package.ecosystem, package.like, record, products);
    say_affected(before, std::to_string(index) + "." + std::to_string(number++), range, record, advisory);
  });
  std::vector<std::string_view> versions;
  versions.reserve(at.count(affected_key::versions));
  at.each(affected_key::versions, [&](const Node& version) {
    const auto text = version.text();
    if (!text) return record.wrong(version, "is no text", "write it in quotes");
    versions.push_back(*text);
  });
  if (!versions.empty() && record.fits(node, products.size() + versions.size())) {
    const std::size_t before = products.size();
    add_list(versions, package.ecosystem, package.like, products);
    say_affected(before, std::to_string(index) + ".list", node, record, advisory);
  }
  if (record.broken() || !at.has(affected_key::severity)) return;
  std::vector<std::uint32_t> of(products.size() - first);
  for (std::size_t i = 0; i < of.size(); ++i) of[i] = first + static_cast<std::uint32_t>(i);
  at.each(affected_key::severity,
          [&](const Node& entry) { take_severity(entry, record, advisory.vulnerabilities[0], of); });
}

/// CVEs among the ids of a list, each once.
std::vector<std::string> cves_of(const RecordFields& at, std::size_t key, Record& record) {
  std::vector<std::string> ids;
  at.each(key, [&](const Node& node) {
    const auto text = node.text();
    if (!text) return record.wrong(node, "is no text", "write it in quotes");
    if (is_cve_id(*text)) ids.emplace_back(*text);
  });
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

/// What the record is about: its aliases among CVEs; for a distribution's own record else those that it mends.
std::vector<std::string> subjects_of(const RecordFields& at, bool errata, Record& record) {
  std::vector<std::string> ids = cves_of(at, record_key::aliases, record);
  if (ids.empty()) ids = cves_of(at, record_key::upstream, record);
  if (ids.empty() && errata) ids = cves_of(at, record_key::related, record);
  if (ids.empty()) ids.emplace_back(at.text(record_key::id));
  return ids;
}

/// One vulnerability for each subject; what is said of the first holds for all.
void share_out(const std::vector<std::string>& subjects, const Node& node, Record& record, Advisory& advisory) {
  Vulnerability& first = advisory.vulnerabilities[0];
  if (first.statements.size() * subjects.size() > record_statements_most) {
    return record.wrong(node, fmt::format("makes more than {} statements", record_statements_most), "split the record");
  }
  first.id = subjects[0];
  advisory.vulnerabilities.resize(subjects.size(), Vulnerability(first));
  for (std::size_t i = 1; i < subjects.size(); ++i) advisory.vulnerabilities[i].id = subjects[i];
}

void take_osv(const Node& node, const Node& /*file*/, Record& record) {
  const RecordFields at(node, record_key::names, record);
  Advisory advisory;
  advisory.feed = advisory::Feed::osv;
  advisory.id = std::string(at.needed_text(record_key::id));
  const std::string_view modified = at.needed_text(record_key::modified);
  if (record.broken()) return;
  const std::size_t dash = advisory.id.find('-');
  advisory.publisher = dash == 0 ? advisory.id : advisory.id.substr(0, dash);
  const bool never = modified.starts_with("0001-");  // a date that nobody set
  advisory.date = std::string(never ? at.text(record_key::published) : modified);
  advisory.withdrawn = at.has(record_key::withdrawn);
  advisory.title = std::string(at.text(record_key::summary));
  if (advisory.title.empty()) advisory.title = beginning_of(at.text(record_key::details));
  Vulnerability& first = advisory.vulnerabilities.emplace_back();
  first.title = advisory.title.empty() ? advisory.id : advisory.id + ": " + advisory.title;
  const std::size_t entries = std::min(at.count(record_key::affected), record_products_most);
  advisory.products.reserve(entries);
  first.statements.reserve(entries);
  bool errata = false;
  std::size_t index = 0;
  at.each(record_key::affected, [&](const Node& entry) { take_entry(entry, index++, record, advisory, errata); });
  at.each(record_key::severity, [&](const Node& entry) { take_severity(entry, record, first, {}); });
  const std::vector<std::string> subjects = subjects_of(at, errata, record);
  if (record.broken()) return;
  share_out(subjects, node, record, advisory);
  if (!record.broken()) record.add(std::move(advisory));
}

}  // namespace

}  // namespace feeds

base::Result<FeedReading> read_osv_feed(const std::string& name, std::string_view bytes) {
  auto reading = feeds::read_records(name, bytes, "", feeds::take_osv);
  if (reading) reading->kind = "OSV";
  return reading;
}

}  // namespace ingest
