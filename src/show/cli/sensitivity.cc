#include "show/cli/sensitivity.h"

#include <utility>

#include "foresee/comparison/side_by_side.h"
#include "foresee/drill/ranks.h"
#include "show/cli/counterfactuals.h"
#include "show/cli/interrupt.h"
#include "show/cli/progress.h"
#include "show/cli/terminal.h"

namespace cli {

base::Result<comparison::Sensitivity> move_assumptions(const DrillArguments& arguments, const DrillInputs& from,
                                                       const drill::Result& base, drill::Ranks& ranks,
                                                       std::vector<std::string>& unmoved) {
  const std::vector<ingest::Assumption> assumptions = read_assumptions(arguments, from);
  const std::vector<comparison::Which> measures = few_measures(base);
  const std::uint64_t all = 2 * assumptions.size() * arguments.sensitivity;
  Progress progress(is_terminal(2), width(2));
  std::uint64_t before = 0;
  catch_interrupts();
  const auto simulate = [&](const DrillInputs& inputs) {
    drill::Options options = inputs.options;
    options.replicas = arguments.sensitivity;
    options.until_error.reset();
    options.ranks = &ranks;
    options.should_stop = was_interrupted;
    if (ranks.rank() == 0) {
      options.on_progress = [&](std::uint64_t done, std::uint64_t) { progress.show(before + done, all); };
    }
    return drill::run(*inputs.estate, inputs.threat, inputs.defence, options);
  };
  std::vector<comparison::Moved> numbers;
  for (const ingest::Assumption& one : assumptions) {
    std::vector<drill::Result> ends;
    for (const ingest::Counterfactual* end : {&one.low, &one.high}) {
      const auto inputs = read_changed(arguments, from, *end);
      if (!inputs) break;
      auto result = simulate(*inputs);
      if (!result) return tl::unexpected(result.error());
      if (result->partial) return comparison::ranked(base, measures, std::move(numbers), arguments.sensitivity);
      before += arguments.sensitivity;
      ends.push_back(std::move(*result));
    }
    if (ends.size() < 2) {
      unmoved.push_back(one.place);
      continue;
    }
    numbers.push_back({one.place, one.value, one.assumed, one.low_end, one.high_end,
                       comparison::swings(base, ends[0], ends[1], measures)});
  }
  progress.finish();
  return comparison::ranked(base, measures, std::move(numbers), arguments.sensitivity);
}

}  // namespace cli
