#pragma once
// What other tools found by themselves, as it is kept.

#include <cstddef>
#include <string>

#include "world/inventory/inventory.h"

namespace inventory {

/// One tool's finding on one device.
struct Testimony {
  std::string organisation;
  std::string device;
  std::string tool;
  std::string file;
  std::string date;  ///< when the tool saw it; may be empty
  int good_for = 0;  ///< days, of its source; 0: as usual
  Finding finding;
};

/// Rows of lists that could not be understood.
struct Refusals {
  std::string organisation;  ///< empty: nobody can say whose they are
  std::size_t rows = 0;
};

}  // namespace inventory
