// An outbreak depends on the model, the seed and its own number, and on nothing else.

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <thread>
#include <tuple>

#include "outbreak/scenarios.h"
#include "outbreak/small_worlds.h"
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

// An organisation that is cut off while its devices are restored and can be infected again: what an earlier replica
// left of its urns must not be asked.
TEST(Reproducibility, AnEngineThatWasUsedBeforeIsLikeANewOne) {
  const estate::Estate estate(small_worlds::draw(R"(
    network wide 100
    organisation x
      z [pppppppppp] wide
    organisation a
      z [pppppppppp] wide
    organisation b
      z [pppppppppp] wide
    p = windows desktop
    * --smb--> *
  )"));
  using base::Distribution;
  threat::Threat threat = theory::plain(theory::scan(0.02, threat::Target::Space::network, "wide"), {});
  threat.seeds.clear();
  for (const auto& [group, devices, at_s] : {std::tuple{"x.z.p", 3U, 0.0}, std::tuple{"a.z.p", 2U, 5.0}}) {
    threat::Seeds seeds;
    seeds.devices = devices;
    seeds.where.groups = {group};
    seeds.at_s = Distribution::fixed(at_s);
    threat.seeds.push_back(seeds);
  }
  threat.course.locked_after_s = Distribution::fixed(1);
  threat.course.locked_spreads = true;
  threat.course.reinfectable = true;
  threat::Defence defence;
  threat::Selector where;
  where.organisations = {"x"};
  defence.detection.push_back({where, 1, Distribution::fixed(0)});
  threat::Isolation isolation;
  isolation.where = where;
  isolation.delay_s = Distribution::fixed(0);
  isolation.boundary = threat::Boundary::organisation;
  isolation.lasts_s = Distribution::fixed(60);
  defence.isolation.push_back(isolation);
  threat::Restoration restoration;
  restoration.where = where;
  restoration.hands_least = 1;
  restoration.devices_per_hour = 180;
  restoration.starts_after_s = Distribution::fixed(1);
  defence.restoration.push_back(restoration);
  const auto model = outbreak::Model::compile(estate, threat, defence, 300);
  ASSERT_TRUE(model);
  outbreak::Engine used(*model);
  for (std::uint64_t replica = 0; replica < 1000; ++replica) {
    outbreak::Engine fresh(*model);
    ASSERT_EQ(fingerprint(used.run(1, replica)->events), fingerprint(fresh.run(1, replica)->events)) << replica;
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
