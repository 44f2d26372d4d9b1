// Candidates that are drawn before it is known what the rates will be, against processes whose laws are known.

#include "foresee/outbreak/candidates_ahead.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include "outbreak/statistics.h"
#include "outbreak/theory.h"

namespace {

using outbreak::CandidatesAhead;

constexpr std::uint64_t replicas = 20'000;

/// Runs until `until_s`. `rate(channel)` is asked for each candidate, which is refused as the engine does; `happened`
/// is told of each that is kept.
template <class Rate, class Happened>
double run(CandidatesAhead& candidates, double now, double until_s, const Rate& rate, const Happened& happened) {
  for (;;) {
    const double next_s = candidates.next_s(now);
    if (next_s > until_s) return until_s;
    now = next_s;
    CandidatesAhead::Candidate candidate{};
    if (!candidates.take(candidate)) continue;
    if (candidate.within < rate(candidate.channel)) {
      happened(candidate.channel, now);
    } else {
      candidates.set(candidate.channel, rate(candidate.channel), now);
    }
  }
}

base::StreamKey key(std::uint64_t replica) {
  return {5, replica, base::Purpose::candidates, 0, 0};
}

double poisson(double mean, double k) {
  return std::exp(k * std::log(mean) - mean - std::lgamma(k + 1));
}

/// Counts of 0, 1, ... against chances, what is beyond the last in one cell.
template <class Chance>
double counts_p(const std::vector<double>& observed, const Chance& chance) {
  double n = 0;
  for (const double count : observed) n += count;
  std::vector<double> expected;
  double rest = n;
  for (std::size_t k = 0; k + 1 < observed.size(); ++k) {
    expected.push_back(n * chance(static_cast<double>(k)));
    rest -= expected.back();
  }
  expected.push_back(std::max(0.0, rest));
  return statistics::chi_square_p(observed, expected);
}

void count(std::vector<double>& counts, std::size_t k) {
  ++counts[std::min(k, counts.size() - 1)];
}

// Yule's process: n individuals each bear one more at rate 1. From one, after t: geometric with chance exp(-t). It
// grows within what was drawn ahead, so most candidates come from slots that were not there.
TEST(CandidatesAhead, BirthsFromOneAreGeometric) {
  constexpr double until_s = 3;
  std::vector<double> counts(200);
  CandidatesAhead candidates;
  for (std::uint64_t replica = 0; replica < replicas; ++replica) {
    candidates.reset(1, key(replica));
    double n = 1;
    candidates.set(0, n, 0);
    run(
        candidates, 0, until_s, [&](std::uint32_t) { return n; },
        [&](std::uint32_t, double now) { candidates.raise(0, ++n, now); });
    count(counts, static_cast<std::size_t>(n));
  }
  const double stays = std::exp(-until_s);
  EXPECT_GT(counts_p(counts, [&](double k) { return k == 0 ? 0 : stays * std::pow(1 - stays, k - 1); }), theory::alpha);
}

// Many such processes at once, at different rates: their channels change bins and places all the time.
TEST(CandidatesAhead, ChannelsThatChangePlacesKeepTheirOwnRates) {
  constexpr std::uint32_t channels = 40;
  const auto rate_of = [](std::uint32_t channel) { return 1 + 0.02 * channel; };
  std::vector<std::vector<double>> counts(channels, std::vector<double>(120));
  CandidatesAhead candidates;
  for (std::uint64_t replica = 0; replica < replicas / 10; ++replica) {
    candidates.reset(channels, key(replica));
    std::vector<double> n(channels, 1);
    const auto rate = [&](std::uint32_t channel) { return rate_of(channel) * n[channel]; };
    for (std::uint32_t channel = 0; channel < channels; ++channel) candidates.set(channel, rate(channel), 0);
    run(candidates, 0, 2, rate, [&](std::uint32_t channel, double now) {
      ++n[channel];
      candidates.raise(channel, rate(channel), now);
    });
    for (std::uint32_t channel = 0; channel < channels; ++channel) {
      count(counts[channel], static_cast<std::size_t>(n[channel]));
    }
  }
  for (std::uint32_t channel = 0; channel < channels; ++channel) {
    const double stays = std::exp(-2 * rate_of(channel));
    EXPECT_GT(counts_p(counts[channel], [&](double k) { return k == 0 ? 0 : stays * std::pow(1 - stays, k - 1); }),
              theory::alpha / channels)
        << channel;
  }
}

// Deaths need no word: the candidate is refused, and the channel goes down then. The last of 50 exponentials.
TEST(CandidatesAhead, DeathsFollowTheMaximumOfExponentials) {
  constexpr double at_first = 50;
  std::vector<double> last;
  CandidatesAhead candidates;
  for (std::uint64_t replica = 0; replica < replicas; ++replica) {
    candidates.reset(1, key(replica));
    double n = at_first;
    double died_s = 0;
    candidates.set(0, n, 0);
    run(
        candidates, 0, 1e6, [&](std::uint32_t) { return n; },
        [&](std::uint32_t, double now) {
          --n;
          died_s = now;
        });
    EXPECT_EQ(n, 0);
    last.push_back(died_s);
  }
  EXPECT_GT(statistics::one_sample_p(last, [](double t) { return std::pow(1 - std::exp(-t), at_first); }),
            theory::alpha);
}

// Rates that somebody else changes at fixed times, beside one that goes on: one channel has 2 a second from second 1
// to 2, another 2.1 a second from second 2 to 3, in the slot that the first one left, then nothing happens.
TEST(CandidatesAhead, RatesSwitchedFromOutsideCountFromThatMoment) {
  constexpr double background = 30;
  std::vector<double> first(20), second(20), beside(200);
  CandidatesAhead candidates;
  for (std::uint64_t replica = 0; replica < replicas; ++replica) {
    candidates.reset(3, key(replica));
    std::vector<double> rates = {0, 0, background};
    std::vector<std::size_t> seen(3);
    const auto rate = [&](std::uint32_t channel) { return rates[channel]; };
    const auto happened = [&](std::uint32_t channel, double) { ++seen[channel]; };
    const auto set = [&](std::uint32_t channel, double to, double now) {
      rates[channel] = to;
      candidates.set(channel, to, now);
    };
    candidates.set(2, background, 0);
    double now = run(candidates, 0, 1, rate, happened);
    set(0, 2, now);
    now = run(candidates, now, 2, rate, happened);
    set(0, 0, now);
    set(1, 2.1, now);
    now = run(candidates, now, 3, rate, happened);
    set(1, 0, now);
    run(candidates, now, 4, rate, happened);
    count(first, seen[0]);
    count(second, seen[1]);
    count(beside, seen[2]);
  }
  EXPECT_GT(counts_p(first, [](double k) { return poisson(2, k); }), theory::alpha);
  EXPECT_GT(counts_p(second, [](double k) { return poisson(2.1, k); }), theory::alpha);
  EXPECT_GT(counts_p(beside, [](double k) { return poisson(4 * background, k); }), theory::alpha);
}

TEST(CandidatesAhead, NothingComesWhereAllRatesAreZero) {
  CandidatesAhead candidates;
  candidates.reset(2, key(0));
  EXPECT_EQ(candidates.next_s(0), INFINITY);
  candidates.set(0, 1, 5);
  EXPECT_GT(candidates.next_s(5), 5);
  EXPECT_LT(candidates.next_s(5), INFINITY);
}

// Rates over the whole range that is allowed stand side by side.
TEST(CandidatesAhead, TheLargestAndTheSmallestRatesMayMeet) {
  CandidatesAhead candidates;
  candidates.reset(300, key(0));
  for (std::uint32_t channel = 0; channel < 300; ++channel)
    candidates.set(channel, std::ldexp(1.0, 90 - static_cast<int>(channel)), 0);
  double now = 0;
  std::map<std::uint32_t, double> seen;
  for (int i = 0; i < 100'000; ++i) {
    const double next_s = candidates.next_s(now);
    ASSERT_GE(next_s, now);
    now = next_s;
    CandidatesAhead::Candidate candidate{};
    ASSERT_TRUE(candidates.take(candidate));
    ASSERT_LT(candidate.within, candidates.bound_of(candidate.channel));
    ++seen[candidate.channel];
  }
  for (std::uint32_t channel = 0; channel < 3; ++channel) {
    const double share = std::ldexp(1.0, -1 - static_cast<int>(channel));
    EXPECT_GT(statistics::mean_p(seen[channel] / 1e5 - share, std::sqrt(share * (1 - share) / 1e5)), theory::alpha);
  }
}

}  // namespace
