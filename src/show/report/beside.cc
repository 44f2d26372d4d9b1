#include "show/report/beside.h"

#include <fmt/format.h>

namespace report {

namespace {

bool meets(double low, double high, const estate::Published& published) {
  if (published.relation == "at_least") return high >= published.value;
  if (published.relation == "at_most") return low <= published.value;
  return low <= published.value && published.value <= high;
}

}  // namespace

Lies lies(const drill::Quantiles& simulated, const estate::Published& published) {
  if (meets(simulated.p25, simulated.p75, published)) return Lies::in_half;
  if (meets(simulated.p05, simulated.p95, published)) return Lies::in_nine_tenths;
  return published.value > simulated.p95 ? Lies::above : Lies::below;
}

Score score(const drill::Result& result) {
  Score score;
  for (const drill::Measure& measure : result.measures) {
    if (!measure.published || measure.published->role != "predicted") continue;
    const Lies place = lies(measure.value, *measure.published);
    ++score.predicted;
    score.in_half += place == Lies::in_half ? 1 : 0;
    score.in_nine_tenths += place == Lies::in_half || place == Lies::in_nine_tenths ? 1 : 0;
  }
  return score;
}

std::string score_sentence(const drill::Result& result) {
  const Score all = score(result);
  if (all.predicted == 0) return {};
  return fmt::format(
      "Of {} predicted numbers {} {} within the 50 % interval and {} within the 90 % interval; a model that knows what "
      "it "
      "does not know has {:.0f} and {:.0f}. Those who built it knew the published numbers.",
      all.predicted, all.in_half, all.in_half == 1 ? "lies" : "lie", all.in_nine_tenths,
      0.5 * static_cast<double>(all.predicted), 0.9 * static_cast<double>(all.predicted));
}

std::string_view to_text(Lies lies) {
  switch (lies) {
    case Lies::in_half: return "50 %";
    case Lies::in_nine_tenths: return "90 %";
    case Lies::above: return "above";
    case Lies::below: return "below";
  }
  return {};
}

}  // namespace report
