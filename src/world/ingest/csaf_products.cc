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
/// remediation, a flag, a note. One walk for both.
template <class Product, class Group>
void each_reference(const Document& document, const Vulnerabilities& vulnerabilities, const Product& product,
                    const Group& group) {
  const auto take = [&](const Node& one) {
    simdjson::dom::object object;
    if (one.value().get_object().get(object) != simdjson::SUCCESS) return;
    for (auto at = object.begin(), end = object.end(); at != end; ++at) {
      if (at.key_length() == 11 && at.key() == "product_ids") Node(at.value(), one, at.key()).each_item(product);
      if (at.key_length() == 9 && at.key() == "group_ids") Node(at.value(), one, at.key()).each_item(group);
    }
  };
  const bool later = document.edition == Edition::v2_1;
  for (const Vulnerability& vulnerability : vulnerabilities) {
    vulnerability.each<"remediations">(take);
    vulnerability.each<"threats">(take);
    vulnerability.each<"flags">(take);
    if (!later) continue;
    vulnerability.each<"first_known_exploitation_dates">(take);
    vulnerability.each<"ids">(take);
    vulnerability.each<"involvements">(take);
    vulnerability.each<"notes">(take);
  }
  const auto head = later ? document.root.find("document") : std::nullopt;
  if (head) head->each("notes", take);
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

template <class What>
void each_product_reference(const Vulnerabilities& vulnerabilities, const Node& tree, const What& what) {
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
  const auto of_score = [&](const Node& score) { score.each("products", what); };
  for (const Vulnerability& vulnerability : vulnerabilities) {
    if (const auto status = vulnerability.find<"product_status">()) {
      each_status(*status, [&](std::string_view, const Node& products) { products.each_item(what); });
    }
    vulnerability.each<"scores">(of_score);
    vulnerability.each<"metrics">(of_score);
  }
}

/// Refuses every text in `of` that is defined twice.
struct Definitions {
  Ids ids;

  void define(Document& document, std::string_view test, const Node& at, const char* kind) {
    if (const auto id = at.text(); id && !ids.put(*id).second) {
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

void check_status(Document& document, const Vulnerability& vulnerability) {
  const auto status = vulnerability.find<"product_status">();
  if (!status) return;
  Ids side;
  each_status(*status, [&](std::string_view key, const Node& products) {
    const int here = side_of(key);
    if (here < 0) return;
    products.each_item([&](const Node& product) {
      const auto id = product.text();
      if (id && side.put(*id, static_cast<std::uint32_t>(here)).first != static_cast<std::uint32_t>(here)) {
        document.note("6.1.6", product, "the product has contradicting statuses");
      }
    });
  });
}

/// Remediations and flags are about something.
void check_targets(Document& document, const Vulnerability& vulnerability) {
  const auto is_about_something = [](const Node& one) {
    const json::Fields<"product_ids", "group_ids"> fields(one);
    return fields.has<"product_ids">() || fields.has<"group_ids">();
  };
  vulnerability.each<"remediations">([&](const Node& one) {
    if (!is_about_something(one)) document.note("6.1.29", one, "the remediation names no product and no group");
  });
  vulnerability.each<"flags">([&](const Node& one) {
    if (!is_about_something(one)) document.note("6.1.32", one, "the flag names no product and no group");
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
    if (const auto id = product.text(); id && !products.ids.contains(*id)) {
      document.note("6.1.1", product, "the product is not defined in the product tree");
    }
  };
  const auto list = document.root.find("vulnerabilities");
  Vulnerabilities vulnerabilities;
  if (list) list->each_item([&](const Node& one) { vulnerabilities.emplace_back(one); });
  each_product_reference(vulnerabilities, tree, product_is_defined);
  each_reference(document, vulnerabilities, product_is_defined, [&](const Node& group) {
    if (const auto id = group.text(); id && !groups.ids.contains(*id)) {
      document.note("6.1.4", group, "the group is not defined in the product tree");
    }
  });
  const Groups members = groups_of(document);
  for (const Vulnerability& vulnerability : vulnerabilities) {
    check_status(document, vulnerability);
    check_targets(document, vulnerability);
    check_flags(document, vulnerability, members);
  }
}

}  // namespace ingest::csaf
