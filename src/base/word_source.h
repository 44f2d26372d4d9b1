#pragma once
// Words of Philox4x32-10 (Salmon, Moraes, Dror, Shaw, SC 2011), whose products fit the lanes of vector registers as
// those of Philox4x64 do not. Random123 makes one block at a time.

#include <cstddef>
#include <cstdint>

namespace base {

/// Numbered blocks under one key.
struct WordSource {
  std::uint64_t key = 0;
  std::uint64_t counter_high = 0;  ///< the upper half of their counters
  std::uint64_t next_block = 0;    ///< ... and the lower half of the next one's
};

/// Fill `count` words, a multiple of 16, from the next blocks. All give the same; the latter two only on processors
/// that have such registers.
void fill_plain(WordSource& source, std::uint64_t* words, std::size_t count);
void fill_avx2(WordSource& source, std::uint64_t* words, std::size_t count);
void fill_avx512(WordSource& source, std::uint64_t* words, std::size_t count);

}  // namespace base
