#pragma once
// A CSAF document while it is checked. Private to csaf*.cc.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "world/ingest/csaf.h"
#include "world/ingest/json_node.h"

namespace ingest::csaf {

using json::Node;

/// Version of the standard that a document names.
enum class Edition : std::uint8_t { v2_0, v2_1 };

/// The document and what was found in it.
struct Document {
  Document(const Node& all, const CsafReferences& known) : root(all), beside(&known) {}

  Node root;
  const CsafReferences* beside;
  Edition edition = Edition::v2_0;
  std::vector<CsafFinding> findings;
  std::vector<CsafFinding> unchecked;

  void note(std::string_view test, const Node& at, std::string what) {
    findings.push_back(finding(test, at, std::move(what)));
  }
  /// What cannot be held against a test, and why.
  void leave(std::string_view test, const Node& at, std::string what) {
    unchecked.push_back(finding(test, at, std::move(what)));
  }

 private:
  static CsafFinding finding(std::string_view test, const Node& at, std::string what) {
    const std::string value =
        at.value().is_number() ? simdjson::minify(at.value()) : std::string(at.text().value_or(""));
    return {std::string(test), at.pointer(), value, std::move(what)};
  }
};

/// Group -> its products.
using Groups = std::unordered_map<std::string_view, std::vector<std::string_view>>;
Groups groups_of(const Document& document);

// Each checks the tests of one subject and adds what it finds. What only 2.1 asks is passed over in documents of 2.0.
void check_schema(Document& document);           ///< which fields there are, and what they hold
void check_products(Document& document);         ///< 6.1.1 to 6.1.6, 6.1.29, 6.1.32, 6.1.33
void check_identification(Document& document);   ///< 6.1.13, 6.1.25, 6.1.42 to 6.1.44, 6.1.61
void check_branches(Document& document);         ///< 6.1.31, 6.1.34, 6.1.50, 6.1.57 to 6.1.59
void check_remediations(Document& document);     ///< 6.1.35, 6.1.36
void check_scores(Document& document);           ///< 6.1.7 to 6.1.10, 6.1.56
void check_decisions(Document& document);        ///< 6.1.46 to 6.1.48
void check_vulnerabilities(Document& document);  ///< 6.1.11, 6.1.23, 6.1.24
void check_tracking(Document& document);         ///< 6.1.14, 6.1.16 to 6.1.22, 6.1.30
void check_moments(Document& document);          ///< 6.1.37, 6.1.45, 6.1.49, 6.1.51 to 6.1.53
void check_profiles(Document& document);         ///< 6.1.12, 6.1.15, 6.1.26 to 6.1.28
void check_sharing(Document& document);          ///< 6.1.38 to 6.1.41
void check_license(Document& document);          ///< 6.1.54, 6.1.55
void check_extensions(Document& document);       ///< 6.1.60.1 to 6.1.60.3

inline constexpr std::array checks = {check_schema,       check_products,  check_identification, check_branches,
                                      check_remediations, check_scores,    check_decisions,      check_vulnerabilities,
                                      check_tracking,     check_moments,   check_profiles,       check_sharing,
                                      check_license,      check_extensions};

/// 6.1.48, of one vulnerability's list of selections; part of check_decisions().
void check_decision_points(Document& document, const Node& ssvc);

/// Calls `what(full_product_name)` for the product of a branch and those in its branches.
template <class Branch, class What>
void each_in_branch(const Branch& branch, const What& what) {
  if (const auto product = branch.template find<"product">()) what(*product);
  branch.template each<"branches">([&](const Node& one) { each_in_branch(Branch(one), what); });
}

/// Calls `what(full_product_name)` for each definition of a product, in the order of the document.
template <class What>
void each_in_branches(const Node& node, const What& what) {
  node.each("branches", [&](const Node& branch) { each_in_branch(json::Fields<"product", "branches">(branch), what); });
}
template <class What>
void each_product(const Node& tree, const What& what) {
  each_in_branches(tree, what);
  tree.each("full_product_names", what);
  for (const std::string_view combined : {"relationships", "product_paths"}) {  // of 2.0, of 2.1
    tree.each(combined, [&](const Node& one) {
      if (const auto product = one.find("full_product_name")) what(*product);
    });
  }
}

}  // namespace ingest::csaf
