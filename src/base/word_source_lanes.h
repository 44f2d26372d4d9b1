#pragma once
// Philox4x32-10 in the lanes of vector registers, as wide as the file that includes this is compiled for. Everything is
// that file's own, and nothing runs when the program starts: what is compiled for one processor must not be used on
// another.

#include <cstddef>
#include <cstdint>

#ifdef __SSE2__
#include <immintrin.h>
#endif

#include "base/word_source.h"

namespace {

/// One block in each lane of a few registers. The upper halves of the lanes may hold anything: products do not ask for
/// them.
class Blocks {
 public:
  /// Blocks whose words stand together: first their lower halves, then their upper.
  static constexpr std::size_t together = 8;

  /// `count` words, a multiple of 2 * together.
  static void fill(base::WordSource& source, std::uint64_t* words, std::size_t count) {
    constexpr Lanes none{};
    Lanes block{};
    for (std::size_t i = 0; i < lanes; ++i) block[i] = source.next_block + i;
    source.next_block += count / 2;
    for (std::size_t at = 0; at < count; at += 2 * together) {
      for (std::size_t i = 0; i < together; i += lanes, block += lanes) {
        Blocks blocks{block, block >> 32, none + (source.counter_high & low), none + (source.counter_high >> 32)};
        blocks.mix(source.key);
        const Lanes lower = (blocks.c0 & low) | blocks.c1 << 32;
        const Lanes upper = (blocks.c2 & low) | blocks.c3 << 32;
        __builtin_memcpy(words + at + i, &lower, sizeof(lower));
        __builtin_memcpy(words + at + together + i, &upper, sizeof(upper));
      }
    }
  }

 private:
  static constexpr std::uint64_t low = 0xffffffff;

  // A register of words, and the products of the lower halves of its lanes: one instruction, for which the language has
  // no word.
#if defined(__AVX512F__)
  using Lanes [[gnu::vector_size(64)]] = std::uint64_t;
  static Lanes low_products(Lanes a, Lanes b) {
    // With all lanes named: GCC 12 warns of the other form's own header (GCC bug 105593).
    return reinterpret_cast<Lanes>(
        _mm512_maskz_mul_epu32(0xff, reinterpret_cast<__m512i>(a), reinterpret_cast<__m512i>(b)));
  }
#elif defined(__AVX2__)
  using Lanes [[gnu::vector_size(32)]] = std::uint64_t;
  static Lanes low_products(Lanes a, Lanes b) {
    return reinterpret_cast<Lanes>(_mm256_mul_epu32(reinterpret_cast<__m256i>(a), reinterpret_cast<__m256i>(b)));
  }
#elif defined(__SSE2__)
  using Lanes [[gnu::vector_size(16)]] = std::uint64_t;
  static Lanes low_products(Lanes a, Lanes b) {
    return reinterpret_cast<Lanes>(_mm_mul_epu32(reinterpret_cast<__m128i>(a), reinterpret_cast<__m128i>(b)));
  }
#else
  using Lanes [[gnu::vector_size(16)]] = std::uint64_t;
  static Lanes low_products(Lanes a, Lanes b) {
    return (a & low) * (b & low);
  }
#endif
  static constexpr std::size_t lanes = sizeof(Lanes) / sizeof(std::uint64_t);

  Blocks(Lanes a, Lanes b, Lanes c, Lanes d) : c0(a), c1(b), c2(c), c3(d) {}

  /// Ten rounds.
  void mix(std::uint64_t key) {
    constexpr Lanes none{};
    std::uint64_t key_low = key & low;
    std::uint64_t key_high = key >> 32;
    for (int round = 0; round < 10; ++round) {
      const Lanes first = low_products(c0, none + 0xD2511F53);
      const Lanes second = low_products(c2, none + 0xCD9E8D57);
      c0 = (second >> 32) ^ c1 ^ key_low;
      c2 = (first >> 32) ^ c3 ^ key_high;
      c1 = second;
      c3 = first;
      key_low = (key_low + 0x9E3779B9) & low;
      key_high = (key_high + 0xBB67AE85) & low;
    }
  }

  Lanes c0, c1, c2, c3;
};

}  // namespace
