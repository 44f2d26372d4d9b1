#pragma once
// Weaknesses by the numbers that MITRE's list gives them.

#include <string_view>

namespace advisory {

/// The name that the Common Weakness Enumeration has for a number; empty when no weakness has it (categories and views
/// are none).
std::string_view cwe_name(int number);

}  // namespace advisory
