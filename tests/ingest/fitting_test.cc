// Targets, free parameters and posteriors: what is read, and what each mistake is told.

#include "world/ingest/fitting.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace {

using namespace std::string_literals;

std::string wrong_targets(const std::string& text) {
  const auto read = ingest::parse_targets("targets.toml", text);
  return read ? "accepted" : read.error().to_text();
}

std::string wrong_priors(const std::string& text) {
  const auto read = ingest::parse_priors("free.toml", text);
  return read ? "accepted" : read.error().to_text();
}

estate::Tables tables() {
  estate::Tables made;
  made.name = "small";
  for (const char* name : {"opens", "delay", "each"}) {
    estate::Parameter parameter;
    parameter.name = name;
    parameter.per = name == "each"s ? estate::Parameter::Per::organisation : estate::Parameter::Per::estate;
    parameter.cases.push_back({{}, base::Distribution::fixed(name == "delay"s ? 3 : 0.5), estate::none});
    made.parameters.push_back(parameter);
  }
  return made;
}

std::string posterior(const std::string& from, const std::string& to) {
  std::string text =
      R"({"schema":"cordon-posterior/1","estate":"small","threat":"lure","parameters":["opens","delay"],)"
      R"("rows":[[0.25,7],[0.5,2]],"weights":[0.25,0.75]})";
  if (from.empty()) return text;
  return text.replace(text.find(from), from.size(), to);
}

std::string wrong_posterior(const std::string& from, const std::string& to) {
  const auto read = ingest::parse_posterior("posterior.json", posterior(from, to), tables(), "lure");
  return read ? "accepted" : read.error().to_text();
}

void expect_says(const std::string& text, const std::string& part) {
  EXPECT_NE(text.find(part), std::string::npos) << text;
}

TEST(fitting, reads_the_targets_and_priors_of_the_nhs) {
  const std::filesystem::path folder = std::filesystem::path(CORDON_SOURCE_DIR) / "estates" / "nhs-england-2017";
  const auto targets = ingest::read_targets(folder / "targets.toml");
  ASSERT_TRUE(targets) << targets.error().to_text();
  EXPECT_EQ(targets->at(0).value, 34);
  EXPECT_FALSE(targets->at(0).held_out);
  EXPECT_EQ(targets->at(0).by, (std::vector<std::pair<std::string, std::string>>{{"sector", "trust"}}));
  EXPECT_TRUE(targets->back().held_out);
  EXPECT_EQ(base::to_text(*targets->back().at), "2017-05-12T23:50:00+01:00");
  const auto priors = ingest::read_priors(folder / "free.toml");
  ASSERT_TRUE(priors) << priors.error().to_text();
  EXPECT_EQ(priors->at(0).parameter, "n3-open-chance");
  EXPECT_EQ(priors->at(0).distribution.b, 1);
}

TEST(fitting, says_what_is_wrong_with_targets) {
  expect_says(wrong_targets(""), "write at least one [[target]]");
  expect_says(wrong_targets("[[target]]\nvalue = 3\nsource = 'x'\n"), "neither a measure nor a curve");
  expect_says(wrong_targets("[[target]]\nmeasure = 'a'\ncurve = 'b'\nvalue = 3\nsource = 'x'\n"), "or both");
  expect_says(wrong_targets("[[target]]\ncurve = 'b'\nvalue = 3\nsource = 'x'\n"), "at");
  expect_says(wrong_targets("[[target]]\nmeasure = 'a'\nvalue = -3\nsource = 'x'\n"), "-3");
  expect_says(wrong_targets("[[target]]\nmeasure = 'a'\nvalue = 3\n"), "source");
  expect_says(wrong_targets("[[target]]\nmeasure = 'a'\nvalue = 3\nsource = 'x'\nrole = 'guessed'\n"), "guessed");
  const std::string one = "[[target]]\nmeasure = 'a'\nvalue = 3\nsource = 'x'\n";
  expect_says(wrong_targets(one + one), "stands twice");
}

TEST(fitting, says_what_is_wrong_with_priors) {
  expect_says(wrong_priors("[[free]]\nparameter = 'p'\nassumed = 'x'\n"), "prior");
  expect_says(wrong_priors("[[free]]\nparameter = 'p'\nprior = { uniform = [1, 0] }\nassumed = 'x'\n"), "upside down");
  expect_says(wrong_priors("[[free]]\nparameter = 'p'\nprior = { uniform = [0, 1] }\n"), "assumed");
  const std::string one = "[[free]]\nparameter = 'p'\nprior = { uniform = [0, 1] }\nassumed = 'x'\n";
  expect_says(wrong_priors(one + one), "stands twice");
}

TEST(fitting, reads_a_posterior_of_this_estate_and_threat_only) {
  const auto joint = ingest::parse_posterior("posterior.json", posterior("", ""), tables(), "lure");
  ASSERT_TRUE(joint) << joint.error().to_text();
  EXPECT_EQ(joint->parameters, (std::vector<estate::Index>{0, 1}));
  EXPECT_EQ(joint->rows[1], (std::vector<double>{0.5, 2}));
  EXPECT_EQ(joint->weights[1], 0.75);
  expect_says(wrong_posterior("\"small\"", "\"large\""), "another estate");
  expect_says(wrong_posterior("\"lure\"", "\"worm\""), "another threat");
  expect_says(wrong_posterior("posterior/1", "posterior/2"), "not of the version");
  expect_says(wrong_posterior("\"opens\"", "\"shuts\""), "not a parameter");
  expect_says(wrong_posterior("\"delay\"", "\"each\""), "drawn per estate");
  expect_says(wrong_posterior("\"delay\"", "\"opens\""), "stands twice");
  expect_says(wrong_posterior("0.25,7", "0.25"), "a number for each parameter");
  expect_says(wrong_posterior("0.25,7", "1.25,7"), "leaves 0 to 1");
  expect_says(wrong_posterior("[0.25,0.75]", "[0.25]"), "not as many as the weights");
  expect_says(wrong_posterior("[0.25,0.75]", "[0,0]"), "no row any weight");
  expect_says(wrong_posterior("{", "["), "not JSON");
}

}  // namespace
