#pragma once
// Short texts compared in line: keys and ids have four to sixteen bytes, for which a call costs more than the work.

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace ingest {

inline std::uint64_t eight_bytes(const char* text) {
  std::uint64_t word = 0;
  std::memcpy(&word, text, 8);
  return word;
}
inline std::uint32_t four_bytes(const char* text) {
  std::uint32_t word = 0;
  std::memcpy(&word, text, 4);
  return word;
}

/// Whether both have the same `size` bytes: by the first and the last, which may overlap.
inline bool same_bytes(const char* a, const char* b, std::size_t size) {
  if (size == 0) return true;  // there may be no memory at all
  if (size < 4 || size > 16) return std::memcmp(a, b, size) == 0;
  if (size < 8) return four_bytes(a) == four_bytes(b) && four_bytes(a + size - 4) == four_bytes(b + size - 4);
  return eight_bytes(a) == eight_bytes(b) && eight_bytes(a + size - 8) == eight_bytes(b + size - 8);
}

}  // namespace ingest
