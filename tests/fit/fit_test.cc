// The fit against a posterior that is known, and what must hold for any.

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "fit/small_fit.h"

namespace {

using small_fit::devices;

// 18 of 60: Beta(19, 43) has mean 0.3065 and standard deviation 0.0581. With an effective sample of some 500 the mean
// is known to 0.0026 and the deviation to 3 %: five standard errors are allowed.
TEST(Fit, FindsTheKnownPosterior) {
  const auto result = small_fit::run({small_fit::infected(18)}, small_fit::options(1));
  ASSERT_TRUE(result);
  EXPECT_TRUE(result->reached);
  EXPECT_FALSE(result->partial);
  EXPECT_EQ(result->rounds.back().tolerance, 0);  // the number is counted in ones, so it can be met exactly
  const double effective = result->rounds.back().effective;
  EXPECT_GT(effective, 300);
  const double alpha = 19;
  const double beta = devices - 18 + 1;
  const double deviation = std::sqrt(alpha * beta / ((alpha + beta) * (alpha + beta) * (alpha + beta + 1)));
  EXPECT_NEAR(small_fit::mean(*result), alpha / (alpha + beta), 5 * deviation / std::sqrt(effective));
  EXPECT_NEAR(small_fit::deviation(*result), deviation, 5 * deviation / std::sqrt(2 * effective));
  EXPECT_NEAR(result->learnt[0].shrinkage, 1 - deviation * deviation * 12, 0.02);
}

// With the prior Beta(18, 12), which speaks against the data, the posterior is Beta(36, 54).
TEST(Fit, TakesThePriorIntoAccount) {
  auto priors = small_fit::even();
  priors[0].distribution = {base::Distribution::Kind::beta, 0.6, 30, {}, {}};
  const auto result = small_fit::run({small_fit::infected(18)}, small_fit::options(2), priors);
  ASSERT_TRUE(result);
  const double deviation = std::sqrt(36.0 * 54 / (90.0 * 90 * 91));
  EXPECT_NEAR(small_fit::mean(*result), 36.0 / 90, 5 * deviation / std::sqrt(result->rounds.back().effective));
}

// The number of infected and of locked devices are the same here: each predicts the other. Of the alarm nothing is
// known.
TEST(Fit, LeavesEachTargetOutInTurn) {
  fit::Options options = small_fit::options(4);
  options.particles = 200;
  options.leave_one_out = true;
  std::uint64_t last = 0;
  std::set<std::uint64_t> totals;
  options.on_progress = [&](std::uint64_t done, std::uint64_t of) {
    EXPECT_LE(done, of);
    EXPECT_GE(done, last);
    last = done;
    totals.insert(of);
  };
  auto also = small_fit::infected(0.3);
  also.name = "devices_infected_share";
  const auto result = small_fit::run({small_fit::infected(18), also, small_fit::infected(40, true)}, options);
  ASSERT_FALSE(result);  // the same measure twice
  auto restored = small_fit::infected(5, true);
  restored.name = "devices_restored";
  const auto three = small_fit::run({small_fit::infected(18), also, restored}, options);
  ASSERT_TRUE(three) << three.error().to_text();
  EXPECT_EQ(totals.size(), 1U) << "progress is that of all three fits";
  ASSERT_EQ(three->left_out.size(), 3U);
  ASSERT_TRUE(three->left_out[0] && three->left_out[1]);
  EXPECT_FALSE(three->left_out[2]) << "it was not fitted";
  EXPECT_TRUE(three->left_out[0]->reached && three->left_out[1]->reached);
  EXPECT_NEAR(three->left_out[0]->after.median, 18, 5);
  EXPECT_NEAR(three->left_out[1]->after.median, 0.3, 0.08);
}

TEST(Fit, GivesTheSameOnAnyNumberOfThreadsAndWhenItIsTakenUpAgain) {
  const auto values = [](const fit::Result& result) {
    std::vector<double> all;
    for (const fit::Particle& particle : result.particles) {
      all.push_back(particle.values[0]);
      all.push_back(particle.weight);
    }
    return all;
  };
  fit::Options options = small_fit::options(3);
  options.particles = 200;
  std::vector<fit::State> states;
  options.on_round = [&](const fit::State& state) { states.push_back(state); };
  const auto one = small_fit::run({small_fit::infected(18)}, options);
  options.on_round = nullptr;
  options.threads = 3;
  const auto three = small_fit::run({small_fit::infected(18)}, options);
  ASSERT_GE(states.size(), 3U);
  options.resume = states[1];
  const auto again = small_fit::run({small_fit::infected(18)}, options);
  ASSERT_TRUE(one && three && again);
  EXPECT_EQ(values(*one), values(*three));
  EXPECT_EQ(values(*one), values(*again));
  EXPECT_EQ(one->checks[0].after.mean, again->checks[0].after.mean);
}

TEST(Fit, SaysThatATargetCannotBeReached) {
  auto priors = small_fit::even();
  priors[0].distribution = {base::Distribution::Kind::uniform, 0, 0.2, {}, {}};
  const auto result = small_fit::run({small_fit::infected(50)}, small_fit::options(4), priors);
  ASSERT_TRUE(result);
  EXPECT_FALSE(result->reached);
  EXPECT_FALSE(result->checks[0].reached);
  EXPECT_GT(small_fit::mean(*result), 0.15);  // the nearest that it came
}

TEST(Fit, DoesNotSeeWhatIsHeldOut) {
  const std::vector<estate::Target> targets = {small_fit::infected(18),
                                               {"devices_infected_share", {}, std::nullopt, 0.9, true, ""}};
  const auto result = small_fit::run(targets, small_fit::options(5));
  ASSERT_TRUE(result);
  EXPECT_TRUE(result->reached);
  EXPECT_FALSE(result->checks[1].reached);
  EXPECT_NEAR(small_fit::mean(*result), 19.0 / 62, 0.02);
}

TEST(Fit, StopsWhenAsked) {
  fit::Options options = small_fit::options(6);
  std::atomic<int> asked = 0;
  options.should_stop = [&] { return ++asked > 3000; };
  const auto result = small_fit::run({small_fit::infected(18)}, options);
  ASSERT_TRUE(result);
  EXPECT_TRUE(result->partial);
  EXPECT_FALSE(result->reached);
}

TEST(Fit, RefusesWhatItCannotFit) {
  const auto refused = [](const std::vector<estate::Target>& targets, const std::vector<estate::Prior>& priors) {
    const auto result = small_fit::run(targets, small_fit::options(7), priors);
    return result ? std::string("accepted") : result.error().to_text();
  };
  EXPECT_NE(refused({small_fit::infected(18, true)}, small_fit::even()).find("all held out"), std::string::npos);
  EXPECT_NE(refused({{"devices_eaten", {}, std::nullopt, 1, false, ""}}, small_fit::even()).find("is no measure"),
            std::string::npos);
  auto priors = small_fit::even();
  priors[0].parameter = "closes";
  EXPECT_NE(refused({small_fit::infected(18)}, priors).find("not a parameter"), std::string::npos);
  priors = small_fit::even();
  priors[0].distribution = base::Distribution::fixed(0.3);
  EXPECT_NE(refused({small_fit::infected(18)}, priors).find("without mass"), std::string::npos);
  const base::Instant late{1000000, 0};
  EXPECT_NE(refused({{"devices_locked", {}, late, 1, false, ""}}, small_fit::even()).find("horizon"),
            std::string::npos);
}

}  // namespace
