// An outbreak depends on the model, the seed and its own number, and on nothing else.

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <thread>

#include "outbreak/scenarios.h"
#include "outbreak/theory.h"

namespace {

using scenarios::Scenario;

/// FNV-1a over every field of every event.
std::uint64_t fingerprint(const theory::Events& events) {
  std::uint64_t hash = 14695981039346656037ULL;
  const auto mix = [&](std::uint64_t word) {
    for (int byte = 0; byte < 8; ++byte) hash = (hash ^ ((word >> (8 * byte)) & 0xff)) * 1099511628211ULL;
  };
  for (const outbreak::Event& event : events) {
    mix(std::bit_cast<std::uint64_t>(event.at_s));
    mix(event.subject);
    mix(static_cast<std::uint64_t>(event.kind) << 32 | static_cast<std::uint64_t>(event.boundary) << 16 | event.vector);
  }
  return hash;
}

struct World {
  explicit World(const Scenario& scenario)
      : estate(scenario.tables),
        model(outbreak::Model::compile(estate, scenario.threat, scenario.defence, scenario.horizon_s)) {}
  estate::Estate estate;
  base::Result<outbreak::Model> model;
};

constexpr std::uint64_t replicas = 40;
constexpr std::uint64_t seed = 7;

std::vector<std::uint64_t> fingerprints(const outbreak::Model& model, std::uint64_t with_seed) {
  outbreak::Engine engine(model);
  std::vector<std::uint64_t> found;
  for (std::uint64_t i = 0; i < replicas; ++i) found.push_back(fingerprint(engine.run(with_seed, i)->events));
  return found;
}

TEST(Reproducibility, SameSeedSameEvents) {
  for (const Scenario& scenario : scenarios::generate()) {
    const World first(scenario);
    const World second(scenario);
    ASSERT_TRUE(first.model && second.model) << scenario.name;
    EXPECT_EQ(fingerprints(*first.model, seed), fingerprints(*second.model, seed)) << scenario.name;
  }
}

TEST(Reproducibility, OrderOfReplicasDoesNotMatter) {
  for (const Scenario& scenario : scenarios::generate()) {
    const World world(scenario);
    ASSERT_TRUE(world.model) << scenario.name;
    const auto forwards = fingerprints(*world.model, seed);
    outbreak::Engine engine(*world.model);
    for (std::uint64_t i = replicas; i-- > 0;) {
      const outbreak::Outbreak* outbreak = engine.run(seed, i);
      EXPECT_EQ(outbreak->replica, i);
      EXPECT_EQ(fingerprint(outbreak->events), forwards[i]) << scenario.name << ", replica " << i;
    }
  }
}

TEST(Reproducibility, TwoThreadsWithAnEngineEachGiveTheSame) {
  for (const Scenario& scenario : scenarios::generate()) {
    const World world(scenario);
    ASSERT_TRUE(world.model) << scenario.name;
    std::vector<std::uint64_t> together(replicas);
    const auto every_second = [&](std::uint64_t first) {
      outbreak::Engine engine(*world.model);
      for (std::uint64_t i = first; i < replicas; i += 2) together[i] = fingerprint(engine.run(seed, i)->events);
    };
    std::thread other(every_second, 1);
    every_second(0);
    other.join();
    EXPECT_EQ(together, fingerprints(*world.model, seed)) << scenario.name;
  }
}

TEST(Reproducibility, SeedsAndReplicasDiffer) {
  const Scenario scenario = scenarios::generate(14).back();  // one in which much happens
  const World world(scenario);
  ASSERT_TRUE(world.model);
  auto all = fingerprints(*world.model, seed);
  const auto others = fingerprints(*world.model, seed + 1);
  all.insert(all.end(), others.begin(), others.end());
  std::sort(all.begin(), all.end());
  EXPECT_EQ(std::unique(all.begin(), all.end()), all.end());
}

TEST(Reproducibility, AStoppedOutbreakIsNoOutbreak) {
  const World world(scenarios::generate(14).back());
  ASSERT_TRUE(world.model);
  outbreak::Engine engine(*world.model);
  const auto whole = fingerprint(engine.run(seed, 3)->events);
  engine.run(seed, 4, [] { return true; });  // whether it was asked in time or not, the next one is not touched by it
  EXPECT_EQ(fingerprint(engine.run(seed, 3)->events), whole);
}

}  // namespace
