#pragma once
// The product tree of a CSAF document. Private to csaf_feed.cc.

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/problem.h"
#include "world/advisory/advisory.h"
#include "world/ingest/json_node.h"

namespace ingest::csaf {

struct ProductTree {
  using Index = std::unordered_map<std::string, std::uint32_t>;
  using Groups = std::unordered_map<std::string, std::vector<std::uint32_t>>;

  std::vector<advisory::Product> products;
  Index index;    ///< by the document's id
  Groups groups;  ///< by the group's id
};

/// What is wrong goes to `problems`: ids that stand twice or nowhere, branches too deep.
ProductTree read_tree(const std::string& name, const json::Node& root, base::Problems& problems);

}  // namespace ingest::csaf
