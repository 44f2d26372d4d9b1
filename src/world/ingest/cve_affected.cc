// `affected` of a CVE record: products, and which versions of each are affected, not affected or under investigation.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <compare>
#include <utility>

#include "world/advisory/cpe.h"
#include "world/advisory/purl.h"
#include "world/ingest/cve_record.h"
#include "world/ingest/feed_names.h"
#include "world/ingest/feed_versions.h"

namespace ingest::feeds {

namespace {

using advisory::Product;
using advisory::Scheme;
using advisory::Status;
using advisory::Versions;

namespace affected_key {
enum { vendor, product, package, collection, purl, cpes, platforms, versions, otherwise };
constexpr auto names =
    std::to_array<std::string_view>({"vendor", "product", "packageName", "collectionURL", "packageURL", "cpes",
                                     "platforms", "versions", "defaultStatus"});
}  // namespace affected_key

namespace version_key {
enum { version, status, type, below, up_to, changes };
constexpr auto names =
    std::to_array<std::string_view>({"version", "status", "versionType", "lessThan", "lessThanOrEqual", "changes"});
}  // namespace version_key

std::optional<Status> status_of(std::string_view word) {
  if (word == "affected") return Status::known_affected;
  if (word == "unaffected") return Status::known_not_affected;
  if (word == "unknown") return Status::under_investigation;
  return std::nullopt;
}

/// A status from a version on, within a range.
struct Change {
  std::string_view at;
  Status status = Status::known_affected;
};

/// One entry of `affected` while its products are made.
struct Entry {
  Product like;                    ///< what all its products share
  std::vector<std::string> names;  ///< CPE names of the product; one empty when there are none
  std::string id;                  ///< how the ids of its products begin
  Record& record;
  advisory::Advisory& advisory;
};

/// Adds a product for each CPE name. `part` completes the id.
void add(Entry& entry, const Node& at, const Product& versions, Status status, const std::string& part) {
  std::size_t which = 0;
  for (const std::string& cpe : entry.names) {
    auto& products = entry.advisory.products;
    if (!entry.record.fits(at, products.size() + 1)) return;
    entry.advisory.vulnerabilities[0].statements.push_back({static_cast<std::uint32_t>(products.size()), status});
    Product& product = products.emplace_back(entry.like);
    product.versions = versions.versions;
    product.version = versions.version;
    product.scheme = versions.scheme;
    product.cpe = cpe;
    product.id = entry.id + part;
    if (++which > 1) product.id += fmt::format(".cpe{}", which);
    product.path = path_of({product.vendor, product.name, product.version});
  }
}

/// Puts changes in the order of their versions: they may stand in any. False when nobody can.
bool in_order(std::vector<Change>& changes, Scheme scheme) {
  std::vector<std::pair<advisory::Version, Change>> keyed;
  keyed.reserve(changes.size());
  for (const Change& change : changes) {
    auto version = advisory::parse_version(scheme, change.at);
    if (!version) return false;
    keyed.emplace_back(std::move(*version), change);
  }
  std::stable_sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first.key < b.first.key; });
  for (std::size_t i = 0; i < keyed.size(); ++i) {
    if (i > 0 && !std::is_lt(compare(keyed[i - 1].first, keyed[i].first))) return false;
    changes[i] = keyed[i].second;
  }
  return true;
}

/// Whether `version` lies at or beyond the end of a stretch. Nobody knows: it does not.
bool beyond(std::string_view version, const Stretch& stretch, Scheme scheme) {
  const auto at = advisory::parse_version(scheme, version);
  const auto end = advisory::parse_version(scheme, stretch.to);
  if (!at || !end) return false;
  const auto order = compare(*at, *end);
  return stretch.to_included ? std::is_gt(order) : std::is_gteq(order);
}

/// A range whose status changes inside becomes one product a status.
void take_changes(Entry& entry, const Node& at, std::optional<Scheme> scheme, Stretch stretch, Change now,
                  std::vector<Change> changes, const std::string& part) {
  if (!in_order(changes, scheme.value_or(Scheme::vendor))) {
    Product product;
    state_for_a_person(product, "with changes inside, from", stretch.from, stretch.to);
    return add(entry, at, product, now.status, part);
  }
  const Stretch whole = stretch;
  for (std::size_t i = 0; i <= changes.size(); ++i) {
    const bool last = i == changes.size() || beyond(changes[i].at, whole, scheme.value_or(Scheme::vendor));
    stretch.to = last ? whole.to : changes[i].at;
    stretch.to_included = last && whole.to_included;
    Product product;
    state(product, scheme, stretch);
    add(entry, at, product, now.status, i == 0 ? part : fmt::format("{}.{}", part, i));
    if (last) return;
    now = changes[i];
    stretch.from = changes[i].at;
  }
}

std::vector<Change> changes_of(const Fields<version_key::names.size()>& at, Record& record) {
  enum { where, status };
  static constexpr auto names = std::to_array<std::string_view>({"at", "status"});
  std::vector<Change> changes;
  changes.reserve(at.count(version_key::changes));
  at.each(version_key::changes, [&](const Node& node) {
    const Fields<names.size()> change(node, names, record);
    const auto found = status_of(change.needed_text(status));
    const std::string_view version = change.needed_text(where);
    if (!found && !record.broken())
      record.wrong(node, "has a status that is not known", "affected, unaffected, unknown");
    changes.push_back({version, found.value_or(Status::under_investigation)});
  });
  return changes;
}

void take_version(Entry& entry, const Node& node, std::size_t index) {
  Record& record = entry.record;
  const Fields<version_key::names.size()> at(node, version_key::names, record);
  const std::string_view version = at.text(version_key::version);
  const std::string_view type = at.text(version_key::type);
  const auto status = status_of(at.needed_text(version_key::status));
  if (record.broken()) return;
  if (!status) return record.wrong(at.node(version_key::status), "is no status", "affected, unaffected, unknown");
  const bool below = at.has(version_key::below);
  const Stretch stretch{version, at.text(below ? version_key::below : version_key::up_to), false, !below};
  const bool range = below || at.has(version_key::up_to);
  const std::string part = std::to_string(index);
  const auto scheme = scheme_of_type(type);
  Product product;
  if (type == "git" || type == "original_commit_for_fix") {
    state_for_a_person(product, "commits", version, stretch.to);
  } else if (!range) {
    state(product, scheme, version);
  } else if (at.has(version_key::changes)) {
    return take_changes(entry, node, scheme, stretch, {version, *status}, changes_of(at, record), part);
  } else {
    state(product, scheme, stretch);
  }
  add(entry, node, product, *status, part);
}

std::string stated(std::string_view text) {
  return is_unstated(text) ? std::string() : std::string(text);
}

/// Names of the product itself: which versions of it, `versions` says. Without any, the names stay as they are.
void take_names(Entry& entry, const Fields<affected_key::names.size()>& at, bool versions) {
  at.each(affected_key::cpes, [&](const Node& node) {
    const auto text = node.text();
    if (!text) return entry.record.wrong(node, "is no text", "write it in quotes");
    auto cpe = cpe_of_product(*text);
    if (!cpe) return entry.record.left_out(node, "is no CPE name", "write it as cpe:2.3:...");
    if (!versions) cpe = std::string(*text);
    if (std::find(entry.names.begin(), entry.names.end(), *cpe) == entry.names.end() &&
        entry.record.fits(node, entry.names.size())) {
      entry.names.push_back(std::move(*cpe));
    }
  });
  if (entry.names.empty()) entry.names.emplace_back();
}

std::string platforms_of(const Fields<affected_key::names.size()>& at, Record& record) {
  std::string platforms;
  at.each(affected_key::platforms, [&](const Node& node) {
    const auto text = node.text();
    if (!text) return record.wrong(node, "is no text", "write it in quotes");
    if (is_unstated(*text)) return;
    if (!platforms.empty()) platforms += ", ";
    platforms += *text;
  });
  return platforms;
}

std::string purl_at(const Fields<affected_key::names.size()>& at, Record& record) {
  const std::string_view given = at.text(affected_key::purl);
  if (given.empty()) return purl_of(at.text(affected_key::collection), at.text(affected_key::package));
  const auto purl = advisory::parse_purl(given);
  if (purl) return advisory::to_text(*purl);
  record.left_out(at.node(affected_key::purl), "is no package URL", purl.error().kept()[0].mend);
  return {};
}

}  // namespace

void take_affected(const Node& node, std::size_t index, Record& record, advisory::Advisory& advisory) {
  const Fields<affected_key::names.size()> at(node, affected_key::names, record);
  if (record.broken()) return;
  Entry entry{{}, {}, std::to_string(index) + ".", record, advisory};
  entry.like.vendor = stated(at.text(affected_key::vendor));
  entry.like.name = stated(at.text(affected_key::product));
  if (entry.like.name.empty()) entry.like.name = stated(at.text(affected_key::package));
  entry.like.purl = purl_at(at, record);
  entry.like.platform = platforms_of(at, record);
  const std::size_t versions = at.count(affected_key::versions);
  take_names(entry, at, versions > 0);
  make_room(advisory.products, std::min((versions + 1) * entry.names.size(), record_products_most));
  std::size_t number = 0;
  at.each(affected_key::versions, [&](const Node& version) {
    if (!record.broken()) take_version(entry, version, number++);
  });
  const std::string_view otherwise = at.has(affected_key::otherwise) ? at.text(affected_key::otherwise) : "unknown";
  const auto status = status_of(otherwise);
  if (!status && !record.broken()) {
    record.wrong(at.node(affected_key::otherwise), "is no status", "affected, unaffected, unknown");
  }
  const bool named = !entry.like.name.empty() || !entry.like.purl.empty() || !entry.names[0].empty();
  if (record.broken() || !named) return;
  Product others;
  others.versions = Versions::others;
  add(entry, node, others, *status, "others");
}

std::optional<Scheme> scheme_of_type(std::string_view type) {
  struct Synonym {
    std::string_view name;
    Scheme scheme;
  };
  static constexpr auto synonyms = std::to_array<Synonym>({{"custom", Scheme::vendor},
                                                           {"Custom", Scheme::vendor},
                                                           {"python", Scheme::pypi},
                                                           {"dpkg", Scheme::debian},
                                                           {"go", Scheme::semver},
                                                           {"cargo", Scheme::semver}});
  for (const Synonym& synonym : synonyms) {
    if (synonym.name == type) return synonym.scheme;
  }
  return advisory::scheme_from(type);
}

}  // namespace ingest::feeds
