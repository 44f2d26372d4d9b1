// The page: head, the answer, then its sections.

#include <fmt/format.h>

#include <string>

#include "show/report/page.h"
#include "show/report/report.h"
#include "show/report/words.h"
#include "show/web/assets.h"

namespace report {

namespace {

/// Forbids every request. Styles are inline because the charts bring some; the one script is named by its hash.
std::string policy() {
  const std::string script = page_script.empty() ? "'none'" : fmt::format("'sha256-{}'", page_script_hash);
  return "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'; script-src " + script;
}

std::string head(const drill::Result& result) {
  return fmt::format(R"(<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">
<title>Cordon drill: {} against {}</title>
<style>
{}</style></head>
)",
                     policy(), escaped(result.threat), escaped(result.estate), page_style);
}

/// As the Traffic Light Protocol asks: on top and at the foot, in its colours on black.
std::string marking(const Inputs& inputs) {
  const std::string colour = inputs.marking.substr(0, inputs.marking.find('+'));
  return fmt::format("<p class=\"marking {}\">{}</p>\n",
                     colour == "TLP:RED"     ? "red"
                     : colour == "TLP:AMBER" ? "amber"
                     : colour == "TLP:GREEN" ? "green"
                                             : "clear",
                     escaped(inputs.marking));
}

std::string notices(const drill::Result& result, const Inputs& inputs) {
  std::string out;
  if (result.partial) out += "<p class=\"notice\" role=\"note\">" + escaped(partial_notice(result)) + ".</p>\n";
  if (inputs.shared) {
    out +=
        "<p class=\"notice\" role=\"note\">Made to be shared: totals only. What went in, and what is counted by "
        "platform or type of device or by service, is left out.</p>\n";
  }
  if (inputs.threat != nullptr && inputs.threat->invented) {
    out += "<p class=\"notice\" role=\"note\">The threat is invented, for rehearsal: no such threat was seen.</p>\n";
  }
  if (page_script.empty()) {
    out +=
        "<p class=\"notice\" role=\"note\">This copy of Cordon was built without charts. The tables hold every "
        "number that the charts would show.</p>\n";
  } else {
    out +=
        "<noscript><p class=\"notice\">The charts need JavaScript. The tables hold every number that they "
        "show.</p></noscript>\n";
  }
  return out;
}

std::string top(const drill::Result& result, const Inputs& inputs) {
  const std::string defence = result.defence.empty() ? "none" : escaped(result.defence);
  return fmt::format(R"(<header>{}<p class="eyebrow">Cordon drill</p>
{}<h1>{}</h1>
<dl class="facts"><div><dt>Threat</dt><dd>{}</dd></div><div><dt>Estate</dt><dd>{}</dd></div>
<div><dt>Defence</dt><dd>{}</dd></div><div><dt>From</dt><dd>{}, for {}</dd></div>
<div><dt>Based on</dt><dd>{}</dd></div></dl></header>
)",
                     marking(inputs), notices(result, inputs), escaped(headline(result)), escaped(result.threat),
                     escaped(result.estate), defence, moment(result.start), length(result.horizon_s), basis(result));
}

constexpr const char* reading = R"(<section aria-labelledby="reading"><h2 id="reading">How to read this</h2>
<p>Cordon simulated the same outbreak many times. Each time it drew anew what nobody knows exactly, and the chances of
the spread itself. <i>In 9 of 10 simulated outbreaks</i> a number lay within the 90 % interval, in half of them within
the 50 % interval; half had the median or more. The intervals hold what the inputs leave open. They do not hold what the
model leaves out, nor inputs that are wrong.</p>
<p>Organisations are <i>infected</i> when a device was, and <i>disrupted</i> when care was lost, also by disconnecting as
a precaution. The same inputs and the same seed give the same report.</p></section>
)";

}  // namespace

std::string to_html(const drill::Result& result, const Inputs& inputs) {
  std::string out = head(result) + "<body>\n" + top(result, inputs) + "<main>\n";
  if (result.replicas > 0) {
    out += beside_section(result, inputs.prior) + curves_sections(result) + services_section(result) +
           story_section(result, inputs) + counterfactuals_section(inputs) + sensitivity_section(inputs) +
           posterior_section(inputs) + measures_section(result);
  }
  out += inputs_section(result, inputs) + reading + "</main>\n<footer>" + marking(inputs) + "</footer>\n";
  if (!page_script.empty()) {
    out += "<script type=\"application/json\" id=\"chart-data\">" + chart_data(result) + "</script>\n";
    if (inputs.story != nullptr) {
      out += "<script type=\"application/json\" id=\"story-data\">" + story_data(inputs) + "</script>\n";
    }
    out += "<script>";
    out += page_script;
    out += "</script>\n";
  }
  return out + "</body></html>\n";
}

}  // namespace report
