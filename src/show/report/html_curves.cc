// Frames for the charts, each with what it shows in words and its numbers as a table.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "show/report/page.h"
#include "show/report/words.h"

namespace report {

namespace {

constexpr double day_s = 86400;
constexpr std::size_t rows_most = 60;

std::string curve_label(const drill::Curve& curve) {
  std::string_view name = curve.name;
  constexpr std::string_view suffix = "_by_day";
  if (name.ends_with(suffix)) name.remove_suffix(suffix.size());
  const std::string text = label(name, curve.by);
  return unit_is_said(curve.name, curve.unit) ? text : text + ", " + plain(curve.unit);
}

/// A long curve is listed by the hour on the first day and every six hours later.
bool listed(const drill::Curve& curve, std::size_t i) {
  if (curve.points.size() <= rows_most || i + 1 == curve.points.size()) return true;
  const double at = curve.points[i].at_s;
  return std::fmod(at, at <= day_s ? 3600 : 6 * 3600) == 0;
}

std::string when(const drill::Result& result, double at_s, bool by_day) {
  std::string text = base::clock_text(result.start, at_s);
  if (by_day) text.resize(text.rfind(' '));
  return text;
}

std::string number_rows(const drill::Result& result, const drill::Curve& curve) {
  const bool by_day = is_by_day(curve);
  std::string out;
  for (std::size_t i = 0; i < curve.points.size(); ++i) {
    if (!listed(curve, i)) continue;
    const auto& [at_s, value] = curve.points[i];
    out += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                       when(result, at_s, by_day), number(value.median, curve.unit),
                       interval(value.p25, value.p75, curve.unit), interval(value.p05, value.p95, curve.unit));
  }
  return out;
}

std::string published_rows(const drill::Result& result, const drill::Curve& curve) {
  if (curve.published.empty()) return {};
  std::string out =
      "<table class=\"plain\"><caption>Published</caption><thead><tr><th scope=\"col\">At</th>"
      "<th scope=\"col\" class=\"num\">Value</th><th scope=\"col\">Source</th></tr></thead><tbody>\n";
  for (const estate::PublishedPoint& point : curve.published) {
    const auto after_s = static_cast<double>(point.at.utc_s - result.start.utc_s);
    out += fmt::format("<tr><th scope=\"row\">{}</th><td class=\"num\">{}</td><td>{}</td></tr>\n",
                       base::clock_text(result.start, after_s), number(point.value, curve.unit), escaped(point.source));
  }
  return out + "</tbody></table>\n";
}

/// What the picture shows, in words.
std::string in_words(const drill::Result& result, const drill::Curve& curve) {
  const auto said = [&](const drill::CurvePoint& point) {
    return fmt::format("{}: median {} (9 of 10: {})", when(result, point.at_s, is_by_day(curve)),
                       number(point.value.median, curve.unit), interval(point.value.p05, point.value.p95, curve.unit));
  };
  std::string out = "Median with the 50 % and 90 % intervals. ";
  if (is_by_day(curve)) {
    const auto top = std::max_element(
        curve.points.begin(), curve.points.end(),
        [](const drill::CurvePoint& a, const drill::CurvePoint& b) { return a.value.median < b.value.median; });
    return out + "Most on " + said(*top) + ".";
  }
  const auto first_day = std::find_if(curve.points.begin(), curve.points.end(),
                                      [](const drill::CurvePoint& point) { return point.at_s >= day_s; });
  if (first_day != curve.points.end() && first_day + 1 != curve.points.end()) out += said(*first_day) + "; ";
  return out + said(curve.points.back()) + ".";
}

/// `place`: of the curve among the drawn ones.
std::string figure(const drill::Result& result, const drill::Curve& curve, std::size_t place) {
  const std::string name = escaped(curve_label(curve));
  const std::string words = escaped(in_words(result, curve));
  const bool all = curve.points.size() <= rows_most;
  std::string out = fmt::format(
      R"(<figure{}><figcaption><h3>{}</h3><p>{}</p></figcaption>
<div class="chart" data-curve="{}" role="img" aria-label="{}. {}"></div>
<details><summary>The numbers of “{}”</summary>{}
<table class="plain"><caption>{}</caption><thead><tr><th scope="col">{}</th><th scope="col" class="num">Median</th>
<th scope="col" class="num">Half (50 %)</th><th scope="col" class="num">9 of 10 (90 %)</th></tr></thead><tbody>
)",
      curve.published.empty() ? "" : " class=\"wide\"", name, words, place, name, words, name,
      published_rows(result, curve),
      all ? "Simulated" : "Simulated: by the hour on the first day, then every six hours; every point is in the CSV",
      is_by_day(curve) ? "Day" : "At");
  return out + number_rows(result, curve) + "</tbody></table></details></figure>\n";
}

std::string figures(const drill::Result& result, bool by_day) {
  std::string wide;
  std::string out;
  const std::vector<std::size_t> drawn = drawn_curves(result);
  for (std::size_t place = 0; place < drawn.size(); ++place) {
    const drill::Curve& curve = result.curves[drawn[place]];
    if (is_by_day(curve) == by_day) (curve.published.empty() ? out : wide) += figure(result, curve, place);
  }
  return wide.empty() && out.empty() ? "" : "<div class=\"figures\">\n" + wide + out + "</div>\n";
}

constexpr std::string_view key =
    R"(<ul class="key" aria-label="Key to the charts"><li><span class="swatch median"></span>median</li>
<li><span class="swatch fifty"></span>half of the simulated outbreaks</li>
<li><span class="swatch ninety"></span>9 of 10</li>
<li><svg class="mark" viewBox="0 0 14 14" aria-hidden="true"><path class="published" d="M7 1l6 6l-6 6l-6 -6z"/></svg>published</li></ul>
)";

}  // namespace

bool is_by_day(const drill::Curve& curve) {
  if (curve.name.ends_with("_by_day")) return true;
  if (curve.points.size() < 2) return false;
  for (std::size_t i = 1; i < curve.points.size(); ++i) {
    if (curve.points[i].at_s - curve.points[i - 1].at_s != day_s) return false;
  }
  return true;
}

std::vector<std::size_t> drawn_curves(const drill::Result& result) {
  std::vector<std::size_t> drawn;
  for (std::size_t i = 0; i < result.curves.size(); ++i) {
    const drill::Curve& curve = result.curves[i];
    const bool main = curve.by.empty() || (curve.by.size() == 1 && curve.by[0].first == "sector");
    if (!curve.points.empty() && (main || !curve.published.empty())) drawn.push_back(i);
  }
  return drawn;
}

std::string curves_sections(const drill::Result& result) {
  std::string out;
  if (const std::string course = figures(result, false); !course.empty()) {
    out += fmt::format(R"(<section aria-labelledby="course"><h2 id="course">The course of the outbreak</h2>
<p>How many at each time, on the clock of the place where the drill starts (UTC{}).</p>
<fieldset class="span"><legend>Show</legend><label><input type="radio" name="span" value="day" checked>first day</label>
<label><input type="radio" name="span" value="all">{}</label></fieldset>
{}{}</section>
)",
                       base::to_text(result.start).substr(19), length(result.horizon_s), key, course);
  }
  if (const std::string days = figures(result, true); !days.empty()) {
    out += fmt::format(R"(<section aria-labelledby="days"><h2 id="days">Lost activity by day</h2>
<p>What was not done on each day. Bars reach the median; thick lines hold half of the simulated outbreaks, thin lines 9 of 10.</p>
{}</section>
)",
                       days);
  }
  return out;
}

}  // namespace report
