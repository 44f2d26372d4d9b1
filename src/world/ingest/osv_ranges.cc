// Which versions an OSV record means: events of ranges, and lists.

#include <algorithm>
#include <array>
#include <utility>

#include "world/ingest/feed_versions.h"
#include "world/ingest/osv_record.h"

namespace ingest::feeds {

namespace {

using advisory::Product;
using advisory::Scheme;
using advisory::Versions;

constexpr auto kinds = std::to_array<std::string_view>({"introduced", "fixed", "last_affected", "limit"});
constexpr std::size_t limit = 3;

/// `limited`: whether a limit says how far anybody looked.
std::vector<Event> events_of(const Node& list, Record& record, bool& limited) {
  std::vector<Event> events;
  simdjson::dom::array items;
  if (list.value().get_array().get(items) == simdjson::SUCCESS) events.reserve(items.size());
  list.each_item([&](const Node& node) {
    const Fields<kinds.size()> at(node, kinds, record);
    for (std::size_t i = 0; i < limit; ++i) {
      if (at.has(i)) events.push_back({static_cast<Event::Kind>(i), at.text(i)});
    }
    limited = limited || at.has(limit);
  });
  return events;
}

/// Events as they stand, for versions that nobody can order.
std::vector<Stretch> as_they_stand(const std::vector<Event>& events) {
  std::vector<Stretch> stretches;
  stretches.reserve(events.size() / 2 + 1);
  bool open = false;
  for (const Event& event : events) {
    if (event.kind == Event::Kind::introduced) {
      if (!open) stretches.push_back({event.version, "", false, false});
      open = true;
    } else if (open) {
      stretches.back().to = event.version;
      stretches.back().to_included = event.kind == Event::Kind::last_affected;
      open = false;
    }
  }
  return stretches;
}

void add_vers(std::vector<std::string> texts, Scheme scheme, const Product& like, std::vector<Product>& products) {
  for (std::string& text : texts) {
    Product& product = products.emplace_back(like);
    product.versions = Versions::range;
    product.version = std::move(text);
    product.scheme = scheme;
  }
}

/// By what rule the versions of a range are ordered: SEMVER says so itself, unless the ecosystem's own rule is a kind
/// of it.
std::optional<Scheme> scheme_of(std::string_view type, const Ecosystem& ecosystem) {
  if (type != "SEMVER") return ecosystem.scheme;
  const bool kind_of_semver = ecosystem.scheme == Scheme::npm || ecosystem.scheme == Scheme::pub;
  return kind_of_semver ? ecosystem.scheme : Scheme::semver;
}

}  // namespace

void add_range(const Node& range, const Ecosystem& ecosystem, const Product& like, Record& record,
               std::vector<Product>& products) {
  enum { type, events, repository };
  static constexpr auto names = std::to_array<std::string_view>({"type", "events", "repo"});
  const Fields<names.size()> at(range, names, record);
  const std::string_view kind = at.needed_text(type);
  if (!at.has(events) && !record.broken()) at.missing(events);
  if (record.broken()) return;
  const Node list = at.node(events);
  if (!list.value().is_array()) return record.wrong(list, "is no list", "write [ ... ] here");
  bool limited = false;
  const std::vector<Event> all = events_of(list, record, limited);
  const auto begins = [](const Event& event) { return event.kind == Event::Kind::introduced; };
  if (std::none_of(all.begin(), all.end(), begins)) {
    return record.left_out(list, "says of no version that it is affected", "begin with introduced");
  }
  const auto scheme = scheme_of(kind, ecosystem);
  const bool commits = kind == "GIT";
  if (!commits && !limited && scheme) {
    auto texts = vers_of(*scheme, all);
    if (texts) return add_vers(std::move(*texts), *scheme, like, products);
  }
  const std::vector<Stretch> stretches = as_they_stand(all);
  if (commits || limited) {
    Product& product = products.emplace_back(like);
    if (product.name.empty()) product.path = product.name = std::string(at.text(repository));
    return state_for_a_person(product, commits ? "commits" : "with a limit, from", stretches.front().from,
                              stretches.back().to);
  }
  if (!record.fits(list, products.size() + stretches.size())) return;
  for (const Stretch& stretch : stretches) state(products.emplace_back(like), scheme, stretch);
}

void add_list(const std::vector<std::string_view>& versions, const Ecosystem& ecosystem, const Product& like,
              std::vector<Product>& products) {
  std::vector<std::string_view> unread;
  if (ecosystem.scheme) {
    add_vers(vers_of_list(*ecosystem.scheme, versions, unread), *ecosystem.scheme, like, products);
  } else {
    unread = versions;
  }
  for (const std::string_view version : unread) {
    Product& product = products.emplace_back(like);
    product.versions = Versions::exact;
    product.version = std::string(version);
  }
}

}  // namespace ingest::feeds
