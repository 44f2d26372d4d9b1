// One outbreak of the example estate, told: it is the drill's own, and what differs comes from the decision.

#include "foresee/exercise/exercise.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <tuple>
#include <utility>

#include "show/pack/injects.h"
#include "show/pack/pack.h"
#include "show/pack/zip.h"
#include "world/ingest/defence.h"
#include "world/ingest/estate.h"
#include "world/ingest/threat.h"

namespace {

const std::filesystem::path folder = std::filesystem::path(CORDON_SOURCE_DIR) / "estates/example-trust";

struct Example {
  estate::Estate estate{std::move(*ingest::read_estate(folder))};
  threat::Threat threat = std::move(*ingest::read_threat(folder / "rehearsal.toml"));
  threat::Defence defence = std::move(*ingest::read_defence(folder / "defence.toml"));
  drill::Result result;

  Example() {
    drill::Options options;
    options.replicas = 200;
    options.threads = 2;
    options.start = threat.start;
    result = std::move(*drill::run(estate, threat, defence, options));
  }
  [[nodiscard]] base::Result<exercise::Story> tell(exercise::Which which) const {
    return exercise::tell(estate, threat, defence, result, which, 3 * 3600.0);
  }
};

const Example& example() {
  static const Example made;
  return made;
}

TEST(Exercise, TurnsSayHowEachOrganisationStands) {
  using exercise::Standing;
  using exercise::What;
  exercise::Run run;
  const auto add = [&](double at_s, What what, estate::Index o) { run.moments.push_back({at_s, 0, what, o}); };
  add(1, What::locked, 0);
  add(2, What::detected, 0);
  add(3, What::isolated, 0);
  add(4, What::alarm, estate::none);
  add(5, What::disconnected, 1);
  add(6, What::reconnected, 0);
  add(7, What::restored, 0);
  add(8, What::reconnected, 1);
  const auto turns = exercise::turns_of(run, 3);
  const std::vector<std::tuple<double, estate::Index, Standing>> expected = {
      {1, 0, Standing::infected}, {3, 0, Standing::infected_cut_off}, {5, 1, Standing::cut_off},
      {6, 0, Standing::infected}, {7, 0, Standing::restored},         {8, 1, Standing::untouched}};
  ASSERT_EQ(turns.size(), expected.size());
  for (std::size_t i = 0; i < turns.size(); ++i) {
    EXPECT_EQ(std::tuple(turns[i].at_s, turns[i].organisation, turns[i].standing), expected[i]) << i;
  }
}

TEST(Exercise, AnOrganisationIsRestoredWithItsLastDevice) {
  const auto story = exercise::tell_run(example().estate, example().threat, example().defence, example().result,
                                        exercise::Which::median);
  ASSERT_TRUE(story);
  std::size_t restored = 0;
  for (const exercise::Moment& moment : story->run.moments) {
    if (moment.what != exercise::What::restored) continue;
    ++restored;
    EXPECT_GT(moment.at_s, story->run.moments.front().at_s);
  }
  EXPECT_LE(restored, story->run.organisations_locked);
  for (const drill::Measure& measure : example().result.measures) {
    if (measure.name != "hours_until_restored" || !measure.by.empty() || measure.replicas.empty()) continue;
    EXPECT_EQ(restored == story->run.organisations_locked, std::isfinite(measure.replicas[story->replica]));
  }
}

TEST(Exercise, TellsAnOutbreakOfTheDrill) {
  for (const auto which : {exercise::Which::median, exercise::Which::ninetieth}) {
    const auto story = example().tell(which);
    ASSERT_TRUE(story) << story.error().to_text();
    EXPECT_EQ(story->measure, "service_hours_lost");
    EXPECT_NEAR(story->run.service_hours_lost, story->value, 1e-6 * story->value);  // told and counted: two ways
    for (const drill::Measure& measure : example().result.measures) {
      if (!measure.by.empty() || measure.replicas.empty()) continue;
      const double counted = measure.replicas[story->replica];
      if (measure.name == "devices_locked") {
        EXPECT_EQ(static_cast<double>(story->run.devices_locked), counted);
      }
      if (measure.name == "organisations_infected") {
        EXPECT_EQ(static_cast<double>(story->run.organisations_locked), counted);
      }
    }
  }
}

TEST(Exercise, ChoosesTheNearestToTheMedianAndTheNinetiethPercentile) {
  const auto median = example().tell(exercise::Which::median);
  const auto ninetieth = example().tell(exercise::Which::ninetieth);
  ASSERT_TRUE(median && ninetieth);
  const auto measure = std::ranges::find_if(example().result.measures, [](const drill::Measure& of) {
    return of.name == "service_hours_lost" && of.by.empty();
  });
  EXPECT_EQ(median->aimed_at, measure->value.median);
  const auto less = std::ranges::count_if(measure->replicas, [&](double of) { return of < ninetieth->value; });
  EXPECT_NEAR(static_cast<double>(less), 180, 2);
  for (const double other : measure->replicas) {
    EXPECT_GE(std::abs(other - median->aimed_at), std::abs(median->value - median->aimed_at));
  }
}

TEST(Exercise, DecisionsBranchFromTheSameOutbreak) {
  const auto story = example().tell(exercise::Which::median);
  ASSERT_TRUE(story);
  ASSERT_EQ(story->decisions.size(), 2U);
  for (const exercise::Decision& decision : story->decisions) {
    for (const auto& [run, delay_s] : {std::pair(&decision.now, 0.0), std::pair(&decision.later, exercise::later_s)}) {
      const auto cut = std::ranges::find_if(run->moments, [&](const exercise::Moment& moment) {
        return moment.what == exercise::What::isolated && moment.organisation == decision.organisation;
      });
      ASSERT_NE(cut, run->moments.end());
      EXPECT_NEAR(cut->at_s, decision.at_s + delay_s, 1e-6);  // until the decision nothing differs
    }
  }
}

TEST(Exercise, TakesTheTimeThatItIsGiven) {
  const auto story = example().tell(exercise::Which::median);
  ASSERT_TRUE(story);
  EXPECT_EQ(story->run.moments.front().play_s, 0);
  EXPECT_NEAR(story->run.moments.back().play_s, 3 * 3600, 1e-6);
  EXPECT_TRUE(std::ranges::is_sorted(story->run.moments, {}, &exercise::Moment::play_s));
}

TEST(Exercise, WithoutDetectionThereIsNothingToDecide) {
  const auto story =
      exercise::tell(example().estate, example().threat, {}, example().result, exercise::Which::median, 1);
  ASSERT_FALSE(story);
  EXPECT_NE(story.error().to_text().find("fewer than two organisations detect"), std::string::npos);
}

std::vector<pack::File> files(const std::string& marking) {
  const auto story = example().tell(exercise::Which::median);
  return pack::exercise_pack(
      {example().estate, example().threat, *story, exercise::Which::median, example().result.start, 1, 200, marking});
}

TEST(Pack, RunsNothingInASpreadsheet) {
  const auto story = example().tell(exercise::Which::median);
  ASSERT_TRUE(story);
  estate::Tables tables = example().estate.tables();
  for (estate::Organisation& one : tables.organisations) one.name = "=1+1";
  for (estate::Service& one : tables.care.services) one.kind = "=1+1";
  const estate::Estate hostile(std::move(tables));
  const auto pack = pack::exercise_pack(
      {hostile, example().threat, *story, exercise::Which::median, example().result.start, 1, 200, ""});
  bool guarded = false;
  for (const pack::File& file : pack) {
    if (!file.name.ends_with(".csv")) continue;
    for (const char* runs : {"\"=", "\"+", "\"@"}) {
      EXPECT_EQ(file.bytes.find(runs), std::string::npos) << file.name << ": " << runs;
    }
    guarded |= file.bytes.find("\"'") != std::string::npos;
  }
  EXPECT_TRUE(guarded) << "the name stands in none of them";
}

TEST(Pack, HoldsSheetsForFacilitatorAndPlayers) {
  const auto pack = files("TLP:<RED>");
  ASSERT_EQ(pack.size(), 4U);
  const std::string kind = "mimetypeapplication/vnd.oasis.opendocument.text";
  EXPECT_EQ(pack[0].bytes.substr(30, kind.size()), kind);  // first and not compressed
  EXPECT_EQ(pack[0].bytes.find("TLP:<RED>"), std::string::npos);
  EXPECT_NE(pack[0].bytes.find("TLP:&lt;RED&gt;"), std::string::npos);
  for (const char* needed : {"nearest to the median", "DECISION 1", "DECISION 2", "Isolate in two hours", "Hot debrief",
                             "Lessons", "Hours until it goes on paper"}) {
    EXPECT_NE(pack[0].bytes.find(needed), std::string::npos) << needed;
  }
  for (const char* secret : {"DECISION", "median", "Isolate", "locked in the same way"}) {
    EXPECT_EQ(pack[1].bytes.find(secret), std::string::npos) << secret;
  }
  EXPECT_EQ(pack[0].bytes, files("TLP:<RED>")[0].bytes);
}

TEST(Pack, SheetsKeepTheHeaviestInjectsInOrderOfTime) {
  std::vector<pack::Inject> all(100);
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].at_s = static_cast<double>(i);
    all[i].weight = i >= 90 ? 2 : 1;
  }
  const auto kept = pack::main_ones(all);
  ASSERT_EQ(kept.size(), pack::injects_most);
  EXPECT_EQ(kept[29].at_s, 29);  // the early ones of the lighter kind ...
  EXPECT_EQ(kept[30].at_s, 90);  // ... and all of the heavier
}

TEST(Pack, ZipKnowsItsBytes) {
  const std::string zip = pack::zip({{"a", "123456789"}});
  EXPECT_NE(zip.find("\x26\x39\xf4\xcb"), std::string::npos);  // CRC-32 of these digits is cbf43926
}

}  // namespace
