#pragma once
// SPDX licence expressions: "CC-BY-4.0 OR LicenseRef-our-own".

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace advisory {

/// Longest expression that is read, in bytes, and deepest parentheses.
inline constexpr std::size_t license_bytes_most = 4096;
inline constexpr int license_depth_most = 50;

/// The identifiers of an expression, those behind WITH too, in their order. Nothing when it is none (SPDX 3.0.1, annex
/// B, without references to other documents, as CSAF 2.1 asks).
std::optional<std::vector<std::string>> license_ids(std::string_view expression);

/// Whether the SPDX list has it, or it has the form of AboutCode's ScanCode LicenseDB ("LicenseRef-scancode-...", whose
/// list is not known here). Letters of either case are the same.
bool is_listed_license(std::string_view id);

}  // namespace advisory
