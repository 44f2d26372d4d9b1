#pragma once
// A question with its answer: where every device and every organisation stands, by evidence of no later day.

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "foresee/exposure/coverage.h"
#include "foresee/exposure/mitigations.h"
#include "foresee/exposure/witnesses.h"
#include "show/cli/exposure_inputs.h"
#include "world/estate/estate.h"

namespace cli {

struct Answered {
  Questioned asked;
  exposure::Exposed found;
  std::vector<exposure::Witness> witnesses;
  exposure::Mitigated mitigated;
  exposure::Coverage coverage;
};

/// `day`: on which the evidence must still be good. `around`: an estate whose organisations all stand in the answer;
/// nullptr: those with an inventory. Problems as of question().
base::Result<Answered> answer(const Question& question, const std::string& day, const estate::Estate* around);

}  // namespace cli
