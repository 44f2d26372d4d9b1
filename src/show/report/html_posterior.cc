// What a fit left open: a picture of each parameter that was fitted.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "foresee/fit/density.h"
#include "foresee/fit/marginal.h"
#include "show/report/page.h"

namespace report {

namespace {

constexpr std::size_t bins = 40;
constexpr double width = 320;
constexpr double height = 90;

const estate::Prior* prior_of(const Inputs& inputs, const std::string& parameter) {
  if (inputs.priors == nullptr) return nullptr;
  const auto at = std::ranges::find(*inputs.priors, parameter, &estate::Prior::parameter);
  return at == inputs.priors->end() ? nullptr : &*at;
}

std::string row(const Inputs& inputs, std::size_t position) {
  const estate::Joint& joint = inputs.estate->joint;
  const estate::Parameter& parameter = inputs.estate->parameters[joint.parameters[position]];
  const estate::Prior* prior = prior_of(inputs, parameter.name);
  Histogram picture;
  picture.name = parameter.name;
  picture.weights = joint.weights;
  for (const std::vector<double>& values : joint.rows) picture.values.push_back(values[position]);
  if (prior != nullptr) picture.prior = &prior->distribution;
  const fit::Marginal after = fit::after(joint, position);
  std::string before = "not given";
  if (prior != nullptr) {
    const fit::Marginal believed = fit::before(prior->distribution);
    before = fmt::format("{:.3g} to {:.3g}", believed.p05, believed.p95);
  }
  const std::string unit = parameter.unit.empty() ? "share" : parameter.unit;
  return fmt::format(
      "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\"><code>{}</code><small>{}</small></th>"
      "<td role=\"cell\" class=\"picture\" data-head=\"\">{}</td><td role=\"cell\" class=\"num\" data-head=\"Before, 9 "
      "of 10\">{}</td><td role=\"cell\" class=\"num\" data-head=\"After, median\">{:.3g}</td><td role=\"cell\" "
      "class=\"num\" data-head=\"After, 9 of 10\">{:.3g} to {:.3g}</td></tr>\n",
      escaped(parameter.name), escaped(unit), histogram(picture), before, after.median, after.p05, after.p95);
}

}  // namespace

std::string histogram(const Histogram& of) {
  if (of.values.empty()) return {};
  auto [low, high] = std::pair(*std::ranges::min_element(of.values), *std::ranges::max_element(of.values));
  if (of.prior != nullptr) {
    const fit::Marginal believed = fit::before(*of.prior);
    low = std::min(low, believed.p05);
    high = std::max(high, believed.p95);
  }
  if (!(high > low)) return {};
  std::vector<double> bar(bins, 0);
  const double step = (high - low) / static_cast<double>(bins);
  double all = 0;
  for (const double weight : of.weights) all += weight;
  for (std::size_t i = 0; i < of.values.size(); ++i) {
    const auto at = static_cast<std::size_t>((of.values[i] - low) / step);
    bar[std::min(at, bins - 1)] += of.weights[i] / all / step;
  }
  std::vector<double> line(of.prior != nullptr ? bins : 0, 0);
  for (std::size_t i = 0; i < line.size(); ++i) {
    line[i] = std::exp(fit::log_density(*of.prior, low + (static_cast<double>(i) + 0.5) * step));
  }
  double most = *std::ranges::max_element(bar);
  if (!line.empty()) most = std::max(most, *std::ranges::max_element(line));
  const double wide = width / static_cast<double>(bins);
  std::string out =
      fmt::format(R"(<svg class="histogram" viewBox="0 0 {} {}" role="img" aria-label="Histogram of {}">)", width,
                  height + 16, escaped(of.name));
  std::string path;
  for (std::size_t i = 0; i < bins; ++i) {
    const double x = static_cast<double>(i) * wide;
    const double tall = bar[i] / most * height;
    out += fmt::format(R"(<rect class="fifty" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>)", x,
                       height - tall, wide - 0.5, tall);
    if (!line.empty()) {
      path += fmt::format("{}{:.1f} {:.1f}", i == 0 ? "M" : "L", x + wide / 2, height - line[i] / most * height);
    }
  }
  if (!path.empty()) out += fmt::format(R"(<path class="median" d="{}"/>)", path);
  out += fmt::format(R"(<text class="tick" x="0" y="{}">{:.3g}</text>)", height + 13, low);
  out += fmt::format(R"(<text class="tick" text-anchor="end" x="{}" y="{}">{:.3g}</text></svg>)", width, height + 13,
                     high);
  return out;
}

std::string posterior_section(const Inputs& inputs) {
  if (inputs.estate == nullptr || inputs.estate->joint.parameters.empty()) return {};
  const estate::Joint& joint = inputs.estate->joint;
  std::string out = fmt::format(
      R"(<section aria-labelledby="posterior"><h2 id="posterior">What the fit left open</h2>
<p>These numbers were fitted. Each simulated outbreak drew one of {} sets of them, so that what the fit left open stands
in every interval above. Bars: after the fit{}.</p>
<table class="cards posterior" role="table"><caption>Each fitted number before and after the fit</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Number</th><td role="cell"></td>
<th role="columnheader" scope="col" class="num">Before, 9 of 10</th>
<th role="columnheader" scope="col" class="num">After, median</th>
<th role="columnheader" scope="col" class="num">After, 9 of 10</th></tr></thead><tbody role="rowgroup">
)",
      joint.rows.size(), inputs.priors != nullptr ? "; line: what was believed before it" : "");
  for (std::size_t i = 0; i < joint.parameters.size(); ++i) out += row(inputs, i);
  return out + "</tbody></table></section>\n";
}

}  // namespace report
