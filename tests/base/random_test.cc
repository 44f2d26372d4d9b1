// Streams: known answers, keys, uniform variates. Statistical tests have a fixed seed, so they pass or fail for good;
// each bound is one that a right generator passes for 999,999 seeds in a million.

#include "base/random.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>
#include <vector>

#include "exact.h"

namespace {

using base::LongStream;
using base::Purpose;
using base::Stream;

using exact::chi_square_bound;

// From kat_vectors of Random123: philox4x64, 10 rounds: counter, key, answer.
TEST(Philox, known_answers) {
  struct Case {
    r123::Philox4x64::ctr_type counter;
    r123::Philox4x64::key_type key;
    r123::Philox4x64::ctr_type answer;
  };
  const std::uint64_t all = ~std::uint64_t{0};
  const Case cases[] = {
      {{{0, 0, 0, 0}}, {{0, 0}}, {{0x16554d9eca36314c, 0xdb20fe9d672d0fdc, 0xd7e772cee186176b, 0x7e68b68aec7ba23b}}},
      {{{all, all, all, all}},
       {{all, all}},
       {{0x87b092c3013fe90b, 0x438c3c67be8d0224, 0x9cc7d7c69cd777b6, 0xa09caebf594f0ba0}}},
      {{{0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89}},
       {{0x452821e638d01377, 0xbe5466cf34e90c6c}},
       {{0xa528f45403e61d95, 0x38c72dbd566e9788, 0xa5a1610e72fd18b5, 0x57bd43b5e52b7fe6}}},
  };
  for (const Case& c : cases) EXPECT_EQ(r123::Philox4x64()(c.counter, c.key), c.answer);
}

TEST(Stream, is_philox_over_its_key) {
  Stream stream({7, 3, Purpose::events, 11, 13});
  for (std::uint64_t block = 0; block < 3; ++block) {
    const auto expected = r123::Philox4x64()({{block, 3, 11, 13}}, {{7, 1}});
    for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(stream.bits(), expected[i]);
  }
}

TEST(Stream, long_and_short_streams_of_a_key_are_the_same) {
  Stream one({1, 2, Purpose::seeds, 3, 4});
  LongStream many({1, 2, Purpose::seeds, 3, 4});
  for (int i = 0; i < 1000; ++i) ASSERT_EQ(one.bits(), many.bits());
}

TEST(Stream, each_part_of_the_key_counts) {
  std::set<std::uint64_t> first;
  const std::vector<base::StreamKey> keys = {{0, 0, Purpose::events, 0, 0}, {1, 0, Purpose::events, 0, 0},
                                             {0, 1, Purpose::events, 0, 0}, {0, 0, Purpose::harm, 0, 0},
                                             {0, 0, Purpose::events, 1, 0}, {0, 0, Purpose::events, 0, 1}};
  for (const auto& key : keys) first.insert(Stream(key).bits());
  EXPECT_EQ(first.size(), keys.size());
}

TEST(Stream, neighbouring_keys_are_not_correlated) {
  // Correlation of 100,000 pairs has standard error 1/sqrt(100,000); 4.9 of them is one in a million, two-sided.
  constexpr int pairs = 100000;
  double sum = 0;
  for (int i = 0; i < pairs; ++i) {
    const auto item = static_cast<std::uint64_t>(i);
    const double x = Stream({1, 0, Purpose::course, 0, item}).uniform() - 0.5;
    const double y = Stream({1, 0, Purpose::course, 0, item + 1}).uniform() - 0.5;
    sum += 12 * x * y;
  }
  EXPECT_LT(std::abs(sum / pairs), 4.9 / std::sqrt(pairs));
}

TEST(Stream, uniform_is_uniform_and_never_zero) {
  constexpr int draws = 1000000;
  constexpr int cells = 1000;
  std::vector<int> count(cells);
  LongStream stream({2024, 0, Purpose::events, 0, 0});
  for (int i = 0; i < draws; ++i) {
    const double u = stream.uniform();
    ASSERT_GT(u, 0);
    ASSERT_LE(u, 1);
    ++count[static_cast<std::size_t>(std::min(cells - 1.0, u * cells))];
  }
  double chi = 0;
  const double expected = static_cast<double>(draws) / cells;
  for (const int n : count) chi += (n - expected) * (n - expected) / expected;
  EXPECT_LT(chi, chi_square_bound(cells - 1));
}

TEST(Stream, below_is_unbiased) {
  // 3 * 2^62 is where taking the remainder of 64 bits would be most biased: the lower third would come up half the
  // time.
  Stream stream({5, 0, Purpose::events, 0, 0});
  constexpr int draws = 300000;
  const std::uint64_t n = std::uint64_t{3} << 62U;
  std::vector<int> third(3);
  for (int i = 0; i < draws; ++i) ++third[static_cast<std::size_t>(stream.below(n) >> 62U)];
  double chi = 0;
  for (const int count : third) chi += (count - draws / 3.0) * (count - draws / 3.0) / (draws / 3.0);
  EXPECT_LT(chi, 27.7);  // exp(-27.7 / 2) = 1e-6: chi-square with 2 degrees of freedom
}

TEST(Stream, below_reaches_each_small_number_alike) {
  Stream stream({6, 0, Purpose::events, 0, 0});
  constexpr int draws = 170000;
  std::vector<int> count(17);
  for (int i = 0; i < draws; ++i) ++count[static_cast<std::size_t>(stream.below(17))];
  double chi = 0;
  for (const int n : count) chi += (n - draws / 17.0) * (n - draws / 17.0) / (draws / 17.0);
  EXPECT_LT(chi, chi_square_bound(16));
}

RC_GTEST_PROP(StreamProperty, below_stays_below, ()) {
  const auto n = *rc::gen::nonZero<std::uint64_t>();
  Stream stream({*rc::gen::arbitrary<std::uint64_t>(), 0, Purpose::events, 0, 0});
  for (int i = 0; i < 20; ++i) RC_ASSERT(stream.below(n) < n);
}

TEST(Stream, chance_has_exact_ends) {
  Stream stream({8, 0, Purpose::events, 0, 0});
  for (int i = 0; i < 10000; ++i) {
    ASSERT_FALSE(stream.chance(0));
    ASSERT_TRUE(stream.chance(1));
  }
}

}  // namespace
