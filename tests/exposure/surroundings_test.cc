// From where devices are reached, what hangs on them, and how that ranks exposures.

#include "foresee/exposure/surroundings.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "foresee/exposure/overview.h"

namespace {

using exposure::Reach;
using exposure::Standing;

constexpr double open_chance = 0.3;

/// Two organisations with a desk each on one network, and a public zone of the first.
estate::Tables small_estate() {
  estate::Tables estate;
  estate.organisations.push_back({"X01", "", "", "", "", estate::none});
  estate.organisations.push_back({"X02", "", "", "", "", estate::none});
  estate.networks = {{"wide", 65536, estate::none}};
  estate.zones = {{"desk", 0, 0, 256, "desktop"}, {"public", 0, 0, 256, "public"}, {"desk", 1, 0, 256, "desktop"}};
  estate.groups = {{"pcs", 0, 10, "", "", "", {}}, {"web", 1, 5, "", "", "", {}}, {"far-pcs", 2, 3, "", "", "", {}}};
  return estate;
}

estate::Conduit row(const estate::Pattern& from, const estate::Pattern& to, bool allow, double chance = 1) {
  estate::Conduit one;
  one.from = from;
  one.to = to;
  one.service = "smb";
  one.allow = allow;
  one.chance.number = chance;
  return one;
}

std::vector<Reach> reach(const std::vector<estate::Conduit>& rows) {
  estate::Tables tables = small_estate();
  tables.conduits = rows;
  return exposure::reach_of_zones(estate::Estate(tables));
}

TEST(Surroundings, ReachFollowsTheConduits) {
  using enum Reach;
  using Zones = std::vector<Reach>;
  estate::Pattern outside;
  outside.internet = true;
  estate::Pattern open;
  open.purpose = "public";
  estate::Pattern second;
  second.organisation = 1;
  const estate::Pattern any;
  EXPECT_EQ(reach({}), (Zones{own_organisation, own_organisation, own_organisation}));
  EXPECT_EQ(reach({row(outside, open, true)}), (Zones{own_organisation, internet, own_organisation}));
  EXPECT_EQ(reach({row(outside, open, true, open_chance)})[1], internet) << "it may be open";
  EXPECT_EQ(reach({row(outside, open, false), row(outside, any, true)}), (Zones{internet, own_organisation, internet}));
  EXPECT_EQ(reach({row(outside, open, false, open_chance), row(outside, any, true)})[1], internet)
      << "it may not be shut";
  EXPECT_EQ(reach({row(second, any, true)}), (Zones{other_organisation, other_organisation, own_organisation}));
}

TEST(Surroundings, DevicesAreOfTheZoneOfTheirOwnOrganisation) {
  const estate::Estate estate(small_estate());
  inventory::Fleet fleet;
  fleet.organisations = {"X02", "X09"};
  fleet.devices = {{0, "a", "", "desk"}, {0, "b", "", "public"}, {0, "c", "", ""}, {1, "d", "", "desk"}};
  EXPECT_EQ(exposure::zones_of(estate, fleet),
            (std::vector<estate::Index>{2, estate::none, estate::none, estate::none}));
}

/// imaging needs pcs; the emergency department needs imaging and half of web.
estate::Estate with_services() {
  estate::Tables tables = small_estate();
  const auto service = [&](const std::string& id, const std::string& needs) {
    estate::Service one;
    one.id = id;
    one.organisation = 0;
    one.needs = *estate::parse_needs(needs, [&](std::string_view name) -> std::optional<estate::NeedsName> {
      if (name == "pcs") return estate::NeedsName{estate::Needs::Kind::group, 0};
      if (name == "web") return estate::NeedsName{estate::Needs::Kind::group, 1};
      return estate::NeedsName{estate::Needs::Kind::service, 0};
    });
    tables.care.services.push_back(one);
  };
  service("imaging", "pcs");
  service("ed", "all(imaging, 50% of (web))");
  service("library", "web");
  return estate::Estate(tables);
}

TEST(Surroundings, ServicesHangOnZonesThroughOtherServices) {
  const auto services = exposure::services_on_zones(with_services());
  EXPECT_EQ(services[0], (std::vector<estate::Index>{0, 1}));
  EXPECT_EQ(services[1], (std::vector<estate::Index>{1, 2}));
  EXPECT_TRUE(services[2].empty());
}

TEST(Surroundings, WhatIsLeftOfAServiceFollowsItsNeeds) {
  inventory::Fleet fleet;
  fleet.organisations = {"X01"};
  exposure::Exposed exposed;
  const auto device = [&](const std::string& zone, Standing standing) {
    const auto number = static_cast<std::uint32_t>(fleet.devices.size());
    fleet.devices.push_back({0, "d" + std::to_string(number), "", zone});
    exposed.devices.push_back({number, standing});
  };
  device("desk", Standing::affected);
  device("desk", Standing::cannot_tell);
  device("desk", Standing::not_affected);
  device("desk", Standing::not_affected);
  device("public", Standing::not_affected);
  const auto found = exposure::services_exposed(with_services(), fleet, exposed);
  ASSERT_EQ(found.size(), 2U) << "nothing that the library needs is exposed";
  EXPECT_EQ(found[0].service, 0U);
  EXPECT_DOUBLE_EQ(found[0].left, 0.75);
  EXPECT_DOUBLE_EQ(found[0].left_worst, 0.5);
  EXPECT_EQ(found[0].affected, 1U);
  EXPECT_EQ(found[0].cannot_tell, 1U);
  EXPECT_EQ(found[0].not_affected, 2U);
  EXPECT_EQ(found[1].service, 1U);
  EXPECT_DOUBLE_EQ(found[1].left, 0.75);
  EXPECT_EQ(found[1].not_affected, 3U);
}

/// What a vulnerability is ranked by; each has a product of its own, on devices of one zone.
struct Ranked {
  std::string id;
  std::string zone;
  int devices = 1;
  int cvss_tenths = 50;
  double epss = 0.1;
  int exploited = 0;  ///< 1: known, 2: by ransomware
};

std::vector<std::string> order(const std::vector<Ranked>& all, bool around) {
  estate::Tables tables = with_services().tables();
  estate::Pattern internet;
  internet.internet = true;
  estate::Pattern open;
  open.purpose = "public";
  tables.conduits = {row(internet, open, true)};
  const estate::Estate estate(tables);
  inventory::Fleet fleet;
  fleet.organisations = {"X01", "X02"};
  fleet.sources = {{0, "csv", "a.csv", inventory::Tells::products, ""}};
  exposure::Claims claims({});
  for (const Ranked& one : all) {
    const auto component = static_cast<std::uint32_t>(fleet.components.size());
    fleet.components.emplace_back().name = one.id;
    fleet.components.back().vendor = "Maker";
    for (int i = 0; i < one.devices; ++i) {
      const auto device = static_cast<std::uint32_t>(fleet.devices.size());
      fleet.devices.push_back(
          {one.zone == "far" ? 1U : 0U, one.id + std::to_string(i), "", one.zone == "far" ? "desk" : one.zone});
      fleet.holdings.push_back({device, 0, fleet.held.size(), fleet.held.size() + 1});
      fleet.held.push_back(component);
    }
    advisory::Advisory said;
    said.id = one.id;
    advisory::Product& product = said.products.emplace_back();
    product.vendor = "Maker";
    product.name = one.id;
    advisory::Vulnerability& flaw = said.vulnerabilities.emplace_back();
    flaw.id = one.id;
    flaw.statements = {{0, advisory::Status::known_affected}};
    flaw.epss = advisory::Epss{one.epss, 0, ""};
    flaw.scores.push_back({advisory::CvssVersion::v3_1, "", one.cvss_tenths, {}});
    if (one.exploited > 0) flaw.exploited = advisory::KnownExploited{"2024-01-01", "", "", one.exploited == 2};
    claims.add(said);
  }
  const exposure::Stock stock(fleet, {});
  const exposure::WindowsRules none({}, {});
  const auto surroundings = exposure::surroundings(estate, fleet);
  std::vector<std::string> ids;
  for (const auto& one : exposure::overview(fleet, claims, stock, none, around ? &surroundings : nullptr)) {
    ids.push_back(one.id);
  }
  return ids;
}

TEST(Overview, EachCriterionDecidesWhereThoseBeforeItAreAlike) {
  using Ids = std::vector<std::string>;
  const Ids right{"B", "A"};  // never the alphabet's
  EXPECT_EQ(order({{"A", "desk", 9, 90, 0.9, 1}, {"B", "desk", 1, 10, 0.1, 2}}, true), right) << "ransomware";
  EXPECT_EQ(order({{"A", "desk", 9, 90, 0.9, 0}, {"B", "desk", 1, 10, 0.1, 1}}, true), right) << "exploited";
  EXPECT_EQ(order({{"A", "desk", 9, 90, 0.9}, {"B", "public", 1, 10, 0.1}}, true), right) << "reach";
  EXPECT_EQ(order({{"A", "nowhere", 9, 90, 0.9}, {"B", "desk", 1, 10, 0.1}}, true), right) << "not known comes last";
  EXPECT_EQ(order({{"A", "desk", 9, 90, 0.1}, {"B", "desk", 1, 10, 0.2}}, true), right) << "likelihood";
  EXPECT_EQ(order({{"A", "desk", 9, 10}, {"B", "desk", 1, 90}}, true), right) << "severity";
  EXPECT_EQ(order({{"A", "far", 9}, {"B", "desk", 1}}, true), right) << "services";
  EXPECT_EQ(order({{"A", "desk", 1}, {"B", "desk", 2}}, true), right) << "devices";
  EXPECT_EQ(order({{"B", "desk"}, {"A", "desk"}}, true), (Ids{"A", "B"})) << "the id";
  EXPECT_EQ(order({{"A", "desk", 1, 90, 0.9}, {"B", "public", 1, 10, 0.1}}, false), (Ids{"A", "B"}))
      << "without an estate nobody knows reach";
}

}  // namespace
