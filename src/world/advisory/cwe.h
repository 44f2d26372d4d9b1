#pragma once
// Weaknesses by the numbers that MITRE's list gives them, in each of its versions.

#include <optional>
#include <string_view>

namespace advisory {

/// The name that the latest version known here (4.17) has for a number; empty when no weakness has it (categories and
/// views are none).
std::string_view cwe_name(int number);

/// The same in a version such as "4.13"; nothing when that version is not known.
std::optional<std::string_view> cwe_name(int number, std::string_view version);

}  // namespace advisory
