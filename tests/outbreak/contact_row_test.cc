#include "foresee/outbreak/contact_row.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <ostream>
#include <vector>

#include "contact_statistics.h"

namespace outbreak {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

ExponentialBlocks variates(std::uint64_t subject) {
  return ExponentialBlocks({7, 0, base::Purpose::contact, subject, 0});
}

TEST(ExponentialBlocks, AreMinusTheLogarithmOfTheirBits) {
  ExponentialBlocks a = variates(1), b = variates(1);
  for (int i = 0; i < 1000; ++i) {
    ExponentialBlocks::Block out;
    std::array<std::uint32_t, ExponentialBlocks::lanes> words;
    a.next(out);
    b.next_words(words.data());
    for (std::size_t lane = 0; lane < out.size(); ++lane) {
      const double exact = -std::log((words[lane] + 0.5) * 0x1p-32);
      EXPECT_NEAR(out[lane], exact, 1e-12 * std::max(1.0, exact));
    }
  }
  const std::array<std::uint32_t, 2> ends = {0, 0xffffffff};
  std::array<double, 2> out;
  ExponentialBlocks::from_words(ends.data(), out.data(), 2);
  EXPECT_NEAR(out[0], 33 * std::log(2.0), 1e-10);
  EXPECT_NEAR(out[1], 0x1p-33, 1e-15);
  EXPECT_GT(out[1], 0);
}

struct RowCase {
  std::size_t edges;
  double rate;
  double stops_after;
};
void PrintTo(const RowCase& one, std::ostream* out) {
  *out << one.edges << " edges, rate " << one.rate << ", up to " << one.stops_after;
}
class EqualRow : public testing::TestWithParam<RowCase> {};

// Seed 7, 40,000 rows a case. Hazards from far below fine_hazard to infinite.
TEST_P(EqualRow, UsesEachEdgeWithItsChanceAtItsTime) {
  const std::size_t edges = GetParam().edges;
  const double rate = GetParam().rate;
  const double stops_after = GetParam().stops_after;
  const double chance = -std::expm1(-rate * stops_after);
  constexpr int rows = 40000;
  std::vector<double> used(edges + 1, 0), by_edge(edges, 0), by_time(20, 0);
  for (std::uint64_t row = 0; row < rows; ++row) {
    ExponentialBlocks stream = variates(row);
    std::size_t count = 0;
    std::size_t next = 0;
    each_first_use(stream, edges, rate, stops_after, [&](std::size_t edge, double after) {
      ASSERT_LT(edge, edges);
      ASSERT_GE(edge, next);
      next = edge + 1;
      ASSERT_LT(after, stops_after);
      ++count;
      ++by_edge[edge];
      // Uniform when the law of the time, exponential up to stops_after, is right.
      ++by_time[static_cast<std::size_t>(20 * std::min(-std::expm1(-rate * after) / chance, 1 - 1e-12))];
    });
    ++used[count];
  }
  std::vector<double> binomial(edges + 1);
  for (std::size_t k = 0; k <= edges; ++k) {
    const double n = static_cast<double>(edges), i = static_cast<double>(k);
    const double choose = std::lgamma(n + 1) - std::lgamma(i + 1) - std::lgamma(n - i + 1);
    const double never = chance < 1 ? (n - i) * std::log1p(-chance) : (k == edges ? 0 : -infinity);
    binomial[k] = std::exp(choose + i * std::log(chance) + never);
  }
  EXPECT_TRUE(statistics::counts_agree(used, binomial));
  EXPECT_TRUE(statistics::counts_agree(by_time, std::vector<double>(20, 0.05)));
  if (chance < 0.01) {  // too rare to judge edge by edge: tenths of the row
    std::vector<double> by_tenth(10, 0);
    for (std::size_t i = 0; i < edges; ++i) by_tenth[10 * i / edges] += by_edge[i];
    EXPECT_TRUE(statistics::counts_agree(by_tenth, std::vector<double>(10, 0.1)));
  } else if (chance < 0.99) {
    for (const double count : by_edge) EXPECT_TRUE(statistics::share_agrees(count, rows, chance));
  }
}
INSTANTIATE_TEST_SUITE_P(Hazards, EqualRow,
                         testing::Values(RowCase{1, 0.5, 2}, RowCase{10, 1.0 / 3, 1}, RowCase{7, 2, 3},
                                         RowCase{30, 4, 1}, RowCase{3, 1, 40}, RowCase{5, 2, infinity},
                                         RowCase{5000, 1e-4, 1}, RowCase{200, 1e-3, 5}));

TEST(EqualRow, NothingWithoutRateTimeOrEdges) {
  for (const auto& [edges, rate, stops_after] : {RowCase{0, 1, 1}, RowCase{5, 0, infinity}, RowCase{5, 1, 0}}) {
    ExponentialBlocks stream = variates(3);
    each_first_use(stream, edges, rate, stops_after, [](std::size_t, double) { FAIL(); });
  }
}

TEST(WeightedRow, UsesEachEdgeAtItsOwnRate) {
  const std::vector<float> weights = {1, 0, 0.25F, 3, 10, 1, 1, 1, 0.5F, 2};
  constexpr int rows = 40000;
  std::vector<double> used(weights.size(), 0), sum(weights.size(), 0);
  for (std::uint64_t row = 0; row < rows; ++row) {
    ExponentialBlocks stream = variates(row);
    each_first_use(stream, weights, 0.5, 1.5, [&](std::size_t edge, double after) {
      ++used[edge];
      sum[edge] += -std::expm1(-0.5 * static_cast<double>(weights[edge]) * after);
    });
  }
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double chance = -std::expm1(-0.5 * static_cast<double>(weights[i]) * 1.5);
    EXPECT_TRUE(statistics::share_agrees(used[i], rows, chance)) << i;
    if (used[i] == 0) continue;
    // The transformed time is uniform up to the chance: its mean is half of it.
    EXPECT_NEAR(sum[i] / used[i], chance / 2, statistics::two_sided * chance / std::sqrt(12 * used[i])) << i;
  }
  EXPECT_EQ(used[1], 0);
}

}  // namespace
}  // namespace outbreak
