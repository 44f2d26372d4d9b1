#include "world/advisory/advisory.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace advisory {

namespace {

constexpr std::array<std::string_view, feeds> feed_names{"csaf", "cve",  "nvd",         "osv",
                                                         "kev",  "epss", "end-of-life", "microsoft"};
constexpr std::array<std::string_view, statuses> status_names{
    "first_affected", "known_affected",     "last_affected", "first_fixed",
    "fixed",          "known_not_affected", "recommended",   "under_investigation"};

template <class Enum, std::size_t N>
std::optional<Enum> from(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

bool is_whole(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// How two revisions are ordered, when both count alike.
std::optional<std::partial_ordering> counted(std::string_view found, std::string_view known) {
  if (is_whole(found) != is_whole(known)) return std::nullopt;
  const auto a = parse_version(Scheme::semver, found);
  const auto b = parse_version(Scheme::semver, known);
  if (!a || !b) return std::nullopt;
  return compare(*a, *b);
}

Order from(std::partial_ordering order) {
  if (std::is_lt(order)) return Order::earlier;
  return std::is_gt(order) ? Order::later : Order::same;
}

}  // namespace

std::string_view name_of(Feed feed) {
  return feed_names[static_cast<std::size_t>(feed)];
}

std::optional<Feed> feed_from(std::string_view name) {
  return from<Feed>(feed_names, name);
}

std::string full_name_of(const Product& product) {
  std::string words = product.path;
  if (words.empty())
    words = product.vendor + (product.vendor.empty() || product.name.empty() ? "" : " / ") + product.name;
  const bool says_version = !product.version.empty() && words.find(product.version) == std::string::npos;
  if (says_version) words += (words.empty() ? "" : " / ") + product.version;
  if (product.versions == Versions::others) words += " / versions that are not listed";
  for (const std::string* id : {&product.purl, &product.cpe}) {
    if (!id->empty()) words += words.empty() ? *id : " (" + *id + ")";
  }
  if (!product.platform.empty()) words += ", on " + product.platform;
  return words.empty() ? product.id : words;
}

std::string_view name_of(Status status) {
  return status_names[static_cast<std::size_t>(status)];
}

std::optional<Status> status_from(std::string_view name) {
  return from<Status>(status_names, name);
}

Order order_of(const Advisory& found, const Advisory& known) {
  if (!found.revision.empty() && !known.revision.empty()) {
    const auto order = counted(found.revision, known.revision);
    if (order) return from(*order);
  }
  return from(std::partial_ordering(found.date <=> known.date));
}

}  // namespace advisory
