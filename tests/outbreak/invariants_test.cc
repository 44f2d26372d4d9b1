// What must hold in every outbreak, whatever the draws: checked on all generated scenarios, and on worlds that are made
// so that one rule decides.

#include <gtest/gtest.h>

#include <map>

#include "outbreak/scenarios.h"
#include "outbreak/small_worlds.h"
#include "outbreak/theory.h"

namespace {

using base::Distribution;
using outbreak::EventKind;
using scenarios::Scenario;
using theory::count;
using theory::Events;
using Space = threat::Target::Space;

/// Counts by group and organisation, moved on by each event; a count below zero is a broken rule.
class Bookkeeper {
 public:
  Bookkeeper(const estate::Estate& estate, const threat::Threat& threat, double horizon_s)
      : estate_(estate),
        threat_(threat),
        horizon_(horizon_s),
        groups_(estate.groups.size()),
        organisations_(estate.organisations.size()) {
    for (std::size_t g = 0; g < groups_.size(); ++g) groups_[g].susceptible = estate.groups[g].count;
  }

  void see(const outbreak::Event& event) {
    EXPECT_GE(event.at_s, now_) << "time falls";
    EXPECT_LE(event.at_s, horizon_);
    now_ = event.at_s;
    if (event.kind <= EventKind::restored) {
      ASSERT_LT(event.subject, groups_.size());
      see_device(event);
      check(groups_[event.subject]);
    } else if (event.kind == EventKind::alarm) {
      EXPECT_FALSE(alarm_) << "a second alarm";
      alarm_ = true;
    } else {
      ASSERT_LT(event.subject, organisations_.size());
      see_organisation(event);
    }
  }

  /// At the horizon; `immune` by group.
  void close(const std::vector<std::uint32_t>& immune) const {
    for (std::size_t g = 0; g < groups_.size(); ++g) EXPECT_GE(groups_[g].susceptible, std::int64_t{immune[g]});
  }

 private:
  struct Group {
    std::int64_t susceptible = 0;
    std::int64_t running = 0;
    std::int64_t locked = 0;
    std::int64_t halted = 0;
    std::int64_t begun = 0;  ///< spreading events
    std::int64_t infected = 0;
  };
  struct Organisation {
    bool detected = false;
    bool reported = false;
    bool disconnected = false;
    bool isolated = false;
    bool cut = false;
    int boundary = 0;
    std::int64_t infected = 0;
    std::map<estate::Index, std::int64_t> infected_by_zone;
  };

  void see_device(const outbreak::Event& event) {
    Group& group = groups_[event.subject];
    const bool killed = threat_.kill_switch && event.at_s >= threat_.kill_switch->at_s;
    switch (event.kind) {
      case EventKind::infected:
        --group.susceptible, ++group.running, ++group.infected;
        see_infection(event);
        break;
      case EventKind::spreading: ++group.begun; break;
      case EventKind::locked: --group.running, ++group.locked; break;
      case EventKind::halted:
        EXPECT_TRUE(killed) << "halted before the kill switch";
        // A device newly hit, or (only at the moment of the switch) one that runs.
        if (threat_.kill_switch->stops_running && event.at_s == threat_.kill_switch->at_s) {
          --group.running;
        } else {
          --group.susceptible;
        }
        ++group.halted;
        break;
      default:
        --group.locked;
        if (threat_.course.reinfectable) ++group.susceptible;
        EXPECT_TRUE(organisations_[estate_.organisation_of(event.subject)].detected) << "restored before detection";
    }
  }

  void check(const Group& group) const {
    EXPECT_GE(group.susceptible, 0);
    EXPECT_GE(group.running, 0);
    EXPECT_GE(group.locked, 0);
    EXPECT_LE(group.begun, group.infected);
  }

  /// Where nobody is infected and a cut is in force, nobody becomes so by spread, and nobody by mail or supplier.
  void see_infection(const outbreak::Event& event) {
    const estate::Index zone = estate_.groups[event.subject].zone;
    Organisation& organisation = organisations_[estate_.organisation_of(event.subject)];
    const bool entered = event.vector == 0xffff;
    if (organisation.cut && entered) {
      EXPECT_FALSE(threat_.seeds.empty()) << "entry across a cut";
    }
    if (organisation.cut && !entered) {
      const auto boundary = static_cast<threat::Boundary>(organisation.boundary);
      if (boundary == threat::Boundary::organisation) {
        EXPECT_GT(organisation.infected, 0) << "spread across a cut";
      }
      if (boundary == threat::Boundary::zone) {
        EXPECT_GT(organisation.infected_by_zone[zone], 0) << "spread across a cut around zones";
      }
    }
    ++organisation.infected;
    ++organisation.infected_by_zone[zone];
  }

  void see_organisation(const outbreak::Event& event) {
    Organisation& organisation = organisations_[event.subject];
    switch (event.kind) {
      case EventKind::detected:
        EXPECT_FALSE(organisation.detected) << "detected twice";
        EXPECT_GT(organisation.infected, 0);
        organisation.detected = true;
        break;
      case EventKind::reported:
        EXPECT_FALSE(organisation.reported) << "reported twice";
        EXPECT_TRUE(organisation.detected || organisation.disconnected);
        organisation.reported = true;
        break;
      case EventKind::isolated:
        EXPECT_TRUE(organisation.detected && !organisation.isolated);
        organisation.isolated = organisation.cut = true;
        organisation.boundary = event.boundary;
        break;
      case EventKind::disconnected:
        EXPECT_FALSE(organisation.cut || organisation.detected);
        EXPECT_TRUE(alarm_);
        organisation.disconnected = organisation.cut = true;
        organisation.boundary = static_cast<int>(threat::Boundary::organisation);
        break;
      default: EXPECT_TRUE(organisation.cut) << "reconnected what was not cut"; organisation.cut = false;
    }
  }

  const estate::Estate& estate_;
  const threat::Threat& threat_;
  double horizon_;
  double now_ = 0;
  bool alarm_ = false;
  std::vector<Group> groups_;
  std::vector<Organisation> organisations_;
};

TEST(Invariants, HoldInAllScenarios) {
  for (const Scenario& scenario : scenarios::generate()) {
    const estate::Estate estate(scenario.tables);
    const auto model = outbreak::Model::compile(estate, scenario.threat, scenario.defence, scenario.horizon_s);
    ASSERT_TRUE(model);
    outbreak::Engine engine(*model);
    for (std::uint64_t replica = 0; replica < 100; ++replica) {
      Bookkeeper books(estate, scenario.threat, scenario.horizon_s);
      for (const outbreak::Event& event : engine.run(51, replica)->events) books.see(event);
      books.close(engine.immune());
    }
    ASSERT_FALSE(testing::Test::HasFailure()) << scenarios::to_text(scenario);
  }
}

// ---- one rule decides
// ------------------------------------------------------------------------------------------------

const char* const two_sites = R"(
  network wide 40
  organisation a
    z [pppppppppp] wide
    y [qqqqqqqqqq] wide
  organisation b
    z [pppppppppp] wide
  p = windows desktop
  q = windows server
  * --smb--> *
)";

threat::Threat quick() {
  auto threat = theory::plain(theory::scan(0.05, Space::network, "wide"), theory::seeds(1, "a"));
  threat.course.locked_after_s = Distribution::fixed(100);
  return threat;
}

double time_of_first(const Events& events, EventKind kind) {
  for (const outbreak::Event& event : events) {
    if (event.kind == kind) return event.at_s;
  }
  return -1;
}

TEST(Invariants, NothingIsInfectedAfterAKillSwitchThatAllCanReach) {
  auto threat = quick();
  threat.kill_switch = threat::KillSwitch{150, {1, {}}, false};
  double halted = 0;
  theory::simulate(small_worlds::draw(two_sites), threat, {}, 1000, 52, 200, [&](const Events& events) {
    EXPECT_EQ(count(events, EventKind::infected, 150), count(events, EventKind::infected, 1000));
    halted += count(events, EventKind::halted, 1000);
    // Those already running go on: they lock.
    EXPECT_EQ(count(events, EventKind::locked, 1000), count(events, EventKind::infected, 1000));
  });
  EXPECT_GT(halted, 0);
}

TEST(Invariants, AKillSwitchThatStopsRunningHaltsAllThatAreNotLocked) {
  auto threat = quick();
  threat.kill_switch = threat::KillSwitch{150, {1, {}}, true};
  theory::simulate(small_worlds::draw(two_sites), threat, {}, 1000, 53, 200, [&](const Events& events) {
    EXPECT_EQ(count(events, EventKind::locked, 150), count(events, EventKind::locked, 1000));
    EXPECT_EQ(count(events, EventKind::infected, 1000),
              count(events, EventKind::locked, 1000) + count(events, EventKind::halted, 150));
  });
}

TEST(Invariants, ACutAtOnceKeepsTheOtherOrganisationClean) {
  threat::Defence defence;
  defence.name = "cut";
  defence.alarm = threat::Alarm{0.0, 0, Distribution::fixed(0)};
  defence.precaution = {{threat::Selector{}, {1, {}}, Distribution::fixed(0), Distribution::fixed(500)}};
  theory::simulate(small_worlds::draw(two_sites), quick(), defence, 5000, 54, 200, [&](const Events& events) {
    for (const outbreak::Event& event : events) {
      if (event.kind == EventKind::infected && event.subject == 2) {
        EXPECT_GT(event.at_s, 500);
      }
    }
    EXPECT_EQ(count(events, EventKind::disconnected, 5000), 2);
    EXPECT_EQ(count(events, EventKind::reconnected, 500), 2);
    EXPECT_EQ(count(events, EventKind::infected, 5000), 30);  // all fall after that: locked ones spread
  });
}

TEST(Invariants, ACutAroundZonesKeepsItInOneZone) {
  threat::Defence defence;
  defence.name = "cut";
  defence.detection = {{threat::Selector{}, 1, Distribution::fixed(0)}};
  defence.isolation = {
      {threat::Selector{}, {1, {}}, Distribution::fixed(0), threat::Boundary::zone, Distribution::fixed(1e6)}};
  auto threat = quick();
  threat.seeds[0].where.zones = {"a.z"};
  threat.course.spreading_after_s = Distribution::fixed(101);  // begins when the first lock has cut it off
  theory::simulate(small_worlds::draw(two_sites), threat, defence, 5000, 55, 200, [&](const Events& events) {
    EXPECT_EQ(count(events, EventKind::infected, 5000), 10);
    EXPECT_EQ(time_of_first(events, EventKind::isolated), 100);
    for (const outbreak::Event& event : events) {
      if (event.kind == EventKind::infected) {
        EXPECT_EQ(event.subject, 0U);
      }
    }
  });
}

TEST(Invariants, ACutFromTheInternetOnlyStopsNoSpread) {
  threat::Defence defence;
  defence.name = "cut";
  defence.detection = {{threat::Selector{}, 1, Distribution::fixed(0)}};
  defence.isolation = {
      {threat::Selector{}, {1, {}}, Distribution::fixed(0), threat::Boundary::internet, Distribution::fixed(1e6)}};
  auto threat = quick();
  threat.course.spreading_after_s = Distribution::fixed(101);
  theory::simulate(small_worlds::draw(two_sites), threat, defence, 1e5, 56, 100,
                   [&](const Events& events) { EXPECT_EQ(count(events, EventKind::infected, 1e5), 30); });
}

// What is scheduled waits in three places: spreading after a fixed delay, locking after a drawn one, and what locking
// brings about. Nobody infects anybody here, so nothing but their times keeps them in order.
TEST(Invariants, TimeNeverFallsWhereverThingsWait) {
  auto threat = quick();
  threat.vectors[0].rate_per_s = 0;
  threat.seeds[0].devices = 20;
  threat.seeds[0].at_s = {Distribution::Kind::uniform, 0, 0.5, {}, {}};
  threat.course.spreading_after_s = Distribution::fixed(0.25);
  threat.course.locked_after_s = Distribution::exponential(0.25);
  threat.course.locked_spreads = true;  // so that all devices do both
  threat::Defence defence;
  defence.name = "detect";
  defence.detection = {{threat::Selector{}, 2, Distribution::fixed(0.1)}};
  std::size_t seen = 0;
  theory::simulate(small_worlds::draw(two_sites), threat, defence, 1e6, 61, 200, [&](const Events& events) {
    for (std::size_t i = 1; i < events.size(); ++i) ASSERT_LE(events[i - 1].at_s, events[i].at_s);
    seen += events.size();
  });
  EXPECT_GT(seen, 200U * 3 * 15);
}

TEST(Invariants, RestorationGoesByOrderThenByFirstLocked) {
  threat::Defence defence;
  defence.name = "restore";
  defence.detection = {{threat::Selector{}, 1, Distribution::fixed(0)}};
  defence.restoration = {{threat::Selector{}, 0, 1, 6, Distribution::fixed(5000)}};
  threat::Threat threat = quick();
  threat.seeds[0].devices = 20;
  const auto tables = small_worlds::draw(std::string(two_sites) + "order 1 a.y.q\norder 2 a.z.p\n");
  theory::simulate(tables, threat, defence, 5100 + 20 * 600 + 1, 57, 20, [&](const Events& events) {
    std::vector<estate::Index> order;
    std::vector<double> times;
    for (const outbreak::Event& event : events) {
      if (event.kind != EventKind::restored || event.subject == 2) continue;
      order.push_back(event.subject);
      times.push_back(event.at_s);
    }
    std::vector<estate::Index> expected(10, 1);
    expected.insert(expected.end(), 10, 0);
    EXPECT_EQ(order, expected);
    for (std::size_t i = 1; i < times.size(); ++i) EXPECT_NEAR(times[i] - times[i - 1], 600, 1e-6);
  });
}

TEST(Invariants, DetectionIsAFixedTimeAfterTheKthLock) {
  threat::Defence defence;
  defence.name = "detect";
  defence.detection = {{threat::Selector{}, 3, Distribution::fixed(40)}};
  theory::simulate(small_worlds::draw(two_sites), quick(), defence, 5000, 58, 100, [&](const Events& events) {
    std::map<bool, std::vector<double>> locks;  // of organisation b?
    for (const outbreak::Event& event : events) {
      if (event.kind == EventKind::locked) locks[event.subject == 2].push_back(event.at_s);
      if (event.kind == EventKind::detected) {
        EXPECT_DOUBLE_EQ(event.at_s, locks[event.subject == 1].at(2) + 40);
      }
    }
    EXPECT_EQ(count(events, EventKind::detected, 5000), 2);
  });
}

TEST(Invariants, AReportFollowsDetectionOrAMistake) {
  threat::Defence defence;
  defence.name = "report";
  defence.detection = {{threat::Selector{}, 3, Distribution::fixed(40)}};
  defence.alarm = threat::Alarm{std::nullopt, 1, Distribution::fixed(60)};
  defence.precaution = {{threat::Selector{}, {1, {}}, Distribution::fixed(0), Distribution::fixed(1e6)}};
  auto threat = quick();
  threat.seeds[0].where.organisations = {"a"};
  threat.vectors[0].targets = {{threat::Target::Space::own_zone, "", 1}};  // b is never infected
  for (const double mistaken : {0.0, 1.0}) {
    defence.reporting = {{threat::Selector{}, {0.5, {}}, {mistaken, {}}}};
    theory::simulate(small_worlds::draw(two_sites), threat, defence, 20000, 59, 50, [&](const Events& events) {
      const double detected = time_of_first(events, EventKind::detected);
      EXPECT_DOUBLE_EQ(time_of_first(events, EventKind::reported), detected + 1800);
      EXPECT_DOUBLE_EQ(time_of_first(events, EventKind::alarm), detected + 1800 + 60);
      EXPECT_EQ(count(events, EventKind::disconnected, 20000), 1);
      EXPECT_EQ(count(events, EventKind::reported, 20000), 1 + mistaken);
      EXPECT_EQ(count(events, EventKind::reported, detected + 1800 + 60 + 1799), 1);
    });
  }
}

}  // namespace
