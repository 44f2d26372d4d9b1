// Choices by the alias method: every item as often as its weight says, and evenly within it.

#include "foresee/outbreak/alias_table.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

namespace {

using outbreak::AliasTable;

/// What the whole range of numbers leads to, in `steps` of it.
struct Seen {
  std::map<std::uint32_t, double> share;
  std::map<std::uint32_t, double> mean_within;
  double most_beyond = 0;  ///< of `within` over the weight
};

Seen go_through(const AliasTable& table, const std::map<std::uint32_t, double>& weights, std::size_t steps) {
  Seen seen;
  for (std::size_t i = 0; i < steps; ++i) {
    const AliasTable::Choice choice = table.pick((static_cast<double>(i) + 0.5) / static_cast<double>(steps));
    const double weight = weights.at(choice.number);
    seen.share[choice.number] += 1 / static_cast<double>(steps);
    seen.mean_within[choice.number] += choice.within;
    seen.most_beyond = std::max({seen.most_beyond, choice.within - weight, -choice.within});
  }
  for (auto& [number, sum] : seen.mean_within) sum /= seen.share[number] * static_cast<double>(steps);
  return seen;
}

RC_GTEST_PROP(AliasTable, ChoosesInProportionToTheWeights, ()) {
  const auto drawn = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 1000));
  std::vector<AliasTable::Item> items;
  std::map<std::uint32_t, double> weights;
  double total = 0;
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    const auto number = static_cast<std::uint32_t>(7 * i + 3);
    items.push_back({number, static_cast<double>(drawn[i])});
    weights[number] = static_cast<double>(drawn[i]);
    total += static_cast<double>(drawn[i]);
  }
  RC_PRE(total > 0);
  AliasTable table;
  table.make({{1, 5.0}, {2, 9.0}});  // nothing of it must be left
  table.make(items);
  RC_ASSERT(table.total() == total);

  // Each item has at most two pieces in each column, and each piece is off by at most one step.
  const std::size_t steps = 400 * drawn.size();
  const double allowed = 2.0 * static_cast<double>(drawn.size()) / static_cast<double>(steps);
  const Seen seen = go_through(table, weights, steps);
  RC_ASSERT(seen.most_beyond <= 1e-9 * total);
  for (const auto& [number, weight] : weights) {
    const double share = seen.share.contains(number) ? seen.share.at(number) : 0;
    RC_ASSERT(std::abs(share - weight / total) <= allowed);
    if (weight == 0) RC_ASSERT(share == 0);
  }
}

TEST(AliasTable, WithinAnItemTheChoiceIsEven) {
  const std::map<std::uint32_t, double> weights = {{0, 1}, {1, 10}, {2, 100}, {3, 3}, {4, 55}};
  AliasTable table;
  table.make({{0, 1.0}, {1, 10.0}, {2, 100.0}, {3, 3.0}, {4, 55.0}});
  const Seen seen = go_through(table, weights, 1'000'000);
  for (const auto& [number, weight] : weights) EXPECT_NEAR(seen.mean_within.at(number), weight / 2, 1e-3 * weight);
}

TEST(AliasTable, BothEndsOfTheRangeChooseSomething) {
  AliasTable table;
  table.make({{4, 0.0}, {5, 2.0}, {6, 0.0}});
  for (const double u : {0.0, 1.0}) {
    const AliasTable::Choice choice = table.pick(u);
    EXPECT_EQ(choice.number, 5U);
    EXPECT_GE(choice.within, 0);
    EXPECT_LE(choice.within, 2);
  }
}

}  // namespace
