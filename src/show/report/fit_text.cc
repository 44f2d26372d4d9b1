#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "show/report/fit_report.h"
#include "show/report/words.h"

namespace report {

namespace {

/// From here on two parameters are said to be told apart badly.
constexpr double correlated = 0.7;
/// Below this a parameter is said to have learnt nothing.
constexpr double learnt_least = 0.1;

std::string name_of(const estate::Target& target) {
  std::string text = label(target.name, target.by);
  if (target.at) text += " at " + moment(*target.at);
  return text;
}

std::string padded(std::string_view text, std::size_t columns) {
  const auto wide =
      static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
  return std::string(text) + std::string(columns > wide ? columns - wide : 1, ' ');
}

std::string share(double value) {
  return fmt::format("{:.0f} %", 100 * value);
}

std::string targets_text(const fit::Result& result, const Fitted& fitted) {
  std::string out = "\n" + padded("Targets", 48) + padded("published", 11) + padded("before: 9 of 10", 17) +
                    padded("after: half", 13) + padded("after: 9 of 10", 16) + "reached\n";
  for (std::size_t i = 0; i < result.checks.size(); ++i) {
    const estate::Target& target = fitted.targets[i];
    const fit::Check& check = result.checks[i];
    out += padded(name_of(target), 48) + padded(number(target.value, ""), 11) +
           padded(interval(check.before.p05, check.before.p95, ""), 17) +
           padded(interval(check.after.p25, check.after.p75, ""), 13) +
           padded(interval(check.after.p05, check.after.p95, ""), 16) + (check.reached ? "yes" : "NO") +
           (target.held_out ? " (held out)\n" : "\n");
  }
  return out;
}

/// What the other targets predict for each.
std::string left_out_text(const fit::Result& result, const Fitted& fitted) {
  if (result.left_out.empty()) return {};
  std::string out =
      "\n" + padded("Left out in turn", 48) + padded("published", 11) + padded("the rest: half", 17) + "9 of 10\n";
  for (std::size_t i = 0; i < result.left_out.size(); ++i) {
    const estate::Target& target = fitted.targets[i];
    if (target.held_out) continue;
    out += padded(name_of(target), 48) + padded(number(target.value, ""), 11);
    if (!result.left_out[i]) {
      out += "not done\n";
      continue;
    }
    const drill::Quantiles& after = result.left_out[i]->after;
    out += padded(interval(after.p25, after.p75, ""), 17) + padded(interval(after.p05, after.p95, ""), 16) +
           (result.left_out[i]->reached ? "predicted\n" : "NOT predicted\n");
  }
  return out;
}

std::string parameters_text(const fit::Result& result, const Fitted& fitted) {
  std::string out = "\n" + padded("Parameters", 32) + padded("before: 9 of 10", 19) + padded("after: median", 15) +
                    padded("after: 9 of 10", 19) + "learnt\n";
  for (std::size_t i = 0; i < result.learnt.size(); ++i) {
    const fit::Learnt& learnt = result.learnt[i];
    const auto range = [](const drill::Quantiles& of) { return fmt::format("{:.3g}–{:.3g}", of.p05, of.p95); };
    out += padded(fitted.priors[i].parameter, 32) + padded(range(learnt.before), 19) +
           padded(fmt::format("{:.3g}", learnt.after.median), 15) + padded(range(learnt.after), 19) +
           share(std::max(0.0, learnt.shrinkage)) + "\n";
  }
  return out;
}

/// What the targets say nothing of, and what they cannot tell apart.
std::string doubts_text(const fit::Result& result, const Fitted& fitted) {
  std::string out;
  const std::size_t count = result.learnt.size();
  for (std::size_t p = 0; p < count; ++p) {
    if (result.learnt[p].shrinkage < learnt_least) {
      out += fmt::format("The targets say next to nothing of {}.\n", fitted.priors[p].parameter);
    }
    for (std::size_t q = p + 1; q < count; ++q) {
      const double with = result.correlation[p * count + q];
      if (std::abs(with) < correlated) continue;
      out += fmt::format("The targets cannot tell {} and {} apart (correlation {:.2f}).\n", fitted.priors[p].parameter,
                         fitted.priors[q].parameter, with);
    }
  }
  return out.empty() ? out : "\n" + out;
}

std::string answer(const fit::Result& result, const Fitted& fitted) {
  if (result.checks.empty()) return "Interrupted: there is no posterior yet. The same command with --resume goes on.\n";
  if (result.reached)
    return "The fit reaches its targets: each lies within what 9 of 10 fresh simulated outbreaks give.\n";
  std::string missed;
  for (std::size_t i = 0; i < result.checks.size(); ++i) {
    if (fitted.targets[i].held_out || result.checks[i].reached) continue;
    missed += fmt::format("{}{} (published {}, nearest {})", missed.empty() ? "" : "; ", name_of(fitted.targets[i]),
                          number(fitted.targets[i].value, ""),
                          interval(result.checks[i].after.p05, result.checks[i].after.p95, ""));
  }
  return "The fit does not reach: " + missed + ". There is no posterior; what follows is the nearest that it came.\n";
}

}  // namespace

std::string fit_text(const fit::Result& result, const Fitted& fitted) {
  std::string out = answer(result, fitted);
  if (!result.checks.empty()) out += targets_text(result, fitted);
  out += left_out_text(result, fitted);
  if (!result.rounds.empty()) out += parameters_text(result, fitted) + doubts_text(result, fitted);
  if (result.rounds.empty()) return out;
  out += "\n" + padded("Round", 7) + padded("outbreaks", 11) + padded("accepted", 10) + padded("tolerance", 11) +
         "effective particles\n";
  for (std::size_t i = 0; i < result.rounds.size(); ++i) {
    const fit::Round& round = result.rounds[i];
    out += padded(fmt::format("{}", i), 7) + padded(whole(round.simulated), 11) + padded(share(round.accepted), 10) +
           padded(fmt::format("{:.3g}", round.tolerance), 11) + fmt::format("{:.0f}\n", round.effective);
  }
  out += fmt::format("\n{} against {}{}; seed {}; tolerances in units of the spread under the prior.\n", fitted.threat,
                     fitted.estate, fitted.defence.empty() ? "" : ", " + fitted.defence, fitted.seed);
  return out;
}

}  // namespace report
