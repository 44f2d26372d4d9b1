#pragma once
// Parts of the report's page, each a piece of HTML. Whatever comes from a file passes through `escaped`.

#include <string>
#include <string_view>
#include <vector>

#include "foresee/drill/drill.h"
#include "show/report/report.h"

namespace report {

/// Safe between tags and inside quoted attributes.
std::string escaped(std::string_view text);

/// Intervals as a thick and a thin bar with the median, and the published value as a diamond; from 0 on.
std::string strip(const drill::Quantiles& simulated, const estate::Published& published);

/// The intervals alone, on a scale from 0 to `most` > 0.
std::string strip(const drill::Quantiles& simulated, double most);

/// Section: published beside simulated, and what the prior alone gives (`prior`, may be null). Empty when nothing was
/// published.
std::string beside_section(const drill::Result& result, const drill::Result* prior);

/// Section: every measure, to unfold and to filter.
std::string measures_section(const drill::Result& result);

/// Whether the curve has one value for each day, which is drawn as bars.
bool is_by_day(const drill::Curve& curve);

/// Which curves the page draws, by index: those of the whole, of a sector, and those with published points. The other
/// ones, often dozens, stand in the JSON and the CSV.
std::vector<std::size_t> drawn_curves(const drill::Result& result);

/// Sections: the course of the outbreak, and lost activity by day; frames for the charts, and their numbers.
std::string curves_sections(const drill::Result& result);

/// JSON for the charts, safe inside a script element. src/show/web/data.ts says what it holds.
std::string chart_data(const drill::Result& result);

/// Section: hours lost by kind of service. Empty where none was lost.
std::string services_section(const drill::Result& result);

/// Section: what would have been otherwise, most harm avoided first. Empty when nobody asked.
std::string counterfactuals_section(const Inputs& inputs);

/// Values with weights, and the density that was believed before (may be null).
struct Histogram {
  std::string name;
  std::vector<double> values, weights;
  const base::Distribution* prior = nullptr;
};

/// The values as bars over their range and that of the prior; the prior's density as a line. Empty when all are one.
std::string histogram(const Histogram& of);

/// Section: the numbers that a fit left open. Empty without a posterior.
std::string posterior_section(const Inputs& inputs);

/// Section: the assumed numbers, those that move the answer farthest first. Empty when nobody asked.
std::string sensitivity_section(const Inputs& inputs);

/// Section: one simulated outbreak as a story, with a picture of all organisations. Empty when none was told.
std::string story_section(const drill::Result& result, const Inputs& inputs);

/// JSON for that picture, safe inside a script element: src/show/web/standing.ts says what it holds.
std::string story_data(const Inputs& inputs);

/// JSON as it may stand inside a script element.
std::string safe_in_script(const std::string& ascii_json);

/// Section: what went in, and where it comes from.
std::string inputs_section(const drill::Result& result, const Inputs& inputs);

}  // namespace report
