// Marks that owners put: they last as long as the advice does, and inventories have the last word.

#include "foresee/exposure/remedies.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "foresee/exposure/component_marks.h"

namespace {

using exposure::Standing;
using inventory::Progress;

/// A pump below 4.1 on each of two devices, one of 4.1 on a third.
struct World {
  inventory::Fleet fleet;
  std::vector<inventory::Mark> marks;
  std::string advice = "Update to 4.1.";
  std::string title = "A flaw";

  World() {
    fleet.organisations = {"X01"};
    fleet.sources = {{0, "csv", "a.csv", inventory::Tells::products, ""}};
    for (const char* version : {"4.0", "4.1"}) {
      inventory::Component& one = fleet.components.emplace_back();
      one.vendor = "Maker";
      one.name = "Pump";
      one.version = version;
    }
    fleet.devices = {{0, "a", "", ""}, {0, "b", "", ""}, {0, "c", "", ""}};
    fleet.held = {0, 0, 1};
    for (std::uint32_t i = 0; i < 3; ++i) fleet.holdings.push_back({i, 0, i, i + 1});
  }

  [[nodiscard]] advisory::Advisory advisory() const {
    advisory::Advisory one;
    one.id = "M-1";
    advisory::Product& product = one.products.emplace_back();
    product.id = "P1";
    product.vendor = "Maker";
    product.name = "Pump";
    product.versions = advisory::Versions::range;
    product.version = "<4.1";
    for (const char* id : {"CVE-2024-1", "CVE-2024-2"}) {
      advisory::Vulnerability& flaw = one.vulnerabilities.emplace_back();
      flaw.id = id;
      flaw.title = title;
      flaw.statements = {{0, advisory::Status::known_affected}};
      flaw.remediations = {{"vendor_fix", advice, "", "", {0}}};
    }
    return one;
  }

  /// Marks a device for both vulnerabilities, as of the present advice.
  void mark(const std::string& device, std::uint32_t index, Progress progress) {
    ask([&](const auto& remedies, const auto& vulnerabilities, const auto&) {
      for (const std::string& id : vulnerabilities) {
        marks.push_back({"X01", device, id, progress, remedies.of(index, id), "2024-03-01", ""});
      }
    });
  }

  exposure::MarkCounts counts() {
    exposure::MarkCounts counts;
    ask([&](const auto& remedies, const auto& vulnerabilities, const exposure::Exposed& exposed) {
      counts = exposure::count(exposed, exposure::marked(fleet, exposed, remedies, vulnerabilities, marks));
    });
    return counts;
  }

  std::vector<exposure::MatchedComponent> components() {
    exposure::Claims claims({});
    claims.add(advisory());
    std::vector<exposure::MatchedComponent> all;
    ask([&](const auto& remedies, const auto&, const exposure::Exposed& exposed) {
      all = exposure::matched_components(fleet, claims, exposed, remedies, marks);
    });
    return all;
  }

  /// Marks a component of a device for both vulnerabilities, as of the present advice.
  void mark_component(const std::string& device, std::uint32_t index, std::uint32_t component, const std::string& words,
                      Progress progress) {
    ask([&](const auto& remedies, const auto& vulnerabilities, const auto&) {
      for (const std::string& id : vulnerabilities) {
        marks.push_back({"X01", device, id, progress, remedies.of(index, id, component), "2024-03-01", "", words});
      }
    });
  }

  template <class Use>
  void ask(const Use& use) {
    exposure::Claims claims({});
    claims.add(advisory());
    const exposure::Stock stock(fleet, {});
    const exposure::WindowsRules none({}, {});
    const auto answers = exposure::answers_for(claims, stock, {"M-1"});
    use(exposure::Remedies(claims, stock, answers, none), exposure::vulnerabilities_of(claims, {"M-1"}),
        exposure::exposed(fleet, stock, claims, exposure::scope_of(claims, nullptr, {"M-1"}), answers, {}));
  }
};

TEST(Marks, AreCountedBesideWhatTheInventoriesShow) {
  World world;
  EXPECT_EQ(world.counts().not_remediated, 2U) << "nobody marked anything";
  world.mark("A", 0, Progress::done);
  world.mark("c", 2, Progress::done);
  const exposure::MarkCounts counts = world.counts();
  EXPECT_EQ(counts.not_remediated, 1U);
  EXPECT_EQ(counts.done, 1U) << "the inventory still shows 4.0";
  EXPECT_EQ(counts.borne_out, 1U);
  world.mark("b", 1, Progress::in_progress);
  EXPECT_EQ(world.counts().in_progress, 1U);
  EXPECT_EQ(world.counts().not_remediated, 0U);
}

TEST(Marks, DoneIsWhatIsDoneForEveryVulnerability) {
  World world;
  world.mark("a", 0, Progress::done);
  world.marks.pop_back();
  EXPECT_EQ(world.counts().in_progress, 1U);
  EXPECT_EQ(world.counts().done, 0U);
  world.marks.push_back({"X02", "a", "CVE-2024-2", Progress::done, world.marks[0].remedy, "", ""});
  EXPECT_EQ(world.counts().done, 0U) << "a device of another organisation";
}

TEST(Marks, ANewRevisionKeepsThemUnlessTheRemedyChanges) {
  World world;
  world.mark("a", 0, Progress::done);
  world.title = "The same flaw in other words";
  EXPECT_EQ(world.counts().done, 1U);
  world.advice = "Update to 4.1.2: 4.1 is not enough.";
  EXPECT_EQ(world.counts().done, 0U);
  EXPECT_EQ(world.counts().lapsed, 1U);
  EXPECT_EQ(world.counts().not_remediated, 2U);
}

TEST(Marks, WhatTheInventoryClearsNeverLapses) {
  World world;
  world.mark("c", 2, Progress::done);
  world.advice = "Update to 4.1.2.";
  EXPECT_EQ(world.counts().borne_out, 1U);
  EXPECT_EQ(world.counts().lapsed, 0U);
}

/// The first device has both pumps.
World with_two() {
  World world;
  world.fleet.held = {0, 1, 0, 1};
  world.fleet.holdings = {{0, 0, 0, 2}, {1, 0, 2, 3}, {2, 0, 3, 4}};
  return world;
}

TEST(ComponentMarks, AreOfOneComponentOfOneDevice) {
  World world = with_two();
  ASSERT_EQ(world.components().size(), 4U) << "4.0 and 4.1 on a, 4.0 on b, 4.1 on c";
  EXPECT_EQ(exposure::count(world.components()).not_remediated, 2U);
  world.mark_component("A", 0, 0, "maker pump 4.0", Progress::done);
  const auto all = world.components();
  EXPECT_EQ(all[0].verdict, exposure::Verdict::affected);
  EXPECT_TRUE(all[0].marked);
  EXPECT_EQ(all[0].progress, Progress::done);
  EXPECT_FALSE(all[1].marked) << "the other pump of the device";
  EXPECT_FALSE(all[2].marked) << "the same pump of another device";
  const exposure::MarkCounts counts = exposure::count(all);
  EXPECT_EQ(counts.done, 1U);
  EXPECT_EQ(counts.not_remediated, 1U);
  EXPECT_EQ(world.counts().done, 0U) << "the device as a whole is not marked";
}

TEST(ComponentMarks, AMarkOnTheDeviceHoldsForThoseWithoutOneOfTheirOwn) {
  World world = with_two();
  world.mark("a", 0, Progress::done);
  world.mark_component("a", 0, 0, "Maker Pump 4.0", Progress::in_progress);
  const auto all = world.components();
  EXPECT_EQ(all[0].progress, Progress::in_progress);
  EXPECT_EQ(all[1].progress, Progress::done);
  EXPECT_EQ(exposure::count(all).borne_out, 1U);
}

TEST(ComponentMarks, LapseWhenAnotherRemedyIsAdvised) {
  World world = with_two();
  world.mark_component("b", 1, 0, "Maker Pump 4.0", Progress::done);
  world.title = "The same flaw in other words";
  EXPECT_EQ(exposure::count(world.components()).done, 1U);
  world.advice = "Update to 4.1.2.";
  EXPECT_EQ(exposure::count(world.components()).done, 0U);
  EXPECT_EQ(exposure::count(world.components()).lapsed, 1U);
}

}  // namespace
