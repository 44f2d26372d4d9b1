// The page of a fit: pictures drawn as SVG, so that it needs no script.

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

#include "show/report/fit_report.h"
#include "show/report/page.h"
#include "show/report/words.h"
#include "show/web/assets.h"

namespace report {

namespace {

/// The posterior of a parameter beside its prior.
std::string picture(const fit::Result& result, const estate::Prior& prior, std::size_t parameter) {
  Histogram of;
  of.name = prior.parameter;
  of.prior = &prior.distribution;
  for (const fit::Particle& particle : result.particles) {
    of.values.push_back(particle.values[parameter]);
    of.weights.push_back(particle.weight);
  }
  return histogram(of);
}

/// A section with a table, up to its first row.
std::string opened(std::string_view id, std::string_view title, std::string_view lead,
                   std::initializer_list<std::string_view> columns) {
  std::string out = fmt::format(
      "<section aria-labelledby=\"{}\"><h2 id=\"{}\">{}</h2>\n<p>{}</p>\n<div class=\"scroll\" tabindex=\"0\" "
      "role=\"group\" aria-label=\"table\"><table><thead><tr>",
      id, id, title, lead);
  for (const std::string_view column : columns) out += fmt::format("<th scope=\"col\">{}</th>", column);
  return out + "</tr></thead><tbody>\n";
}

constexpr std::string_view closed = "</tbody></table></div></section>\n";

std::string parameters_section(const fit::Result& result, const Fitted& fitted) {
  std::string out = opened("free", "What was learnt of the parameters", "Bars: after the fit; line: before it.",
                           {"Parameter", "Picture", "Before, 9 of 10", "After, median", "After, 9 of 10", "Learnt"});
  for (std::size_t i = 0; i < result.learnt.size(); ++i) {
    const fit::Learnt& learnt = result.learnt[i];
    out += fmt::format(
        "<tr><th scope=\"row\">{}</th><td>{}</td><td>{:.3g} to {:.3g}</td><td>{:.3g}</td><td>{:.3g} to "
        "{:.3g}</td><td>{:.0f} %</td></tr>\n",
        escaped(fitted.priors[i].parameter), picture(result, fitted.priors[i], i), learnt.before.p05, learnt.before.p95,
        learnt.after.median, learnt.after.p05, learnt.after.p95, 100 * std::max(0.0, learnt.shrinkage));
  }
  return out.append(closed);
}

std::string targets_section(const fit::Result& result, const Fitted& fitted) {
  std::string out = opened("targets", "Published beside predicted",
                           "Fresh simulated outbreaks under the posterior. Thin bar: 9 of 10; thick bar: half; line: "
                           "median; diamond: published.",
                           {"Target", "Published", "Picture", "Before, 9 of 10", "After, 9 of 10", "Role", "Reached"});
  for (std::size_t i = 0; i < result.checks.size(); ++i) {
    const estate::Target& target = fitted.targets[i];
    const fit::Check& check = result.checks[i];
    estate::Published published;
    published.value = target.value;
    published.relation = "equal";
    const std::string at = target.at ? " at " + moment(*target.at) : "";
    out += fmt::format(
        "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
        escaped(label(target.name, target.by) + at), number(target.value, ""), strip(check.after, published),
        interval(check.before.p05, check.before.p95, ""), interval(check.after.p05, check.after.p95, ""),
        target.held_out ? "predicted" : "fitted", check.reached ? "yes" : "no");
  }
  return out.append(closed);
}

std::string left_out_section(const fit::Result& result, const Fitted& fitted) {
  if (result.left_out.empty()) return {};
  std::string out = opened("left", "Each target left out in turn", "What a fit to the others alone predicts for it.",
                           {"Target", "Published", "Picture", "The rest, 9 of 10", "Predicted"});
  for (std::size_t i = 0; i < result.left_out.size(); ++i) {
    if (!result.left_out[i]) continue;
    const estate::Target& target = fitted.targets[i];
    estate::Published published;
    published.value = target.value;
    published.relation = "equal";
    const drill::Quantiles& after = result.left_out[i]->after;
    const std::string at = target.at ? " at " + moment(*target.at) : "";
    out += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                       escaped(label(target.name, target.by) + at), number(target.value, ""), strip(after, published),
                       interval(after.p05, after.p95, ""), result.left_out[i]->reached ? "yes" : "no");
  }
  return out.append(closed);
}

std::string text_section(std::string_view text) {
  std::string out = "<section aria-labelledby=\"text\"><h2 id=\"text\">The same as text</h2><pre tabindex=\"0\">";
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    out += escaped(text.substr(from, end - from)) + "\n";
    from = end + 1;
  }
  return out + "</pre></section>\n";
}

}  // namespace

std::string fit_html(const fit::Result& result, const Fitted& fitted) {
  const std::string text = fit_text(result, fitted);
  std::string out = fmt::format(
      "<!doctype html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\">\n<meta "
      "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'; "
      "style-src 'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta "
      "name=\"color-scheme\" content=\"light dark\">\n<title>Cordon fit: {} against "
      "{}</title>\n<style>\n{}</style></head>\n",
      escaped(fitted.threat), escaped(fitted.estate), page_style);
  out += "<body>\n<header><p class=\"eyebrow\">Cordon fit</p>\n<h1>" + escaped(text.substr(0, text.find('\n'))) +
         "</h1></header>\n<main>\n";
  if (!result.checks.empty()) out += targets_section(result, fitted);
  out += left_out_section(result, fitted);
  if (!result.rounds.empty()) out += parameters_section(result, fitted);
  out += text_section(text);
  return out + "</main></body></html>\n";
}

}  // namespace report
