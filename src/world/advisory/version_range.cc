#include "world/advisory/version_range.h"

#include <algorithm>

namespace advisory {

namespace {

bool upper(Comparator c) {
  return c == Comparator::less || c == Comparator::less_equal;
}
bool lower(Comparator c) {
  return c == Comparator::greater || c == Comparator::greater_equal;
}

tl::unexpected<base::Problems> wrong(std::string value, std::string what, std::string mend) {
  return tl::unexpected(base::Problems({.file = {},
                                        .place = "version range",
                                        .value = std::move(value),
                                        .what = std::move(what),
                                        .mend = std::move(mend)}));
}

/// Leaves out bounds that say nothing beside their neighbours: of two lower bounds in a row the later, of two upper
/// bounds the earlier; an equality inside what is covered already. Bounds that exclude stay.
std::vector<Bound> simplified(std::vector<Bound> bounds) {
  std::vector<Bound> kept;
  std::size_t last = 0;  // of the bounds in `kept` that do not exclude: one beyond its place; 0 when there is none
  for (Bound& bound : bounds) {
    if (bound.comparator == Comparator::not_equal) {
      kept.push_back(std::move(bound));
      continue;
    }
    if (last > 0) {
      const Comparator before = kept[last - 1].comparator;
      if (lower(before) && !upper(bound.comparator)) continue;
      while (last > 0 && upper(bound.comparator) && !lower(kept[last - 1].comparator)) {
        kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(last - 1));
        while (--last > 0 && kept[last - 1].comparator == Comparator::not_equal) {
        }
      }
    }
    kept.push_back(std::move(bound));
    last = kept.size();
  }
  return kept;
}

}  // namespace

std::string_view symbol(Comparator comparator) {
  switch (comparator) {
    case Comparator::equal: return "";
    case Comparator::not_equal: return "!=";
    case Comparator::less: return "<";
    case Comparator::less_equal: return "<=";
    case Comparator::greater: return ">";
    case Comparator::greater_equal: return ">=";
  }
  return "";
}

VersionRange VersionRange::everything() {
  VersionRange range;
  range.all_ = true;
  return range;
}

base::Result<VersionRange> VersionRange::from(std::vector<Bound> bounds) {
  if (bounds.size() > range_bounds_most) {
    return wrong("", "has too many bounds", "give at most " + std::to_string(range_bounds_most));
  }
  std::sort(bounds.begin(), bounds.end(), [](const Bound& a, const Bound& b) { return a.version.key < b.version.key; });
  for (std::size_t i = 0; i + 1 < bounds.size(); ++i) {
    const Version& a = bounds[i].version;
    const Version& b = bounds[i + 1].version;
    if (a.scheme != b.scheme) return wrong(b.text, "is of another scheme than the bound before it", "use one scheme");
    const auto order = compare(a, b);
    if (order == std::partial_ordering::unordered) {
      return wrong(a.text + " and " + b.text, "cannot be put in order", "give bounds of one kind");
    }
    if (order == std::partial_ordering::equivalent) {
      return wrong(b.text, "is a bound twice", "give each version once");
    }
  }
  VersionRange range;
  range.bounds_ = simplified(std::move(bounds));
  return range;
}

Contains VersionRange::check(const Version& version) const {
  if (all_) return Contains::inside;
  if (bounds_.empty()) return Contains::outside;
  // Bounds rise. Walking up, `covered` says whether the stretch just below the next bound belongs to the range: it does
  // after a lower bound, and before the first bound when that is an upper one or all bounds only exclude.
  bool only_excludes = true;
  for (const Bound& bound : bounds_) only_excludes = only_excludes && bound.comparator == Comparator::not_equal;
  bool covered = only_excludes;
  if (!only_excludes) {
    const auto first = std::find_if(bounds_.begin(), bounds_.end(),
                                    [](const Bound& b) { return b.comparator != Comparator::not_equal; });
    covered = upper(first->comparator);
  }
  bool unknown = false;
  for (const Bound& bound : bounds_) {
    const auto order = compare(version, bound.version);
    if (order == std::partial_ordering::equivalent) {
      const Comparator c = bound.comparator;
      const bool in = c == Comparator::equal || c == Comparator::less_equal || c == Comparator::greater_equal;
      return in ? Contains::inside : Contains::outside;
    }
    if (order == std::partial_ordering::unordered) {
      unknown = unknown || upper(bound.comparator) || lower(bound.comparator);
    } else if (order == std::partial_ordering::less) {
      break;
    }
    if (upper(bound.comparator)) covered = false;
    if (lower(bound.comparator)) covered = true;
  }
  if (unknown) return Contains::cannot_tell;
  return covered ? Contains::inside : Contains::outside;
}

}  // namespace advisory
