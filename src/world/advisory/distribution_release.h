#pragma once
// Releases of Linux distributions, by their numbers. Which distribution it is, a package URL's type and namespace say.

#include <string>
#include <string_view>

namespace advisory {

/// The number in the name of a release: "12" of "Debian 12" and "debian-12", "3.18" of "Alpine v3.18", "22.04" of
/// "Ubuntu Pro 22.04 LTS", "9" of "Red Hat enterprise_linux 9  baseos". Empty: there is none ("bookworm").
std::string release_number(std::string_view name);

/// Whether two numbers are of one release: "9" and "9.4" are (the shorter one means all of it), "22.04" and "22.10"
/// not.
bool same_release(std::string_view some, std::string_view other);

}  // namespace advisory
