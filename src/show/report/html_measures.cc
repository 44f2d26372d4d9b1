// The tables of measures: published beside simulated, and everything that was counted.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "show/report/beside.h"
#include "show/report/page.h"
#include "show/report/words.h"

namespace report {

namespace {

constexpr std::array roles = {
    std::pair<std::string_view, std::string_view>{"fitted", "parameters were fitted to meet it"},
    std::pair<std::string_view, std::string_view>{"hand-set", "a parameter was adjusted by hand to meet it"},
    std::pair<std::string_view, std::string_view>{"predicted", "held back from a fit, then predicted"},
    std::pair<std::string_view, std::string_view>{"derived", "published as arithmetic on another published number"},
    std::pair<std::string_view, std::string_view>{"context", "counted otherwise; for orientation only"},
    std::pair<std::string_view, std::string_view>{"unfitted", "nothing was adjusted to meet it"},
};

std::string_view class_of(Lies place) {
  switch (place) {
    case Lies::in_half: return "half";
    case Lies::in_nine_tenths: return "ninetenths";
    case Lies::above:
    case Lies::below: return "outside";
  }
  return {};
}

/// "Trusts infected" with "of 236" and the unit where they say more.
std::string title(const drill::Measure& measure) {
  std::string out = escaped(label(measure.name, measure.by));
  std::string more;
  if (measure.of) more = "of " + number(*measure.of, measure.unit);
  if (!unit_is_said(measure.name, measure.unit)) more += (more.empty() ? "" : " ") + escaped(measure.unit);
  return more.empty() ? out : out + " <span class=\"of\">" + more + "</span>";
}

/// The prior's interval of the same measure.
std::string prior_interval(const drill::Result& prior, const drill::Measure& measure) {
  const auto same = [&](const drill::Measure& one) { return one.name == measure.name && one.by == measure.by; };
  const auto at = std::ranges::find_if(prior.measures, same);
  return at == prior.measures.end() ? "" : interval(at->value.p05, at->value.p95, measure.unit);
}

std::string beside_row(const drill::Measure& measure, const drill::Result* prior) {
  const estate::Published& published = *measure.published;
  const drill::Quantiles& value = measure.value;
  const std::string& unit = measure.unit;
  const Lies place = lies(value, published);
  const std::string note = published.note.empty() ? "" : "; " + escaped(published.note);
  std::string out = "<tr role=\"row\">";
  out += fmt::format("<th role=\"rowheader\" scope=\"row\">{}<small>{}{}</small></th>", title(measure),
                     escaped(published.source), note);
  const auto cell = [&](std::string_view name, std::string_view head, const std::string& text) {
    out += fmt::format("<td role=\"cell\" class=\"{}\" data-head=\"{}\">{}</td>", name, head, text);
  };
  cell("num pub", "Published", published_value(published, unit));
  cell("picture", "", strip(value, published));
  cell("num", "Median", number(value.median, unit));
  cell("num", "Half (50 %)", interval(value.p25, value.p75, unit));
  std::string ninety = interval(value.p05, value.p95, unit);
  if (prior != nullptr)
    ninety = fmt::format("<span>{}<small>{}</small></span>", ninety, prior_interval(*prior, measure));
  cell("num", prior != nullptr ? "9 of 10, and before the fit" : "9 of 10 (90 %)", ninety);
  cell("role", "Role", escaped(published.role));
  cell("inside", "Inside", fmt::format("<span class=\"lies {}\">{}</span>", class_of(place), to_text(place)));
  return out + "</tr>\n";
}

std::string role_list(const drill::Result& result) {
  std::string out;
  for (const auto& [role, meaning] : roles) {
    const bool used = std::any_of(
        result.measures.begin(), result.measures.end(),
        [&name = role](const drill::Measure& measure) { return measure.published && measure.published->role == name; });
    if (used) out += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>", role, meaning);
  }
  return out.empty() ? out : "<dl class=\"roles\">" + out + "</dl>\n";
}

/// Lean, because there can be thousands: the style gives the heads on a phone, the script the roles.
std::string measure_row(const drill::Measure& measure) {
  const drill::Quantiles& value = measure.value;
  const std::string& unit = measure.unit;
  return fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                     title(measure), number(value.median, unit), interval(value.p25, value.p75, unit),
                     interval(value.p05, value.p95, unit), number(value.mean, unit),
                     number(value.standard_error, unit));
}

}  // namespace

std::string beside_section(const drill::Result& result, const drill::Result* prior) {
  std::string rows;
  for (const drill::Measure& measure : result.measures) {
    if (measure.published) rows += beside_row(measure, prior);
  }
  if (rows.empty()) return {};
  std::string out = R"(<section aria-labelledby="beside"><h2 id="beside">Published beside simulated</h2>
<p>What was published about the real outbreak, next to what the simulated outbreaks gave. Each strip runs from zero.</p>
<ul class="key" aria-label="Key to the strips"><li><span class="swatch ninety"></span>9 of 10 simulated outbreaks</li>
<li><span class="swatch fifty"></span>half of them</li><li><span class="swatch median"></span>median</li>
<li><svg class="mark" viewBox="0 0 14 14" aria-hidden="true"><path class="published" d="M7 1l6 6l-6 6l-6 -6z"/></svg>published;
an arrow where the true value may lie (≥ at least, ≤ at most)</li></ul>
<table class="cards beside" role="table"><caption>Published values and the intervals of the simulated outbreaks</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Measure and source</th>
<th role="columnheader" scope="col" class="num">Published</th><td role="cell"></td>
<th role="columnheader" scope="col" class="num">Median</th><th role="columnheader" scope="col" class="num">Half (50 %)</th>
<th role="columnheader" scope="col" class="num">9 of 10 (90 %))";
  if (prior != nullptr) out += "<small>before the fit</small>";
  out += R"(</th><th role="columnheader" scope="col">Role</th>
<th role="columnheader" scope="col">Inside</th></tr></thead><tbody role="rowgroup">
)";
  out += rows + "</tbody></table>\n";
  out +=
      "<p class=\"note\"><b>Inside</b> names the narrower of the two intervals that holds the published value, or "
      "where the value lies when neither does. <b>Role</b> says what the number was used for:</p>\n";
  const std::string scored = score_sentence(result);
  if (!scored.empty()) out += "<p class=\"note\">" + scored + "</p>\n";
  return out + role_list(result) + "</section>\n";
}

std::string measures_section(const drill::Result& result) {
  std::string out = fmt::format(R"(<section aria-labelledby="all"><h2 id="all">Everything that was counted</h2>
<details data-print><summary>All {} measures</summary>
<p class="filter"><label for="filter">Show those that hold</label> <input id="filter" type="search" autocomplete="off">
<span id="filter-count" role="status"></span></p>
<table class="cards" id="all-measures"><caption>Every measure over {}</caption>
<thead><tr><th scope="col">Measure</th>
<th scope="col" class="num">Median</th><th scope="col" class="num">Half (50 %)</th>
<th scope="col" class="num">9 of 10 (90 %)</th><th scope="col" class="num">Mean</th>
<th scope="col" class="num"><abbr title="standard error of the mean">± error</abbr></th></tr></thead>
<tbody>
)",
                                result.measures.size(), basis(result));
  for (const drill::Measure& measure : result.measures) out += measure_row(measure);
  return out + "</tbody></table></details></section>\n";
}

}  // namespace report
