#include "show/report/share.h"

#include <algorithm>
#include <vector>

namespace report {

namespace {

/// Counted by what is inside an organisation: devices, services.
bool is_within(const drill::By& by) {
  return std::any_of(by.begin(), by.end(), [](const auto& term) {
    return term.first == "platform" || term.first == "type" || term.first == "assumed" || term.first == "service";
  });
}

}  // namespace

drill::Result shared(drill::Result result) {
  std::erase_if(result.measures, [](const drill::Measure& measure) { return is_within(measure.by); });
  std::erase_if(result.curves, [](const drill::Curve& curve) { return is_within(curve.by); });
  // Notes beside published numbers are anybody's words; the rule that stopped it by error may name a platform.
  for (drill::Measure& measure : result.measures) {
    if (measure.published) measure.published->note.clear();
  }
  if (result.replicas_asked == 0) result.stopping_rule = "by the error of a measure";
  return result;
}

threat::Threat shared(const threat::Threat& threat) {
  threat::Threat out;
  out.name = threat.name;
  out.title = threat.title;
  out.invented = threat.invented;
  return out;
}

}  // namespace report
