#pragma once
// Ids of vulnerabilities and advisories: the same whatever the case of their letters ("cve-2017-0144"). So are devices'
// ids, most of which are host names.

#include <string>
#include <string_view>

namespace advisory {

/// The id with its ASCII letters as capitals: equal for ids that are the same.
std::string id_key(std::string_view id);

bool same_id(std::string_view a, std::string_view b);

}  // namespace advisory
