#include "world/advisory/decision_point.h"

#include <algorithm>
#include <utility>

namespace advisory {

namespace {

/// What the places of all versions of a point begin with.
std::string place_of(std::string_view base, std::string_view key) {
  std::string place(base);
  place += '\n';
  place += key;
  return place += '\n';
}

}  // namespace

bool DecisionPoints::add(DecisionPoint point) {
  std::string place = place_of(point.base, point.key) + point.version;
  return points_.emplace(std::move(place), std::move(point)).second;
}

const DecisionPoint* DecisionPoints::find(std::string_view base, std::string_view key, std::string_view version) const {
  const auto at = points_.find(place_of(base, key) += version);
  return at == points_.end() ? nullptr : &at->second;
}

std::vector<std::string_view> DecisionPoints::versions(std::string_view base, std::string_view key) const {
  const std::string place = place_of(base, key);
  std::vector<std::string_view> found;
  for (auto at = points_.lower_bound(place); at != points_.end() && at->first.starts_with(place); ++at) {
    found.emplace_back(at->second.version);
  }
  return found;
}

bool DecisionPoints::is_registered(std::string_view base) const {
  const std::string_view name = namespace_name(base);
  return std::ranges::any_of(points_, [&](const auto& one) { return namespace_name(one.second.base) == name; });
}

std::string_view base_namespace(std::string_view text) {
  return text.substr(0, text.find('/'));
}

std::string_view namespace_name(std::string_view base) {
  return base.substr(0, base.find('#'));
}

}  // namespace advisory
