// A fit's files: what is written reads back as it was; text and page say what the result says.

#include "show/report/fit_report.h"

#include <gtest/gtest.h>

#include <limits>

#include "world/ingest/fitting.h"

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

const std::vector<estate::Target> targets = {
    {"organisations_infected", {{"sector", "trust"}}, std::nullopt, 34, false, "NAO"},
    {"organisations_reporting", {}, base::Instant{1494590400, 3600}, 4, true, "<LLR>"}};
const std::vector<estate::Prior> priors = {
    {"n3-open", {base::Distribution::Kind::uniform, 0, 1, {}, {}}, "", "a guess"},
    {"unpatched", {base::Distribution::Kind::uniform, 0, 1, {}, {}}, "", "a guess"}};

report::Fitted fitted() {
  return {"nhs", "worm", "", targets, priors, 7, {1494543600, 3600}, 172800};
}

fit::Result sample() {
  fit::Result result;
  result.particles = {{{0.1, 1.0 / 3}, {30, 5}, 0.5, 1, 0.25}, {{0.4, 0.9}, {35, 9}, 0.1, 3, 0.75}};
  result.checks = {{{20, 20, 0, 10, 30, 70, 1}, {34, 33, 20, 30, 38, 45, 1}, true},
                   {{20, 20, 0, 10, 30, 70, 1}, {15, 15, 8, 10, 20, infinite, 1}, false}};
  result.learnt = {{{0.5, 0.5, 0.05, 0.25, 0.75, 0.95, 0.01}, {0.3, 0.4, 0.1, 0.1, 0.4, 0.4, 0.001}, 0.8},
                   {{0.5, 0.5, 0.05, 0.25, 0.75, 0.95, 0.01}, {0.7, 0.9, 0.3, 0.3, 0.9, 0.9, 0.01}, 0.02}};
  result.correlation = {1, 0.9, 0.9, 1};
  result.rounds = {{2000, 1, 2.5, 1000}, {2900, 0.2, 0.5, 800.5}};
  result.reached = true;
  return result;
}

TEST(FitReport, PosteriorReadsBack) {
  estate::Tables tables;
  tables.name = "nhs";
  for (const char* name : {"unpatched", "n3-open"}) {
    estate::Parameter parameter;
    parameter.name = name;
    parameter.per = estate::Parameter::Per::estate;
    parameter.cases.push_back({{}, base::Distribution::fixed(0.5), estate::none});
    tables.parameters.push_back(parameter);
  }
  const auto joint =
      ingest::parse_posterior("posterior.json", report::posterior_json(sample(), fitted()), tables, "worm");
  ASSERT_TRUE(joint) << joint.error().to_text();
  EXPECT_EQ(joint->parameters, (std::vector<estate::Index>{1, 0}));
  EXPECT_EQ(joint->rows[0], (std::vector<double>{0.1, 1.0 / 3}));
  EXPECT_EQ(joint->weights, (std::vector<double>{0.25, 0.75}));
}

TEST(FitReport, StateReadsBackForTheSameInputsOnly) {
  fit::State state;
  state.kept = sample().particles;
  state.kept[0].outcome[1] = infinite;
  state.spread = {3.5, 1};
  state.rounds = sample().rounds;
  state.rounds[0].tolerance = infinite;
  state.prior = {sample().checks[0].before, sample().checks[1].after};
  const std::string text = report::fit_state_json(state, "mark");
  const auto again = report::parse_fit_state(text, "mark");
  ASSERT_TRUE(again);
  EXPECT_EQ(report::fit_state_json(*again, "mark"), text);
  EXPECT_EQ(again->kept[0].outcome[1], infinite);
  EXPECT_EQ(again->kept[1].importance, 3);
  EXPECT_FALSE(report::parse_fit_state(text, "other"));
  EXPECT_FALSE(report::parse_fit_state("", "mark"));
  EXPECT_FALSE(report::parse_fit_state("[1, 2]", "mark"));
  for (std::size_t cut = 1; cut < text.size(); cut += 7) {
    EXPECT_FALSE(report::parse_fit_state(text.substr(0, cut), "mark")) << cut;
  }
}

TEST(FitReport, TextAndPageSayWhatCameOut) {
  const std::string text = report::fit_text(sample(), fitted());
  for (const char* part :
       {"The fit reaches its targets", "Trusts infected", "20–45", "8–not known", "NO (held out)",
        "cannot tell n3-open and unpatched apart (correlation 0.90)", "next to nothing of unpatched", "2,900"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
  const std::string page = report::fit_html(sample(), fitted());
  EXPECT_NE(page.find("Trusts infected"), std::string::npos);
  EXPECT_EQ(page.find("<script"), std::string::npos);
  fit::Result missed = sample();
  missed.reached = missed.checks[0].reached = false;
  EXPECT_NE(report::fit_text(missed, fitted()).find("does not reach: Trusts infected (published 34, nearest 20–45)"),
            std::string::npos);
  fit::Result partial;
  partial.partial = true;
  EXPECT_NE(report::fit_text(partial, fitted()).find("--resume"), std::string::npos);
}

}  // namespace
