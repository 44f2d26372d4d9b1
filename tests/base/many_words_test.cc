// Words in vector registers beside Random123's own Philox4x32, whatever registers this machine has.

#include "base/many_words.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace {

using base::WordSource;

std::vector<std::uint64_t> expected_words(const WordSource& of, std::size_t blocks) {
  const auto low = [](std::uint64_t word) { return static_cast<std::uint32_t>(word); };
  const auto high = [](std::uint64_t word) { return static_cast<std::uint32_t>(word >> 32); };
  const auto word = [](std::uint32_t lower, std::uint32_t upper) { return lower | std::uint64_t{upper} << 32; };
  std::vector<std::uint64_t> words(2 * blocks);
  for (std::size_t i = 0; i < blocks; ++i) {
    const std::uint64_t number = of.next_block + i;
    const auto block = r123::Philox4x32()({{low(number), high(number), low(of.counter_high), high(of.counter_high)}},
                                          {{low(of.key), high(of.key)}});
    const std::size_t at = i / 8 * 16 + i % 8;
    words[at] = word(block[0], block[1]);
    words[at + 8] = word(block[2], block[3]);
  }
  return words;
}

// From kat_vectors of Random123: philox4x32, 10 rounds: what the expected words above are made by.
TEST(ManyWords, known_answers) {
  const std::uint32_t all = 0xffffffff;
  EXPECT_EQ(r123::Philox4x32()({{0, 0, 0, 0}}, {{0, 0}}),
            (r123::Philox4x32::ctr_type{{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}}));
  EXPECT_EQ(r123::Philox4x32()({{all, all, all, all}}, {{all, all}}),
            (r123::Philox4x32::ctr_type{{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}}));
}

void expect_philox(void (*fill)(WordSource&, std::uint64_t*, std::size_t)) {
  const WordSource starts[] = {{0, 0, 0},
                               {0x243f6a8885a308d3, 0x13198a2e03707344, 0xfffffffa},  // past 32 bits of number
                               {~std::uint64_t{0}, ~std::uint64_t{0}, 0xfffffffffffffff0}};
  for (const WordSource& start : starts) {
    WordSource source = start;
    const std::vector<std::uint64_t> expected = expected_words(start, 72);
    std::vector<std::uint64_t> words(144);
    fill(source, words.data(), 16);
    fill(source, words.data() + 16, 128);
    EXPECT_EQ(words, expected);
  }
}

TEST(ManyWords, are_philox_in_plain_registers) {
  expect_philox(base::fill_plain);
}

#ifdef __x86_64__
TEST(ManyWords, are_philox_in_registers_of_256_bits) {
  if (!__builtin_cpu_supports("avx2")) GTEST_SKIP() << "this processor has none";
  expect_philox(base::fill_avx2);
}

TEST(ManyWords, are_philox_in_registers_of_512_bits) {
  if (!__builtin_cpu_supports("avx512f")) GTEST_SKIP() << "this processor has none";
  expect_philox(base::fill_avx512);
}
#endif

TEST(ManyWords, each_part_of_the_key_counts) {
  using base::Purpose;
  const base::StreamKey key{7, 3, Purpose::events, 11, 13};
  std::array<std::uint64_t, 16> words;
  base::ManyWords(key).fill(words);
  const base::StreamKey others[] = {{8, 3, Purpose::events, 11, 13},
                                    {7, 4, Purpose::events, 11, 13},
                                    {7, 3, Purpose::course, 11, 13},
                                    {7, 3, Purpose::events, 12, 13},
                                    {7, 3, Purpose::events, 11, 14}};
  for (const base::StreamKey& other : others) {
    std::array<std::uint64_t, 16> of_other;
    base::ManyWords(other).fill(of_other);
    for (std::size_t i = 0; i < words.size(); ++i) EXPECT_NE(words[i], of_other[i]);
  }
  base::Stream stream(key);
  for (const std::uint64_t word : words) EXPECT_NE(word, stream.bits());
}

}  // namespace
