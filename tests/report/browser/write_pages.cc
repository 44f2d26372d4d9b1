// Writes the pages and the JSON that the browser tests open: report_pages DIR

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "report/sample.h"
#include "report/sample_exposed.h"
#include "show/report/comparison.h"
#include "show/report/fit_report.h"

namespace {

bool write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  return out.good();
}

/// Told apart, not told apart, not comparable.
report::Counterfactuals counterfactuals() {
  drill::Result base = sample::small();
  base.measures[0].replicas = {41, 38, 20, 71, 30, 44, 52, 60, 39, 47};
  drill::Result better = base;
  for (double& value : better.measures[0].replicas) value -= 17 + value / 10;
  drill::Result alike = base;
  alike.measures[0].replicas[0] += 1;
  report::Counterfactuals made;
  made.sides = {{"as-it-was", base}, {"better", better}, {"alike", alike}, {"hostile", sample::hostile()}};
  made.titles = {"As it was", "The alert acted on", "<b>The kill switch</b> an hour sooner", "Another estate"};
  std::vector<drill::Result> drills;
  for (const report::Side& side : made.sides) drills.push_back(side.result);
  made.table = comparison::side_by_side(drills, comparison::headline(base), 0);
  return made;
}

/// A comparison with whatever a measure can come to: paired, not coupled, left out, never finite.
std::string side_by_side() {
  drill::Result unlike = sample::small();
  unlike.seed += 1;
  unlike.measures[2].unit = "euros";
  drill::Result other = sample::small();
  other.measures[0].replicas = {40, 38, 1, 70, 3};
  other.measures[2].replicas = std::vector<double>(5, HUGE_VAL);
  const std::vector<report::Side> sides = {
      {"a.json", sample::small()}, {"b.json", other}, {"c.json", unlike}, {"d.json", sample::hostile()}};
  std::vector<drill::Result> drills;
  for (const report::Side& side : sides) drills.push_back(side.result);
  const comparison::Table table = comparison::side_by_side(drills, comparison::headline(drills[0]), 0);
  return report::comparison_to_json(table, sides);
}

/// A page with all that stands beside a drill after a fit.
std::string after_a_fit(const sample::World& world) {
  estate::Tables tables = world.estate.tables();
  estate::Parameter parameter;
  parameter.name = "open-<chance>";
  parameter.per = estate::Parameter::Per::estate;
  parameter.cases.push_back({{}, base::Distribution::fixed(0.5), estate::none});
  tables.parameters.push_back(parameter);
  tables.joint = {{static_cast<estate::Index>(tables.parameters.size() - 1)}, {{0.2}, {0.3}, {0.5}}, {1, 2, 1}};
  const estate::Estate estate(tables);
  const std::vector<estate::Prior> priors = {
      {"open-<chance>", {base::Distribution::Kind::uniform, 0, 1, {}, {}}, "", "a guess"}};
  const report::Counterfactuals made = counterfactuals();
  const std::vector<comparison::Which> measures = comparison::headline(made.sides[0].result);
  std::vector<comparison::Moved> numbers;
  for (int i = 0; i < 15; ++i) {
    numbers.push_back({"threat.rate[" + std::to_string(i) + "]", "1", "<b>a guess</b>", "0.5", "2",
                       comparison::swings(made.sides[0].result, made.sides[1].result, made.sides[2].result, measures)});
  }
  const comparison::Sensitivity sensitivity =
      comparison::ranked(made.sides[0].result, measures, std::move(numbers), 10);
  const drill::Result prior = sample::national();
  report::Inputs inputs = world.inputs();
  inputs.estate = &estate;
  inputs.priors = &priors;
  inputs.prior = &prior;
  inputs.sensitivity = &sensitivity;
  return report::to_html(sample::national(), inputs);
}

/// The page of a fit of two parameters to two targets.
std::string fit_page() {
  const std::vector<estate::Target> targets = {
      {"organisations_infected", {{"sector", "trust"}}, std::nullopt, 34, false, "NAO"},
      {"organisations_reporting", {}, base::Instant{1494590400, 3600}, 4, true, "<LLR>"}};
  const std::vector<estate::Prior> priors = {
      {"open", {base::Distribution::Kind::uniform, 0, 1, {}, {}}, "", "a guess"},
      {"<unpatched>", {base::Distribution::Kind::uniform, 0, 1, {}, {}}, "", "a guess"}};
  fit::Result result;
  result.particles = {{{0.1, 1.0 / 3}, {30, 5}, 0.5, 1, 0.25}, {{0.4, 0.9}, {35, 9}, 0.1, 3, 0.75}};
  result.checks = {{{20, 20, 0, 10, 30, 70, 1}, {34, 33, 20, 30, 38, 45, 1}, true},
                   {{20, 20, 0, 10, 30, 70, 1}, {15, 15, 8, 10, 20, HUGE_VAL, 1}, false}};
  result.learnt = {{{0.5, 0.5, 0.05, 0.25, 0.75, 0.95, 0.01}, {0.3, 0.4, 0.1, 0.1, 0.4, 0.4, 0.001}, 0.8},
                   {{0.5, 0.5, 0.05, 0.25, 0.75, 0.95, 0.01}, {0.7, 0.9, 0.3, 0.3, 0.9, 0.9, 0.01}, 0.02}};
  result.correlation = {1, 0.9, 0.9, 1};
  result.rounds = {{2000, 1, 2.5, 1000}, {2900, 0.2, 0.5, 800.5}};
  result.left_out = {result.checks[0], std::nullopt};
  result.reached = true;
  return report::fit_html(result, {"nhs", "worm", "", targets, priors, 7, {1494543600, 3600}, 172800});
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return 2;
  const std::filesystem::path folder = arguments[1];
  std::filesystem::create_directories(folder);
  const sample::World world = sample::world();
  drill::Result partial = sample::small();
  partial.partial = true;
  partial.replicas = 312;
  bool good = true;
  const auto both = [&](const std::string& name, const drill::Result& result, const report::Inputs& inputs) {
    good = good && write(folder / (name + ".html"), report::to_html(result, inputs)) &&
           write(folder / (name + ".json"), report::to_json(result, inputs));
  };
  both("national", sample::national(), world.inputs());
  both("partial", partial, world.inputs());
  both("hostile", sample::hostile(), world.inputs());
  report::Counterfactuals otherwise = counterfactuals();
  report::Inputs with_others = world.inputs();
  with_others.counterfactuals = &otherwise;
  both("otherwise", otherwise.sides[0].result, with_others);
  const sample::Told told = sample::told();
  report::Inputs with_story;
  with_story.estate = &told.estate;
  with_story.story = &told.story;
  both("story", sample::small(), with_story);
  both("bare", sample::small(), {});
  good = good && write(folder / "after-a-fit.html", after_a_fit(world)) && write(folder / "fit.html", fit_page());
  good = good && write(folder / "exposed.html",
                       report::exposed_html(sample::ExposedFleet().answer(), report::ExposedBy::organisation));
  std::filesystem::create_directories(folder / "comparisons");
  good = good && write(folder / "comparisons" / "comparison.json", side_by_side());
  return good ? 0 : 1;
}
