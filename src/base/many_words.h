#pragma once
// The words of a stream of which thousands are wanted: several blocks at a time, in vector registers.
//
// Generator: Philox4x32-10 (word_source.h). 64 bits of key and 64 of the counter's 128 are made of the stream's key by
// a block of Philox4x64; the other 64 number the blocks.

#include <cstdint>
#include <span>

#include "base/random.h"
#include "base/word_source.h"

namespace base {

class ManyWords {
 public:
  /// Shares no word with other streams of the same key.
  explicit ManyWords(const StreamKey& key);

  /// Fills with the next words: 64 uniform random bits each. Their number is a multiple of 16.
  void fill(std::span<std::uint64_t> words);

 private:
  WordSource source_;
};

}  // namespace base
