#include "world/advisory/listing.h"

#include <algorithm>
#include <array>

namespace advisory {

namespace {

constexpr std::array<std::string_view, sorts> sort_names{"date", "id", "title", "publisher", "cvss", "cve", "product"};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

const std::string& path_of(const Product& product) {
  return product.path.empty() ? product.name : product.path;
}

}  // namespace

Name name_of(const Advisory& advisory) {
  return {advisory.feed, advisory.publisher, advisory.id};
}

std::optional<SortBy> sort_by_from(std::string_view name) {
  const auto found = std::find(sort_names.begin(), sort_names.end(), name);
  if (found == sort_names.end()) return std::nullopt;
  return static_cast<SortBy>(found - sort_names.begin());
}

bool holds(std::string_view text, std::string_view part) {
  const auto same = [](char a, char b) { return lower(a) == lower(b); };
  return std::search(text.begin(), text.end(), part.begin(), part.end(), same) != text.end() || part.empty();
}

bool speaks_of_text(const Advisory& advisory, std::string_view text) {
  if (holds(advisory.id, text) || holds(advisory.title, text) || holds(advisory.publisher, text)) return true;
  return std::any_of(advisory.vulnerabilities.begin(), advisory.vulnerabilities.end(),
                     [&](const Vulnerability& one) { return holds(one.id, text) || holds(one.title, text); });
}

bool names_product(const Advisory& advisory, std::string_view text) {
  return std::any_of(advisory.products.begin(), advisory.products.end(), [&](const Product& one) {
    return holds(one.name, text) || holds(one.vendor, text) || holds(one.path, text) || holds(one.purl, text) ||
           holds(one.cpe, text);
  });
}

void sum_up(const Advisory& advisory, Listed& line) {
  line.tenths.reset();
  line.vulnerabilities.clear();
  for (const Vulnerability& one : advisory.vulnerabilities) {
    line.vulnerabilities.push_back(one.id);
    for (const Score& score : one.scores) line.tenths = std::max(line.tenths.value_or(0), score.tenths);
  }
  line.product.clear();
  for (const Product& one : advisory.products) {
    const std::string& path = path_of(one);
    if (line.product.empty() || (!path.empty() && path < line.product)) line.product = path;
  }
}

}  // namespace advisory
