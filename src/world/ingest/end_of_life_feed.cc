#include "world/ingest/end_of_life_feed.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "world/ingest/end_of_life_record.h"
#include "world/ingest/feed_names.h"
#include "world/ingest/feed_record.h"
#include "world/ingest/feed_versions.h"
#include "world/ingest/text.h"

namespace ingest {

namespace feeds {

namespace {

using advisory::Product;
using advisory::Versions;

namespace release_key {
enum { name, codename, released, support, security, extended };
constexpr auto names = std::to_array<std::string_view>({"name", "codename", "releaseDate", "eoas", "eol", "eoes"});
}  // namespace release_key
using ReleaseFields = Fields<release_key::names.size()>;

/// "debian" of "releases/debian.json"; empty when that is no name of a product.
std::string_view product_of(std::string_view file) {
  constexpr std::string_view ending = ".json";
  if (!file.ends_with(ending)) return {};
  file.remove_suffix(ending.size());
  const std::size_t slash = file.find_last_of("/\\");
  if (slash != std::string_view::npos) file.remove_prefix(slash + 1);
  const bool plain = file.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-._") == std::string_view::npos;
  return plain && file.size() <= id_bytes_max ? file : std::string_view();
}

/// A day; false where one could stand means that there is none yet, and true that it is over, nobody says since when.
std::string day_at(const ReleaseFields& at, std::size_t key, Record& record, bool* over) {
  if (!at.has(key)) return {};
  const Node node = at.node(key);
  if (over != nullptr && node.value().is_bool()) {
    *over = at.flag(key, false);
    return {};
  }
  const std::string_view day = at.text(key);
  if (!record.broken() && !is_day(day)) record.wrong(node, "is no day", "write it as 2027-05-31");
  return std::string(day);
}

void take_release(const Node& node, Record& record, advisory::Advisory& advisory) {
  const ReleaseFields at(node, release_key::names, record);
  Release release{at.needed_text(release_key::name), at.text(release_key::codename), {}, {}};
  advisory::Lifecycle& life = release.lifecycle;
  bool extended_over = false;
  life.released = day_at(at, release_key::released, record, nullptr);
  life.support_ends = day_at(at, release_key::support, record, &life.support_over);
  life.security_ends = day_at(at, release_key::security, record, &life.security_over);
  life.extended_ends = day_at(at, release_key::extended, record, &extended_over);
  if (!record.broken() && record.fits(node, advisory.products.size() + 1)) add_release(release, advisory);
}

void take_releases(const Node& list, Record& record, advisory::Advisory& advisory) {
  simdjson::dom::object releases;
  if (list.value().get_object().get(releases) != simdjson::SUCCESS) {
    return record.wrong(list, "is no object", "write { ... } here");
  }
  if (releases.size() == 0) return record.wrong(list, "names no release", "nothing can be said of this product");
  std::set<std::string_view> seen;
  for (const auto field : releases) {
    const Node node(field.value, list, field.key);
    if (!seen.insert(field.key).second) return record.wrong(node, "stands more than once", "keep one");
    Record release = record.part();
    take_release(node, release, advisory);
  }
}

/// The file does not say when it was made: not before the latest version that it knows of.
std::string latest_of(const Node& versions, Record& record) {
  enum { date };
  static constexpr auto names = std::to_array<std::string_view>({"date"});
  std::string latest;
  simdjson::dom::object all;
  if (versions.value().get_object().get(all) != simdjson::SUCCESS) return latest;
  for (const auto field : all) {
    const Node node(field.value, versions, field.key);
    Record version = record.part();
    const Fields<names.size()> at(node, names, version);
    const std::string_view day = at.text(date);
    if (is_day(day)) latest = std::max(latest, std::string(day));
  }
  return latest;
}

void take_product(const Node& node, std::string_view product, Record& record) {
  enum { releases, versions };
  static constexpr auto names = std::to_array<std::string_view>({"releases", "versions"});
  const Fields<names.size()> at(node, names, record);
  if (!at.has(releases) && !record.broken()) at.missing(releases);
  if (record.broken()) return;
  advisory::Advisory advisory = advisory_of_product(product);
  if (at.has(versions)) advisory.date = latest_of(at.node(versions), record);
  take_releases(at.node(releases), record, advisory);
  if (!record.broken() && !advisory.products.empty()) record.add(std::move(advisory));
}

/// "9" and "22.04" stand for all that begins so; other names of releases are as they are.
void state_release(Product& product, const Release& release) {
  if (!release.build.empty()) {
    const std::string all = std::string(release.build) + ".*";
    return state(product, advisory::Scheme::windows, Stretch{release.build, all, false, false});
  }
  const std::string_view name = release.name;
  const bool numbers = name.find_first_not_of("0123456789.") == std::string_view::npos;
  if (!numbers) return state(product, std::nullopt, name);
  product.versions = Versions::range;
  product.version = std::string(name) + ".x";
}

}  // namespace

advisory::Advisory advisory_of_product(std::string_view product) {
  advisory::Advisory advisory;
  advisory.feed = advisory::Feed::end_of_life;
  advisory.publisher = "endoflife.date";
  advisory.id = std::string(product);
  advisory.title = "How long releases of " + advisory.id + " are looked after";
  return advisory;
}

void add_release(const Release& release, advisory::Advisory& advisory) {
  const std::string name(release.name);
  advisory.date = std::max(advisory.date, release.lifecycle.released);
  advisory::Vulnerability& flaw = advisory.vulnerabilities.emplace_back();
  flaw.id = "EOL:" + advisory.id + ":" + name;
  flaw.title = "End of life of " + advisory.id + " " + name;
  if (!release.label.empty()) flaw.title += " (" + std::string(release.label) + ")";
  flaw.statements.push_back({static_cast<std::uint32_t>(advisory.products.size()), advisory::Status::known_affected});
  flaw.lifecycle = release.lifecycle;
  Product& product = advisory.products.emplace_back();
  product.id = name;
  product.name = advisory.id;
  product.path = path_of({advisory.id, name});
  state_release(product, release);
}

}  // namespace feeds

base::Result<FeedReading> read_end_of_life_feed(const std::string& name, std::string_view bytes) {
  const std::string_view product = feeds::product_of(name);
  if (product.empty()) {
    return tl::unexpected(base::Problem{name, "", shown(name), "does not say which product it is about",
                                        "call the file PRODUCT.json, as endoflife.date does"});
  }
  auto reading = feeds::read_records(name, bytes, "",
                                     [&](const feeds::Node& node, const feeds::Node& /*file*/, feeds::Record& record) {
                                       feeds::take_product(node, product, record);
                                     });
  if (reading) reading->kind = "endoflife.date";
  return reading;
}

}  // namespace ingest
