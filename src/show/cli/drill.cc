// cordon drill: simulate a threat against an estate, print and write what came out.

#include "foresee/drill/drill.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "foresee/exercise/exercise.h"
#include "show/cli/arguments.h"
#include "show/cli/counterfactuals.h"
#include "show/cli/drill_inputs.h"
#include "show/cli/interrupt.h"
#include "show/cli/output.h"
#include "show/cli/progress.h"
#include "show/cli/sensitivity.h"
#include "show/cli/status.h"
#include "show/cli/terminal.h"
#include "show/cli/verbs.h"
#include "show/pack/pack.h"
#include "show/report/assumed.h"
#include "show/report/report.h"
#include "show/report/share.h"

namespace cli {

namespace {

/// Where the results go. Found fit before the work.
struct Destination {
  explicit Destination(const DrillArguments& arguments)
      : out(arguments.out), exercise(arguments.exercise), json(arguments.json) {}
  OutputFolder out, exercise;
  std::filesystem::path json;

  base::Problems prepare() {
    base::Problems problems;
    if (!out.path().empty()) problems.add(out.prepare("--out"));
    if (!exercise.path().empty()) problems.add(exercise.prepare("--exercise"));
    if (!json.empty()) problems.add(check_file(json, "--json"));
    return problems;
  }
};

/// What stands beside the drill.
struct Beside {
  std::vector<Otherwise> others;
  std::optional<drill::Result> prior;
  std::optional<comparison::Sensitivity> sensitivity;
  std::vector<std::string> unmoved;
  bool complete = true;
};

/// Each drill by its name, and the comparison.
void add_counterfactuals(std::vector<Content>& contents, const report::Counterfactuals& made,
                         const report::Inputs& marked, const std::filesystem::path& folder) {
  report::Inputs inputs;
  inputs.marking = marked.marking;
  inputs.shared = marked.shared;
  for (std::size_t i = 1; i < made.sides.size(); ++i) {
    const report::Side& side = made.sides[i];
    contents.push_back({folder / (side.file + ".json"), report::to_json(side.result, inputs)});
  }
  contents.push_back({folder / "comparison.json", report::comparison_to_json(made.table, made.sides)});
}

/// Writes what was asked for; answers whether it could.
bool write_files(Destination& destination, const drill::Result& result, const report::Inputs& inputs) {
  std::vector<Content> contents;
  if (!destination.json.empty()) contents.push_back({destination.json, report::to_json(result, inputs)});
  const std::filesystem::path& folder = destination.out.path();
  if (!folder.empty()) {
    contents.push_back({folder / "drill.json", report::to_json(result, inputs)});
    contents.push_back({folder / "measures.csv", report::measures_csv(result)});
    contents.push_back({folder / "curves.csv", report::curves_csv(result)});
    contents.push_back({folder / "report.html", report::to_html(result, inputs)});
    if (inputs.counterfactuals != nullptr) add_counterfactuals(contents, *inputs.counterfactuals, inputs, folder);
    if (inputs.prior != nullptr) {
      report::Inputs marked;
      marked.marking = inputs.marking;
      marked.shared = inputs.shared;
      contents.push_back({folder / (std::string(before_the_fit) + ".json"), report::to_json(*inputs.prior, marked)});
    }
    if (inputs.sensitivity != nullptr) {
      contents.push_back({folder / "assumptions.csv", report::sensitivity_csv(*inputs.sensitivity)});
    }
  }
  const auto wrong = write_all(contents);
  if (wrong) {
    print_error(*wrong + "\n");
    return false;
  }
  destination.out.keep();
  if (!folder.empty()) print("\nReport: " + (folder / "report.html").string() + "\n");
  return true;
}

base::Result<drill::Result> simulate(const DrillInputs& inputs, drill::Options options, drill::Ranks& ranks) {
  const bool speaks = ranks.rank() == 0;
  Progress progress(is_terminal(2), width(2));
  if (speaks) {
    options.on_progress = [&](std::uint64_t done, std::uint64_t of) { progress.show(done, of); };
  }
  options.should_stop = was_interrupted;
  options.ranks = &ranks;
  catch_interrupts();
  auto result = drill::run(*inputs.estate, inputs.threat, inputs.defence, options);
  progress.finish();
  return result;
}

/// Simulates what would have been otherwise, one after the other; fewer when it is interrupted, or one fails.
base::Result<std::vector<Otherwise>> simulate_all(const std::vector<Variant>& variants, drill::Ranks& ranks) {
  std::vector<Otherwise> done;
  for (const Variant& variant : variants) {
    if (ranks.rank() == 0 && is_terminal(2)) print_error(variant.counterfactual.title + "\n");
    auto result = simulate(variant.inputs, variant.inputs.options, ranks);
    if (!result) return tl::unexpected(result.error());
    if (result->partial) break;
    done.push_back({variant.counterfactual.name, variant.counterfactual.title, std::move(*result)});
  }
  return done;
}

/// All that was asked for beside the drill, as far as nobody interrupts it.
base::Result<Beside> simulate_beside(const DrillArguments& arguments, const DrillInputs& inputs,
                                     const std::vector<Variant>& variants, const std::optional<Variant>& prior,
                                     const drill::Result& result, drill::Ranks& ranks) {
  Beside made;
  if (prior) {
    auto before = simulate(prior->inputs, prior->inputs.options, ranks);
    if (!before) return tl::unexpected(before.error());
    made.complete = !before->partial;
    if (made.complete) made.prior = std::move(*before);
  }
  auto others = simulate_all(made.complete ? variants : std::vector<Variant>{}, ranks);
  if (!others) return tl::unexpected(others.error());
  made.complete = made.complete && others->size() == variants.size();
  made.others = std::move(*others);
  if (arguments.sensitivity == 0 || !made.complete) return made;
  if (ranks.rank() == 0 && is_terminal(2)) print_error("Each assumed number at both ends of its range\n");
  auto sensitivity = move_assumptions(arguments, inputs, result, ranks, made.unmoved);
  if (!sensitivity) return tl::unexpected(sensitivity.error());
  made.sensitivity = std::move(*sensitivity);
  made.complete = !was_interrupted();
  return made;
}

/// Writes the pack of one simulated outbreak; answers the exit status.
int write_exercise(const DrillArguments& arguments, const DrillInputs& inputs, const drill::Result& result,
                   Destination& destination) {
  const auto which = arguments.exercise_run == "median" ? exercise::Which::median : exercise::Which::ninetieth;
  const auto story = exercise::tell(*inputs.estate, inputs.threat, inputs.defence, result, which, inputs.exercise_s);
  if (!story) {
    print_problems(story.error());
    return failed;
  }
  const pack::Subject subject{*inputs.estate, inputs.threat, *story,          which,
                              result.start,   result.seed,   result.replicas, arguments.marking};
  const std::filesystem::path& folder = destination.exercise.path();
  std::vector<Content> contents;
  for (pack::File& file : pack::exercise_pack(subject)) contents.push_back({folder / file.name, std::move(file.bytes)});
  if (const auto wrong = write_all(contents)) {
    print_error(*wrong + "\n");
    return failed;
  }
  destination.exercise.keep();
  print("Exercise: " + (folder / "facilitator.odt").string() + "\n");
  return ok;
}

/// Prints and writes what may be seen; answers whether it could.
bool tell(const DrillArguments& arguments, const DrillInputs& inputs, drill::Result result, Beside beside_it,
          Destination& destination) {
  print(arguments.marking + "\n");
  threat::Threat threat = inputs.threat;
  if (arguments.share) {
    result = report::shared(result);
    threat = report::shared(inputs.threat);
    for (Otherwise& other : beside_it.others) other.result = report::shared(other.result);
    if (beside_it.prior) beside_it.prior = report::shared(*beside_it.prior);
  }
  print(report::to_terminal(result, wants_colour(1), width(1)));
  report::Counterfactuals counterfactuals;
  if (!beside_it.others.empty()) {
    counterfactuals = beside(result, std::move(beside_it.others));
    print("\n" +
          report::comparison_to_terminal(counterfactuals.table, counterfactuals.sides, wants_colour(1), width(1)));
  }
  report::Inputs sources;
  sources.threat = &threat;
  if (!arguments.share) sources.estate = &*inputs.estate;
  if (!arguments.share && !arguments.defence.empty()) sources.defence = &inputs.defence;
  sources.marking = arguments.marking;
  sources.shared = arguments.share;
  if (!counterfactuals.sides.empty()) sources.counterfactuals = &counterfactuals;
  if (beside_it.prior) sources.prior = &*beside_it.prior;
  if (!inputs.priors.empty()) sources.priors = &inputs.priors;
  if (beside_it.sensitivity) {
    sources.sensitivity = &*beside_it.sensitivity;
    print("\n" + report::sensitivity_to_terminal(*beside_it.sensitivity, wants_colour(1), width(1)));
    for (const std::string& place : beside_it.unmoved)
      print("Not moved, since other checks forbid it: " + place + "\n");
  }
  print(report::assumed_to_terminal(result, sources, wants_colour(1), width(1)));
  std::optional<exercise::Story> story;
  if (!arguments.share && !arguments.out.empty() && result.replicas > 0) {
    auto told = exercise::tell_run(*inputs.estate, inputs.threat, inputs.defence, result, exercise::Which::median);
    if (told) story = std::move(*told);
  }
  if (story) sources.story = &*story;
  return write_files(destination, result, sources);
}

int run(const DrillArguments& arguments, drill::Ranks& ranks) {
  // Only rank 0 speaks and writes. A rank that cannot go on tells the others before the work: none waits for it.
  const bool first = ranks.rank() == 0;
  auto inputs = read_drill(arguments);
  base::Problems problems;
  if (!inputs) problems.add(inputs.error());
  std::vector<Variant> variants;
  std::optional<Variant> prior;
  if (inputs) {
    variants = read_counterfactuals(arguments, *inputs, problems);
    prior = read_prior(arguments, *inputs, problems);
  }
  Destination destination(arguments);
  if (first && problems.empty()) problems.add(destination.prepare());
  const bool first_failed = ranks.most(first && !problems.empty() ? 1 : 0) != 0;
  if (!problems.empty() && (first || !first_failed)) print_problems(problems);
  if (ranks.most(problems.empty() ? 0 : 1) != 0) return bad_input;
  if (first) {
    for (const std::string& line : inputs->exposed) print_error(line + "\n");
  }

  const auto result = simulate(*inputs, inputs->options, ranks);
  if (!result) {
    if (first) return refused(result.error());
  }
  auto beside_it = result->partial ? base::Result<Beside>(Beside{})
                                   : simulate_beside(arguments, *inputs, variants, prior, *result, ranks);
  if (!beside_it) {
    if (first) return refused(beside_it.error());
  }
  const int status = result->partial || !beside_it->complete ? interrupted : ok;
  if (!first) return status;
  if (!tell(arguments, *inputs, *result, std::move(*beside_it), destination)) return failed;
  if (arguments.exercise.empty() || result->replicas == 0) return status;
  const int written = write_exercise(arguments, *inputs, *result, destination);
  return written == ok ? status : written;
}

constexpr const char* examples =
    "Examples:\n"
    "  cordon drill --estate estates/example-trust --threat threats/wannacry-2017.toml\n"
    "  cordon drill --estate my-trust --threat threats/notpetya-2017.toml --defence my-trust/defence.toml --out "
    "result\n"
    "  cordon drill --estate my-trust --threat my-threat.toml --until-error 'organisations_infected(sector=trust)=2%'\n"
    "  cordon drill --estate my-trust --threat my-threat.toml --counterfactual what-if/*.toml --out result\n"
    "  mpirun -n 4 cordon drill --estate my-trust --threat threats/wannacry-2017.toml --json result.json\n"
    "\n"
    "Memory: some 25 kB for each outbreak of a national estate over 14 days and 2 kB for one of a single trust, and a\n"
    "simulation of its own for each thread. A drill whose numbers would need more than 4 GiB is refused at once; "
    "under\n"
    "mpirun each process keeps them all.\n"
    "\n"
    "The same inputs, seed and number of replicas give the same result, on any number of threads or ranks.\n"
    "Ctrl-C once stops and keeps what there is, marked partial (exit status 130); twice quits at once.";

}  // namespace

void add_drill(CLI::App& app, Action& action) {
  CLI::App* verb = app.add_subcommand("drill", "Simulate a threat against an estate: how far, and what goes down");
  verb->footer(examples);
  auto arguments = std::make_shared<DrillArguments>();
  DrillArguments& a = *arguments;
  add_sources(*verb, a.estate, a.threat, a.defence);
  verb->add_option("--exposure", a.exposure,
                   "Store whose inventories say which devices are vulnerable (docs/exposed.md)")
      ->type_name("FILE");
  auto* posterior =
      verb->add_option("--posterior", a.posterior, "What a fit left open: each outbreak draws from it (cordon fit)")
          ->type_name("FILE");
  verb->add_option("--prior", a.prior,
                   "What the fit was free to choose (its --free): shows the drill before it as well")
      ->needs(posterior)
      ->type_name("FILE");
  verb->add_option(
          "--counterfactual", a.counterfactuals,
          "The same outbreaks again with something otherwise (docs/formats/counterfactual.md); repeat for more")
      ->type_name("FILE");
  auto* replicas = verb->add_option("--replicas", a.replicas, "How many outbreaks to simulate")
                       ->check(whole(1, 1000000000))
                       ->capture_default_str()
                       ->type_name("N");
  verb->add_option("--until-error", a.until_error,
                   "Instead: until the standard error of a measure's mean is at most so much of it")
      ->excludes(replicas)
      ->type_name("MEASURE=REL%");
  add_course(*verb, a.seed, a.threads, a.start, a.horizon);
  verb->add_option("--out", a.out, "Write drill.json, measures.csv, curves.csv and report.html here")->type_name("DIR");
  verb->add_option("--json", a.json, "Write the result as JSON (docs/formats/result.md)")->type_name("FILE");
  verb->add_option("--marking", a.marking, "Who may read it, by the Traffic Light Protocol 2.0; stands on every page")
      ->check(CLI::IsMember({"TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR"}, CLI::ignore_case))
      ->capture_default_str()
      ->type_name("LABEL");
  auto* share =
      verb->add_flag("--share", a.share, "Leave out what tells of weak spots: only totals of organisations remain");
  verb->add_option("--sensitivity", a.sensitivity,
                   "Move each assumed number to both ends of its plausible range, N outbreaks each, and rank them")
      ->excludes(share)
      ->check(whole(10, 1000000))
      ->type_name("N");
  auto* exercise = verb->add_option("--exercise", a.exercise,
                                    "Write a tabletop exercise of one simulated outbreak here (docs/exercise.md)")
                       ->excludes(share)
                       ->type_name("DIR");
  verb->add_option("--exercise-run", a.exercise_run, "Which one: nearest to the median, or to the 90th percentile")
      ->needs(exercise)
      ->check(CLI::IsMember({"median", "p90"}))
      ->capture_default_str()
      ->type_name("WHICH");
  verb->add_option("--exercise-length", a.exercise_length, "How long the exercise takes")
      ->needs(exercise)
      ->capture_default_str()
      ->type_name("TIME");
  verb->callback(
      [arguments, &action] { action = [arguments](drill::Ranks& ranks) { return run(*arguments, ranks); }; });
}

}  // namespace cli
