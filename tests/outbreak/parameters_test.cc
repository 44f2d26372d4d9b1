// Uncertain parameters: numbers that others are drawn with, joint tables, and values that a fit sets.

#include "foresee/outbreak/parameters.h"

#include <gtest/gtest.h>

#include <cmath>

namespace {

using base::Distribution;
using estate::Index;

/// 50 organisations; "open" is 1 in each with the chance that "often" gives for the estate.
estate::Tables tables() {
  estate::Tables made;
  made.name = "small";
  for (int i = 0; i < 50; ++i)
    made.organisations.push_back({std::to_string(i), "", "acute", "trust", "", estate::none});
  estate::Parameter often;
  often.name = "often";
  often.per = estate::Parameter::Per::estate;
  often.cases.push_back({{}, {Distribution::Kind::uniform, 0, 1, {}, {}}, estate::none});
  made.parameters.push_back(often);
  estate::Parameter open;
  open.name = "open";
  open.cases.push_back({{}, {Distribution::Kind::chance, 0.5, 1, {}, {}}, 0});
  made.parameters.push_back(open);
  return made;
}

double open_in(outbreak::Parameters& parameters) {
  double sum = 0;
  for (Index o = 0; o < 50; ++o) sum += parameters.value(1, o);
  return sum;
}

TEST(Parameters, AreDrawnWithTheNumberOfTheEstate) {
  const estate::Estate estate(tables());
  outbreak::Parameters parameters(estate);
  double squares = 0;
  constexpr int replicas = 2000;
  for (int i = 0; i < replicas; ++i) {
    parameters.draw(1, static_cast<std::uint64_t>(i));
    const double off = open_in(parameters) - 50 * parameters.value(0, 0);
    squares += off * off;
  }
  // Mean of 50 p (1 - p) over even p: 50 / 6 = 8.33; its standard error with 2,000 replicas is below 0.3.
  EXPECT_NEAR(squares / replicas, 50.0 / 6, 1.5);
}

TEST(Parameters, TakeARowOfTheJointTableByItsWeight) {
  estate::Tables with = tables();
  with.joint = {{0}, {{0}, {1}}, {1, 3}};
  const estate::Estate estate(std::move(with));
  outbreak::Parameters engine(estate);
  outbreak::Parameters harm(estate);
  double ones = 0;
  constexpr int replicas = 2000;
  for (int i = 0; i < replicas; ++i) {
    engine.draw(1, static_cast<std::uint64_t>(i));
    harm.draw(1, static_cast<std::uint64_t>(i));
    EXPECT_EQ(open_in(engine), 50 * engine.value(0, 3));  // none, or all
    EXPECT_EQ(engine.value(0, 0), harm.value(0, 0));      // who draws does not matter
    ones += engine.value(0, 0);
  }
  EXPECT_NEAR(ones / replicas, 0.75, 5 * std::sqrt(0.75 * 0.25 / replicas));
}

TEST(Parameters, KeepTheValuesThatAFitSets) {
  estate::Tables with = tables();
  with.joint = {{0}, {{0}}, {1}};
  const estate::Estate estate(std::move(with));
  outbreak::Parameters parameters(estate);
  const std::vector<Index> which = {0};
  parameters.fix(which, std::vector<double>{1});
  for (std::uint64_t i = 0; i < 3; ++i) {
    parameters.draw(1, i);
    EXPECT_EQ(open_in(parameters), 50);
  }
  parameters.fix({}, {});
  parameters.draw(1, 4);
  EXPECT_EQ(open_in(parameters), 0);
}

}  // namespace
