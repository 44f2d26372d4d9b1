#pragma once
// An installation of Windows, and what is known of its updates.

#include <cstdint>
#include <string>
#include <vector>

namespace inventory {

/// Empty texts: the source does not say.
struct Windows {
  std::string product;  ///< as Microsoft's tables of updates name it: "Windows 7 for x64-based Systems Service Pack 1"
  std::string build;    ///< "6.1.7601" or, with its revision, "10.0.14393.7428"
  std::vector<std::uint32_t> updates;  ///< KB numbers found, in order, each once

  friend bool operator==(const Windows&, const Windows&) = default;
};

/// What two sources say of one device: product and build of the later where it has them, updates of both.
Windows joined(const Windows& earlier, const Windows& later);

}  // namespace inventory
