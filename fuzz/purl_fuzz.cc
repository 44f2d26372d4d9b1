// Any bytes as a package URL: what is read writes back and reads as the same; what is not says why.

#include <cstdlib>

#include "world/advisory/purl.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto purl = advisory::parse_purl({reinterpret_cast<const char*>(data), size});
  if (!purl) {
    if (purl.error().empty()) std::abort();
    return 0;
  }
  const std::string text = to_text(*purl);
  if (text.size() > advisory::purl_bytes_most) return 0;  // coding made it longer than what is read
  const auto again = advisory::parse_purl(text);
  if (!again || !(*again == *purl)) std::abort();
  return 0;
}
