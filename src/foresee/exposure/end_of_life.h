#pragma once
// Releases that nobody mends any longer, and who still runs them. Told beside the vulnerabilities and not among them:
// that support has ended is no flaw, but none that is found from then on will be mended.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "foresee/exposure/stock.h"
#include "world/advisory/advisory.h"

namespace exposure {

/// A release whose security updates have ended, and how many run it.
struct EndOfLife {
  std::string id;       ///< "EOL:windows:10-22h2"
  std::string product;  ///< "windows"
  std::string release;  ///< "10-22h2"
  std::string title;    ///< "End of life of windows 10-22h2 (10 22H2)"
  advisory::Lifecycle lifecycle;
  std::size_t devices = 0;  ///< that run it
  std::size_t perhaps =
      0;  ///< others that may: the product's name alone agrees, or editions with other dates share the build
  std::size_t organisations = 0;  ///< with a device that runs it
};

/// Of `lifecycles` (end_of_life advisories; others are passed over), those that ended before `day` ("2026-11-23") and
/// that some device runs or may run: most devices first, then by id. Windows is known by its build, a distribution by
/// the release in its packages' URLs, anything else by CPE, package URL or name and by its version.
std::vector<EndOfLife> ended(const inventory::Fleet& fleet, const Stock& stock,
                             const std::vector<advisory::Advisory>& lifecycles, const advisory::Aliases& aliases,
                             std::string_view day);

}  // namespace exposure
