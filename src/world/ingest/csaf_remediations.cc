// Remediations (2.1): which cannot stand together for one product, and which do not fit its status. Tables 1 and 2 of
// the section "Vulnerabilities Property - Remediations - Category".

#include <algorithm>
#include <array>
#include <unordered_map>
#include <vector>

#include "world/ingest/csaf_node.h"

namespace ingest::csaf {

namespace {

/// Excludes every other: there is nothing, or nothing is needed.
bool is_alone(std::string_view category) {
  return category == "none_available" || category == "optional_patch";
}

/// Only one of them holds.
bool is_about_a_fix(std::string_view category) {
  return category == "no_fix_planned" || category == "fix_planned" || category == "vendor_fix";
}

bool contradict(std::string_view a, std::string_view b) {
  if (a == b) return false;
  return is_alone(a) || is_alone(b) || (is_about_a_fix(a) && is_about_a_fix(b));
}

struct Misfit {
  std::string_view status;  ///< with "first_" and so on taken together
  std::string_view categories;
};
constexpr std::array misfits = {
    Misfit{"affected", "optional_patch"}, Misfit{"not affected", "workaround mitigation vendor_fix none_available"},
    Misfit{"fixed", "none_available fix_planned no_fix_planned vendor_fix mitigation workaround"}};

std::string_view status_of(std::string_view list) {
  if (list == "known_not_affected") return "not affected";
  if (list == "first_fixed" || list == "fixed") return "fixed";
  return list == "first_affected" || list == "known_affected" || list == "last_affected" ? "affected" : "";
}

bool misfit(std::string_view status, std::string_view category) {
  const auto* const found = std::ranges::find(misfits, status, &Misfit::status);
  if (found == misfits.end()) return false;
  std::string_view rest = found->categories;
  while (!rest.empty()) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    if (word == category) return true;
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
  }
  return false;
}

/// Products of a remediation, by themselves or through their groups.
std::vector<std::string_view> products_of(const Node& one, const Groups& groups) {
  std::vector<std::string_view> products;
  one.each("product_ids", [&](const Node& product) { products.push_back(product.text().value_or("")); });
  one.each("group_ids", [&](const Node& group) {
    const auto members = groups.find(group.text().value_or(""));
    if (members != groups.end()) products.insert(products.end(), members->second.begin(), members->second.end());
  });
  return products;
}

using Statuses = std::unordered_map<std::string_view, std::vector<std::string_view>>;

Statuses statuses_of(const Node& vulnerability) {
  Statuses statuses;
  const auto status = vulnerability.find("product_status");
  if (!status) return statuses;
  for (const std::string_view list :
       {"first_affected", "known_affected", "last_affected", "known_not_affected", "first_fixed", "fixed"}) {
    status->each(list, [&](const Node& product) { statuses[product.text().value_or("")].push_back(status_of(list)); });
  }
  return statuses;
}

void check(Document& document, const Node& vulnerability, const Groups& groups) {
  const Statuses statuses = statuses_of(vulnerability);
  std::unordered_map<std::string_view, std::vector<std::string_view>> said;  // product -> categories so far
  vulnerability.each("remediations", [&](const Node& one) {
    const std::string_view category = one.text("category");
    std::string_view other;
    std::string_view status;
    for (const std::string_view product : products_of(one, groups)) {
      std::vector<std::string_view>& before = said[product];
      for (const std::string_view earlier : before) {
        if (contradict(earlier, category)) other = earlier;
      }
      before.push_back(category);
      const auto known = statuses.find(product);
      if (known == statuses.end()) continue;
      for (const std::string_view has : known->second) {
        if (misfit(has, category)) status = has;
      }
    }
    if (!other.empty()) {
      document.note("6.1.35", one,
                    fmt::format("{} contradicts {}, which holds for one of its products", category, other));
    }
    if (!status.empty()) {
      document.note("6.1.36", one, fmt::format("{} does not fit one of its products, which is {}", category, status));
    }
  });
}

}  // namespace

void check_remediations(Document& document) {
  if (document.edition != Edition::v2_1) return;
  const Groups groups = groups_of(document);
  document.root.each("vulnerabilities", [&](const Node& vulnerability) { check(document, vulnerability, groups); });
}

}  // namespace ingest::csaf
