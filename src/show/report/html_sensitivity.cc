// What the answer rests on: the assumed numbers, those that move it farthest first.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "foresee/comparison/sensitivity.h"
#include "show/report/page.h"
#include "show/report/words.h"

namespace report {

namespace {

constexpr std::size_t shown = 12;  ///< without unfolding
constexpr double width = 200;
constexpr double margin = 4;

/// "−4.1", "+£12k"
std::string change(const comparison::Difference& one, const std::string& unit) {
  if (!std::isfinite(one.mean)) return "not known";
  return (one.mean < 0 ? "−" : one.mean > 0 ? "+" : "") + number(std::abs(one.mean), unit);
}

/// The change that either end brings, one bar above the other, on a scale that all rows share.
std::string bars(const comparison::Swing& swing, double most) {
  if (!(most > 0)) return {};
  const auto at = [&](double value) { return width / 2 + value / most * (width / 2 - margin); };
  std::string out = R"(<svg class="strip" viewBox="0 0 200 22" aria-hidden="true" focusable="false">)";
  const auto bar = [&](const comparison::Difference& one, bool told_apart, double y) {
    if (!std::isfinite(one.mean)) return;
    out += fmt::format(R"(<rect class="{}" x="{:.1f}" y="{}" width="{:.1f}" height="8"/>)",
                       told_apart ? "fifty" : "ninety", std::min(at(0), at(one.mean)), y,
                       std::max(1.0, std::abs(at(one.mean) - at(0))));
  };
  bar(swing.low, swing.low_told_apart, 2);
  bar(swing.high, swing.high_told_apart, 12);
  return out + fmt::format(R"(<path class="base" d="M{:.1f} 0V22"/></svg>)", width / 2);
}

std::string row(const comparison::Sensitivity& made, const comparison::Moved& one, double most) {
  std::string out = fmt::format(
      "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\"><code>{}</code><small>{}</small></th>"
      "<td role=\"cell\" data-head=\"Value\">{}<small>{} to {}</small></td>"
      "<td role=\"cell\" class=\"picture\" data-head=\"\">{}</td>",
      escaped(one.place), escaped(one.assumed), escaped(one.value), escaped(one.low_end), escaped(one.high_end),
      bars(one.swings[0], most));
  for (std::size_t i = 0; i < made.measures.size(); ++i) {
    out += fmt::format("<td role=\"cell\" class=\"num\" data-head=\"{}\"><span>{}<br>{}</span></td>",
                       escaped(label(made.measures[i].name, made.measures[i].by)),
                       change(one.swings[i].low, made.units[i]), change(one.swings[i].high, made.units[i]));
  }
  return out + "</tr>\n";
}

std::string table(const comparison::Sensitivity& made, std::size_t from, std::size_t to) {
  std::string out =
      "<table class=\"cards otherwise\" role=\"table\"><caption>Assumed numbers at both ends of their plausible "
      "ranges</caption><thead role=\"rowgroup\"><tr role=\"row\"><th role=\"columnheader\" scope=\"col\">Assumed</th>"
      "<th role=\"columnheader\" scope=\"col\">Value and range</th><td role=\"cell\"></td>";
  for (const comparison::Which& which : made.measures) {
    out += "<th role=\"columnheader\" scope=\"col\" class=\"num\">" + escaped(label(which.name, which.by)) + "</th>";
  }
  out += "</tr></thead><tbody role=\"rowgroup\">\n";
  const double most = comparison::reach(made.numbers.front().swings[0]);
  for (std::size_t i = from; i < to; ++i) out += row(made, made.numbers[i], most);
  return out + "</tbody></table>\n";
}

}  // namespace

std::string sensitivity_section(const Inputs& inputs) {
  if (inputs.sensitivity == nullptr || inputs.sensitivity->numbers.empty()) return {};
  const comparison::Sensitivity& made = *inputs.sensitivity;
  const std::size_t all = made.numbers.size();
  const std::size_t top = std::min(all, shown);
  std::string out = fmt::format(
      R"(<section aria-labelledby="assumed"><h2 id="assumed">Which assumptions matter</h2>
<p>Each of {} assumed numbers was moved to both ends of the range thought plausible, the others left alone, over {}
simulated outbreaks each. The numbers say by how much the mean changes: first at the lower end, below it at the upper
one. They are ranked by “{}”, which the bars show (pale: cannot be told apart from chance). What two numbers do together
is not seen here.</p>
)",
      all, whole(made.replicas), escaped(label(made.measures[0].name, made.measures[0].by)));
  out += table(made, 0, top);
  if (top < all) {
    out += fmt::format("<details data-print><summary>The other {}</summary>\n{}</details>\n", all - top,
                       table(made, top, all));
  }
  return out + "</section>\n";
}

}  // namespace report
