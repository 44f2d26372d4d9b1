#include "show/report/beside.h"

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
