#include "base/word_source.h"

#include "base/word_source_lanes.h"

void base::fill_plain(WordSource& source, std::uint64_t* words, std::size_t count) {
  Blocks::fill(source, words, count);
}
