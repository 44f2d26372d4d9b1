// Which services went down: hours lost by kind of service.

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "show/report/page.h"
#include "show/report/words.h"

namespace report {

namespace {

bool is_of_a_kind(const drill::Measure& measure) {
  return measure.name == "service_hours_lost" && measure.by.size() == 1 && measure.by[0].first == "service";
}

std::string row(const drill::Measure& measure, double most) {
  const drill::Quantiles& value = measure.value;
  return fmt::format(
      "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">{}</th><td role=\"cell\" class=\"picture\" "
      "data-head=\"\">{}</td><td role=\"cell\" class=\"num\" data-head=\"Median\">{}</td><td role=\"cell\" "
      "class=\"num\" data-head=\"Half (50 %)\">{}</td><td role=\"cell\" class=\"num\" data-head=\"9 of 10 (90 "
      "%)\">{}</td></tr>\n",
      escaped(spaced(measure.by[0].second)), strip(value, most), number(value.median, measure.unit),
      interval(value.p25, value.p75, measure.unit), interval(value.p05, value.p95, measure.unit));
}

}  // namespace

std::string services_section(const drill::Result& result) {
  std::vector<const drill::Measure*> kinds;
  for (const drill::Measure& measure : result.measures) {
    if (is_of_a_kind(measure) && measure.value.p95 > 0) kinds.push_back(&measure);
  }
  if (kinds.empty()) return {};
  std::ranges::stable_sort(
      kinds, [](const drill::Measure* a, const drill::Measure* b) { return a->value.mean > b->value.mean; });
  double most = 0;
  for (const drill::Measure* kind : kinds) most = std::max(most, kind->value.p95);
  std::string out =
      R"(<section aria-labelledby="services"><h2 id="services">Which services went down</h2>
<p>Hours of service lost over the whole drill, by kind of service: an hour at half capacity counts half an hour. All
strips have the same scale.</p>
<table class="cards beside" role="table"><caption>Hours of service lost by kind of service</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Service</th><td role="cell"></td>
<th role="columnheader" scope="col" class="num">Median</th><th role="columnheader" scope="col" class="num">Half (50 %)</th>
<th role="columnheader" scope="col" class="num">9 of 10 (90 %)</th></tr></thead><tbody role="rowgroup">
)";
  for (const drill::Measure* kind : kinds) out += row(*kind, most);
  return out + "</tbody></table></section>\n";
}

}  // namespace report
