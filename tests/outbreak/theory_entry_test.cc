// Delays against their closed forms, and pressure from outside against its integral.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "outbreak/small_worlds.h"
#include "outbreak/statistics.h"
#include "outbreak/theory.h"

namespace {

using base::Distribution;
using outbreak::EventKind;
using Space = threat::Target::Space;

const char* const ten_devices = R"(
  network lan 1000
  organisation a
    z [pppppppppp] lan
  p = windows desktop
  internet --smb--> *
)";

/// An outbreak of ten seeds that never spreads.
threat::Threat still() {
  auto threat = theory::plain(theory::scan(1e-9, Space::own_zone), theory::seeds(10));
  threat.course.spreading_after_s = Distribution::fixed(1e9);
  return threat;
}

std::vector<double> times_of(const threat::Threat& threat, EventKind kind, std::uint64_t seed, std::size_t replicas) {
  std::vector<double> times;
  theory::simulate(small_worlds::draw(ten_devices), threat, {}, 1e8, seed, replicas, [&](const theory::Events& events) {
    for (const outbreak::Event& event : events) {
      if (event.kind == kind) times.push_back(event.at_s);
    }
  });
  return times;
}

// 5,000 replicas of ten independent delays: the bound finds a gap of 0.014 between distribution functions.
TEST(TheoryDelays, LockingAndSpreadingFollowTheirDistributions) {
  const std::vector<std::pair<Distribution, std::function<double(double)>>> cases = {
      {Distribution::exponential(300), [](double x) { return 1 - std::exp(-x / 300); }},
      {{Distribution::Kind::lognormal, 200, 0.7, {}, {}},
       [](double x) { return statistics::normal_up_to(std::log(x / 200) / 0.7); }},
      {{Distribution::Kind::gamma, 300, 2.5, {}, {}}, [](double x) { return statistics::gamma_up_to(2.5, x / 120); }},
      {{Distribution::Kind::gamma, 300, 0.5, {}, {}}, [](double x) { return statistics::gamma_up_to(0.5, x / 600); }},
      {{Distribution::Kind::uniform, 100, 500, {}, {}}, [](double x) { return std::clamp((x - 100) / 400, 0.0, 1.0); }},
  };
  std::uint64_t seed = 20;
  for (const auto& [delay, up_to] : cases) {
    threat::Threat locking = still();
    locking.course.locked_after_s = delay;
    const auto locked = times_of(locking, EventKind::locked, ++seed, 5000);
    EXPECT_EQ(locked.size(), 50000U);
    EXPECT_GT(statistics::one_sample_p(locked, up_to), theory::alpha) << base::to_text(delay);
    threat::Threat spreading = still();
    spreading.course.spreading_after_s = delay;
    EXPECT_GT(statistics::one_sample_p(times_of(spreading, EventKind::spreading, ++seed, 5000), up_to), theory::alpha)
        << base::to_text(delay);
  }
}

TEST(TheoryDelays, FixedIsExact) {
  threat::Threat threat = still();
  threat.seeds[0].at_s = Distribution::fixed(50);
  threat.course.locked_after_s = Distribution::fixed(300);
  for (const double at : times_of(threat, EventKind::locked, 31, 20)) EXPECT_DOUBLE_EQ(at, 350);
}

// The first of ten exponential delays is exponential with a tenth of the mean.
TEST(TheoryDelays, FirstOfTen) {
  threat::Threat threat = still();
  threat.course.locked_after_s = Distribution::exponential(300);
  std::vector<double> first;
  theory::simulate(small_worlds::draw(ten_devices), threat, {}, 1e8, 32, 20000, [&](const theory::Events& events) {
    for (const outbreak::Event& event : events) {
      if (event.kind == EventKind::locked) return first.push_back(event.at_s);
    }
  });
  EXPECT_GT(statistics::one_sample_p(first, [](double x) { return 1 - std::exp(-x / 30); }), theory::alpha);
}

// A device is hit by time t with probability 1 - exp(-s m(t) / A), m(t) the integral of attempts a second, A addresses,
// s the success: entries are binomial. With one attempt in a hundred on a device they are nearly Poisson, and their
// mean is checked by itself: 20,000 replicas give it to 0.5 %.
void compare_entries(const threat::Curve& curve, const std::function<double(double)>& integral, std::uint64_t seed) {
  threat::Threat threat = still();
  threat.seeds.clear();
  threat.vectors[0].success.number = 0.5;
  threat.pressures = {{"scan", "lan", 0.02, curve}};
  const std::vector<double> times = {500, 1500, 4000};
  constexpr std::size_t replicas = 20000;
  std::vector<std::vector<double>> seen(times.size(), std::vector<double>(11, 0));
  theory::simulate(small_worlds::draw(ten_devices), threat, {}, times.back(), seed, replicas,
                   [&](const theory::Events& events) {
                     for (std::size_t i = 0; i < times.size(); ++i) {
                       ++seen[i][static_cast<std::size_t>(theory::count(events, EventKind::infected, times[i]))];
                     }
                   });
  for (std::size_t i = 0; i < times.size(); ++i) {
    const double hit = 1 - std::exp(-0.5 * 0.02 * integral(times[i]) / 1000);
    std::vector<double> expected;
    double mean = 0;
    for (int k = 0; k <= 10; ++k) {
      const double ways = std::exp(std::lgamma(11) - std::lgamma(k + 1) - std::lgamma(11 - k));
      expected.push_back(replicas * ways * std::pow(hit, k) * std::pow(1 - hit, 10 - k));
      mean += k * seen[i][static_cast<std::size_t>(k)] / replicas;
    }
    EXPECT_GT(statistics::chi_square_p(seen[i], expected), theory::alpha) << "at " << times[i];
    const double error = std::sqrt(10 * hit * (1 - hit) / replicas);
    EXPECT_GT(statistics::mean_p(mean - 10 * hit, error), theory::alpha) << "at " << times[i];
  }
}

TEST(TheoryPressure, PointsGiveEntriesByTheirIntegral) {
  threat::Curve curve;
  curve.points = {{200, 0}, {1000, 80}, {2000, 20}};
  const auto piece = [](double t, double from, double to, double low, double high) {
    const double at = std::clamp(t, from, to);
    const double value = low + (high - low) * (at - from) / (to - from);
    return (at - from) * (low + value) / 2;
  };
  compare_entries(
      curve,
      [&](double t) {
        return piece(t, 200, 1000, 0, 80) + piece(t, 1000, 2000, 80, 20) + 20 * std::max(0.0, t - 2000);
      },
      41);
}

TEST(TheoryPressure, LogisticGivesEntriesByItsIntegral) {
  threat::Curve curve;
  curve.kind = threat::Curve::Kind::logistic;
  curve.capacity = 100;
  curve.initial = 5;
  curve.growth_per_s = 0.004;
  curve.from_s = 300;
  curve.until_s = 2000;
  const auto value = [](double t) { return 100 / (1 + 19 * std::exp(-0.004 * (t - 300))); };
  const auto integral = [&](double t) {
    if (t < 300) return 0.0;
    const double grown = std::min(t, 2000.0);
    // N / g * ln((e^{g u} + N / n0 - 1) / (N / n0)), u = t - from
    const double growing = 100 / 0.004 * std::log((std::exp(0.004 * (grown - 300)) + 19) / 20);
    return growing + value(2000) * std::max(0.0, t - 2000);
  };
  compare_entries(curve, integral, 42);
}

}  // namespace
