// What helps to identify a product: package URLs, hashes, model numbers, serial numbers, stock keeping units.

#include <array>
#include <unordered_set>

#include "world/advisory/purl.h"
#include "world/ingest/csaf_node.h"

namespace ingest::csaf {

namespace {

void check_hashes(Document& document, const Node& helper) {
  helper.each("hashes", [&](const Node& hash) {
    std::unordered_set<std::string_view> algorithms;
    hash.each("file_hashes", [&](const Node& one) {
      if (!algorithms.insert(one.text("algorithm")).second) {
        document.note("6.1.25", one, fmt::format("the algorithm {} is used more than once", one.text("algorithm")));
      }
    });
  });
}

/// One package URL in 2.0, several in 2.1, which are of one package: they differ in their qualifiers only.
void check_purls(Document& document, const Node& helper) {
  const auto read = [&](const Node& text) {
    auto purl = advisory::parse_purl(text.text().value_or(""));
    if (!purl) document.note("6.1.13", text, "is no valid package URL");
    return purl;
  };
  if (const auto purl = helper.find("purl")) read(*purl);
  std::optional<advisory::Purl> first;
  helper.each("purls", [&](const Node& text) {
    auto purl = read(text);
    if (!purl) return;
    purl->qualifiers.clear();
    if (!first) {
      first = *purl;
    } else if (advisory::to_text(*purl) != advisory::to_text(*first)) {
      document.note("6.1.42", text, "differs from the first in more than its qualifiers");
    }
  });
}

/// Stars that are not meant themselves: a backslash stands before those that are.
std::size_t stars_in(std::string_view text) {
  std::size_t stars = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '*') {
      ++stars;
    }
  }
  return stars;
}

struct Numbers {
  std::string_view list;
  std::string_view test;
};
constexpr std::array numbers = {Numbers{"model_numbers", "6.1.43"}, Numbers{"serial_numbers", "6.1.44"},
                                Numbers{"skus", "6.1.61"}};

void check_stars(Document& document, const Node& helper) {
  for (const Numbers& one : numbers) {
    helper.each(one.list, [&](const Node& text) {
      if (stars_in(text.text().value_or("")) > 1) {
        document.note(one.test, text, "has more than one star that stands for any signs");
      }
    });
  }
}

}  // namespace

void check_identification(Document& document) {
  const auto tree = document.root.find("product_tree");
  if (!tree) return;
  each_product(*tree, [&](const Node& product) {
    const auto helper = product.find("product_identification_helper");
    if (!helper) return;
    check_purls(document, *helper);
    check_hashes(document, *helper);
    if (document.edition == Edition::v2_1) check_stars(document, *helper);
  });
}

}  // namespace ingest::csaf
