#pragma once
// Names of vendors and products, brought to one spelling so that what is the same compares equal. The rules and their
// reasons: docs/exposure.md.

#include <string>
#include <string_view>
#include <unordered_map>

namespace advisory {

/// Spellings that no rule finds: a reviewed table (products/aliases.csv). Keys and values are in the spelling of
/// words_of().
struct Aliases {
  std::unordered_map<std::string, std::string> vendors;
  std::unordered_map<std::string, std::string> products;  ///< "vendor|product" -> "vendor|product"
};

/// A name in its one spelling.
struct ProductName {
  std::string vendor;   ///< may be empty
  std::string product;  ///< may be empty
  std::string version;  ///< that the name ended with, as it was written: "7.0.x" of "IntelliSpace Portal 7.0.x"

  /// "philips|intellispace portal"
  [[nodiscard]] std::string key() const { return vendor + "|" + product; }
};

/// Letters in lower case, words with one space between them; signs other than letters, digits, "+" and "#" part words,
/// but a dot between digits stays; trade marks go.
std::string words_of(std::string_view text);

/// Takes off a vendor's legal form ("Inc.", "GmbH"), the vendor's name before the product's, and a version behind it
/// (digits with a dot, or with "v" before them); then asks the table.
ProductName product_name(std::string_view vendor, std::string_view product, const Aliases& aliases);

}  // namespace advisory
