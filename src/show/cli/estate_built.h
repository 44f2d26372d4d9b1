#pragma once
// What an estate was built from, in words for the terminal.

#include <cstdint>
#include <string>

#include "world/building/draft.h"

namespace cli {

/// What is of organisations that are not built: rows of the lists, and of a list of organisations devices of the store.
struct PassedOver {
  std::uint64_t subnets = 0;
  std::uint64_t services = 0;
  std::uint64_t devices = 0;
};

struct Built {
  const building::Draft& draft;
  PassedOver passed_over;
  std::string folder;
  std::string store;  ///< empty: no device was read
};

/// What came from data, what was assumed, and what to do next.
std::string built_text(const Built& built);

}  // namespace cli
