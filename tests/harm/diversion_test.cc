// Emergency departments that send their load away: one attendance an hour each, a flat week.

#include <gtest/gtest.h>

#include "harm/small_care.h"

namespace {

using small::Care;
using small::hour;
using small::Index;

TEST(Diversion, goes_to_the_nearest_which_takes_up_to_its_spare) {
  Care care;
  care.diversion(0.5, hour, 1, 0.4);
  care.department(0);
  care.department(30);
  care.department(-20, 336);
  care.lock(2 * hour, 0);  // low from the step that begins at 01:45
  care.horizon_s = 10 * hour;
  const harm::Harm harm = care.assess();
  ASSERT_EQ(harm.diverted.size(), 1U);
  EXPECT_EQ(harm.diverted[0].service, 0U);
  EXPECT_EQ(harm.diverted[0].receiver, 2U);
  EXPECT_EQ(harm.diverted[0].from_s, 2.75 * hour);
  EXPECT_EQ(harm.diverted[0].until_s, 10 * hour);
  ASSERT_EQ(harm.losses.size(), 1U);
  EXPECT_NEAR(harm.losses[0].displaced, 7.25 * 0.8, 1e-9);  // 0.4 of two an hour
  EXPECT_NEAR(harm.losses[0].cancelled, 1 + 7.25 * 0.2, 1e-9);
}

TEST(Diversion, of_two_equally_near_the_first_takes) {
  Care care;
  care.diversion(0.5, 0, 1, 1);
  care.department(10);
  care.department(0);
  care.department(-10);
  care.lock(1, 1);
  EXPECT_EQ(care.assess().diverted.at(0).receiver, 0U);
}

TEST(Diversion, is_passed_on_when_the_receiver_goes_down_too) {
  Care care;
  care.diversion(0.5, hour, 1, 0.6);
  care.department(0);
  care.department(10);
  care.department(50);
  care.lock(0, 0);
  care.lock(4 * hour + 1, 1);
  care.horizon_s = 12 * hour;
  const harm::Harm harm = care.assess();
  ASSERT_EQ(harm.diverted.size(), 3U);
  EXPECT_EQ(harm.diverted[0].receiver, 1U);
  EXPECT_EQ(harm.diverted[0].until_s, 4 * hour);  // a receiver at capacity 0 is not open
  EXPECT_EQ(harm.diverted[1].service, 0U);
  EXPECT_EQ(harm.diverted[1].receiver, 2U);
  EXPECT_EQ(harm.diverted[2].service, 1U);
  EXPECT_EQ(harm.diverted[2].from_s, 5 * hour);
  EXPECT_EQ(harm.diverted[2].receiver, 2U);
  // 0: 3 h to 1 at 0.6, 8 h to 2 at 0.6. 1: what 0 left of the room of 2, nothing.
  EXPECT_NEAR(harm.losses[0].displaced, 11 * 0.6, 1e-9);
  EXPECT_NEAR(harm.losses[1].displaced, 0, 1e-9);
  EXPECT_NEAR(harm.losses[1].cancelled, 8, 1e-9);
}

TEST(Diversion, with_nobody_open_the_department_goes_on_as_it_can) {
  Care care;
  care.diversion(0.5, 0, 0.8, 1);
  care.department(0);
  care.department(10);
  care.tables.care.services[0].fallback.number = 0.3;
  care.lock(0, 0);
  care.lock(0, 1);
  care.horizon_s = 10 * hour;
  const harm::Harm harm = care.assess();
  ASSERT_EQ(harm.diverted.size(), 2U);
  EXPECT_EQ(harm.diverted[0].receiver, estate::none);
  EXPECT_NEAR(harm.losses[0].cancelled, 7, 1e-9);
  EXPECT_NEAR(harm.losses[1].cancelled, 10, 1e-9);
}

TEST(Diversion, ends_at_the_capacity_that_opens_and_not_before) {
  Care care;
  care.diversion(0.3, 0, 0.7, 1);
  const Index o = care.organisation();
  care.group(o, 4);
  care.activity(care.service(o, "g0", "emergency-department"), 0, 168);
  care.department(10);
  care.lock(0, 0, 4);
  care.restore(2 * hour, 0, 2);  // 0.5: above `below`, not enough to open
  care.restore(5 * hour, 0, 1);  // 0.75
  care.horizon_s = 8 * hour;
  const harm::Harm harm = care.assess();
  ASSERT_EQ(harm.diverted.size(), 1U);
  EXPECT_EQ(harm.diverted[0].from_s, 0);
  EXPECT_EQ(harm.diverted[0].until_s, 4.75 * hour);
  EXPECT_NEAR(harm.losses[0].displaced, 4.75, 1e-9);
  EXPECT_NEAR(harm.losses[0].cancelled, 3.25 * 0.25, 1e-9);
}

TEST(Diversion, a_short_dip_does_not_begin_one) {
  Care care;
  care.diversion(0.5, hour, 1, 1);
  care.department(0);
  care.department(10);
  care.lock(0, 0);
  care.restore(hour, 0);
  care.lock(2 * hour, 0);
  care.restore(3 * hour, 0);
  EXPECT_TRUE(care.assess().diverted.empty());
}

TEST(Diversion, a_receiver_that_is_itself_impaired_takes_less) {
  Care care;
  care.diversion(0.5, 0, 0.6, 0.5);
  care.department(0);
  const Index o = care.organisation();
  const Index group = care.group(o, 5);
  care.activity(care.service(o, "g" + std::to_string(group), "emergency-department"), 0, 168);
  care.lock(0, 0);
  care.lock(0, group, 1);
  care.horizon_s = 10 * hour;
  EXPECT_NEAR(care.assess().losses[0].displaced, 10 * 0.5 * 0.8, 1e-9);
}

}  // namespace
