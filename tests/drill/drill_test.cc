// Whole drills: the same result on any number of threads, the stopping rules, what an interruption leaves.

#include "foresee/drill/drill.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <cstring>
#include <mutex>

#include "drill/small_estate.h"
#include "foresee/drill/statistics.h"

namespace drill {
namespace {

Options options(std::uint64_t replicas, unsigned threads) {
  Options out;
  out.replicas = replicas;
  out.threads = threads;
  out.seed = 7;
  out.horizon_s = 2 * 86400.0;
  return out;
}

Result run(const Options& with) {
  static const estate::Estate estate(small::tables());
  auto result = drill::run(estate, small::scan(), small::restore(), with);
  EXPECT_TRUE(result) << result.error().to_text();
  return *result;
}

/// Every bit of every number, so that not-a-number equals itself and 0 is not -0.
std::string bits(const Result& result) {
  std::string out = std::to_string(result.replicas) + (result.partial ? " partial" : "") + result.stopping_rule;
  const auto add = [&](const Quantiles& q) {
    const double numbers[] = {q.mean, q.median, q.p05, q.p25, q.p75, q.p95, q.standard_error};
    out.append(reinterpret_cast<const char*>(numbers), sizeof(numbers));
  };
  for (const Measure& measure : result.measures) add(measure.value);
  for (const Curve& curve : result.curves) {
    for (const CurvePoint& point : curve.points) add(point.value);
  }
  return out;
}

double mean_of(const Result& result, const std::string& name) {
  for (const Measure& measure : result.measures) {
    if (measure.name == name && measure.by.empty()) return measure.value.mean;
  }
  return NAN;
}

TEST(Drill, TheSameBytesOnOneTwoAndSevenThreads) {
  const std::string one = bits(run(options(230, 1)));
  EXPECT_EQ(one, bits(run(options(230, 2))));
  EXPECT_EQ(one, bits(run(options(230, 7))));
  Options other = options(230, 1);
  other.seed = 8;
  EXPECT_NE(one, bits(run(other)));
}

TEST(Drill, KeepsTheNumberOfEveryReplicaWhereItIsWholeOrPublished) {
  const Result result = run(options(230, 3));
  for (const Measure& measure : result.measures) {
    ASSERT_EQ(measure.replicas.size(), measure.by.empty() || measure.published ? 230U : 0U) << measure.name;
    if (measure.replicas.empty()) continue;
    std::vector<double> replicas = measure.replicas;
    EXPECT_EQ(quantiles(replicas).p95, measure.value.p95) << measure.name;
  }
  // Replica by replica the same, whoever simulated it and however many there are: what pairs are made of.
  const Result shorter = run(options(50, 1));
  for (std::size_t m = 0; m < result.measures.size(); ++m) {
    const std::vector<double>& some = shorter.measures[m].replicas;
    const auto& all = result.measures[m].replicas;
    EXPECT_TRUE(std::equal(some.begin(), some.end(), all.begin())) << result.measures[m].name;
  }
}

TEST(Drill, AllDevicesFallToAScanThatNothingStops) {
  const Result result = run(options(20, 2));
  EXPECT_EQ(mean_of(result, "devices_infected"), 21);
  EXPECT_EQ(mean_of(result, "organisations_infected"), 3);
  EXPECT_EQ(mean_of(result, "devices_restored"), 21);
  EXPECT_EQ(result.replicas, 20U);
  EXPECT_FALSE(result.partial);
}

TEST(Drill, AnInterruptionLeavesAPrefixThatIsTheShorterDrill) {
  for (const unsigned threads : {1U, 3U}) {
    std::atomic<int> asked = 0;
    Options stopping = options(100000, threads);
    stopping.should_stop = [&] { return ++asked > 300; };
    const Result partial = run(stopping);
    EXPECT_TRUE(partial.partial);
    ASSERT_GT(partial.replicas, 0U);
    ASSERT_LT(partial.replicas, 100000U);
    EXPECT_EQ(partial.replicas_asked, 100000U);
    const Result whole = run(options(partial.replicas, 1));
    EXPECT_EQ(mean_of(partial, "hours_to_peak"), mean_of(whole, "hours_to_peak"));
  }
}

TEST(Drill, StoppedAtOnceItSaysThatItKnowsNothing) {
  Options stopping = options(50, 2);
  stopping.should_stop = [] { return true; };
  const Result result = run(stopping);
  EXPECT_TRUE(result.partial);
  EXPECT_EQ(result.replicas, 0U);
  EXPECT_TRUE(std::isnan(result.measures.front().value.mean));
}

TEST(Drill, StopsByErrorAfterWholeBatchesWhateverTheThreads) {
  Options until = options(1, 1);
  until.until_error = UntilError{"hours_to_peak", {}, 0.0027};
  const Result one = run(until);
  EXPECT_EQ(one.replicas % 100, 0U);
  EXPECT_GT(one.replicas, 200U) << "the test is of no use when the first test already holds";
  EXPECT_EQ(one.replicas_asked, 0U);
  for (const unsigned threads : {2U, 7U, 40U}) {  // 40: several batches are simulated ahead
    until.threads = threads;
    EXPECT_EQ(bits(one), bits(run(until))) << threads;
  }
  // It holds there, and one batch earlier it did not.
  const auto relative = [](const Result& result) {
    for (const Measure& measure : result.measures) {
      if (measure.name == "hours_to_peak") return measure.value.standard_error / measure.value.mean;
    }
    return 1.0;
  };
  EXPECT_LE(relative(one), 0.0027);
  EXPECT_GT(relative(run(options(one.replicas - 100, 2))), 0.0027);
}

TEST(Drill, ACertainMeasureStopsAtTwoHundredAndAnImpossibleOneAtTheMost) {
  Options until = options(1, 2);
  until.until_error = UntilError{"devices_infected", {{"sector", "gp"}}, 0.01};
  EXPECT_EQ(run(until).replicas, 200U);
  until.until_error = UntilError{"devices_halted", {}, 0.01};  // always 0: no relative error
  until.replicas_most = 350;
  const Result most = run(until);
  EXPECT_EQ(most.replicas, 300U) << "whole batches";
  EXPECT_FALSE(most.partial);
}

TEST(Drill, ProgressRisesToTheEnd) {
  Options telling = options(60, 3);
  std::uint64_t last = 0;
  std::uint64_t calls = 0;
  telling.on_progress = [&](std::uint64_t done, std::uint64_t of) {
    EXPECT_LE(done, of);
    EXPECT_EQ(of, 60U);
    last = std::max(last, done);
    ++calls;
  };
  run(telling);
  EXPECT_EQ(last, 60U);
  EXPECT_GT(calls, 1U);
}

TEST(Drill, RefusesWhatItCannotKeep) {
  static const estate::Estate estate(small::tables());
  Options greedy = options(1000, 1);
  greedy.memory_most = 100000;
  const auto result = drill::run(estate, small::scan(), {}, greedy);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kept()[0].place, "--replicas");
}

TEST(Drill, AllProblemsAtOnce) {
  estate::Tables tables = small::tables();
  tables.published = {{"nonsense", {}, 1, "equal", "unfitted", "s", ""}};
  tables.published_points = {{"nonsense", {}, {}, 1, "s"}};
  threat::Threat threat = small::scan();
  threat.vectors[0].targets[0].network = "nowhere";
  const auto result = drill::run(estate::Estate(tables), threat, {}, options(10, 1));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().total(), 3U) << result.error().to_text();
}

}  // namespace
}  // namespace drill
