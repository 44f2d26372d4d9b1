// Configurations of NVD records: CPE names with ranges, and what they must run on.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "world/advisory/cpe.h"
#include "world/ingest/feed_names.h"
#include "world/ingest/feed_versions.h"
#include "world/ingest/nvd_record.h"

namespace ingest::feeds {

namespace {

using advisory::CpeAttribute;
using advisory::Product;
using advisory::Versions;

namespace match_key {
enum { vulnerable, criteria, from_including, from_excluding, to_including, to_excluding };
constexpr auto names =
    std::to_array<std::string_view>({"vulnerable", "criteria", "versionStartIncluding", "versionStartExcluding",
                                     "versionEndIncluding", "versionEndExcluding"});
}  // namespace match_key

namespace node_key {
enum { combined, negate, matches };
constexpr auto names = std::to_array<std::string_view>({"operator", "negate", "cpeMatch"});
}  // namespace node_key

namespace configuration_key {
enum { combined, negate, nodes };
constexpr auto names = std::to_array<std::string_view>({"operator", "negate", "nodes"});
}  // namespace configuration_key

/// A CPE name of a configuration, as the product that it means.
struct Match {
  Product product;
  bool vulnerable = false;
  std::size_t node = 0;
};

using CpeValues = std::array<std::string_view, advisory::cpe_attributes>;

std::string_view value_of(const CpeValues& values, CpeAttribute attribute) {
  return values[static_cast<std::size_t>(attribute)];
}

/// Versions that a name itself has, when there is no range beside it.
void state_name(Product& product, const CpeValues& values) {
  const std::string_view version = value_of(values, CpeAttribute::version);
  if (version == "*") {
    product.versions = Versions::range;
    product.version = "vers:all/*";
  } else if (version != "-") {
    product.versions = Versions::exact;
    product.version = plain_value(version);
    const std::string update = plain_value(value_of(values, CpeAttribute::update));
    if (!update.empty()) product.version += " " + update;
  }
}

void take_match(const Node& node, const std::string& part, std::size_t of_node, Record& record,
                std::vector<Match>& matches) {
  const Fields<match_key::names.size()> at(node, match_key::names, record);
  const std::string_view criteria = at.needed_text(match_key::criteria);
  const bool vulnerable = at.flag(match_key::vulnerable, true);
  if (record.broken()) return;
  const auto values = cpe_values(criteria);
  if (!values) return record.left_out(at.node(match_key::criteria), "is no CPE name", "write it as cpe:2.3:...");
  Match& match = matches.emplace_back();
  match.vulnerable = vulnerable;
  match.node = of_node;
  Product& product = match.product;
  product.id = part;
  product.cpe = std::string(criteria);
  product.vendor = plain_value(value_of(*values, CpeAttribute::vendor));
  product.name = plain_value(value_of(*values, CpeAttribute::product));
  const bool from_excluded = at.has(match_key::from_excluding);
  const bool to_included = at.has(match_key::to_including);
  const Stretch stretch{at.text(from_excluded ? match_key::from_excluding : match_key::from_including),
                        at.text(to_included ? match_key::to_including : match_key::to_excluding), from_excluded,
                        to_included};
  if (stretch.from.empty() && stretch.to.empty()) {
    state_name(product, *values);
  } else {
    state(product, std::nullopt, stretch);
  }
  product.path = path_of({product.vendor, product.name});
}

/// Matches of a node; what it is not, nobody can look for.
bool take_node(const Node& node, const std::string& part, std::size_t index, Record& record,
               std::vector<Match>& matches, bool& all_of) {
  const Fields<node_key::names.size()> at(node, node_key::names, record);
  if (at.flag(node_key::negate, false)) {
    record.left_out(at.node(node_key::negate), "negates what it names", "such configurations are for a person");
    return false;
  }
  all_of = all_of || at.text(node_key::combined) == "AND";
  std::size_t number = 0;
  make_room(matches, std::min(at.count(node_key::matches), record_products_most));
  const std::string id = part + "." + std::to_string(index) + ".";
  at.each(node_key::matches, [&](const Node& match) {
    if (record.fits(match, matches.size() + 1)) {
      take_match(match, id + std::to_string(number++), index, record, matches);
    }
  });
  return true;
}

/// What a match must be found with, where a configuration asks for all of its nodes: the names that are not
/// vulnerable themselves; without any, those of the other nodes.
std::vector<const Match*> platforms_of(const Match& match, const std::vector<Match>& matches) {
  std::vector<const Match*> platforms;
  for (const Match& one : matches) {
    if (!one.vulnerable) platforms.push_back(&one);
  }
  if (!platforms.empty()) return platforms;
  for (const Match& one : matches) {
    if (one.node != match.node) platforms.push_back(&one);
  }
  return platforms;
}

void add(Product&& product, const Node& at, Record& record, advisory::Advisory& advisory) {
  if (!record.fits(at, advisory.products.size() + 1)) return;
  advisory.vulnerabilities[0].statements.push_back(
      {static_cast<std::uint32_t>(advisory.products.size()), advisory::Status::known_affected});
  advisory.products.push_back(std::move(product));
}

void add_with_platforms(const std::vector<Match>& matches, const Node& at, Record& record,
                        advisory::Advisory& advisory) {
  for (const Match& match : matches) {
    if (!match.vulnerable) continue;
    const auto platforms = platforms_of(match, matches);
    if (platforms.empty()) add(Product(match.product), at, record, advisory);
    std::size_t number = 0;
    for (const Match* platform : platforms) {
      if (record.broken()) return;
      Product product = match.product;
      product.platform = platform->product.cpe;
      if (number++ > 0) product.id += fmt::format(".on{}", number);
      add(std::move(product), at, record, advisory);
    }
  }
}

/// How many nodes name what is not vulnerable itself.
std::size_t platform_nodes(const std::vector<Match>& matches) {
  std::vector<std::size_t> nodes;
  for (const Match& match : matches) {
    if (!match.vulnerable && (nodes.empty() || nodes.back() != match.node)) nodes.push_back(match.node);
  }
  return nodes.size();
}

}  // namespace

void take_configuration(const Node& configuration, const std::string& part, Record& record,
                        advisory::Advisory& advisory) {
  const Fields<configuration_key::names.size()> at(configuration, configuration_key::names, record);
  if (at.flag(configuration_key::negate, false)) {
    return record.left_out(configuration, "negates what it names", "such configurations are for a person");
  }
  bool all_of = at.text(configuration_key::combined) == "AND";
  std::vector<Match> matches;
  std::size_t index = 0;
  bool read = true;
  at.each(configuration_key::nodes,
          [&](const Node& node) { read = take_node(node, part, index++, record, matches, all_of) && read; });
  if (record.broken() || !read) return;
  make_room(advisory.products, matches.size());
  if (all_of) {
    if (platform_nodes(matches) > 1) {
      record.left_out(configuration, "asks for several platforms at once: each is taken alone", "for a person");
    }
    return add_with_platforms(matches, configuration, record, advisory);
  }
  for (Match& match : matches) {
    if (match.vulnerable) add(std::move(match.product), configuration, record, advisory);
  }
}

}  // namespace ingest::feeds
