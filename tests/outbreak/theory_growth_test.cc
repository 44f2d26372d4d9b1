// Growth and final size in large, fully mixed populations.

#include <gtest/gtest.h>

#include <cmath>

#include "outbreak/statistics.h"
#include "outbreak/theory.h"

namespace {

using outbreak::EventKind;
using Space = threat::Target::Space;

/// One organisation with one zone: `devices` among `addresses`, all of them susceptible.
estate::Tables one_zone(std::uint32_t devices, double addresses) {
  estate::Tables tables;
  tables.networks = {{"lan", addresses, estate::none}};
  tables.organisations = {{"a", "a", "", "", "", estate::none}};
  tables.zones = {{"z", 0, 0, addresses, ""}};
  tables.groups = {{"g", 0, devices, "windows", "desktop", "", {}}};
  return tables;
}

/// Time of the k-th infection, entry included.
double time_of(const theory::Events& events, std::uint32_t k) {
  for (const outbreak::Event& event : events) {
    if (event.kind == EventKind::infected && --k == 0) return event.at_s;
  }
  return INFINITY;
}

struct Moments {
  double sum = 0;
  double squares = 0;
  double n = 0;
  void add(double x) { sum += x, squares += x * x, ++n; }
  [[nodiscard]] double mean() const { return sum / n; }
  [[nodiscard]] double error() const { return std::sqrt((squares / n - mean() * mean()) / (n - 1)); }
};

// The wait from i to i + 1 infected is exponential with rate beta i (N - i), and all waits are independent: the time to
// any number has a known mean and variance, and no tolerance is needed beyond the standard error that follows.
TEST(TheoryGrowth, TimesToGivenSizesHaveTheirExactMeans) {
  constexpr std::uint32_t devices = 2000;
  constexpr std::uint32_t first = 5;
  constexpr double addresses = 65536;
  constexpr double rate = 40;
  constexpr std::size_t replicas = 400;
  const std::vector<std::uint32_t> sizes = {10, 100, 1000, 1900, 2000};
  std::vector<Moments> times(sizes.size());
  theory::simulate(one_zone(devices, addresses),
                   theory::plain(theory::scan(rate, Space::own_zone), theory::seeds(first)), {}, 1e6, 11, replicas,
                   [&](const theory::Events& events) {
                     for (std::size_t i = 0; i < sizes.size(); ++i) times[i].add(time_of(events, sizes[i]));
                   });
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    double mean = 0;
    double variance = 0;
    for (std::uint32_t k = first; k < sizes[i]; ++k) {
      const double wait = 1 / (rate / addresses * k * (devices - k));
      mean += wait;
      variance += wait * wait;
    }
    const double error = std::sqrt(variance / replicas);
    EXPECT_GT(statistics::mean_p(times[i].mean() - mean, error), theory::alpha) << "size " << sizes[i];
  }
}

// Code Red v2, 19 July 2001, as its sources state it: 358 attempts a minute over 2^32 addresses, about 360,000
// susceptible hosts. da/dt = K a (1 - a) with K = 358 * 360,000 / 2^32 a minute = 1.80 an hour (Staniford, Paxson and
// Weaver 2002 give 1.8). From I0 infected hosts the growth is the logistic shifted by a random time with variance
// 1 / (I0 K^2); the second derivative of the logistic is below 0.097 N K^2, so the mean of I(t) lies within
// 0.049 N / I0 of the curve, and that (with 5.85 standard errors) is the tolerance.
TEST(TheoryGrowth, CodeRedFollowsTheLogisticOfItsInputs) {
  constexpr std::uint32_t devices = 360000;
  constexpr std::uint32_t first = 5000;
  const double addresses = std::pow(2.0, 32);
  constexpr double per_minute = 358;
  constexpr std::size_t replicas = 32;
  const double k_per_hour = 60 * per_minute * devices / addresses;
  EXPECT_NEAR(k_per_hour, 1.80, 0.005);
  const std::vector<double> hours = {1, 2, 3, 4, 6, 8};
  std::vector<Moments> infected(hours.size());
  theory::simulate(one_zone(devices, addresses),
                   theory::plain(theory::scan(per_minute / 60, Space::own_zone), theory::seeds(first)), {}, 8 * 3600,
                   12, replicas, [&](const theory::Events& events) {
                     for (std::size_t i = 0; i < hours.size(); ++i) {
                       infected[i].add(theory::count(events, EventKind::infected, hours[i] * 3600));
                     }
                   });
  const double n = devices;
  for (std::size_t i = 0; i < hours.size(); ++i) {
    const double logistic = n / (1 + (n / first - 1) * std::exp(-k_per_hour * hours[i]));
    const double tolerance = 5.85 * infected[i].error() + 0.049 * n / first;
    EXPECT_NEAR(infected[i].mean(), logistic, tolerance) << hours[i] << " h";
    EXPECT_LT(tolerance, 0.005 * n) << "the test would not notice much";
  }
}

double final_size(double r0) {  // z = 1 - exp(-R0 z), the positive root
  double z = 0.9;
  for (int i = 0; i < 500; ++i) z = 1 - std::exp(-r0 * z);
  return z;
}

double extinction_of_fixed_period(double r0) {  // q = exp(-R0 (1 - q)): Poisson offspring
  double q = 0.1;
  for (int i = 0; i < 500; ++i) q = std::exp(-r0 * (1 - q));
  return q;
}

/// One seed among 2,000 devices, locking stops the spread after a mean of 100 s: the share of outbreaks that die out
/// early, and the mean size of the others. Sizes between 5 % and half of the final size do not occur.
void compare_final_size(const base::Distribution& locked_after, double r0, double extinction, std::uint64_t seed) {
  constexpr std::uint32_t devices = 2000;
  constexpr std::size_t replicas = 3000;
  auto threat = theory::plain(theory::scan(r0 / 100, Space::own_zone), theory::seeds(1));
  threat.course.locked_after_s = locked_after;
  threat.course.locked_spreads = false;
  double died_out = 0;
  Moments sizes;
  theory::simulate(one_zone(devices, devices), threat, {}, 1e6, seed, replicas, [&](const theory::Events& events) {
    const double size = theory::count(events, EventKind::infected, 1e6);
    if (size < 0.05 * devices) {
      ++died_out;
    } else {
      sizes.add(size);
    }
  });
  // Dying out after some generations is a little likelier in 2,000 devices than in infinitely many: below 0.002 here.
  const double error = std::sqrt(extinction * (1 - extinction) / replicas);
  EXPECT_NEAR(died_out / replicas, extinction, 5.85 * error + 0.002);
  // The mean of a major outbreak differs from N z by a number of devices that does not grow with N; 10 is ample.
  EXPECT_NEAR(sizes.mean(), devices * final_size(r0), 5.85 * sizes.error() + 10);
  EXPECT_LT(sizes.error(), 2);
}

TEST(TheoryFinalSize, ExponentialLocking) {
  constexpr double r0 = 2;
  compare_final_size(base::Distribution::exponential(100), r0, 1 / r0, 13);
}

TEST(TheoryFinalSize, FixedLocking) {
  constexpr double r0 = 1.8;
  compare_final_size(base::Distribution::fixed(100), r0, extinction_of_fixed_period(r0), 14);
}

}  // namespace
