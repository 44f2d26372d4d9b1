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
  both("bare", sample::small(), {});
  std::filesystem::create_directories(folder / "comparisons");
  good = good && write(folder / "comparisons" / "comparison.json", side_by_side());
  return good ? 0 : 1;
}
