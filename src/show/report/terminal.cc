// The result as text for a terminal: the answer in a sentence, then one table.

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "show/report/beside.h"
#include "show/report/report.h"
#include "show/report/text_table.h"
#include "show/report/words.h"

namespace report {

namespace {

std::string_view code_of(Lies place) {
  switch (place) {
    case Lies::in_half: return "32";
    case Lies::in_nine_tenths: return "36";
    default: return "33";
  }
}

Table beside_table(const drill::Result& result) {
  Table table({{"", false},
               {"published", true},
               {"median", true, true},
               {"50 %", true},
               {"90 %", true},
               {"role", false},
               {"inside", false}});
  for (const drill::Measure& measure : result.measures) {
    if (!measure.published) continue;
    const drill::Quantiles& value = measure.value;
    const Lies place = lies(value, *measure.published);
    table.add(
        {{label_with_unit(measure.name, measure.by, measure.unit), published_value(*measure.published, measure.unit),
          number(value.median, measure.unit), interval(value.p25, value.p75, measure.unit),
          interval(value.p05, value.p95, measure.unit), plain(measure.published->role), std::string(to_text(place))},
         code_of(place)});
  }
  return table;
}

/// All measures that are not broken down; all of them when each is.
Table measures_table(const drill::Result& result) {
  Table table({{"", false}, {"median", true}, {"50 %", true}, {"90 %", true}});
  const bool any_whole = std::any_of(result.measures.begin(), result.measures.end(),
                                     [](const drill::Measure& measure) { return measure.by.empty(); });
  for (const drill::Measure& measure : result.measures) {
    if (any_whole && !measure.by.empty()) continue;
    const drill::Quantiles& value = measure.value;
    table.add({{label_with_unit(measure.name, measure.by, measure.unit), number(value.median, measure.unit),
                interval(value.p25, value.p75, measure.unit), interval(value.p05, value.p95, measure.unit)},
               {}});
  }
  return table;
}

}  // namespace

std::string to_terminal(const drill::Result& result, bool colour, int width) {
  width = std::max(width, narrowest_text);
  const Style style{colour};
  std::string out;
  if (result.partial) out += paragraph(partial_notice(result), width, style, "1;33");
  out += paragraph(headline(result), width, style, "1") + "\n";
  const bool any_published = std::any_of(result.measures.begin(), result.measures.end(),
                                         [](const drill::Measure& measure) { return measure.published.has_value(); });
  if (result.replicas > 0 && any_published) {
    out += style("1;4", "Published beside simulated") + "\n" + beside_table(result).to_text(width, style);
    out += "\n" + paragraph(
                      "50 %, 90 %: what came out in half, and in 9 of 10, of the simulated outbreaks. inside: the "
                      "narrowest of the two that holds the published value; above, below: where it lies when "
                      "neither does. ≥ at least, ≤ at most.",
                      width, style, "2");
    const std::string scored = score_sentence(result);
    if (!scored.empty()) out += paragraph(scored, width, style, "2");
  } else if (result.replicas > 0) {
    out += style("1;4", "Simulated") + "\n" + measures_table(result).to_text(width, style);
    out += "\n" + paragraph("50 %, 90 %: what came out in half, and in 9 of 10, of the simulated outbreaks.", width,
                            style, "2");
  }
  const std::string defence = result.defence.empty() ? "no defence" : plain(result.defence);
  out += paragraph(fmt::format("{}. {} against {}, {}; from {} for {}.", basis(result), plain(result.threat),
                               plain(result.estate), defence, moment(result.start), length(result.horizon_s)),
                   width, style, "2");
  return out;
}

}  // namespace report
