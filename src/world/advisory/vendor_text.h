#pragma once
// Whether a text that stands where a vendor's version should stand is one.

#include <optional>
#include <string>
#include <string_view>

namespace advisory {

/// Why a text, in lower case, is no version that may be ordered by numbers, letters and steps; empty when it is one.
/// Stricter than Scheme::vendor: what may be a name, a date, a serial number or a remark is not taken for a version.
std::string_view doubt_about_version(std::string_view text);

/// The versions that "7.0.x" stands for: from 7.0, below 7.1.
struct WildcardNumbers {
  std::string from;
  std::string below;
};

/// Those of a text that ends in ".x" or ".*", or several of them, after a number; nothing for another.
std::optional<WildcardNumbers> numbers_of_wildcard(std::string_view text);

}  // namespace advisory
