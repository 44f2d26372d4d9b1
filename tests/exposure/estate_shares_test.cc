// What exposure found becomes shares of an estate's groups, with its source.

#include "foresee/exposure/estate_shares.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using exposure::Standing;

/// Two zones of one organisation; the first has a group with the vulnerability and one without.
estate::Tables small_estate() {
  estate::Tables estate;
  estate.organisations.push_back({"X01", "", "", "", "", estate::none});
  estate.zones = {{"desk", 0, 0, 256, ""}, {"ward", 0, 0, 256, ""}};
  estate.vulnerabilities = {"ms17-010", "other"};
  estate.groups = {{"pcs", 0, 10, "", "", "", {{0, {0.5}}, {1, {0.2}}}},
                   {"printers", 0, 5, "", "", "", {}},
                   {"pumps", 1, 3, "", "", "", {{0, {0.9}}}}};
  return estate;
}

inventory::Fleet fleet_of(const std::vector<std::string>& zones) {
  inventory::Fleet fleet;
  fleet.organisations = {"X01"};
  for (const std::string& zone : zones)
    fleet.devices.push_back({0, "d" + std::to_string(fleet.devices.size()), "", zone});
  return fleet;
}

exposure::Exposed exposed_of(const std::vector<Standing>& standings) {
  exposure::Exposed exposed;
  for (const Standing standing : standings) {
    exposed.devices.push_back({static_cast<std::uint32_t>(exposed.devices.size()), standing});
  }
  return exposed;
}

TEST(EstateShares, SharesLieBetweenWhatIsKnownAndWhatMayBe) {
  estate::Tables estate = small_estate();
  const auto fleet = fleet_of({"desk", "desk", "desk", "desk", "desk", "elsewhere"});
  const auto exposed = exposed_of({Standing::affected, Standing::cannot_tell, Standing::not_affected,
                                   Standing::not_affected, Standing::not_found, Standing::affected});
  const auto filled = exposure::fill_in(fleet, exposed, "ms17-010", estate);
  EXPECT_EQ(filled.groups, 1U) << "the other zone keeps what its table says";
  EXPECT_EQ(filled.zones, 1U);
  const estate::Quantity& share = estate.groups[0].vulnerabilities[0].share;
  ASSERT_FALSE(share.certain());
  const estate::Parameter& parameter = estate.parameters.at(share.parameter);
  const base::Distribution& drawn = parameter.cases.at(0).distribution;
  EXPECT_EQ(drawn.kind, base::Distribution::Kind::uniform);
  EXPECT_EQ(drawn.a, 0.25) << "one of four; where nothing was found does not count";
  EXPECT_EQ(drawn.b, 0.5);
  EXPECT_EQ(parameter.source, "inventories of the zone: 1 exposed, 2 not affected, of 1 it cannot be told");
  EXPECT_EQ(estate.groups[0].vulnerabilities[1].share.number, 0.2) << "another vulnerability stays";
  EXPECT_TRUE(estate.groups[2].vulnerabilities[0].share.certain());
}

TEST(EstateShares, WhatIsCertainIsFixed) {
  estate::Tables estate = small_estate();
  const auto exposed = exposed_of({Standing::affected, Standing::not_affected});
  exposure::fill_in(fleet_of({"ward", "ward"}), exposed, "ms17-010", estate);
  const estate::Quantity& share = estate.groups[2].vulnerabilities[0].share;
  EXPECT_EQ(estate.parameters.at(share.parameter).cases.at(0).distribution.kind, base::Distribution::Kind::fixed);
  EXPECT_EQ(estate.parameters.at(share.parameter).cases.at(0).distribution.a, 0.5);
}

TEST(EstateShares, AGroupThatListsItsMembersGoesByTheseAlone) {
  estate::Tables estate = small_estate();
  estate.groups.push_back({"laptops", 0, 2, "", "", "", {{0, {0.5}}}});
  estate.members = {{"d0", 3}, {"d1", 3}};
  // No inventory names a zone for the members; the other device is of the zone, and of no group.
  const auto filled = exposure::fill_in(fleet_of({"", "", "desk"}),
                                        exposed_of({Standing::affected, Standing::affected, Standing::not_affected}),
                                        "ms17-010", estate);
  EXPECT_EQ(filled.groups, 2U);
  EXPECT_EQ(filled.zones, 1U);
  const auto drawn = [&](std::size_t group) {
    return estate.parameters.at(estate.groups[group].vulnerabilities[0].share.parameter);
  };
  EXPECT_EQ(drawn(3).cases.at(0).distribution.a, 1) << "both of its members";
  EXPECT_EQ(drawn(3).source, "inventories of the group: 2 exposed, 0 not affected, of 0 it cannot be told");
  EXPECT_DOUBLE_EQ(drawn(0).cases.at(0).distribution.a, 2.0 / 3) << "all of its zone: it lists no members";
}

TEST(EstateShares, AVulnerabilityThatTheEstateDoesNotKnowFillsNothing) {
  estate::Tables estate = small_estate();
  EXPECT_EQ(exposure::fill_in(fleet_of({"ward"}), exposed_of({Standing::affected}), "unknown", estate).groups, 0U);
}

}  // namespace
