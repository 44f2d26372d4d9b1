// Writes the pages and the JSON that the browser tests open: report_pages DIR

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "report/sample.h"
#include "show/report/comparison.h"

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
  std::filesystem::create_directories(folder / "comparisons");
  good = good && write(folder / "comparisons" / "comparison.json", side_by_side());
  return good ? 0 : 1;
}
