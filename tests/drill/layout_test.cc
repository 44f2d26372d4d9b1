// Which measures and curves there are, and how published rows join them.

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "drill/small_estate.h"
#include "foresee/drill/curves.h"
#include "foresee/drill/measures.h"

namespace drill {
namespace {

base::Result<MeasureLayout> with_published(const std::vector<estate::Published>& published) {
  estate::Tables tables = small::tables();
  tables.published = published;
  return MeasureLayout::make(estate::Estate(std::move(tables)), {}, 7 * day_s);
}

TEST(Layout, PublishedRowsStandBesideTheirMeasure) {
  const auto layout = with_published(
      {{"organisations_infected", {{"sector", "trust"}}, 34, "equal", "unfitted", "s", ""},
       {"devices_infected", {{"region", "north"}, {"type", "desktop"}}, 5, "equal", "unfitted", "s", ""}});
  ASSERT_TRUE(layout);
  const MeasurePlace* trusts = layout->find("organisations_infected", {{"sector", "trust"}});
  ASSERT_NE(trusts, nullptr);
  ASSERT_TRUE(trusts->measure.published);
  EXPECT_EQ(trusts->measure.published->value, 34);
  EXPECT_EQ(trusts->measure.of, 2);
  EXPECT_FALSE(layout->find("organisations_infected", {{"sector", "gp"}})->measure.published);
  const MeasurePlace* both = layout->find("devices_infected", {{"region", "north"}, {"type", "desktop"}});
  ASSERT_NE(both, nullptr) << "two keys at once are counted because a row asks for them";
  EXPECT_EQ(both->measure.of, 14);
}

TEST(Layout, SizeIsTheQuarterOfTheSectorByDevices) {
  std::vector<estate::Published> rows;
  for (const char* quarter : {"1", "2", "3", "4"}) {
    rows.push_back(
        {"organisations_infected", {{"sector", "trust"}, {"size", quarter}}, 1, "equal", "context", "s", ""});
  }
  estate::Tables tables = small::tables();
  for (int more = 0; more < 2; ++more) {  // four trusts: the two there are, and two without a device
    tables.organisations.push_back(tables.organisations[0]);
    tables.organisations.back().id += std::to_string(more);
  }
  tables.published = rows;
  const estate::Estate estate(std::move(tables));
  const auto layout = MeasureLayout::make(estate, {}, 7 * day_s);
  ASSERT_TRUE(layout) << layout.error().to_text();
  for (const estate::Published& row : rows) EXPECT_EQ(layout->find(row.measure, row.by)->measure.of, 1);
  const estate::Index larger = estate.devices_of(0) > estate.devices_of(1) ? 0 : 1;
  const auto slots = layout->organisations().of(larger);
  EXPECT_EQ(layout->organisations().by(slots.back()), rows[3].by);
}

TEST(Layout, WhatDoesNotJoinIsAProblem) {
  const auto layout =
      with_published({{"organisations_ill", {}, 1, "equal", "unfitted", "s", ""},
                      {"organisations_infected", {{"type", "desktop"}}, 1, "equal", "unfitted", "s", ""},
                      {"cost_total", {{"sector", "gp"}}, 1, "equal", "unfitted", "s", ""},
                      {"devices_locked", {}, 1, "equal", "unfitted", "s", ""}});
  ASSERT_FALSE(layout);
  ASSERT_EQ(layout.error().total(), 3U);
  EXPECT_EQ(layout.error().kept()[0].place, "row 2");
  EXPECT_EQ(layout.error().kept()[1].value, "type=desktop");
  EXPECT_EQ(layout.error().kept()[2].place, "row 4");
}

TEST(Layout, ValuesThatNobodyHasAndRowsTwiceAreProblems) {
  const estate::Published once{"organisations_infected", {{"sector", "trust"}}, 34, "equal", "unfitted", "s", ""};
  const auto layout =
      with_published({once, once, {"organisations_infected", {{"sector", "tust"}}, 1, "equal", "unfitted", "s", ""}});
  ASSERT_FALSE(layout);
  EXPECT_EQ(layout.error().total(), 2U);
}

TEST(Layout, NormalActivityIsTheTotal) {
  const auto layout = with_published({});
  EXPECT_EQ(layout->find("attendances_cancelled", {})->measure.of, 700);
  EXPECT_EQ(layout->find("attendances_cancelled", {})->measure.unit, "attendances");
  EXPECT_EQ(layout->find("attendances_cancelled", {{"kind", "community"}}), nullptr) << "it has no such activity";
  EXPECT_EQ(layout->find("emergency_departments_diverting", {})->measure.of, 1);
}

TEST(Layout, PublishedPointsJoinCurves) {
  estate::Tables tables = small::tables();
  tables.published_points = {{"organisations_reporting", {{"kind", "acute"}}, {}, 4, "s"}};
  const estate::Estate estate(tables);
  const auto layout = CurveLayout::make(estate, 3 * 3600);
  ASSERT_TRUE(layout);
  std::size_t joined = 0;
  for (const CurvePlace& place : layout->places()) joined += place.curve.published.size();
  EXPECT_EQ(joined, 1U);
  tables.published_points = {{"organisations_repoting", {}, {}, 4, "s"},
                             {"devices_locked", {{"sector", "gp"}}, {}, 4, "s"}};
  const auto wrong = CurveLayout::make(estate::Estate(tables), 3 * 3600);
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().total(), 2U);
}

TEST(Layout, TimesAreFineForADayAndThenHourly) {
  const estate::Estate estate(small::tables());
  const auto two_days = CurveLayout::make(estate, 2 * day_s);
  EXPECT_EQ(two_days->times().size(), 145U + 24U);
  EXPECT_EQ(two_days->days(), 2U);
  const auto odd = CurveLayout::make(estate, 1500);  // 0, 600, 1200 and the end
  EXPECT_EQ(odd->times().size(), 4U);
  EXPECT_EQ(odd->times().back(), 1500);
}

TEST(Layout, TheCatalogueIsInItsOrderAndDocumented) {
  std::ifstream file(CORDON_SOURCE_DIR "/docs/formats/result.md");
  std::stringstream text;
  text << file.rdbuf();
  for (std::size_t i = 0; i < catalogue().size(); ++i) {
    EXPECT_EQ(static_cast<std::size_t>(catalogue()[i].count), i);
    EXPECT_NE(text.str().find("| `" + std::string(catalogue()[i].name) + "` |"), std::string::npos)
        << catalogue()[i].name << " is not in docs/formats/result.md";
  }
  for (std::size_t i = 0; i < curve_catalogue().size(); ++i) {
    EXPECT_EQ(static_cast<std::size_t>(curve_catalogue()[i].follow), i);
    EXPECT_NE(text.str().find("| `" + std::string(curve_catalogue()[i].name) + "` |"), std::string::npos)
        << curve_catalogue()[i].name << " is not in docs/formats/result.md";
  }
}

}  // namespace
}  // namespace drill
