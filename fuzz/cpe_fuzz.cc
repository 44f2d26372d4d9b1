// Any bytes as a CPE name: what is read writes back, reads as the same and covers itself; what is not says why.

#include <cstdlib>

#include "world/advisory/cpe.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto cpe = advisory::parse_cpe({reinterpret_cast<const char*>(data), size});
  if (!cpe) {
    if (cpe.error().empty()) std::abort();
    return 0;
  }
  if (covers(*cpe, *cpe) != advisory::Covers::yes) std::abort();
  const std::string text = to_text(*cpe);
  if (text.size() > advisory::cpe_bytes_most) return 0;  // backslashes made it longer than what is read
  const auto again = advisory::parse_cpe(text);
  if (!again || !(*again == *cpe)) std::abort();
  return 0;
}
