// Cases small enough to be worked out by hand.

#include <gtest/gtest.h>

#include "harm/small_care.h"

namespace {

using outbreak::EventKind;
using small::Care;
using small::hour;
using small::Index;

TEST(Harm, nobody_infected_costs_nothing) {
  Care care;
  const Index o = care.organisation();
  care.group(o, 10);
  care.activity(care.service(o, "g0"), 0, 1000);
  const harm::Harm harm = care.assess();
  EXPECT_TRUE(harm.losses.empty());
  EXPECT_EQ(harm.lost_output + harm.restoration_work + harm.material, 0);
  EXPECT_EQ(harm.impaired[0], 0);
}

TEST(Harm, ten_hours_without_a_service_lose_ten_hours_of_a_flat_week) {
  Care care;
  const Index o = care.organisation();
  care.group(o, 4);
  const Index s = care.service(o, "g0");
  care.activity(s, 0, 1680);  // ten an hour
  care.activity(s, 1, 336);   // two an hour, a quarter of them done elsewhere
  // All four go in the step that ends at 20:00 and are back in the one that ends at 06:00.
  care.lock(20 * hour - 10, 0, 4);
  care.restore(30 * hour - 10, 0, 4);
  const harm::Harm harm = care.assess();
  ASSERT_EQ(harm.losses.size(), 2U);
  EXPECT_NEAR(harm.losses[0].cancelled, 100, 1e-9);
  EXPECT_EQ(harm.losses[0].displaced, 0);
  EXPECT_NEAR(harm.losses[1].cancelled, 15, 1e-9);
  EXPECT_NEAR(harm.losses[1].displaced, 5, 1e-9);
  EXPECT_NEAR(harm.service_hours_lost[0], 10, 1e-9);
  // Capacity is lacking from 19:45 to 05:45.
  EXPECT_NEAR(harm.cancelled_by_day[0][0], 42.5, 1e-9);
  EXPECT_NEAR(harm.cancelled_by_day[0][1], 57.5, 1e-9);
  EXPECT_NEAR(harm.lost_output, 100 * 100 + 15 * 120, 1e-6);
  EXPECT_EQ(harm.impaired[0], 1);
}

TEST(Harm, the_hour_of_the_week_is_that_of_the_local_clock) {
  Care care;
  const Index o = care.organisation();
  care.group(o, 1);
  estate::Profile fridays{"friday-nine", {}};
  fridays.share[4 * 24 + 9] = 1;
  care.tables.care.profiles.push_back(fridays);
  care.activity(care.service(o, "g0"), 0, 60, 1);
  care.start = *base::parse_instant("2017-05-12T08:20+01:00");  // a Friday; steps begin at :20, :35, :50, :05
  care.lock(0, 0);
  care.restore(hour + 600, 0);  // read at the end of the step from 09:20 to 09:35: back for that step
  care.horizon_s = 3 * hour;
  const harm::Harm harm = care.assess();
  ASSERT_EQ(harm.losses.size(), 1U);
  EXPECT_NEAR(harm.losses[0].cancelled, 20, 1e-9);  // 09:00 to 09:20
}

TEST(Harm, fallback_holds_what_devices_lack) {
  Care care;
  const Index o = care.organisation();
  care.group(o, 4);
  const Index s = care.service(o, "g0");
  care.tables.care.services[s].fallback.number = 0.6;
  care.activity(s, 0, 168);
  care.lock(1, 0, 1);
  care.lock(10 * hour + 1, 0, 3);
  care.horizon_s = 20 * hour;
  EXPECT_NEAR(care.assess().losses[0].cancelled, 10 * 0.25 + 10 * 0.4, 1e-9);
}

TEST(Harm, a_precaution_alone_costs_care) {
  Care care;
  const Index o = care.organisation();
  const Index s = care.service(o, "nothing");
  care.tables.care.services[s].offline.number = 0.7;
  care.activity(s, 0, 168);
  care.event(hour, EventKind::disconnected, o);
  care.event(5 * hour, EventKind::reconnected, o);
  const harm::Harm harm = care.assess();
  EXPECT_NEAR(harm.losses[0].cancelled, 4 * 0.3, 1e-9);
}

TEST(Harm, isolation_from_the_internet_alone_leaves_services_alone) {
  for (const int boundary : {0, 1, 2}) {
    Care care;
    const Index o = care.organisation();
    const Index s = care.service(o, "nothing");
    care.tables.care.services[s].offline.number = 0.5;
    care.activity(s, 0, 168);
    care.event(0, EventKind::isolated, o, boundary);
    EXPECT_EQ(care.assess().losses.empty(), boundary == 2);
  }
}

TEST(Harm, a_partner_is_out_of_reach_while_either_is_cut) {
  for (const Index who : {0U, 1U, 2U}) {
    Care care;
    const Index own = care.organisation();
    const Index partner = care.organisation();
    care.organisation();
    care.group(partner, 1);
    const Index laboratory = care.service(partner, "g0");
    care.activity(care.service(own, "any(s0, g0)"), 0, 168);
    care.activity(laboratory, 0, 168);
    care.event(0, EventKind::disconnected, who);
    care.horizon_s = 10 * hour;
    const harm::Harm harm = care.assess();
    // The partner's own laboratory has all it needs; offline is 1.
    ASSERT_EQ(harm.losses.size(), who == 2 ? 0U : 1U) << who;
    if (who == 2) continue;
    EXPECT_EQ(harm.losses[0].service, 1U);
    EXPECT_NEAR(harm.losses[0].cancelled, 10, 1e-9);
  }
}

TEST(Harm, the_service_that_is_restored_first_is_back_first) {
  Care care;
  const Index o = care.organisation();
  care.group(o, 2);
  care.group(o, 2);
  care.activity(care.service(o, "g0"), 0, 168);
  care.activity(care.service(o, "g1"), 0, 168);
  care.lock(0, 0, 2);
  care.lock(0, 1, 2);
  for (const int device : {0, 1, 2, 3}) care.restore((device + 1) * hour, device < 2 ? 1 : 0);
  const harm::Harm harm = care.assess();
  ASSERT_EQ(harm.losses.size(), 2U);
  // Capacity 0, then 1/2; read at the end of a step, so each change counts 15 minutes before its hour.
  EXPECT_NEAR(harm.losses[0].cancelled, 2.75 + 0.5, 1e-9);
  EXPECT_NEAR(harm.losses[1].cancelled, 0.75 + 0.5, 1e-9);
}

TEST(Harm, restoring_costs_hours_of_hands_and_material) {
  Care care;
  const Index trust = care.organisation("acute");
  const Index practice = care.organisation("gp");
  const Index of_trust = care.group(trust, 10);
  const Index of_practice = care.group(practice, 10);
  care.defence.restoration.push_back({{{}, {"gp"}, {}, {}, {}, {}, {}, {}, {}}, 0, 5, 2, {}});
  care.defence.restoration.push_back({{}, 1, 1, 4, {}});
  care.tables.care.response = {40, 12, ""};
  care.lock(1, of_trust, 10);
  care.lock(1, of_practice, 10);
  care.restore(hour, of_trust, 8);     // a quarter of an hour of hands each
  care.restore(hour, of_practice, 3);  // half an hour each, however many hands
  const harm::Harm harm = care.assess();
  EXPECT_EQ(harm.devices_restored, 11U);
  EXPECT_NEAR(harm.restoration_work, (8 * 0.25 + 3 * 0.5) * 40, 1e-9);
  EXPECT_NEAR(harm.material, 11 * 12, 1e-9);
}

TEST(Harm, a_new_outbreak_knows_nothing_of_the_one_before) {
  Care care;
  care.diversion(0.5, 0, 1, 0.5);
  care.department(0);
  care.department(10);
  const estate::Estate estate(care.tables);
  const harm::Model model(estate, {}, care.start, care.horizon_s);
  harm::Assessor assessor(model);
  care.lock(hour, 0);
  care.event(hour, EventKind::disconnected, 1);
  const harm::Harm first = assessor.assess(care.outbreak, 1);
  const harm::Harm& empty = assessor.assess({}, 1);
  EXPECT_TRUE(empty.losses.empty());
  EXPECT_TRUE(empty.diverted.empty());
  EXPECT_EQ(empty.impaired, std::vector<std::uint8_t>(2, 0));
  EXPECT_EQ(empty.service_hours_lost, std::vector<double>(2, 0));
  EXPECT_EQ(empty.cancelled_by_day[0], std::vector<double>(14, 0));
  const harm::Harm& again = assessor.assess(care.outbreak, 1);
  ASSERT_EQ(again.losses.size(), first.losses.size());
  EXPECT_EQ(again.losses[0].cancelled, first.losses[0].cancelled);
  EXPECT_EQ(again.service_hours_lost, first.service_hours_lost);
}

}  // namespace
