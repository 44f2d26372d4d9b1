#include "world/inventory/windows.h"

#include <algorithm>
#include <iterator>

namespace inventory {

Windows joined(const Windows& earlier, const Windows& later) {
  Windows all;
  all.product = later.product.empty() ? earlier.product : later.product;
  all.build = later.build.empty() ? earlier.build : later.build;
  std::set_union(earlier.updates.begin(), earlier.updates.end(), later.updates.begin(), later.updates.end(),
                 std::back_inserter(all.updates));
  return all;
}

}  // namespace inventory
