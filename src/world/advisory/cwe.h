#pragma once

#include <string_view>

namespace advisory {

/// The name of a weakness of the Common Weakness Enumeration; empty when no weakness has the number (categories and
/// views are none).
std::string_view cwe_name(int number);

}  // namespace advisory
