// What the engine rests on: at no moment is a channel's rate above its bound, and what is kept in sums is the sum.
// Looks inside one replica under way, before each candidate, and works everything out anew from the devices' states.

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "foresee/outbreak/state.h"
#include "outbreak/scenarios.h"
#include "outbreak/small_worlds.h"
#include "outbreak/theory.h"

namespace {

using State = outbreak::Engine::State;
using outbreak::EventKind;
using outbreak::Index;
using Space = threat::Target::Space;

constexpr double rounding = 1 + 1e-9;

void check_zones(const State& state) {
  for (Index zone = 0; zone < state.zones.size(); ++zone) {
    double rate = 0;
    for (std::uint32_t v = 0; v < state.vectors && state.zones[zone].spreading > 0; ++v) {
      const std::size_t at = std::size_t{zone} * state.vectors + v;
      rate += state.zone_scans[at].coefficient * state.zone_scans[at].susceptible * state.zones[zone].spreading;
    }
    ASSERT_LE(rate, state.candidates.bound_of(zone) * rounding) << "zone " << zone;
  }
}

void check_organisations(State& state) {
  for (Index o = 0; o < state.organisations.size(); ++o) {
    const outbreak::Inside& own = state.inside[o];
    if (!own.ready) continue;
    std::vector<double> pressure(state.row_of(own), 0.0);
    std::vector<std::uint32_t> sent(own.senders, 0);
    std::uint32_t spreading = 0;
    for (const outbreak::Block& block : state.blocks_of(own)) {
      spreading += block.spreading;
      sent.at(block.sender - own.block_first) += block.spreading;
      for (std::size_t i = 0; i < pressure.size(); ++i) {
        pressure[i] += state.coefficients[state.senders[block.sender].row + i] * block.spreading;
      }
    }
    ASSERT_EQ(spreading, own.spreading);
    for (std::uint32_t s = 0; s < own.senders; ++s) ASSERT_EQ(sent[s], state.senders[own.block_first + s].spreading);
    state.renew_pressure(o);
    double rate = 0;
    for (std::size_t i = 0; i < pressure.size(); ++i) {
      rate += pressure[i] * state.block_susceptible[own.first + i];
      ASSERT_NEAR(state.block_pressure[own.first + i], pressure[i], 1e-9 * pressure[i]);
    }
    ASSERT_LE(rate, state.candidates.bound_of(state.first_organisation + o) * rounding) << "organisation " << o;
  }
}

void check_classes(State& state) {
  std::vector<std::uint32_t> susceptible(state.class_susceptible.size(), 0);
  std::vector<std::uint32_t> spreading(state.class_total.size(), 0);
  for (std::size_t b = 0; b < state.blocks.size(); ++b) {
    const outbreak::Block& block = state.blocks[b];
    if (state.off_the_wide(block.organisation)) continue;
    spreading[block.klass] += block.spreading;
    for (std::uint32_t v = 0; v < state.vectors; ++v) {
      susceptible[block.klass * state.vectors + v] +=
          state.block_susceptible[state.place_of(static_cast<Index>(b)) + v];
    }
  }
  ASSERT_EQ(susceptible, state.class_susceptible);
  for (const Index klass : state.present_classes) {
    ASSERT_EQ(spreading[klass], state.class_total[klass].spreading);
    if (spreading[klass] == 0) continue;
    const outbreak::ClassRow& row = state.class_row(klass);
    double rate = 0;
    for (std::size_t i = 0; i < row.each.size(); ++i) {
      rate += row.each[i] * susceptible[state.present_rows[i]] * spreading[klass];
    }
    ASSERT_LE(rate, state.candidates.bound_of(state.first_class + klass) * rounding) << "class " << klass;
  }
}

void check_cohorts(const State& state) {
  for (std::size_t c = 0; c < state.cohorts.size(); ++c) {
    const outbreak::Cohort& cohort = state.cohorts[c];
    ASSERT_EQ(cohort.block, state.zone_block[cohort.zone]);
    ASSERT_EQ(cohort.klass, state.blocks[cohort.block].klass);
    ASSERT_EQ(cohort.organisation, state.blocks[cohort.block].organisation);
    ASSERT_EQ(cohort.place, state.place_of(cohort.block));
    const outbreak::Zone& zone = state.zones[cohort.zone];
    ASSERT_EQ(cohort.mask != 0, c >= zone.cohort_first && c < zone.cohort_end) << "cohorts stand by zone";
    if (!state.reinfections || state.off_the_wide(cohort.organisation)) continue;
    for (std::uint32_t v = 0; v < state.vectors; ++v) {
      const auto& urn = state.class_urns[cohort.klass * state.vectors + v];
      if (((cohort.mask >> v) & 1U) == 0 || !urn || urn->made_in != state.generation) continue;
      ASSERT_LE(state.cohort_left[c], state.class_urn_weight[c * state.vectors + v]) << "the urn has no room for it";
    }
  }
}

void check_edges(const State& state) {
  for (Index edge = 0; edge < state.m.edges.size(); ++edge) {
    ASSERT_LE(state.edge_rate(edge), state.candidates.bound_of(state.first_edge + edge) * rounding) << "edge " << edge;
  }
}

TEST(Bounds, NoRateIsAboveItsBoundBeforeAnyCandidate) {
  std::size_t looks = 0;
  for (const scenarios::Scenario& scenario : scenarios::generate(300)) {
    const estate::Estate estate(scenario.tables);
    const auto model = outbreak::Model::compile(estate, scenario.threat, scenario.defence, scenario.horizon_s);
    ASSERT_TRUE(model) << scenario.name;
    State state(model->parts());
    state.question_mask = 0;
    for (std::uint64_t replica = 0; replica < 20; ++replica) {
      state.run(3, replica, [&] {
        ++looks;
        check_zones(state);
        check_organisations(state);
        check_classes(state);
        check_cohorts(state);
        check_edges(state);
        return testing::Test::HasFatalFailure();
      });
      ASSERT_FALSE(testing::Test::HasFatalFailure()) << scenarios::to_text(scenario);
    }
  }
  EXPECT_GT(looks, 100'000U);
}

/// Mean number of infections after a time.
double mean_after(const estate::Tables& tables, const threat::Threat& threat, const threat::Defence& defence,
                  double horizon_s, double after_s) {
  constexpr std::size_t replicas = 2000;
  double sum = 0;
  theory::simulate(tables, threat, defence, horizon_s, 1, replicas, [&](const theory::Events& events) {
    sum += theory::count(events, EventKind::infected, horizon_s) - theory::count(events, EventKind::infected, after_s);
  });
  return sum / replicas;
}

threat::Seeds seeds(std::uint32_t devices, const std::string& group, double at_s) {
  threat::Seeds some;
  some.devices = devices;
  some.where.groups = {group};
  some.at_s = base::Distribution::fixed(at_s);
  return some;
}

// Devices that can do nothing spread and stop; then one begins that can reach all of its organisation. What stopped
// must not be taken for room within the channel's bound.
TEST(Bounds, DevicesThatStoppedLeaveNoRoomToOthers) {
  const auto tables = small_worlds::draw(R"(
    network wide 1000
    organisation a
      y [qqqqqqqqqqqqqqqqqqqq] wide office
      z [pppp] wide ward
    q = windows desktop
    p = windows desktop
    purpose:office --smb--x *
  )");
  auto threat = theory::plain(theory::scan(0.2, Space::own_organisation), seeds(1, "a.z.p", 100));
  threat.course.locked_after_s = base::Distribution::fixed(50);
  threat.course.locked_spreads = false;
  const double alone = mean_after(tables, threat, {}, 149, 100);
  threat.seeds.push_back(seeds(10, "a.y.q", 0));
  const double after_others = mean_after(tables, threat, {}, 149, 100);
  EXPECT_GT(alone, 5);
  EXPECT_GT(after_others, 3);  // ten devices are taken already
}

// The source begins to spread while the other organisation is cut off and has nothing that spreads: when the cut ends
// the contact must be noticed.
TEST(Bounds, ContactsComeToLifeWhenACutEnds) {
  const auto tables = small_worlds::draw(R"(
    network lan 12
    organisation a
      z [p] lan
    organisation b
      z [mmmmm] lan
    p = windows desktop
    m = embedded monitor
    a.z.p ~trust*1~> b.z.m
  )");
  threat::Vector contact;
  contact.name = "contact";
  contact.kind = threat::Vector::Kind::contact;
  contact.rate_per_s = 0.05;
  contact.along = {"trust"};
  const auto threat = theory::plain(contact, seeds(1, "a.z.p", 20));
  threat::Precaution precaution;
  precaution.where.organisations = {"b"};
  precaution.delay_s = base::Distribution::fixed(0);
  precaution.lasts_s = base::Distribution::fixed(100);
  threat::Defence defence;
  defence.alarm = threat::Alarm{10.0, 0, base::Distribution::fixed(0)};
  defence.precaution = {precaution};
  EXPECT_GT(mean_after(tables, threat, defence, 1000, 111), 4.9);  // all five, nearly always
}

}  // namespace
