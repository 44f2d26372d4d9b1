#pragma once
// Parts of an OSV record. Private to osv_*.cc.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "world/ingest/feed_record.h"

namespace ingest::feeds {

/// What the name of an ecosystem tells: "PyPI", "Debian:12", "AlmaLinux:9".
struct Ecosystem {
  std::string_view name;                   ///< without the release after the colon
  std::optional<advisory::Scheme> scheme;  ///< nothing: nobody knows how its versions are ordered
  std::string_view purl_type;              ///< empty: its packages have no package URL that is sure
  std::string_view purl_name_space;
  char between = 0;     ///< what stands between namespace and name of a package; 0: nothing
  bool errata = false;  ///< a distribution, whose records are about several vulnerabilities that `related` names
};

Ecosystem ecosystem_of(std::string_view name);

/// Adds one entry of `ranges` as products: as few as can say it, each `like` the one given.
void add_range(const Node& range, const Ecosystem& ecosystem, const advisory::Product& like, Record& record,
               std::vector<advisory::Product>& products);

/// The same for `versions` of an entry of `affected`.
void add_list(const std::vector<std::string_view>& versions, const Ecosystem& ecosystem, const advisory::Product& like,
              std::vector<advisory::Product>& products);

}  // namespace ingest::feeds
