// What would have been otherwise: a row for each counterfactual, most harm avoided first.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "show/report/comparison.h"
#include "show/report/page.h"
#include "show/report/words.h"

namespace report {

namespace {

using comparison::Compared;

constexpr double width = 200;
constexpr double margin = 4;
constexpr double middle = 11;

/// The largest change of a measure that any row shows, for a scale that all share.
double reach(const comparison::Table& table, std::size_t measure) {
  double most = 0;
  for (const comparison::Beside& other : table.others) {
    const Compared& compared = other.measures[measure];
    if (compared.missing) continue;
    for (const double end : {compared.difference.low, compared.difference.high}) {
      if (std::isfinite(end)) most = std::max(most, std::abs(end));
    }
  }
  return most;
}

/// The mean change as a bar from no change on, with its interval; less to the left.
std::string bar(const Compared& compared, double most) {
  const comparison::Difference& d = compared.difference;
  if (compared.missing || most <= 0 || !std::isfinite(d.low) || !std::isfinite(d.high)) return {};
  const auto at = [&](double value) { return width / 2 + value / most * (width / 2 - margin); };
  return fmt::format(
      R"(<svg class="strip" viewBox="0 0 200 22" aria-hidden="true" focusable="false"><path class="base" d="M{:.1f} 2V20"/>)"
      R"(<rect class="{}" x="{:.1f}" y="6" width="{:.1f}" height="10"/><path class="median" d="M{:.1f} {:.1f}H{:.1f}"/></svg>)",
      width / 2, compared.told_apart ? "fifty" : "ninety", std::min(at(0), at(d.mean)),
      std::max(1.0, std::abs(at(d.mean) - at(0))), at(d.low), middle, at(d.high));
}

/// "−4,312" and "−4,500 to −4,100" below it, or why there is nothing to say.
std::string change(const Compared& compared) {
  if (compared.missing) return "cannot be compared";
  const comparison::Difference& d = compared.difference;
  const auto sign = [&](double value) {
    return (value < 0 ? "−" : value > 0 ? "+" : "") + number(std::abs(value), compared.unit);
  };
  std::string out = "<span>" + sign(d.mean);
  if (std::isfinite(d.low)) out += fmt::format("<small>{} to {}</small>", sign(d.low), sign(d.high));
  if (!compared.told_apart) out += "<small>cannot be told apart</small>";
  return out + "</span>";
}

std::string ratio(const Compared& compared) {
  const double value = compared.difference.variance_ratio;
  return compared.missing || !std::isfinite(value) ? "–" : number(value, "");
}

std::string heads(const comparison::Table& table) {
  std::string out = "<th role=\"columnheader\" scope=\"col\">If</th><td role=\"cell\"></td>";
  for (const comparison::Which& which : table.measures) {
    out += "<th role=\"columnheader\" scope=\"col\" class=\"num\">" + escaped(label(which.name, which.by)) + "</th>";
  }
  return out + "<th role=\"columnheader\" scope=\"col\" class=\"num\">Variance ratio</th>";
}

std::string row(const Counterfactuals& made, const comparison::Beside& other, double most) {
  const Compared& ranked = other.measures[made.table.ranked_by];
  std::string out = fmt::format("<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">{}</th>",
                                escaped(plain(made.titles[other.drill])));
  out += "<td role=\"cell\" class=\"picture\" data-head=\"\">" + bar(ranked, most) + "</td>";
  for (const Compared& compared : other.measures) {
    out += fmt::format("<td role=\"cell\" class=\"num\" data-head=\"{}\">{}</td>",
                       escaped(label(compared.which.name, compared.which.by)), change(compared));
  }
  return out + "<td role=\"cell\" class=\"num\" data-head=\"Variance ratio\">" + ratio(ranked) + "</td></tr>\n";
}

}  // namespace

std::string counterfactuals_section(const Inputs& inputs) {
  if (inputs.counterfactuals == nullptr) return {};
  const Counterfactuals& made = *inputs.counterfactuals;
  const comparison::Which& ranked = made.table.measures[made.table.ranked_by];
  std::string out =
      "<section aria-labelledby=\"otherwise\"><h2 id=\"otherwise\">What would have been otherwise</h2>\n<p>The same "
      "simulated outbreaks again, each with one thing changed. Differences of the mean, with their 95 % intervals; "
      "ranked "
      "by " +
      escaped(spaced(ranked.name)) +
      ", which the bars show: to the left of the line less, a pale bar cannot be told apart from chance. The variance "
      "ratio says by how much comparing outbreak by outbreak sharpened that difference.</p>\n";
  out +=
      "<table class=\"cards otherwise\" role=\"table\"><caption>Each counterfactual beside the drill as it "
      "was</caption><thead role=\"rowgroup\"><tr role=\"row\">" +
      heads(made.table) + "</tr></thead><tbody role=\"rowgroup\">\n";
  const double most = reach(made.table, made.table.ranked_by);
  for (const comparison::Beside& other : made.table.others) out += row(made, other, most);
  return out + "</tbody></table></section>\n";
}

}  // namespace report
