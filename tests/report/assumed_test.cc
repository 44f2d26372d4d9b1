// What of a drill's inputs is assumed: counted once a device, and told in one sentence.

#include "show/report/assumed.h"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

#include "world/threat/assumed.h"

namespace {

/// Four groups: typical, put by its site, vulnerable by a parameter that is assumed, and one of which all is known.
estate::Tables small_tables() {
  estate::Tables tables;
  tables.organisations.push_back({"X01", "", "", "", "", estate::none});
  tables.networks.push_back({"wide", 1 << 24, estate::none});
  tables.zones.push_back({"desk", 0, 0, 1024, ""});
  tables.vulnerabilities = {"hole", "other"};
  tables.parameters.resize(2);
  tables.parameters[0].assumed = "nobody knows";
  tables.parameters[1].source = "inventories";
  tables.groups.resize(4);
  const std::uint32_t counts[] = {10, 20, 30, 40};
  for (std::size_t i = 0; i < 4; ++i) {
    tables.groups[i].zone = 0;
    tables.groups[i].count = counts[i];
  }
  tables.groups[0].count_assumed = tables.groups[0].platform_assumed = true;
  tables.groups[1].zone_assumed = true;
  tables.groups[1].vulnerabilities = {{0, {0, 0}}};
  tables.groups[2].vulnerabilities = {{0, {0, 0}}, {1, {0, 0}}};
  tables.groups[3].vulnerabilities = {{0, {0, 1}}, {1, {0, 0}}};
  tables.care.services.resize(3);
  for (estate::Service& service : tables.care.services) service.organisation = 0;
  tables.care.services[0].needs_guessed = true;
  return tables;
}

threat::Threat small_threat() {
  threat::Threat threat;
  threat.vectors.resize(1);
  threat.vectors[0].requires_all = {"hole"};
  threat.inputs.push_back({"rate", "1", "a paper", "", {}});
  threat.inputs.push_back({"success", "1", "", "nobody knows", {}});
  return threat;
}

TEST(Assumed, CountsADeviceOnceAndUnderEachPart) {
  const estate::Estate estate(small_tables());
  const threat::Threat threat = small_threat();
  report::Inputs inputs;
  inputs.estate = &estate;
  inputs.threat = &threat;
  const report::Assumed assumed = report::assumed_in({}, inputs);
  EXPECT_EQ(assumed.devices, 100U);
  EXPECT_EQ(assumed.devices_assumed, 60U) << "all but those whose share the inventories know";
  EXPECT_EQ(assumed.by_count, 10U);
  EXPECT_EQ(assumed.by_platform, 10U);
  EXPECT_EQ(assumed.by_zone, 20U);
  EXPECT_EQ(assumed.by_vulnerability, 50U) << "what the threat does not require does not count";
  EXPECT_EQ(assumed.services, 3U);
  EXPECT_EQ(assumed.services_assumed, 1U);
  EXPECT_EQ(assumed.inputs, 4U);
  EXPECT_EQ(assumed.inputs_assumed, 2U);
  EXPECT_EQ(
      report::assumed_sentence(assumed),
      "Assumed: 60 of 100 devices (60 %): how many there are 10 %, where they stand 20 %, what runs on them 10 %, "
      "how many are vulnerable 50 %; the needs of 1 of 3 services (33 %); 2 of 4 inputs (50 %).");
}

TEST(Assumed, WhatShareOfTheDevicesInfectedRestsOnIt) {
  const estate::Estate estate(small_tables());
  const threat::Threat threat = small_threat();
  EXPECT_EQ(threat::assumed_groups(estate, threat), (std::vector<bool>{true, true, true, false}));
  report::Inputs inputs;
  inputs.estate = &estate;
  inputs.threat = &threat;
  drill::Result result;
  EXPECT_FALSE(report::assumed_in(result, inputs).infected) << "nothing was infected";
  result.measures.resize(3);
  for (drill::Measure& measure : result.measures) measure.name = "devices_infected";
  result.measures[0].value.mean = 40;
  result.measures[1].by = {{"assumed", "no"}};
  result.measures[1].value.mean = 30;
  result.measures[2].by = {{"assumed", "yes"}};
  result.measures[2].value.mean = 10;
  const report::Assumed assumed = report::assumed_in(result, inputs);
  EXPECT_EQ(assumed.infected, 0.25);
  EXPECT_EQ(report::assumed_sentence(assumed).find(
                "Of the devices infected 25 % are ones of which something is assumed. Assumed: 60 of 100"),
            0U);
}

TEST(Assumed, WhatAFitChoseIsNot) {
  estate::Tables tables = small_tables();
  tables.joint.parameters = {0};
  tables.joint.rows = {{0.5}};
  tables.joint.weights = {1};
  const estate::Estate estate(std::move(tables));
  const threat::Threat threat = small_threat();
  report::Inputs inputs;
  inputs.estate = &estate;
  inputs.threat = &threat;
  EXPECT_EQ(report::assumed_in({}, inputs).by_vulnerability, 0U);
}

TEST(Assumed, SaysNothingOfAnEstateThatIsNotShown) {
  const threat::Threat threat = small_threat();
  report::Inputs inputs;
  inputs.threat = &threat;
  EXPECT_EQ(report::assumed_to_terminal({}, inputs, false, 80), "");
}

}  // namespace
