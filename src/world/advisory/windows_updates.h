#pragma once
// Which updates of Windows replace which, and which build an update leads to: the part of Microsoft's tables that
// belongs to no single vulnerability.

#include <cstdint>
#include <string>
#include <vector>

namespace advisory {

/// `update` contains what `superseded` mended, on the products named.
struct Supersedence {
  std::uint32_t update = 0;  ///< KB number
  std::uint32_t superseded = 0;
  std::vector<std::string> products;  ///< as Microsoft's tables name them; empty: on all
};

/// A cumulative update leads to a build: whoever has this build or a later one of the same branch has the update.
struct UpdateBuild {
  std::uint32_t update = 0;
  std::string build;  ///< with its revision: "10.0.14393.953"
};

/// After this day Microsoft says no more of a product, so that its silence proves nothing.
struct EndOfSupport {
  std::string product;
  std::string day;  ///< "2014-04-08"
};

struct WindowsUpdates {
  std::vector<Supersedence> supersedences;
  std::vector<UpdateBuild> builds;
  std::vector<EndOfSupport> support;
};

}  // namespace advisory
