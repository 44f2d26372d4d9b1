#pragma once
// One result for people and for programs: terminal table, JSON, CSV, a page that opens offline. Formats, never
// computes: what is printed stands in the drill's result.
//
// The bytes depend on the arguments alone: no clock, host, locale or thread. Names from files are data: each format
// escapes them, and control characters never reach a terminal. docs/report.md says how to read a report,
// docs/formats/result.md what the JSON holds.

#include <string>
#include <vector>

#include "foresee/comparison/sensitivity.h"
#include "foresee/drill/drill.h"
#include "foresee/exercise/exercise.h"
#include "world/estate/estate.h"
#include "world/estate/fitting.h"
#include "world/threat/defence.h"
#include "world/threat/threat.h"

namespace report {

struct Counterfactuals;

/// What the result was computed from, for the inputs and their sources. Each may be null; then it is left out. And who
/// may read it: a report on an estate's own weak spots is never without a marking.
struct Inputs {
  const estate::Estate* estate = nullptr;
  const threat::Threat* threat = nullptr;
  const threat::Defence* defence = nullptr;
  std::string marking = "TLP:AMBER";                 ///< who may read it: a label of FIRST's Traffic Light Protocol 2.0
  bool shared = false;                               ///< it holds totals only (share.h), and says so
  const Counterfactuals* counterfactuals = nullptr;  ///< what would have been otherwise
  const comparison::Sensitivity* sensitivity = nullptr;  ///< which assumptions matter
  const drill::Result* prior = nullptr;                  ///< the drill as it was before a fit
  const std::vector<estate::Prior>* priors = nullptr;    ///< what was believed of the fitted parameters
  const exercise::Story* story = nullptr;                ///< one simulated outbreak, told; only with an estate
};

/// The answer in one sentence, then published beside simulated; the main measures where nothing was published. No
/// line is wider than `width` columns (at least 40). UTF-8; ends with a newline.
std::string to_terminal(const drill::Result& result, bool colour, int width);

/// Schema cordon-drill/1 (docs/formats/result.schema.json). What is not finite is null. Ends with a newline.
std::string to_json(const drill::Result& result, const Inputs& inputs);

/// One row a measure, with a header line; comma, RFC 4180 quotes, newline ends.
std::string measures_csv(const drill::Result& result);

/// One row for each point of each curve.
std::string curves_csv(const drill::Result& result);

/// One row for each assumed number and measure: the mean change at either end.
std::string sensitivity_csv(const comparison::Sensitivity& made);

/// The assumed numbers that move the answer farthest, as to_terminal.
std::string sensitivity_to_terminal(const comparison::Sensitivity& made, bool colour, int width);

/// One self-contained page: asks nothing of any network, reads without JavaScript (then without charts).
std::string to_html(const drill::Result& result, const Inputs& inputs);

}  // namespace report
