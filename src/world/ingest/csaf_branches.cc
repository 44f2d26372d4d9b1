// Branches of the product tree: how deep they go, which categories follow each other, and how versions are written.

#include <algorithm>
#include <array>
#include <vector>

#include "world/ingest/csaf_node.h"

namespace ingest::csaf {

namespace {

constexpr std::size_t deepest = 30;  ///< branches in each other (2.1)

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

/// One part of a range: a comparator, or none for "is", and a version. Empty: it is none.
struct Bound {
  std::string_view comparator;
  std::string_view version;
};

Bound bound_of(std::string_view text) {
  Bound bound;
  for (const std::string_view comparator : {"<=", ">=", "!=", "<", ">"}) {
    if (!text.starts_with(comparator)) continue;
    bound.comparator = comparator;
    break;
  }
  bound.version = text.substr(bound.comparator.size());
  const bool wrong = std::ranges::any_of(bound.version, [](char c) {
    return c == '<' || c == '>' || c == '=' || c == '!' || c == '*' || static_cast<unsigned char>(c) <= ' ';
  });
  return wrong ? Bound() : bound;
}

/// A vers: URI or its part behind the scheme ("vers-like"), after section 3.1.2.3.2 of 2.1.
struct Range {
  bool right = false;
  std::vector<Bound> bounds;
};

Range range_of(std::string_view name) {
  Range range;
  if (name == "vers:all/*" || name == "vers:/all") return {true, {}};
  if (name.starts_with("vers:")) {
    const std::size_t slash = name.find('/');
    if (slash == std::string_view::npos || slash == 5) return range;
    const std::string_view scheme = name.substr(5, slash - 5);
    const bool known_signs = std::ranges::all_of(
        scheme, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-'; });
    if (!known_signs || scheme == "all" || scheme == "none") return range;
    name.remove_prefix(slash + 1);
  }
  for (;;) {
    const std::size_t end = std::min(name.find('|'), name.size());
    range.bounds.push_back(bound_of(name.substr(0, end)));
    if (range.bounds.back().version.empty()) return range;
    if (end == name.size()) break;
    name.remove_prefix(end + 1);
  }
  range.right = true;
  return range;
}

void check_range(Document& document, const Node& name) {
  const Range range = range_of(name.text().value_or(""));
  if (!range.right) {
    document.note("6.1.50", name,
                  "is neither a vers: range nor parts such as >=2.2.0 with | between them, without blanks");
  } else if (range.bounds.size() == 1 && range.bounds.front().comparator.empty()) {
    document.note("6.1.59", name, "names one version; its category is product_version");
  }
}

class Walk {
 public:
  explicit Walk(Document& document) : document_(document), later_(document.edition == Edition::v2_1) {}

  void below(const Node& node) {
    node.each("branches", [&](const Node& branch) { check(Branch(branch)); });
  }

 private:
  using Branch = json::Fields<"category", "name", "product", "branches">;

  void check(const Branch& branch) {
    const std::string_view category = branch.text<"category">();
    categories_.push_back(category);
    check_name(branch, category);
    if (later_ && branch.has<"product">()) check_way(branch.node(), *branch.find<"product">());
    branch.each<"branches">([&](const Node& one) { check(Branch(one)); });
    categories_.pop_back();
  }

  void check_name(const Branch& branch, std::string_view category) {
    const auto name = branch.find<"name">();
    if (!name) return;
    if (category == "product_version" && says_a_range(name->text().value_or(""))) {
      document_.note("6.1.31", *name, "names a range where one version belongs; its category is product_version_range");
    }
    if (later_ && category == "product_version_range") check_range(document_, *name);
  }

  /// Of the branches that lead to a product.
  void check_way(const Node& branch, const Node& product) {
    if (categories_.size() > deepest) {
      document_.note("6.1.34", product, fmt::format("lies in more than {} branches", deepest));
    }
    const auto times = [&](std::string_view category) { return std::ranges::count(categories_, category); };
    for (std::size_t i = 0; i < categories_.size(); ++i) {
      const std::string_view category = categories_[i];
      const bool first =
          std::ranges::find(categories_, category) == categories_.begin() + static_cast<std::ptrdiff_t>(i);
      if (first && category != "product_family" && times(category) > 1) {
        document_.note("6.1.57", branch, fmt::format("{} stands more than once on the way to the product", category));
      }
    }
    if (times("product_version") > 0 && times("product_version_range") > 0) {
      document_.note("6.1.58", branch, "product_version and product_version_range stand on one way to the product");
    }
  }

  Document& document_;
  bool later_;
  std::vector<std::string_view> categories_;
};

}  // namespace

void check_branches(Document& document) {
  if (const auto tree = document.root.find("product_tree")) Walk(document).below(*tree);
}

}  // namespace ingest::csaf
