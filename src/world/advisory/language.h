#pragma once
// Languages by the tags that the internet's standards use.

#include <string>
#include <string_view>

namespace advisory {

/// Whether it is a primary language subtag of the registry that RFC 5646 (BCP 47) refers to, such as "en" or "gsw";
/// upper and lower case are alike.
bool is_language(std::string_view subtag);

}  // namespace advisory
