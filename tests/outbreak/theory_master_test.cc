// Small systems against the exact master equation: the whole distribution over states, at several times.
// 20,000 replicas each: a state of probability 0.1 is known to 0.002 (one standard error), so that a rate that is wrong
// by 5 % is found almost surely.

#include <gtest/gtest.h>

#include "outbreak/small_worlds.h"
#include "outbreak/theory.h"

namespace {

using outbreak::EventKind;
using theory::Chain;
using theory::count;
using Space = threat::Target::Space;
constexpr std::size_t replicas = 20000;

using Read = std::function<Chain::State(const theory::Events&, double)>;

void compare(const estate::Tables& tables, const threat::Threat& threat, const Chain& chain, const Read& read,
             const std::vector<double>& times, std::uint64_t seed) {
  std::vector<std::map<Chain::State, double>> seen(times.size());
  theory::simulate(tables, threat, {}, times.back(), seed, replicas, [&](const theory::Events& events) {
    for (std::size_t i = 0; i < times.size(); ++i) ++seen[i][read(events, times[i])];
  });
  for (std::size_t i = 0; i < times.size(); ++i) {
    EXPECT_GT(theory::chain_p(chain.at(times[i]), seen[i]), theory::alpha) << "at " << times[i] << " s";
  }
}

int whole(double x) {
  return static_cast<int>(x);
}

Chain::State running_and_locked(const theory::Events& events, double at) {
  const int infected = whole(count(events, EventKind::infected, at));
  const int locked = whole(count(events, EventKind::locked, at));
  return {infected - locked, locked};
}

TEST(TheoryMaster, SusceptibleInfectedInOneZone) {
  const auto tables = small_worlds::draw(R"(
    network lan 10
    organisation a
      z [ppppppp...] lan
    p = windows desktop
  )");
  threat::Vector vector = theory::scan(0.05, Space::own_zone);
  vector.success.number = 0.6;
  const Chain chain({1}, [](const Chain::State& state) -> std::vector<std::pair<Chain::State, double>> {
    const int infected = state[0];
    return {{{infected + 1}, infected * (7 - infected) * 0.05 * 0.6 / 10}};
  });
  const Read read = [](const theory::Events& events, double at) {
    return Chain::State{whole(count(events, EventKind::infected, at))};
  };
  compare(tables, theory::plain(vector, theory::seeds(1)), chain, read, {50, 100, 200, 400}, 1);
}

// Latent for an exponential time, then spreading, then locked after an exponential time that counts from the infection:
// state = (latent, spreading, locked). With `locked_spreads` false a locked one is out, also if it never spread.
TEST(TheoryMaster, LatentSpreadingLockedInOneZone) {
  const auto tables = small_worlds::draw(R"(
    network lan 8
    organisation a
      z [pppppp..] lan
    p = windows desktop
  )");
  constexpr double rate = 0.08;
  constexpr double spread = 1 / 60.0;
  constexpr double lock = 1 / 90.0;
  auto threat = theory::plain(theory::scan(rate, Space::own_zone), theory::seeds(2));
  threat.course.spreading_after_s = base::Distribution::exponential(1 / spread);
  threat.course.locked_after_s = base::Distribution::exponential(1 / lock);
  threat.course.locked_spreads = false;
  const Chain chain({2, 0, 0}, [](const Chain::State& s) -> std::vector<std::pair<Chain::State, double>> {
    const int open = 6 - s[0] - s[1] - s[2];
    return {{{s[0] + 1, s[1], s[2]}, s[1] * open * rate / 8},
            {{s[0] - 1, s[1] + 1, s[2]}, s[0] * spread},
            {{s[0] - 1, s[1], s[2] + 1}, s[0] * lock},
            {{s[0], s[1] - 1, s[2] + 1}, s[1] * lock}};
  });
  // The events do not say whether it was a latent device that locked, so the chain's states are added up to (running,
  // locked); the rates of infection still tell latent from spreading.
  const std::vector<double> times = {40, 120, 300};
  std::vector<std::map<Chain::State, double>> seen(times.size());
  theory::simulate(tables, threat, {}, times.back(), 2, replicas, [&](const theory::Events& events) {
    for (std::size_t i = 0; i < times.size(); ++i) ++seen[i][running_and_locked(events, times[i])];
  });
  for (std::size_t i = 0; i < times.size(); ++i) {
    std::map<Chain::State, double> expected;
    for (const auto& [state, probability] : chain.at(times[i]))
      expected[{state[0] + state[1], state[2]}] += probability;
    EXPECT_GT(theory::chain_p(expected, seen[i]), theory::alpha) << "at " << times[i] << " s";
  }
}

// Emergency patching takes susceptible devices of both zones away at a constant rate from a known time on, while the
// threat spreads within the zones and between them; state = (infected in z, infected in y, immune in z, immune in y).
// The engine settles patches late; nothing of it may show.
TEST(TheoryMaster, PatchingRacesWithSpread) {
  const auto tables = small_worlds::draw(R"(
    network lan 12
    organisation a
      z [ppppp.] lan
      y [qqq...] lan
    p = windows desktop
    q = windows server
    * --smb--> *
  )");
  constexpr double rate = 0.06;
  constexpr double patches = 1 / 60.0;
  constexpr double begins = 50;
  auto threat = theory::plain(theory::scan(rate, Space::own_organisation), theory::seeds(1));
  threat.patching = {{{}, begins, base::Distribution::fixed(0), patches * 3600}};
  const auto moves = [](double patching) {
    return [patching](const Chain::State& s) -> std::vector<std::pair<Chain::State, double>> {
      const double z = 5 - s[0] - s[2];
      const double y = 3 - s[1] - s[3];
      const double each = (s[0] + s[1]) * rate / 12;
      const double open = z + y > 0 ? z + y : 1;
      return {{{s[0] + 1, s[1], s[2], s[3]}, each * z},
              {{s[0], s[1] + 1, s[2], s[3]}, each * y},
              {{s[0], s[1], s[2] + 1, s[3]}, patching * z / open},
              {{s[0], s[1], s[2], s[3] + 1}, patching * y / open}};
    };
  };
  const std::map<Chain::State, double> first_seeds = {{{1, 0, 0, 0}, 5.0 / 8}, {{0, 1, 0, 0}, 3.0 / 8}};
  const estate::Estate estate(tables);
  for (const double until : {120.0, 300.0}) {
    std::map<Chain::State, double> expected;
    for (const auto& [seed, chance] : first_seeds) {
      for (const auto& [before, likely] : Chain(seed, moves(0)).at(begins)) {
        for (const auto& [state, probability] : Chain(before, moves(patches)).at(until - begins)) {
          expected[state] += chance * likely * probability;
        }
      }
    }
    const auto model = outbreak::Model::compile(estate, threat, {}, until);
    ASSERT_TRUE(model);
    outbreak::Engine engine(*model);
    std::map<Chain::State, double> seen;
    for (std::uint64_t i = 0; i < replicas; ++i) {
      Chain::State state(4);
      for (const outbreak::Event& event : engine.run(9, i)->events) {
        if (event.kind == EventKind::infected) ++state[event.subject];
      }
      const std::vector<std::uint32_t> immune = engine.immune();
      state[2] = static_cast<int>(immune[0]);
      state[3] = static_cast<int>(immune[1]);
      ++seen[state];
    }
    EXPECT_GT(theory::chain_p(expected, seen), theory::alpha) << "at " << until << " s";
  }
}

TEST(TheoryMaster, LockedStopsSpreadingOrDoesNot) {
  const auto tables = small_worlds::draw(R"(
    network lan 8
    organisation a
      z [pppppppp] lan
    p = windows desktop
  )");
  constexpr double rate = 0.04;
  constexpr double lock = 1 / 50.0;
  for (const bool locked_spreads : {false, true}) {
    auto threat = theory::plain(theory::scan(rate, Space::own_zone), theory::seeds(1));
    threat.course.locked_after_s = base::Distribution::exponential(1 / lock);
    threat.course.locked_spreads = locked_spreads;
    const Chain chain({1, 0}, [&](const Chain::State& s) -> std::vector<std::pair<Chain::State, double>> {
      const int open = 8 - s[0] - s[1];
      const int spreading = s[0] + (locked_spreads ? s[1] : 0);
      return {{{s[0] + 1, s[1]}, spreading * open * rate / 8}, {{s[0] - 1, s[1] + 1}, s[0] * lock}};
    });
    compare(tables, threat, chain, running_and_locked, {30, 90, 200, 1000}, 3);
  }
}

// Two zones of two organisations, scanned through a network with 12 addresses.
void two_zones(const std::string& row, double open, std::uint64_t seed) {
  const auto tables = small_worlds::draw(R"(
    network wide 12
    organisation a
      z [pppp.] wide
    organisation b
      z [ppp..] wide
    p = windows desktop
  )" + row);
  constexpr double rate = 0.1;
  const auto threat = theory::plain(theory::scan(rate, Space::network, "wide"), theory::seeds(1, "a"));
  // (infected of a, of b, whether the conduit is open): drawn once, never changes.
  const auto moves = [&](const Chain::State& s) -> std::vector<std::pair<Chain::State, double>> {
    const double hit = rate / 12;
    return {{{s[0] + 1, s[1], s[2]}, s[0] * (4 - s[0]) * hit},
            {{s[0], s[1] + 1, s[2]}, (s[1] + s[2] * s[0]) * (3 - s[1]) * hit}};
  };
  const Chain with({1, 0, 1}, moves);
  const Chain without({1, 0, 0}, moves);
  const std::vector<double> times = {20, 60, 150};
  std::vector<std::map<Chain::State, double>> seen(times.size());
  theory::simulate(tables, threat, {}, times.back(), seed, replicas, [&](const theory::Events& events) {
    for (std::size_t i = 0; i < times.size(); ++i) {
      Chain::State state = {0, 0};
      for (const outbreak::Event& event : events) {
        if (event.kind == EventKind::infected && event.at_s <= times[i]) ++state[event.subject];
      }
      ++seen[i][state];
    }
  });
  for (std::size_t i = 0; i < times.size(); ++i) {
    std::map<Chain::State, double> expected;
    if (open > 0) {
      for (const auto& [state, p] : with.at(times[i])) expected[{state[0], state[1]}] += open * p;
    }
    if (open < 1) {
      for (const auto& [state, p] : without.at(times[i])) expected[{state[0], state[1]}] += (1 - open) * p;
    }
    EXPECT_GT(theory::chain_p(expected, seen[i]), theory::alpha) << row << " at " << times[i] << " s";
  }
}

TEST(TheoryMaster, TwoZonesWithTheConduitOpen) {
  two_zones("organisation:a --smb--> organisation:b", 1, 4);
}
TEST(TheoryMaster, TwoZonesWithTheConduitClosed) {
  two_zones("organisation:a --rpc--> organisation:b", 0, 5);  // open on another service
}
TEST(TheoryMaster, TwoZonesWithTheConduitOpenInThreeOfTen) {
  two_zones("organisation:a --smb?0.3--> organisation:b", 0.3, 6);
}

// A row that is in force in four of ten replicas closes the zone to itself: what one replica left behind must not let
// attempts of the next one through.
TEST(TheoryMaster, OwnZoneClosedToItselfInFourOfTen) {
  const auto tables = small_worlds::draw(R"(
    network lan 8
    organisation a
      z [pppp..] lan
    p = windows desktop
    * --smb?0.4--x *
  )");
  constexpr double rate = 0.05;
  // (infected, whether the zone is open to itself)
  const auto moves = [](const Chain::State& s) -> std::vector<std::pair<Chain::State, double>> {
    return {{{s[0] + 1, s[1]}, s[1] * s[0] * (4 - s[0]) * rate / 6}};
  };
  const Chain open({1, 1}, moves);
  const std::vector<double> times = {20, 60, 200};
  std::vector<std::map<Chain::State, double>> seen(times.size());
  theory::simulate(tables, theory::plain(theory::scan(rate, Space::own_zone), theory::seeds(1)), {}, times.back(), 9,
                   replicas, [&](const theory::Events& events) {
                     for (std::size_t i = 0; i < times.size(); ++i) {
                       ++seen[i][{whole(count(events, EventKind::infected, times[i]))}];
                     }
                   });
  for (std::size_t i = 0; i < times.size(); ++i) {
    std::map<Chain::State, double> expected = {{{1}, 0.4}};
    for (const auto& [state, probability] : open.at(times[i])) expected[{state[0]}] += 0.6 * probability;
    EXPECT_GT(theory::chain_p(expected, seen[i]), theory::alpha) << "at " << times[i] << " s";
  }
}

threat::Vector contact(double rate_per_s) {
  threat::Vector vector;
  vector.name = "contact";
  vector.kind = threat::Vector::Kind::contact;
  vector.rate_per_s = rate_per_s;
  vector.along = {"trust"};
  return vector;
}

// Each device of p uses 2.5 contacts with p (itself may be chosen) and 0.5 with m; those of m use none.
TEST(TheoryMaster, ContactEdgesBetweenGroups) {
  const auto tables = small_worlds::draw(R"(
    network lan 12
    organisation a
      z [ppppp...] lan
    organisation b
      z [mmm.] lan
    p = windows desktop
    m = embedded monitor
    a.z.p ~trust*2.5~> a.z.p
    a.z.p ~trust*0.5~> b.z.m
    a.z.p ~flow*9~> b.z.m
  )");
  constexpr double rate = 0.01;
  const auto threat = theory::plain(contact(rate), theory::seeds(1, "a"));
  const Chain chain({1, 0}, [](const Chain::State& s) -> std::vector<std::pair<Chain::State, double>> {
    return {{{s[0] + 1, s[1]}, s[0] * rate * 2.5 * (5 - s[0]) / 5},
            {{s[0], s[1] + 1}, s[0] * rate * 0.5 * (3 - s[1]) / 3}};
  });
  const Read read = [](const theory::Events& events, double at) {
    Chain::State state = {0, 0};
    for (const outbreak::Event& event : events) {
      if (event.kind == EventKind::infected && event.at_s <= at) ++state[event.subject];
    }
    return state;
  };
  compare(tables, threat, chain, read, {30, 80, 200}, 7);
}

// a -> b -> c with weights 2 and 0.5, and c -> a, which is infected already.
TEST(TheoryMaster, ContactEdgesBetweenDevices) {
  const auto tables = small_worlds::draw(R"(
    network lan 12
    organisation o
      z [abc] lan
    a = windows desktop
    b = windows desktop
    c = windows desktop
    o.z.a =trust*2=> o.z.b
    o.z.b =trust*0.5=> o.z.c
    o.z.c =trust*1=> o.z.a
  )");
  constexpr double rate = 0.02;
  auto threat = theory::plain(contact(rate), theory::seeds(1));
  threat.seeds[0].where.groups = {"o.z.a"};
  const Chain chain({1}, [](const Chain::State& s) -> std::vector<std::pair<Chain::State, double>> {
    if (s[0] == 3) return {};
    return {{{s[0] + 1}, rate * (s[0] == 1 ? 2 : 0.5)}};
  });
  const Read read = [](const theory::Events& events, double at) {
    return Chain::State{whole(count(events, EventKind::infected, at))};
  };
  compare(tables, threat, chain, read, {20, 60, 200}, 8);
}

}  // namespace
