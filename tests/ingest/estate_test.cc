// The small valid estate comes out as it was written, and stays right however its tables are written.

#include "world/ingest/estate.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace {

const std::filesystem::path source_dir = CORDON_SOURCE_DIR;

estate::Tables base_estate() {
  auto read = ingest::read_estate(source_dir / "tests" / "ingest" / "base");
  if (!read) {
    ADD_FAILURE() << read.error().to_text();
    return {};
  }
  return std::move(*read);
}

TEST(read_estate, keeps_what_the_rows_say) {
  const estate::Tables tables = base_estate();
  EXPECT_EQ(tables.name, "base");
  ASSERT_EQ(tables.organisations.size(), 3U);
  EXPECT_EQ(tables.organisations[2].parent, 0U);
  EXPECT_EQ(tables.networks[0].addresses, 4294967296.0);
  EXPECT_EQ(tables.networks[1].within, 0U);
  EXPECT_EQ(tables.zones[0].addresses, 65536.0 + 256.0);
  ASSERT_EQ(tables.groups.size(), 5U);
  EXPECT_EQ(tables.groups[0].count, 400U);
  EXPECT_EQ(tables.groups[1].software, "web, mail");
  ASSERT_EQ(tables.groups[0].vulnerabilities.size(), 2U);
  EXPECT_EQ(tables.vulnerabilities, (std::vector<std::string>{"ms17-010", "admin-reuse"}));
  EXPECT_EQ(tables.groups[0].vulnerabilities[0].share.parameter, 1U);
  EXPECT_EQ(tables.groups[0].vulnerabilities[1].share.number, 0.6);
  EXPECT_EQ(tables.groups[2].vulnerabilities[0].share.number, 1);
  ASSERT_EQ(tables.device_edges.size(), 2U);
  EXPECT_EQ(tables.device_edges[0].weight, 1);
  EXPECT_EQ(tables.device_edges[1].weight, 0.5F);
}

TEST(read_estate, keeps_conduits_with_their_patterns) {
  const estate::Tables tables = base_estate();
  ASSERT_EQ(tables.conduits.size(), 3U);
  EXPECT_TRUE(tables.conduits[0].from.internet);
  EXPECT_EQ(tables.conduits[0].to.purpose, "public");
  EXPECT_EQ(tables.conduits[0].chance.parameter, 2U);
  EXPECT_TRUE(tables.conduits[1].to.same_organisation);
  EXPECT_EQ(tables.conduits[1].chance.number, 1);
  EXPECT_EQ(tables.conduits[2].to.network, 1U);
  EXPECT_EQ(tables.conduits[2].drawn_by, estate::Conduit::Side::from);
}

TEST(read_estate, assumes_needs_of_services_where_the_table_has_no_such_column) {
  const auto read = ingest::read_estate(source_dir / "tests/cli/shared/no-needs");
  ASSERT_TRUE(read) << read.error().to_text();
  ASSERT_EQ(read->care.services.size(), 2U);
  const estate::Service& service = read->care.services[1];
  EXPECT_TRUE(service.needs_assumed);
  const auto value = [&](double of_a, double of_b) {
    return estate::value_of(
        service.needs, [&](std::uint32_t group) { return group == 0 ? of_a : of_b; }, [](std::uint32_t) { return 3; },
        [](std::uint32_t) { return 0.0; });
  };
  EXPECT_DOUBLE_EQ(value(0, 1), 1);  // another organisation's devices do not matter
  EXPECT_DOUBLE_EQ(value(1, 0.4), 0.4);
}

TEST(read_estate, keeps_services_activity_and_harm) {
  const estate::Tables tables = base_estate();
  ASSERT_EQ(tables.care.services.size(), 3U);
  const auto nodes = tables.care.services[0].needs.nodes();
  ASSERT_EQ(nodes.size(), 5U);
  EXPECT_EQ(nodes[1].kind, estate::Needs::Kind::service);
  EXPECT_EQ(nodes[1].index, 1U);
  EXPECT_EQ(nodes[2].kind, estate::Needs::Kind::at_least);
  EXPECT_DOUBLE_EQ(tables.care.profiles[0].share[167], 1.0 / 168);
  EXPECT_EQ(tables.care.diversion.after_s, 3600);
  EXPECT_EQ(tables.care.diversion.measures, std::vector<estate::Index>{0});
  EXPECT_EQ(tables.care.response.per_hand_hour, 30);
  ASSERT_EQ(tables.published.size(), 1U);
  EXPECT_EQ(tables.published[0].by.front(), std::pair(std::string("kind"), std::string("acute")));
  EXPECT_EQ(tables.published_points[0].at.offset_s, 3600);
}

TEST(read_estate, keeps_parameters_with_their_cases) {
  const estate::Tables tables = base_estate();
  ASSERT_EQ(tables.parameters.size(), 4U);
  const estate::Parameter& unpatched = tables.parameters[1];
  ASSERT_EQ(unpatched.cases.size(), 2U);
  ASSERT_EQ(unpatched.cases[0].when.size(), 2U);
  EXPECT_EQ(unpatched.cases[0].when[0].field, estate::Condition::Field::kind);
  EXPECT_EQ(unpatched.cases[0].when[1].parameter, 0U);
  EXPECT_EQ(unpatched.cases[0].when[1].low, 0.5);
  EXPECT_EQ(tables.parameters[3].per, estate::Parameter::Per::kind);
}

TEST(read_estate, becomes_a_snapshot) {
  const estate::Estate estate(base_estate());
  EXPECT_EQ(estate.devices(), 714U);
  EXPECT_EQ(estate.devices_of(0), 402U);
}

TEST(read_estate, says_when_there_is_no_folder) {
  const auto read = ingest::read_estate(source_dir / "no-such-folder");
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().kept().front().what, "is not a folder that can be read");
}

}  // namespace
