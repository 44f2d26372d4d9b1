#pragma once
// Ranges of versions, and whether a version is in one: yes, no, or cannot tell.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "world/advisory/version.h"

namespace advisory {

/// Longest range that is read, in bytes, and most bounds in one.
inline constexpr std::size_t range_bytes_most = 8192;
inline constexpr std::size_t range_bounds_most = 1000;

enum class Comparator : std::uint8_t { equal, not_equal, less, less_equal, greater, greater_equal };

/// "", "!=", "<", "<=", ">", ">=", as vers: writes them.
std::string_view symbol(Comparator comparator);

/// One bound of a range as somebody wrote it.
struct Bound {
  Comparator comparator = Comparator::equal;
  Version version;
};

enum class Contains : std::uint8_t { inside, outside, cannot_tell };

/// A range over the versions of one scheme, as `vers` means it: bounds in the order of their versions, each once, with
/// those left out that others make idle. Checking costs one comparison a bound, and no memory.
class VersionRange {
 public:
  /// Every version of every scheme, and none.
  static VersionRange everything();
  static VersionRange nothing() { return {}; }

  /// Puts bounds in order, by the rules of vers ("Normalized, canonical representation and validation"). Wrong are:
  /// bounds of several schemes, two with the same version, two that cannot be put in order, and too many.
  static base::Result<VersionRange> from(std::vector<Bound> bounds);

  /// Cannot tell when the version is of another scheme, or when a bound that matters cannot be compared with it.
  [[nodiscard]] Contains check(const Version& version) const;

  [[nodiscard]] bool all() const { return all_; }
  [[nodiscard]] bool none() const { return !all_ && bounds_.empty(); }
  [[nodiscard]] const std::vector<Bound>& bounds() const { return bounds_; }

 private:
  bool all_ = false;
  std::vector<Bound> bounds_;
};

}  // namespace advisory
