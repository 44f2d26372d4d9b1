// Products and groups: what is defined, what is referred to, and what is said of each.

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

#include "world/advisory/purl.h"
#include "world/ingest/csaf_node.h"

namespace ingest::csaf {

namespace {

using Ids = std::unordered_set<std::string_view>;

/// Calls `what(full_product_name)` for each definition of a product, in the order of the document.
template <class What>
void each_in_branches(const Node& node, const What& what) {
  node.each("branches", [&](const Node& branch) {
    if (const auto product = branch.find("product")) what(*product);
    each_in_branches(branch, what);
  });
}

template <class What>
void each_product(const Node& tree, const What& what) {
  each_in_branches(tree, what);
  tree.each("full_product_names", what);
  tree.each("relationships", [&](const Node& relationship) {
    if (const auto product = relationship.find("full_product_name")) what(*product);
  });
}

/// Calls `what(reference)` for each text of a list of lists: products of a group, of a status, of a remediation.
template <class What>
void each_reference(const Document& document, std::string_view products_or_groups, const What& what) {
  const auto vulnerabilities = document.root.find("vulnerabilities");
  if (!vulnerabilities) return;
  vulnerabilities->each_item([&](const Node& vulnerability) {
    for (const std::string_view list : {"remediations", "threats", "flags"}) {
      vulnerability.each(list, [&](const Node& one) { one.each(products_or_groups, what); });
    }
  });
}

constexpr std::array statuses = {"first_affected", "known_affected", "last_affected",       "known_not_affected",
                                 "first_fixed",    "fixed",          "under_investigation", "recommended"};

template <class What>
void each_product_reference(const Document& document, const Node& tree, const What& what) {
  tree.each("product_groups", [&](const Node& group) { group.each("product_ids", what); });
  tree.each("relationships", [&](const Node& relationship) {
    for (const std::string_view key : {"product_reference", "relates_to_product_reference"}) {
      if (const auto reference = relationship.find(key)) what(*reference);
    }
  });
  each_reference(document, "product_ids", what);
  document.root.each("vulnerabilities", [&](const Node& vulnerability) {
    if (const auto status = vulnerability.find("product_status")) {
      for (const char* key : statuses) status->each(key, what);
    }
    vulnerability.each("scores", [&](const Node& score) { score.each("products", what); });
  });
}

/// Refuses every text in `of` that is defined twice.
struct Definitions {
  Ids ids;

  void define(Document& document, std::string_view test, const Node& at, const char* kind) {
    if (const auto id = at.text(); id && !ids.insert(*id).second) {
      document.note(test, at, fmt::format("the {} is defined more than once", kind));
    }
  }
};

/// What each combined product is made of, and whether a way through it leads back to it.
void check_circles(Document& document, const Node& tree) {
  std::unordered_map<std::string_view, std::vector<std::string_view>> made_of;
  tree.each("relationships", [&](const Node& relationship) {
    const auto product = relationship.find("full_product_name");
    if (!product) return;
    auto& parts = made_of[product->text("product_id")];
    for (const std::string_view key : {"product_reference", "relates_to_product_reference"}) {
      parts.push_back(relationship.text(key));
    }
  });
  const auto leads_back = [&](std::string_view from) {
    Ids seen;
    std::vector<std::string_view> open = made_of[from];
    while (!open.empty()) {
      const std::string_view at = open.back();
      open.pop_back();
      if (at == from) return true;
      const auto parts = made_of.find(at);
      if (parts == made_of.end() || !seen.insert(at).second) continue;
      open.insert(open.end(), parts->second.begin(), parts->second.end());
    }
    return false;
  };
  tree.each("relationships", [&](const Node& relationship) {
    const auto product = relationship.find("full_product_name");
    const auto id = product ? product->find("product_id") : std::nullopt;
    if (id && leads_back(id->text().value_or(""))) {
      document.note("6.1.3", *id, "the product is, directly or not, defined by itself");
    }
  });
}

/// A status says that a product is affected, or that it is not, or that it is fixed, or that nobody knows yet.
int side_of(std::string_view status) {
  if (status == "known_not_affected") return 1;
  if (status == "first_fixed" || status == "fixed") return 2;
  if (status == "under_investigation") return 3;
  return status == "recommended" ? -1 : 0;
}

void check_status(Document& document, const Node& vulnerability) {
  const auto status = vulnerability.find("product_status");
  if (!status) return;
  std::unordered_map<std::string_view, int> side;
  for (const char* key : statuses) {
    const int here = side_of(key);
    if (here < 0) continue;
    status->each(key, [&](const Node& product) {
      const auto id = product.text();
      if (!id) return;
      const auto [at, is_new] = side.emplace(*id, here);
      if (!is_new && at->second != here) document.note("6.1.6", product, "the product has contradicting statuses");
    });
  }
}

void check_identification(Document& document, const Node& product) {
  const auto helper = product.find("product_identification_helper");
  if (!helper) return;
  if (const auto purl = helper->find("purl"); purl && !advisory::parse_purl(purl->text().value_or(""))) {
    document.note("6.1.13", *purl, "is no valid package URL");
  }
  helper->each("hashes", [&](const Node& hash) {
    Ids algorithms;
    hash.each("file_hashes", [&](const Node& one) {
      if (!algorithms.insert(one.text("algorithm")).second) {
        document.note("6.1.25", one, fmt::format("the algorithm {} is used more than once", one.text("algorithm")));
      }
    });
  });
}

/// 'product_version' is one version; these signs, and these words between blanks, make a range of it.
bool says_a_range(std::string_view name) {
  constexpr std::array words = {"after", "all", "before", "earlier", "later", "prior", "versions"};
  std::string lower(name);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  if (lower.find_first_of("<>") != std::string::npos) return true;
  std::string_view rest = lower;
  while (!rest.empty()) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    if (std::ranges::find(words, word) != words.end()) return true;
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
  }
  return false;
}

void check_branches(Document& document, const Node& node) {
  node.each("branches", [&](const Node& branch) {
    const auto name = branch.find("name");
    if (name && branch.text("category") == "product_version" && says_a_range(name->text().value_or(""))) {
      document.note("6.1.31", *name, "names a range where one version belongs; its category is product_version_range");
    }
    check_branches(document, branch);
  });
}

/// Remediations and flags are about something.
void check_targets(Document& document, const Node& vulnerability) {
  const auto is_about_something = [](const Node& one) { return one.has("product_ids") || one.has("group_ids"); };
  vulnerability.each("remediations", [&](const Node& one) {
    if (!is_about_something(one)) document.note("6.1.29", one, "the remediation names no product and no group");
  });
  vulnerability.each("flags", [&](const Node& one) {
    if (!is_about_something(one)) document.note("6.1.32", one, "the flag names no product and no group");
  });
}

void check_flags(Document& document, const Node& vulnerability, const Groups& groups) {
  std::unordered_map<std::string_view, std::size_t> flagged;  // product -> the first flag that it has
  std::size_t number = 0;
  vulnerability.each("flags", [&](const Node& flag) {
    bool twice = false;
    const auto add = [&](std::string_view product) {
      const auto [at, is_new] = flagged.emplace(product, number);
      twice = twice || (!is_new && at->second != number);
    };
    flag.each("product_ids", [&](const Node& product) { add(product.text().value_or("")); });
    flag.each("group_ids", [&](const Node& group) {
      const auto products = groups.find(group.text().value_or(""));
      if (products == groups.end()) return;
      for (const std::string_view product : products->second) add(product);
    });
    if (twice) document.note("6.1.33", flag, "a product has more than one flag with a justification");
    ++number;
  });
}

}  // namespace

Groups groups_of(const Document& document) {
  Groups groups;
  const auto tree = document.root.find("product_tree");
  if (!tree) return groups;
  tree->each("product_groups", [&](const Node& group) {
    auto& products = groups[group.text("group_id")];
    group.each("product_ids", [&](const Node& product) { products.push_back(product.text().value_or("")); });
  });
  return groups;
}

void check_products(Document& document) {
  const auto found = document.root.find("product_tree");
  const Node tree = found ? *found : Node(document.root);
  Definitions products;
  Definitions groups;
  if (found) {
    each_product(tree, [&](const Node& product) {
      if (const auto id = product.find("product_id")) products.define(document, "6.1.2", *id, "product");
      check_identification(document, product);
    });
    tree.each("product_groups", [&](const Node& group) {
      if (const auto id = group.find("group_id")) groups.define(document, "6.1.5", *id, "group");
    });
    check_circles(document, tree);
    check_branches(document, tree);
  }
  each_product_reference(document, tree, [&](const Node& product) {
    if (const auto id = product.text(); id && !products.ids.contains(*id)) {
      document.note("6.1.1", product, "the product is not defined in the product tree");
    }
  });
  each_reference(document, "group_ids", [&](const Node& group) {
    if (const auto id = group.text(); id && !groups.ids.contains(*id)) {
      document.note("6.1.4", group, "the group is not defined in the product tree");
    }
  });
  const Groups members = groups_of(document);
  document.root.each("vulnerabilities", [&](const Node& vulnerability) {
    check_status(document, vulnerability);
    check_targets(document, vulnerability);
    check_flags(document, vulnerability, members);
  });
}

}  // namespace ingest::csaf
