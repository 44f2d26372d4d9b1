// Where organisations stand, by evidence that is fresh enough; who moved; what other tools say.

#include "foresee/exposure/coverage.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "foresee/exposure/evidence.h"
#include "foresee/exposure/movement.h"

namespace {

using exposure::Position;
using exposure::Standing;
using inventory::Tells;

/// Devices as they were found standing, each borne by a list of its own, which has one component of it.
struct World {
  inventory::Fleet fleet;
  exposure::Exposed exposed{{}, {}, 0, {}, {0}};
  std::vector<exposure::Witness> witnesses;
  std::vector<inventory::Mitigation> mitigations;
  std::vector<inventory::Refusals> refusals;

  World& device(const std::string& organisation, const std::string& id, Standing standing, const std::string& date,
                Tells tells = Tells::products, int good_for = 0) {
    const auto at = std::ranges::find(fleet.organisations, organisation);
    const auto of = static_cast<std::uint32_t>(at - fleet.organisations.begin());
    if (at == fleet.organisations.end()) fleet.organisations.push_back(organisation);
    const auto number = static_cast<std::uint32_t>(fleet.devices.size());
    fleet.devices.push_back({of, id, "", ""});
    const auto source = static_cast<std::uint32_t>(fleet.sources.size());
    fleet.sources.push_back({of, "csv", id + ".csv", tells, date, good_for});
    fleet.components.emplace_back();
    fleet.held.push_back(number);
    fleet.holdings.push_back({number, source, number, number + 1});
    exposed.devices.push_back({number, standing});
    if (standing == Standing::not_found) {
      exposed.devices.back().on_products = true;
    } else {
      exposed.devices.back().component = number;
      exposed.said.push_back({0, number, exposure::Verdict::not_affected});
    }
    exposed.first.push_back(exposed.said.size());
    ++exposed.count[static_cast<std::size_t>(standing)];
    return *this;
  }

  exposure::Coverage coverage(const std::string& day, const estate::Estate* around = nullptr) {
    exposure::let_age(fleet, day, {}, exposed);
    const auto held = exposure::mitigated(fleet, exposed, {"CVE-2024-1"}, mitigations, day);
    return exposure::coverage(fleet, exposed, held, witnesses, refusals, around);
  }
};

exposure::OrganisationCoverage of(const exposure::Coverage& coverage, const std::string& id) {
  for (const exposure::OrganisationCoverage& one : coverage.organisations) {
    if (one.id == id) return one;
  }
  ADD_FAILURE() << id << " does not stand in the answer";
  return {};
}

/// Two organisations; X01 has ten devices, X02 has none in it.
estate::Estate estate_of_two() {
  estate::Tables tables;
  for (const char* id : {"X01", "X02"}) {
    tables.organisations.emplace_back();
    tables.organisations.back().id = id;
  }
  tables.zones.emplace_back();
  tables.zones.back().organisation = 0;
  for (const std::uint32_t count : {4U, 6U}) {
    tables.groups.emplace_back();
    tables.groups.back().zone = 0;
    tables.groups.back().count = count;
  }
  return estate::Estate(std::move(tables));
}

TEST(Evidence, ClearsForFourteenDaysAndNoLonger) {
  for (const auto& [day, clear] : {std::pair("2024-03-15", true), std::pair("2024-03-16", false)}) {
    World world;
    world.device("X01", "a", Standing::not_affected, "2024-03-01T09:00:00+00:00");
    world.device("X01", "b", Standing::not_found, "2024-03-01");
    const auto coverage = world.coverage(day);
    EXPECT_EQ(of(coverage, "X01").position, clear ? Position::clear : Position::cannot_tell) << day;
    EXPECT_EQ(world.exposed.stale, clear ? 0U : 2U);
    EXPECT_EQ(of(coverage, "X01").newest, "2024-03-01");
  }
}

TEST(Evidence, IsGoodForAsLongAsItsSourceSays) {
  World world;
  world.device("X01", "pump", Standing::not_affected, "2024-03-01", Tells::products, 365);
  world.device("X01", "ws", Standing::not_affected, "2024-03-01", Tells::products, 2);
  EXPECT_EQ(of(world.coverage("2024-03-04"), "X01").stale, 1U);
  EXPECT_TRUE(world.exposed.devices[1].stale);
}

TEST(Evidence, WithoutADateClearsNothing) {
  World world;
  world.device("X01", "a", Standing::not_affected, "");
  EXPECT_EQ(of(world.coverage("2024-03-04"), "X01").position, Position::cannot_tell);
}

TEST(Evidence, OfWhoeverIsExposedNeverGrowsTooOld) {
  World world;
  world.device("X01", "a", Standing::affected, "2017-03-01");
  EXPECT_EQ(of(world.coverage("2024-03-04"), "X01").position, Position::exposed);
  EXPECT_EQ(world.exposed.devices[0].source, 0U) << "the list that bears it is named";
}

TEST(Evidence, OfUpdatesSaysNothingOfProducts) {
  World world;
  world.device("X01", "a", Standing::not_found, "2024-03-01");
  world.fleet.sources.push_back({0, "get-hotfix", "a.txt", Tells::hotfixes, "2024-04-01", 0});
  world.fleet.holdings.push_back({0, 1, 0, 0});
  EXPECT_EQ(of(world.coverage("2024-04-02"), "X01").stale, 1U) << "only the older list could have shown the product";
}

TEST(Coverage, AnOrganisationWithoutDataIsNeverClear) {
  const estate::Estate estate = estate_of_two();
  World world;
  for (int i = 0; i < 9; ++i) world.device("X01", std::to_string(i), Standing::not_found, "2024-03-01");
  const auto nine = world.coverage("2024-03-02", &estate);
  EXPECT_EQ(of(nine, "X02").position, Position::nothing_received);
  EXPECT_EQ(of(nine, "X01").position, Position::cannot_tell) << "nine of ten devices are too few";
  EXPECT_EQ(of(nine, "X01").expected, 10U);
  world.device("X01", "9", Standing::not_found, "2024-03-01");
  EXPECT_EQ(of(world.coverage("2024-03-02", &estate), "X01").position, Position::clear);
  world.refusals = {{"X01", 1}, {"", 7}};
  const auto refused = world.coverage("2024-03-02", &estate);
  EXPECT_EQ(of(refused, "X01").position, Position::cannot_tell) << "a row that was not understood may be a device";
  EXPECT_EQ(refused.refused_of_nobody, 7U);
}

TEST(Coverage, NamesWhoTheEstateDoesNotHave) {
  const estate::Estate estate = estate_of_two();
  World world;
  world.device("X09", "a", Standing::affected, "2024-03-01");
  const auto coverage = world.coverage("2024-03-02", &estate);
  EXPECT_EQ(coverage.organisations.size(), 3U);
  EXPECT_EQ(coverage.organisations[0].id, "X09") << "the gravest first";
  EXPECT_FALSE(of(coverage, "X09").expected);
}

TEST(Coverage, WhatIsMitigatedStaysExposedUntilItsDay) {
  World world;
  world.device("X01", "a", Standing::affected, "2024-03-01");
  world.device("X01", "b", Standing::not_affected, "2024-03-01");
  for (const char* device : {"A", "b", "nobody"}) {
    world.mitigations.push_back({"X01", device, "cve-2024-1", inventory::MitigationKind::compensating_control, "EBME",
                                 "change 4711", "2024-03-10", "2024-03-02"});
  }
  const auto held = world.coverage("2024-03-10");
  EXPECT_EQ(of(held, "X01").position, Position::exposed);
  EXPECT_EQ(of(held, "X01").mitigated, 1U) << "what is not exposed needs nothing before it";
  EXPECT_EQ(of(held, "X01").mitigated_until, "2024-03-10");
  EXPECT_EQ(of(world.coverage("2024-03-11"), "X01").mitigated, 0U) << "it has ended";
  EXPECT_EQ(of(world.coverage("2024-03-01"), "X01").mitigated, 0U) << "nobody had said it yet";
  const auto after = exposure::mitigated(world.fleet, world.exposed, {"CVE-2024-1"}, world.mitigations, "2024-03-11");
  EXPECT_EQ(after.expired, 1U);
  world.mitigations.push_back(world.mitigations[0]);  // said again later: until another day
  world.mitigations.back().until = "2024-04-01";
  world.mitigations.back().date = "2024-03-08";
  const auto until = [&](const char* day) {
    return exposure::mitigated(world.fleet, world.exposed, {"CVE-2024-1"}, world.mitigations, day)
        .devices.at(0)
        .by.until;
  };
  EXPECT_EQ(until("2024-03-05"), "2024-03-10") << "what held then";
  EXPECT_EQ(until("2024-03-20"), "2024-04-01");
  const auto two =
      exposure::mitigated(world.fleet, world.exposed, {"CVE-2024-1", "CVE-2024-2"}, world.mitigations, "2024-03-05");
  EXPECT_TRUE(two.devices.empty()) << "one of two vulnerabilities is not enough";
}

TEST(Coverage, WhoDisagreesKeepsAnOrganisationFromBeingClear) {
  World world;
  world.device("X01", "b", Standing::not_affected, "2024-03-01");
  EXPECT_EQ(of(world.coverage("2024-03-02"), "X01").position, Position::clear);
  world.witnesses = {{0, "defender", "d.json", "2024-03-01", "CVE-2024-1", true, false, true}};
  EXPECT_EQ(of(world.coverage("2024-03-02"), "X01").position, Position::cannot_tell);
  EXPECT_EQ(of(world.coverage("2024-03-02"), "X01").disagreed, 1U);
}

TEST(Movement, SaysWhoMovedWhichWayAndOnWhat) {
  World was;
  was.device("X01", "a", Standing::affected, "2024-03-01").device("X01", "b", Standing::not_found, "2024-03-01");
  was.device("X02", "c", Standing::not_affected, "2024-03-01");
  const auto before = was.coverage("2024-03-02");
  World is;
  is.device("X01", "A", Standing::not_affected, "2024-04-01").device("X01", "b", Standing::affected, "2024-04-02");
  is.device("X02", "c", Standing::not_affected, "2024-03-01").device("X03", "d", Standing::affected, "2024-04-01");
  const auto after = is.coverage("2024-04-03");
  const auto moved = exposure::movement({was.fleet, was.exposed, before}, {is.fleet, is.exposed, after});
  ASSERT_EQ(moved.organisations.size(), 3U);
  const exposure::OrganisationMove& first = moved.organisations[0];
  EXPECT_EQ(first.closed, 1U);
  EXPECT_EQ(first.opened, 1U);
  EXPECT_EQ(first.newest, "2024-04-02");
  EXPECT_EQ(moved.organisations[1].is, Position::cannot_tell) << "its evidence grew too old";
  EXPECT_EQ(moved.organisations[1].other, 1U);
  EXPECT_FALSE(moved.organisations[2].was) << "it was not in the answer";
  EXPECT_EQ(moved.devices.size(), 4U);
  const auto back = exposure::movement({is.fleet, is.exposed, after}, {was.fleet, was.exposed, before});
  EXPECT_EQ(back.organisations[0].closed, 1U);
  EXPECT_FALSE(back.organisations[2].is);
}

RC_GTEST_PROP(Coverage, CountsEveryDeviceAndEveryOrganisationOnce, ()) {
  World world;
  const int devices = *rc::gen::inRange(0, 40);
  for (int i = 0; i < devices; ++i) {
    const auto standing = static_cast<Standing>(*rc::gen::inRange(0, exposure::standings));
    const std::string date = *rc::gen::element<std::string>("", "2024-01-01", "2024-03-01", "2024-03-05");
    world.device("X0" + std::to_string(*rc::gen::inRange(0, 4)), std::to_string(i), standing, date);
  }
  const estate::Estate estate = estate_of_two();
  const auto affected = world.exposed.count[0];
  const auto coverage = world.coverage("2024-03-06", &estate);
  std::size_t seen = 0;
  std::size_t standing_sum = 0;
  for (const exposure::OrganisationCoverage& one : coverage.organisations) {
    seen += one.seen;
    for (const std::size_t number : one.count) standing_sum += number;
    RC_ASSERT(one.position != Position::clear || (one.count[0] == 0 && one.count[1] == 0 && one.seen > 0));
    RC_ASSERT((one.seen == 0) == (one.position == Position::nothing_received));
  }
  RC_ASSERT(seen == world.fleet.devices.size());
  RC_ASSERT(standing_sum == seen);
  RC_ASSERT(world.exposed.count[0] == affected);
  std::size_t organisations = 0;
  for (const std::size_t number : coverage.count) organisations += number;
  RC_ASSERT(organisations == coverage.organisations.size());
  RC_ASSERT(std::ranges::is_sorted(coverage.organisations, {}, &exposure::OrganisationCoverage::position));
}

}  // namespace
