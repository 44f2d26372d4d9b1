// cordon compare: drills side by side, as the files that `cordon drill --json` wrote.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "foresee/comparison/side_by_side.h"
#include "show/cli/drill_json.h"
#include "show/cli/output.h"
#include "show/cli/status.h"
#include "show/cli/terminal.h"
#include "show/cli/until.h"
#include "show/cli/verbs.h"
#include "show/report/comparison.h"
#include "world/ingest/text.h"

namespace cli {

namespace {

/// What stands on the command line.
struct CompareArguments {
  std::vector<std::string> files;
  std::vector<std::string> measures;
  std::string by;
  std::string json;
};

/// What is compared, and what it is ranked by.
struct Choice {
  std::vector<comparison::Which> measures;
  std::size_t ranked_by = 0;
};

std::vector<report::Side> read_all(const std::vector<std::string>& files, base::Problems& problems) {
  std::vector<report::Side> sides;
  for (const std::string& file : files) {
    auto result = read_drill_json(file);
    if (!result) problems.add(result.error());
    if (result) sides.push_back({file, std::move(*result)});
  }
  return sides;
}

/// The measure that is meant, when it is in the base. What the others lack is said in the table.
std::optional<comparison::Which> resolve(const std::string& text, const char* option, const drill::Result& base,
                                         base::Problems& problems) {
  const auto measure = parse_measure(text);
  if (measure && comparison::find(base, {measure->first, measure->second}) != nullptr) {
    return comparison::Which{measure->first, measure->second};
  }
  constexpr std::size_t close = 3;
  std::string mend = "write one that has replicas there, such as organisations_infected";
  std::size_t best = close + 1;
  for (const drill::Measure& there : base.measures) {
    const std::size_t distance = ingest::edit_distance(text, there.name, close);
    if (there.replicas.empty() || distance >= best) continue;
    best = distance;
    mend = fmt::format("did you mean {}?", there.name);
  }
  problems.add({"", option, ingest::shown(text), "is no measure of the first file that can be compared", mend});
  return std::nullopt;
}

Choice choose(const CompareArguments& arguments, const drill::Result& base, base::Problems& problems) {
  Choice choice;
  const auto add = [&](const comparison::Which& which) {
    const auto found = std::ranges::find(choice.measures, which);
    if (found == choice.measures.end()) choice.measures.push_back(which);
    return static_cast<std::size_t>(std::ranges::find(choice.measures, which) - choice.measures.begin());
  };
  for (const std::string& text : arguments.measures) {
    if (text == "all") {
      for (const drill::Measure& measure : base.measures) {
        if (!measure.replicas.empty()) add({measure.name, measure.by});
      }
    } else if (const auto which = resolve(text, "--measure", base, problems)) {
      add(*which);
    }
  }
  if (arguments.measures.empty()) choice.measures = comparison::headline(base);
  if (arguments.by.empty()) return choice;
  if (const auto which = resolve(arguments.by, "--by", base, problems)) choice.ranked_by = add(*which);
  return choice;
}

int run(const CompareArguments& arguments) {
  base::Problems problems;
  const std::vector<report::Side> sides = read_all(arguments.files, problems);
  Choice choice;
  if (problems.empty()) choice = choose(arguments, sides[0].result, problems);
  if (!arguments.json.empty()) problems.add(check_file(arguments.json, "--json"));
  if (!problems.empty()) return refused(problems);
  std::vector<drill::Result> drills;
  drills.reserve(sides.size());
  for (const report::Side& side : sides) drills.push_back(side.result);
  const comparison::Table table = comparison::side_by_side(drills, choice.measures, choice.ranked_by);
  print(report::comparison_to_terminal(table, sides, wants_colour(1), width(1)));
  if (arguments.json.empty()) return ok;
  const auto wrong = write_all({{arguments.json, report::comparison_to_json(table, sides)}});
  if (!wrong) return ok;
  print_error(*wrong + "\n");
  return failed;
}

constexpr const char* examples =
    "Examples:\n"
    "  cordon drill --estate my-trust --threat worm.toml --json before.json\n"
    "  cordon drill --estate my-trust --threat worm.toml --defence faster.toml --json after.json\n"
    "  cordon compare before.json after.json\n"
    "  cordon compare before.json after.json --measure cost_total --measure 'organisations_infected(sector=trust)'\n"
    "  cordon compare before.json a.json b.json --by service_hours_lost --json comparison.json\n"
    "\n"
    "Memory: all results that are compared are held at once, some ten times the size of the files.\n"
    "\n"
    "Drills of the same seed, start, horizon and estate are compared outbreak by outbreak: that is far sharper.";

}  // namespace

void add_compare(CLI::App& app, Action& action) {
  CLI::App* verb = app.add_subcommand("compare", "Set drills side by side: what would have been better, and how sure");
  verb->footer(examples);
  auto arguments = std::make_shared<CompareArguments>();
  CompareArguments& a = *arguments;
  verb->add_option("FILE", a.files, "Results of cordon drill --json; the first is the base")
      ->required()
      ->expected(-2)
      ->type_name("");
  verb->add_option("--measure", a.measures, "Compare this measure (repeat for more), or all; without: the main ones")
      ->take_all()
      ->expected(1)
      ->type_name("NAME");
  verb->add_option("--by", a.by, "Rank by this measure; without: the first that is compared")->type_name("NAME");
  verb->add_option("--json", a.json, "Write the comparison as JSON (docs/formats/compare.md)")->type_name("FILE");
  verb->callback([arguments, &action] { action = [arguments](drill::Ranks&) { return run(*arguments); }; });
}

}  // namespace cli
