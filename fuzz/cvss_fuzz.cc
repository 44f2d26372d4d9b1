// Any bytes as a CVSS vector: what is read scores between 0 and 10, writes back and reads as the same; what is not says
// why.

#include <cstdlib>

#include "world/advisory/cvss.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto vector = advisory::parse_cvss({reinterpret_cast<const char*>(data), size});
  if (!vector) {
    if (vector.error().empty()) std::abort();
    return 0;
  }
  const auto scores = score(*vector);
  for (const int tenths : {scores.base, scores.threat, scores.environmental}) {
    if (tenths < 0 || tenths > 100) std::abort();
  }
  const auto again = advisory::parse_cvss(to_text(*vector));
  if (!again || !(*again == *vector)) std::abort();
  return 0;
}
