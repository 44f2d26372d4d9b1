#pragma once
// A fit for people and for programs: text, a page with pictures, the posterior that `cordon drill` reads, and the state
// that an interrupted fit is taken up from. docs/formats/fit.md.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "foresee/fit/fit.h"

namespace report {

/// What was fitted to what.
struct Fitted {
  std::string estate, threat, defence;  ///< names; defence may be empty
  const std::vector<estate::Target>& targets;
  const std::vector<estate::Prior>& priors;
  std::uint64_t seed = 0;
  base::Instant start;
  double horizon_s = 0;
};

/// The answer first; then targets, parameters, what could not be told apart, and the rounds. Ends with a newline.
std::string fit_text(const fit::Result& result, const Fitted& fitted);

/// The same as one self-contained page with a picture of each parameter and target. Asks nothing of any network.
std::string fit_html(const fit::Result& result, const Fitted& fitted);

/// Schema cordon-posterior/1. Only of a fit that reached its targets.
std::string posterior_json(const fit::Result& result, const Fitted& fitted);

/// Schema cordon-fit-state/1; `inputs` says what it belongs to.
std::string fit_state_json(const fit::State& state, std::string_view inputs);

/// Nothing when the text is no state of these inputs.
std::optional<fit::State> parse_fit_state(std::string_view text, std::string_view inputs);

}  // namespace report
