// What went in: each number with its source, or with why it was assumed.

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/distribution.h"
#include "show/report/assumed.h"
#include "show/report/page.h"
#include "show/report/sources.h"
#include "show/report/words.h"

namespace report {

namespace {

struct Count {
  std::size_t sourced = 0;
  std::size_t assumed = 0;
  std::size_t hand_set = 0;
};

std::string origin(const base::Provenance& input, bool hand_set) {
  std::string out;
  if (hand_set) out += "<span class=\"tag hand\">set by hand</span> ";
  if (!input.source.empty()) out += escaped(input.source);
  if (!input.assumed.empty()) out += "<span class=\"tag assumed\">assumed</span> " + escaped(input.assumed);
  if (input.plausible) {
    out +=
        fmt::format(" <span class=\"of\">plausible: {} to {}</span>", input.plausible->first, input.plausible->second);
  }
  return out.empty() ? "<span class=\"tag assumed\">no source given</span>" : out;
}

std::string row(const std::string& name, const std::string& value, const std::string& from) {
  return fmt::format(
      "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">{}</th><td role=\"cell\">{}</td>"
      "<td role=\"cell\">{}</td></tr>\n",
      name, value, from);
}

std::string table(std::string_view id, const std::string& title, const std::string& rows) {
  if (rows.empty()) return {};
  return fmt::format(
      "<h3 id=\"{}\">{}</h3>\n<table class=\"inputs cards\" role=\"table\" aria-labelledby=\"{}\">"
      "<thead role=\"rowgroup\"><tr role=\"row\"><th role=\"columnheader\" scope=\"col\">Input</th>"
      "<th role=\"columnheader\" scope=\"col\">Value</th><th role=\"columnheader\" scope=\"col\">"
      "Where it comes from</th></tr></thead><tbody role=\"rowgroup\">\n{}</tbody></table>\n",
      id, title, id, rows);
}

void tally(const base::Provenance& input, bool hand_set, Count& count) {
  ++(input.source.empty() ? count.assumed : count.sourced);
  if (hand_set) ++count.hand_set;
}

std::string rows_of(const std::vector<base::Provenance>& inputs, Count& count) {
  std::string out;
  for (const base::Provenance& input : inputs) {
    tally(input, false, count);
    out += row("<code>" + escaped(input.place) + "</code>", escaped(input.value), origin(input, false));
  }
  return out;
}

std::string cases_text(const estate::Parameter& parameter, const estate::Estate& estate) {
  std::string out;
  for (const estate::Case& which : parameter.cases) {
    const std::string when = when_text(which, estate);
    const std::string lead = !when.empty() ? when + ": " : parameter.cases.size() > 1 ? "otherwise: " : "";
    out += fmt::format("<span class=\"case\">{}{}</span>", escaped(lead), escaped(base::to_text(which.distribution)));
  }
  if (!parameter.unit.empty()) out += " <span class=\"of\">" + escaped(parameter.unit) + "</span>";
  return out;
}

std::string parameter_rows(const estate::Estate& estate, Count& count) {
  std::string out;
  for (const estate::Parameter& parameter : estate.parameters) {
    base::Provenance from{parameter.name, "", parameter.source, parameter.assumed, {}};
    if (!parameter.assumed.empty()) from.plausible = {parameter.plausible_low, parameter.plausible_high};
    tally(from, parameter.hand_set, count);
    out += row(fmt::format("<code>{}</code><small>one draw for each {}</small>", escaped(parameter.name),
                           per_text(parameter.per)),
               cases_text(parameter, estate), origin(from, parameter.hand_set));
  }
  return out;
}

}  // namespace

std::string inputs_section(const drill::Result& result, const Inputs& inputs) {
  Count count;
  std::string tables;
  if (inputs.estate != nullptr) {
    tables += table("in-estate", "What nobody knows exactly about the estate", parameter_rows(*inputs.estate, count));
    tables += table("in-care", "What the loss of care costs", rows_of(care_inputs(inputs.estate->care), count));
  }
  if (inputs.threat != nullptr) {
    const std::string& title = inputs.threat->title.empty() ? inputs.threat->name : inputs.threat->title;
    tables += table("in-threat", "The threat: " + escaped(title), rows_of(inputs.threat->inputs, count));
  }
  if (inputs.defence != nullptr) {
    tables +=
        table("in-defence", "The defence: " + escaped(inputs.defence->name), rows_of(inputs.defence->inputs, count));
  }
  if (tables.empty()) return {};
  const std::string rests = assumed_sentence(assumed_in(result, inputs));
  return fmt::format(R"(<section aria-labelledby="inputs"><h2 id="inputs">What went in</h2>
<p>{} of these inputs have a source, {} are assumed{}. An assumed one states why, and the range thought plausible.</p>
{}{}</section>
)",
                     count.sourced, count.assumed,
                     count.hand_set == 0 ? ""
                                         : fmt::format("; {} {} set by hand to meet a published row", count.hand_set,
                                                       count.hand_set == 1 ? "was" : "were"),
                     rests.empty() ? "" : "<p>" + escaped(rests) + "</p>\n", tables);
}

}  // namespace report
