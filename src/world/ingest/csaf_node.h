#pragma once
// A CSAF document while it is checked. Private to csaf*.cc.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "world/ingest/csaf.h"
#include "world/ingest/json_node.h"

namespace ingest::csaf {

using json::Node;

/// The document and what was found in it.
struct Document {
  Node root;
  std::vector<CsafFinding> findings;

  void note(std::string_view test, const Node& at, std::string what) {
    const std::string value =
        at.value().is_number() ? simdjson::minify(at.value()) : std::string(at.text().value_or(""));
    findings.push_back({std::string(test), at.pointer(), value, std::move(what)});
  }
};

/// Group -> its products.
using Groups = std::unordered_map<std::string_view, std::vector<std::string_view>>;
Groups groups_of(const Document& document);

// Each checks the tests of one subject and adds what it finds.
void check_schema(Document& document);           ///< which fields there are, and what they hold
void check_products(Document& document);         ///< 6.1.1 to 6.1.6, 6.1.13, 6.1.25, 6.1.29, 6.1.31 to 6.1.33
void check_scores(Document& document);           ///< 6.1.7 to 6.1.10
void check_vulnerabilities(Document& document);  ///< 6.1.11, 6.1.23, 6.1.24
void check_tracking(Document& document);         ///< 6.1.14, 6.1.16 to 6.1.22, 6.1.30
void check_profiles(Document& document);         ///< 6.1.12, 6.1.15, 6.1.26 to 6.1.28

}  // namespace ingest::csaf
