// Measures and curves of outbreaks that are written by hand.

#include "foresee/drill/tally.h"

#include <gtest/gtest.h>

#include <limits>

#include "drill/small_estate.h"

namespace drill {
namespace {

using outbreak::EventKind;

constexpr double hour = 3600;
constexpr double infinite = std::numeric_limits<double>::infinity();

class TallyTest : public testing::Test {
 protected:
  TallyTest() {
    harm_.impaired.assign(3, 0);
    harm_.service_hours_lost.assign(3, 0);
    harm_.hours_lost_of_kind.assign(2, 0);
    harm_.cancelled_by_day.assign(2, std::vector<double>(2));
  }

  void add(double at_h, EventKind kind, Index subject) {
    outbreak::Event event;
    event.at_s = at_h * hour;
    event.kind = kind;
    event.subject = subject;
    outbreak_.events.push_back(event);
  }

  void count(bool locks = true) {
    Tally tally(estate_, measures_, curves_, locks);
    row_.resize(measures_.size());
    samples_.resize(curves_.size());
    tally.count({}, harm_nothing(), row_, samples_);  // what was before leaves nothing behind
    tally.count(outbreak_, harm_, row_, samples_);
  }

  double at(std::string_view name, const By& by = {}) {
    const MeasurePlace* place = measures_.find(name, by);
    EXPECT_NE(place, nullptr) << name;
    return place == nullptr ? -1 : row_[place->at];
  }

  double curve_at(Follow follow, double at_h, const By& by = {}) {
    const auto times = curves_.times();
    const auto time = std::ranges::find(times, at_h * hour);
    EXPECT_NE(time, times.end()) << at_h;
    const std::size_t slot = by.empty() ? 0 : curves_.organisations().find(by);
    return samples_[curves_.first(follow, slot) + static_cast<std::size_t>(time - times.begin())];
  }

  const estate::Estate estate_{small::tables()};
  const MeasureLayout measures_ = *MeasureLayout::make(estate_, {}, 2 * day_s, {true, true, false, false});
  const CurveLayout curves_ = *CurveLayout::make(estate_, 2 * day_s);
  outbreak::Outbreak outbreak_;
  harm::Harm harm_;
  std::vector<double> row_;
  std::vector<float> samples_;

 private:
  harm::Harm harm_nothing() const {
    harm::Harm out = harm_;
    for (auto& impaired : out.impaired) impaired = 1;
    return out;
  }
};

const By trust = {{"sector", "trust"}};
const By gp = {{"sector", "gp"}};

TEST_F(TallyTest, NothingHappened) {
  count();
  EXPECT_EQ(at("organisations_infected"), 0);
  EXPECT_EQ(at("hours_to_first_infection"), infinite);
  EXPECT_EQ(at("hours_to_peak"), infinite);
  EXPECT_EQ(at("hours_until_restored"), 0);
  EXPECT_EQ(curve_at(Follow::organisations_infected, 48), 0);
}

// T1: a pc and a scanner infected, both locked, detected, isolated, restored. T2: touched after the kill switch and
// disconnected. G1: a pc infected that never locks.
TEST_F(TallyTest, EachStateIsCountedWhereItBelongs) {
  add(1, EventKind::infected, 0);
  add(2, EventKind::infected, 1);
  add(3, EventKind::locked, 0);
  add(4, EventKind::locked, 1);
  add(4, EventKind::detected, 0);
  add(5, EventKind::reported, 0);
  add(5, EventKind::alarm, 0);
  add(6, EventKind::isolated, 0);
  add(6, EventKind::infected, 3);
  add(7, EventKind::halted, 2);
  add(8, EventKind::disconnected, 1);
  add(9, EventKind::restored, 0);
  add(10, EventKind::restored, 1);
  add(20, EventKind::reconnected, 1);
  count();
  EXPECT_EQ(at("organisations_infected"), 1);
  EXPECT_EQ(at("organisations_infected", trust), 1);
  EXPECT_EQ(at("organisations_infected", gp), 0);
  EXPECT_EQ(at("organisations_infected", {{"region", "north"}}), 1);
  EXPECT_EQ(at("organisations_infected", {{"kind", "community"}}), 0);
  EXPECT_EQ(at("organisations_disrupted", trust), 1);
  EXPECT_EQ(at("organisations_infected_or_disrupted"), 2);
  EXPECT_EQ(at("organisations_touched_after_kill_switch"), 1);
  EXPECT_EQ(at("organisations_touched_after_kill_switch", {{"kind", "community"}}), 1);
  EXPECT_EQ(at("organisations_reporting", trust), 1);
  EXPECT_EQ(at("organisations_isolated"), 1);
  EXPECT_EQ(at("organisations_disconnected"), 1);
  EXPECT_EQ(at("devices_infected"), 3);
  EXPECT_EQ(at("devices_infected", gp), 1);
  EXPECT_EQ(at("devices_infected", {{"type", "diagnostic"}}), 1);
  EXPECT_EQ(at("devices_infected_share", {{"type", "diagnostic"}}), 0.5);
  EXPECT_EQ(at("devices_infected", {{"platform", "windows-7"}}), 2);
  EXPECT_EQ(at("devices_infected", {{"assumed", "yes"}}), 2);
  EXPECT_EQ(at("devices_infected", {{"assumed", "no"}}), 1);
  EXPECT_EQ(at("devices_locked"), 2);
  EXPECT_EQ(at("devices_locked_at_once"), 2);
  EXPECT_EQ(at("devices_halted"), 1);
  EXPECT_EQ(at("devices_restored"), 2);
  EXPECT_EQ(at("hours_to_first_infection"), 1);
  EXPECT_EQ(at("hours_to_first_lock"), 3);
  EXPECT_EQ(at("hours_to_peak"), 4);
  EXPECT_EQ(at("hours_to_alarm"), 5);
  EXPECT_EQ(at("hours_until_restored"), 10);
  EXPECT_EQ(at("hours_until_restored", gp), 0);

  EXPECT_EQ(curve_at(Follow::organisations_infected, 2), 0);
  EXPECT_EQ(curve_at(Follow::organisations_infected, 3), 1);  // at the moment itself
  EXPECT_EQ(curve_at(Follow::organisations_infected, 48, gp), 0);
  EXPECT_EQ(curve_at(Follow::organisations_reporting, 5, trust), 1);
  EXPECT_EQ(curve_at(Follow::organisations_cut_off, 7), 1);
  EXPECT_EQ(curve_at(Follow::organisations_cut_off, 8), 2);
  EXPECT_EQ(curve_at(Follow::organisations_cut_off, 20), 1);
  EXPECT_EQ(curve_at(Follow::devices_locked, 4), 2);
  EXPECT_EQ(curve_at(Follow::devices_locked, 9), 1);
  EXPECT_EQ(curve_at(Follow::devices_locked, 48), 0);
}

TEST_F(TallyTest, AThreatThatNeverLocksInfectsOrganisationsByItself) {
  add(1, EventKind::infected, 3);
  add(2, EventKind::infected, 3);
  count(false);
  EXPECT_EQ(at("organisations_infected", gp), 1);
  EXPECT_EQ(curve_at(Follow::organisations_infected, 1, gp), 1);
  EXPECT_EQ(at("devices_infected"), 2);
}

// T1 has devices 0 and 1: two locks within seven minutes of its first, a third later; T2 one of its own.
TEST_F(TallyTest, FastestIsTheLargestShareInSevenMinutes) {
  for (const auto& [minute, group] : {std::pair{60.0, 0}, {67.0, 1}, {67.1, 0}, {70.0, 2}}) {
    add(minute / 60, EventKind::infected, static_cast<Index>(group));
    add(minute / 60, EventKind::locked, static_cast<Index>(group));
  }
  count();
  const double first = 2.0 / static_cast<double>(estate_.devices_of(0));
  const double second = 1.0 / static_cast<double>(estate_.devices_of(1));
  EXPECT_DOUBLE_EQ(at("fastest_lockout"), std::max(first, second));
  EXPECT_DOUBLE_EQ(at("fastest_lockout", {{"kind", "acute"}}), first);
  EXPECT_DOUBLE_EQ(at("fastest_lockout", {{"kind", "community"}}), second);
  EXPECT_EQ(at("fastest_lockout", gp), 0);
}

TEST_F(TallyTest, ImpairedWithoutInfectionIsDisrupted) {
  harm_.impaired[2] = 1;
  harm_.impaired[0] = 1;
  add(1, EventKind::infected, 0);
  add(1, EventKind::locked, 0);
  count();
  EXPECT_EQ(at("organisations_disrupted"), 1);
  EXPECT_EQ(at("organisations_disrupted", gp), 1);
  EXPECT_EQ(at("organisations_infected_or_disrupted"), 2);
  EXPECT_EQ(at("hours_until_restored"), infinite);  // locked to the end
}

// T1 locked twice, clear at 3 h and again at 8 h; T2 clear at 5 h. 95 % of two are both.
TEST_F(TallyTest, RestoredWhenNoDeviceIsLockedAnyMore) {
  for (const double at_h : {1.0, 6.0}) {
    add(at_h, EventKind::infected, 0);
    add(at_h, EventKind::locked, 0);
    add(at_h + 2, EventKind::restored, 0);
    if (at_h > 1) continue;
    add(4, EventKind::infected, 2);
    add(4, EventKind::locked, 2);
    add(5, EventKind::restored, 2);
  }
  count();
  EXPECT_EQ(at("hours_until_restored"), 8);
  EXPECT_EQ(at("hours_until_restored", {{"kind", "community"}}), 5);
  EXPECT_EQ(at("organisations_infected"), 2);
}

TEST_F(TallyTest, HarmIsSharedOut) {
  harm_.losses = {{0, 0, 30, 30}, {1, 1, 7, 0}};
  harm_.cancelled_by_day = {{10, 20}, {7, 0}};
  harm_.service_hours_lost = {12, 3, 0};
  harm_.hours_lost_of_kind = {11, 4};
  harm_.services_lost.assign(2 * 96, 0.25);
  harm_.services_lost[4] = 1.5;  // from 1:00 to 1:15
  harm_.diverted = {{0, 2 * hour, 6 * hour, estate::none}, {0, 10 * hour, 2 * day_s, estate::none}};
  harm_.lost_output = 100;
  harm_.restoration_work = 20;
  harm_.material = 3;
  count();
  EXPECT_EQ(at("attendances_cancelled"), 30);
  EXPECT_EQ(at("attendances_displaced", {{"kind", "acute"}}), 30);
  EXPECT_EQ(at("appointments_cancelled", trust), 7);
  EXPECT_EQ(at("service_hours_lost"), 15);
  EXPECT_EQ(at("service_hours_lost", {{"region", "south"}}), 3);
  EXPECT_EQ(at("service_hours_lost", {{"service", "emergency-department"}}), 11);
  EXPECT_EQ(at("service_hours_lost", {{"service", "outpatients"}}), 4);
  EXPECT_EQ(at("emergency_departments_diverting"), 1);  // twice, but one
  EXPECT_EQ(at("emergency_departments_diverting_at_once"), 1);
  EXPECT_EQ(at("diversion_hours"), 4 + 38);
  EXPECT_EQ(at("cost_total"), 123);
  EXPECT_EQ(curve_at(Follow::services_lost, 1), 1.5);
  EXPECT_EQ(curve_at(Follow::services_lost, 48), 0.25);  // the horizon: as in the last step
  EXPECT_EQ(curve_at(Follow::emergency_departments_diverting, 1), 0);
  EXPECT_EQ(curve_at(Follow::emergency_departments_diverting, 2), 1);
  EXPECT_EQ(curve_at(Follow::emergency_departments_diverting, 6), 0);
  EXPECT_EQ(curve_at(Follow::emergency_departments_diverting, 48), 1);  // shut to the end
  EXPECT_EQ(samples_[curves_.first(Follow::cancelled_by_day, 0) + 1], 20);
  EXPECT_EQ(samples_[curves_.first(Follow::cancelled_by_day, 1)], 7);
}

}  // namespace
}  // namespace drill
