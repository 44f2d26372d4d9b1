// Products and groups: what is defined, what is referred to, and what is said of each.

#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "world/ingest/csaf_ids.h"
#include "world/ingest/csaf_node.h"

namespace ingest::csaf {

namespace {

/// A vulnerability as these tests read it: all its fields that they need, found in one walk for all of them.
using Vulnerability = json::Fields<"product_status", "scores", "metrics", "remediations", "threats", "flags",
                                   "first_known_exploitation_dates", "ids", "involvements", "notes">;
using Vulnerabilities = std::vector<Vulnerability>;

/// Calls `product(reference)` and `group(reference)` for each text of a list of lists: products and groups of a
/// remediation, a flag, a note. One walk for both. Remediations and flags must name some.
template <class Product, class Group>
void each_reference(Document& document, const Vulnerabilities& vulnerabilities, const Product& product,
                    const Group& group) {
  const auto names_any = [&](const Node& one) {
    bool any = false;
    simdjson::dom::object object;
    if (one.value().get_object().get(object) != simdjson::SUCCESS) return any;
    for (auto at = object.begin(), end = object.end(); at != end; ++at) {
      const bool products = at.key_length() == 11 && at.key() == "product_ids";
      const bool groups = at.key_length() == 9 && at.key() == "group_ids";
      if (products) Node(at.value(), one, at.key()).each_item(product);
      if (groups) Node(at.value(), one, at.key()).each_item(group);
      any = any || products || groups;
    }
    return any;
  };
  const bool later = document.edition == Edition::v2_1;
  for (const Vulnerability& vulnerability : vulnerabilities) {
    vulnerability.each<"remediations">([&](const Node& one) {
      if (!names_any(one)) document.note("6.1.29", one, "the remediation names no product and no group");
    });
    vulnerability.each<"threats">(names_any);
    vulnerability.each<"flags">([&](const Node& one) {
      if (!names_any(one)) document.note("6.1.32", one, "the flag names no product and no group");
    });
    if (!later) continue;
    vulnerability.each<"first_known_exploitation_dates">(names_any);
    vulnerability.each<"ids">(names_any);
    vulnerability.each<"involvements">(names_any);
    vulnerability.each<"notes">(names_any);
  }
  const auto head = later ? document.root.find("document") : std::nullopt;
  if (head) head->each("notes", names_any);
}

constexpr auto statuses =
    std::to_array<std::string_view>({"first_affected", "known_affected", "last_affected", "known_not_affected",
                                     "first_fixed", "fixed", "under_investigation", "recommended", "unknown"});

/// Calls `what(status, list)` for each status that is there.
template <class What>
void each_status(const Node& product_status, const What& what) {
  simdjson::dom::object object;
  if (product_status.value().get_object().get(object) != simdjson::SUCCESS) return;
  for (const auto field : object) {
    if (std::ranges::find(statuses, field.key) != statuses.end()) {
      what(field.key, Node(field.value, product_status, field.key));
    }
  }
}

/// Calls `what(reference)` for each product that the tree refers to.
template <class What>
void each_reference_in(const Node& tree, const What& what) {
  tree.each("product_groups", [&](const Node& group) { group.each("product_ids", what); });
  tree.each("relationships", [&](const Node& relationship) {
    for (const std::string_view key : {"product_reference", "relates_to_product_reference"}) {
      if (const auto reference = relationship.find(key)) what(*reference);
    }
  });
  tree.each("product_paths", [&](const Node& path) {
    if (const auto reference = path.find("beginning_product_reference")) what(*reference);
    path.each("subpaths", [&](const Node& step) {
      if (const auto reference = step.find("next_product_reference")) what(*reference);
    });
  });
}

/// The products or groups of a document, numbered: first all that are defined.
class Definitions {
 public:
  /// Refuses what is defined twice.
  void define(Document& document, std::string_view test, const Node& at, const char* kind) {
    const auto id = at.text();
    if (!id) return;
    if (ids_.put(*id, known_).second) {
      defined_ = ++known_;
    } else {
      document.note(test, at, fmt::format("the {} is defined more than once", kind));
    }
  }
  /// Its number; what is not defined gets one too.
  std::uint32_t number(std::string_view id) {
    const auto [number, is_new] = ids_.put(id, known_);
    if (is_new) ++known_;
    return number;
  }
  [[nodiscard]] bool is_defined(std::uint32_t number) const { return number < defined_; }

 private:
  Ids ids_;
  std::uint32_t known_ = 0;
  std::uint32_t defined_ = 0;
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
  tree.each("product_paths", [&](const Node& path) {
    const auto product = path.find("full_product_name");
    if (!product) return;
    auto& parts = made_of[product->text("product_id")];
    parts.push_back(path.text("beginning_product_reference"));
    path.each("subpaths", [&](const Node& step) { parts.push_back(step.text("next_product_reference")); });
  });
  if (made_of.empty()) return;
  const auto leads_back = [&](std::string_view from) {
    std::unordered_set<std::string_view> seen;
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
  for (const std::string_view combined : {"relationships", "product_paths"}) {
    tree.each(combined, [&](const Node& one) {
      const auto product = one.find("full_product_name");
      const auto id = product ? product->find("product_id") : std::nullopt;
      if (id && leads_back(id->text().value_or(""))) {
        document.note("6.1.3", *id, "the product is, directly or not, defined by itself");
      }
    });
  }
}

/// A status says that a product is affected, or that it is not, or that it is fixed, or that nobody knows yet.
int side_of(std::string_view status) {
  if (status == "known_not_affected") return 1;
  if (status == "first_fixed" || status == "fixed") return 2;
  if (status == "under_investigation") return 3;
  if (status == "unknown") return 4;
  return status == "recommended" ? -1 : 0;
}

/// Which side each product was last put on, by its number, and by which vulnerability.
struct Side {
  std::size_t vulnerability = 0;  ///< counted from 1; 0: by none
  int side = 0;
};

constexpr const char* not_defined = "the product is not defined in the product tree";

/// The statuses of the vulnerability number `number`, counted from 1.
void check_status(Document& document, const Vulnerability& vulnerability, std::size_t number, Definitions& products,
                  std::vector<Side>& sides) {
  const auto status = vulnerability.find<"product_status">();
  if (!status) return;
  each_status(*status, [&](std::string_view key, const Node& list) {
    const Side here{number, side_of(key)};
    list.each_item([&](const Node& at) {
      const auto id = at.text();
      if (!id) return;
      const std::uint32_t product = products.number(*id);
      if (!products.is_defined(product)) document.note("6.1.1", at, not_defined);
      if (here.side < 0) return;
      if (product >= sides.size()) sides.resize(2 * (product + std::size_t{8}));
      Side& before = sides[product];
      if (before.vulnerability != number) before = here;
      if (before.side != here.side) document.note("6.1.6", at, "the product has contradicting statuses");
    });
  });
}

void check_flags(Document& document, const Vulnerability& vulnerability, const Groups& groups) {
  if (!vulnerability.has<"flags">()) return;
  Ids flagged;  // product -> the first flag that it has
  std::uint32_t number = 0;
  vulnerability.each<"flags">([&](const Node& flag) {
    bool twice = false;
    const auto add = [&](std::string_view product) {
      if (flagged.put(product, number).first != number) twice = true;
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
    });
    tree.each("product_groups", [&](const Node& group) {
      if (const auto id = group.find("group_id")) groups.define(document, "6.1.5", *id, "group");
    });
    check_circles(document, tree);
  }
  const auto product_is_defined = [&](const Node& product) {
    const auto id = product.text();
    if (id && !products.is_defined(products.number(*id))) document.note("6.1.1", product, not_defined);
  };
  const auto group_is_defined = [&](const Node& group) {
    const auto id = group.text();
    if (!id || groups.is_defined(groups.number(*id))) return;
    document.note("6.1.4", group, "the group is not defined in the product tree");
  };
  const auto list = document.root.find("vulnerabilities");
  Vulnerabilities vulnerabilities;
  simdjson::dom::array items;
  if (list && list->value().get_array().get(items) == simdjson::SUCCESS) vulnerabilities.reserve(items.size());
  if (list) list->each_item([&](const Node& one) { vulnerabilities.emplace_back(one); });
  each_reference_in(tree, product_is_defined);
  const auto of_score = [&](const Node& score) { score.each("products", product_is_defined); };
  std::vector<Side> sides;
  std::size_t number = 0;
  for (const Vulnerability& vulnerability : vulnerabilities) {
    check_status(document, vulnerability, ++number, products, sides);
    vulnerability.each<"scores">(of_score);
    vulnerability.each<"metrics">(of_score);
  }
  each_reference(document, vulnerabilities, product_is_defined, group_is_defined);
  const Groups members = groups_of(document);
  for (const Vulnerability& vulnerability : vulnerabilities) check_flags(document, vulnerability, members);
}

}  // namespace ingest::csaf
