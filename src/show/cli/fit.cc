// cordon fit: find values of the free parameters that bring out what was published.

#include "foresee/fit/fit.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>

#include "show/cli/arguments.h"
#include "show/cli/interrupt.h"
#include "show/cli/output.h"
#include "show/cli/progress.h"
#include "show/cli/status.h"
#include "show/cli/terminal.h"
#include "show/cli/verbs.h"
#include "show/report/fit_report.h"
#include "world/ingest/defence.h"
#include "world/ingest/estate.h"
#include "world/ingest/fitting.h"
#include "world/ingest/threat.h"
#include "world/ingest/toml_tree.h"

namespace cli {

namespace {

constexpr const char* state_file = "fit-state.json";

struct FitArguments {
  std::string estate, threat, defence, targets, free;
  std::string out;
  std::uint64_t seed = 1;
  unsigned threads = 0;  ///< 0: all cores
  std::uint64_t particles = 1000;
  std::uint64_t outbreaks = 60000;
  std::string start;
  std::string horizon = "14d";
  bool resume = false;
  bool leave_one_out = false;
};

struct Inputs {
  std::optional<estate::Estate> estate;
  threat::Threat threat;
  threat::Defence defence;
  std::vector<estate::Target> targets;
  std::vector<estate::Prior> priors;
  fit::Options options;
  std::string mark;  ///< the same for the same inputs: what a saved state belongs to
};

/// The bytes of all inputs and the options that matter, in one number. It guards against mistakes, not against malice.
std::string mark_of(const FitArguments& arguments) {
  std::string all = fmt::format("{} {} {} {} {}", CORDON_VERSION, arguments.seed, arguments.particles, arguments.start,
                                arguments.horizon);
  std::vector<std::filesystem::path> files = {arguments.threat, arguments.defence, arguments.targets, arguments.free};
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(arguments.estate, ignored))
    files.push_back(entry.path());
  std::sort(files.begin() + 4, files.end());
  for (const std::filesystem::path& file : files) {
    std::ifstream stream(file, std::ios::binary);
    all += fmt::format("\n{:x}", std::hash<std::string>()(std::string(std::istreambuf_iterator<char>(stream), {})));
  }
  return fmt::format("{:016x}", std::hash<std::string>()(all));
}

template <class T>
void take(T& into, base::Result<T> read, base::Problems& problems) {
  if (read) {
    into = std::move(*read);
  } else {
    problems.add(read.error());
  }
}

base::Result<Inputs> read(const FitArguments& arguments) {
  base::Problems problems;
  Inputs inputs;
  inputs.options.seed = arguments.seed;
  inputs.options.threads = arguments.threads == 0 ? cores() : arguments.threads;
  inputs.options.particles = arguments.particles;
  inputs.options.outbreaks_most = arguments.outbreaks;
  inputs.options.leave_one_out = arguments.leave_one_out;
  if (arguments.outbreaks < 2 * arguments.particles) {
    problems.add(
        {"", "--outbreaks", fmt::format("{}", arguments.outbreaks), "are too few for these particles",
         fmt::format("ask for at least {}: the first round takes twice the particles", 2 * arguments.particles)});
  }
  read_horizon(arguments.horizon, inputs.options.horizon_s, problems);
  take(inputs.targets, ingest::read_targets(arguments.targets), problems);
  take(inputs.priors, ingest::read_priors(arguments.free), problems);
  take(inputs.threat, ingest::read_threat(arguments.threat), problems);
  if (!arguments.defence.empty()) take(inputs.defence, ingest::read_defence(arguments.defence), problems);
  inputs.options.start = inputs.threat.start;
  read_start(arguments.start, inputs.options.start, problems);
  auto tables = ingest::read_estate(arguments.estate);
  if (tables) {
    inputs.estate.emplace(fit::with_targets(std::move(*tables), inputs.targets));
  } else {
    problems.add(tables.error());
  }
  if (!problems.empty()) return tl::unexpected(problems);
  inputs.mark = mark_of(arguments);
  return inputs;
}

/// The fit does not know what the files are called.
base::Problems with_paths(const base::Problems& from, const FitArguments& arguments) {
  base::Problems problems;
  for (base::Problem problem : from.kept()) {
    if (problem.file == "targets") problem.file = arguments.targets;
    if (problem.file == "free parameters") problem.file = arguments.free;
    problems.add(std::move(problem));
  }
  return problems;
}

base::Problems take_up(const std::filesystem::path& folder, Inputs& inputs) {
  const std::filesystem::path file = folder / state_file;
  const auto text = ingest::read_bytes(file, ingest::posterior_bytes_max);
  if (!text) return text.error();
  inputs.options.resume = report::parse_fit_state(*text, inputs.mark);
  if (inputs.options.resume) return {};
  return base::Problem{file.string(), "", "", "is not the state of a fit of these inputs",
                       "leave --resume out, or give the same inputs, seed and particles as then"};
}

int run(const FitArguments& arguments, const drill::Ranks& ranks) {
  if (ranks.rank() != 0) return ok;  // a fit is the work of one process and its threads
  auto inputs = read(arguments);
  base::Problems problems;
  if (!inputs) problems.add(inputs.error());
  OutputFolder out(arguments.out);
  if (problems.empty() && arguments.resume) problems.add(take_up(out.path(), *inputs));
  if (problems.empty()) problems.add(out.prepare("--out"));
  if (!problems.empty()) return refused(problems);
  Progress progress(is_terminal(2), width(2));
  std::optional<std::string> unsaved;
  inputs->options.on_progress = [&](std::uint64_t done, std::uint64_t of) { progress.show(done, of); };
  inputs->options.on_round = [&](const fit::State& state) {
    out.keep();
    unsaved = write_all({{out.path() / state_file, report::fit_state_json(state, inputs->mark)}});
  };
  inputs->options.should_stop = was_interrupted;
  catch_interrupts();
  const auto result =
      fit::run(*inputs->estate, inputs->threat, inputs->defence, inputs->targets, inputs->priors, inputs->options);
  progress.finish();
  if (!result) return refused(with_paths(result.error(), arguments));
  const report::Fitted fitted{inputs->estate->name,  inputs->threat.name,      inputs->defence.name,
                              inputs->targets,       inputs->priors,           arguments.seed,
                              inputs->options.start, inputs->options.horizon_s};
  const std::string text = report::fit_text(*result, fitted);
  print(text);
  std::vector<Content> contents = {{out.path() / "fit.txt", text},
                                   {out.path() / "fit.html", report::fit_html(*result, fitted)}};
  if (result->reached) contents.push_back({out.path() / "posterior.json", report::posterior_json(*result, fitted)});
  auto wrong = write_all(contents);
  if (!wrong) wrong = unsaved;
  if (wrong) {
    print_error(*wrong + "\n");
    return failed;
  }
  out.keep();
  if (result->partial) return interrupted;
  print("\nPage: " + (out.path() / "fit.html").string() + "\n");
  return result->reached ? ok : failed;
}

constexpr const char* examples =
    "Examples:\n"
    "  cordon fit --estate out/nhs-england-2017 --threat threats/wannacry-2017.toml\n"
    "      --defence estates/nhs-england-2017/defence.toml --targets estates/nhs-england-2017/targets.toml\n"
    "      --free estates/nhs-england-2017/free.toml --horizon 2d --out out/fit\n"
    "  cordon drill ... --posterior out/fit/posterior.json\n"
    "\n"
    "Memory: some kB for each set of values that is kept, and a simulation of its own for each thread.\n"
    "\n"
    "Writes posterior.json, fit.txt and fit.html; no posterior when a target is not reached (exit status 1).\n"
    "Ctrl-C stops after what was done; the same command with --resume goes on (exit status 130).";

}  // namespace

void add_fit(CLI::App& app, Action& action) {
  CLI::App* verb = app.add_subcommand("fit", "Fit parameters that nobody knows to numbers that were published");
  verb->footer(examples);
  auto arguments = std::make_shared<FitArguments>();
  FitArguments& a = *arguments;
  add_sources(*verb, a.estate, a.threat, a.defence);
  verb->add_option("--targets", a.targets, "The published numbers to bring out")->required()->type_name("FILE");
  verb->add_option("--free", a.free, "The parameters that may be chosen, with their priors")
      ->required()
      ->type_name("FILE");
  verb->add_option("--out", a.out, "Write posterior.json, fit.txt and fit.html here")->required()->type_name("DIR");
  verb->add_option("--particles", a.particles, "Sets of values that are kept")
      ->check(whole(50, 100000))
      ->capture_default_str()
      ->type_name("N");
  verb->add_option("--outbreaks", a.outbreaks, "Outbreaks to simulate at most")
      ->check(whole(100, 1000000000))
      ->capture_default_str()
      ->type_name("N");
  add_course(*verb, a.seed, a.threads, a.start, a.horizon);
  verb->add_flag("--leave-one-out", a.leave_one_out, "Also fit without each target in turn: does the rest predict it?");
  verb->add_flag("--resume", a.resume, "Go on where an interrupted fit with the same inputs stood");
  verb->callback(
      [arguments, &action] { action = [arguments](drill::Ranks& ranks) { return run(*arguments, ranks); }; });
}

}  // namespace cli
