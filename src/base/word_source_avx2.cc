// Compiled for processors with registers of 256 bits (CMakeLists.txt).

#include "base/word_source_lanes.h"

void base::fill_avx2(WordSource& source, std::uint64_t* words, std::size_t count) {
  Blocks::fill(source, words, count);
}
