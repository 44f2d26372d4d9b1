// Drills side by side as text: sentences, then a table for each drill beside the base.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "show/report/comparison.h"
#include "show/report/text_table.h"
#include "show/report/words.h"

namespace report {

namespace {

using comparison::Beside;
using comparison::Compared;
using comparison::Difference;

constexpr std::size_t few = 30;  ///< pairs below which the t interval leans on differences spread about normally

std::string signed_number(double value, const std::string& unit) {
  return (value > 0 ? "+" : "") + number(value, unit);
}

std::string mean_cell(const Difference& d, const std::string& unit) {
  const std::string mean = signed_number(d.mean, unit);
  return std::isfinite(d.error()) ? mean + " ± " + number((d.high - d.low) / 2, unit) : mean;
}

std::string spread_cell(const Difference& d, const std::string& unit) {
  if (!d.paired) return "";
  const std::string low = signed_number(d.p05, unit);
  const std::string high = signed_number(d.p95, unit);
  return low == high ? low : low + " to " + high;
}

std::string ratio_cell(const Difference& d) {
  if (std::isinf(d.variance_ratio)) return "∞";
  return std::isnan(d.variance_ratio) ? "" : number(d.variance_ratio, "");
}

Table table_of(const Beside& beside) {
  Table table({{"", false},
               {"base", true, true},
               {"here", true, true},
               {"mean difference", true},
               {"9 of 10", true},
               {"ratio", true, true},
               {"told apart", false}});
  for (const Compared& measure : beside.measures) {
    if (measure.missing) continue;
    const Difference& d = measure.difference;
    table.add({{label_with_unit(measure.which.name, measure.which.by, measure.unit), number(d.mean_base, measure.unit),
                number(d.mean_other, measure.unit), mean_cell(d, measure.unit), spread_cell(d, measure.unit),
                ratio_cell(d), measure.told_apart ? "yes" : "no"},
               measure.told_apart ? "32" : "33"});
  }
  return table;
}

std::string reasons(const std::vector<comparison::Apart>& apart) {
  std::string text;
  for (const comparison::Apart reason : apart) {
    const char* word = "estate";
    switch (reason) {
      case comparison::Apart::seed: word = "seed"; break;
      case comparison::Apart::start: word = "start"; break;
      case comparison::Apart::horizon: word = "horizon"; break;
      case comparison::Apart::estate: break;
    }
    text += fmt::format("{}another {}", text.empty() ? "" : ", ", word);
  }
  return text;
}

std::string left_out(const Compared& measure) {
  const std::string what = label(measure.which.name, measure.which.by);
  const Difference& d = measure.difference;
  switch (*measure.missing) {
    case comparison::Missing::nowhere: return fmt::format("“{}” is left out: it is not in both files.", what);
    case comparison::Missing::other_unit: return fmt::format("“{}” is left out: the units differ.", what);
    case comparison::Missing::never_finite: break;
  }
  return fmt::format(
      "“{}” is left out: it never came about in {} of {} simulated outbreaks of the base and {} of {} here.", what,
      whole(d.base_never), whole(d.base), whole(d.other_never), whole(d.other));
}

std::string never_note(const Compared& measure) {
  const Difference& d = measure.difference;
  const std::string kept = d.paired ? fmt::format("the {} pairs in which it did in both", whole(d.base_used))
                                    : std::string("the others, which need not be alike");
  return fmt::format(
      "“{}” never came about in {} of {} simulated outbreaks of the base and {} of {} here; compared are {}.",
      label(measure.which.name, measure.which.by), whole(d.base_never), whole(d.base), whole(d.other_never),
      whole(d.other), kept);
}

/// What a reader must know before believing the table; empty when there is nothing.
std::vector<std::string> notes_of(const Beside& beside, const drill::Result& base, const drill::Result& other) {
  std::vector<std::string> notes;
  if (!beside.apart.empty()) {
    notes.push_back(fmt::format("Not coupled with the base ({}): nothing is paired, and the interval is wider (Welch).",
                                reasons(beside.apart)));
  } else if (base.replicas != other.replicas) {
    notes.push_back(fmt::format("The base has {} simulated outbreaks, this drill {}: the first {} of both are paired.",
                                whole(base.replicas), whole(other.replicas),
                                whole(std::min(base.replicas, other.replicas))));
  }
  for (const Compared& measure : beside.measures) {
    if (measure.missing) {
      notes.push_back(left_out(measure));
    } else if (measure.difference.base_never + measure.difference.other_never > 0) {
      notes.push_back(never_note(measure));
    }
  }
  if (std::min(base.replicas, other.replicas) < few) {
    notes.push_back(
        fmt::format("Fewer than {} simulated outbreaks: the interval holds only where differences are spread "
                    "about normally.",
                    few));
  }
  return notes;
}

std::string legend(const comparison::Table& table) {
  return fmt::format(
      "mean difference: from the base, with its 95 % interval (Student's t). 9 of 10: what came out in 9 of 10 pairs "
      "of "
      "simulated outbreaks. ratio: how many times smaller the variance of the mean difference is because the drills "
      "share their chances; empty where they do not, or nothing varies. told apart: after Holm's correction for {} "
      "comparison{} at once.",
      whole(table.comparisons), table.comparisons == 1 ? "" : "s");
}

}  // namespace

std::string comparison_to_terminal(const comparison::Table& table, std::span<const Side> sides, bool colour,
                                   int width) {
  width = std::max(width, narrowest_text);
  const Style style{colour};
  const std::vector<std::string> names = names_of(sides);
  std::string out;
  for (const Side& side : sides) {
    if (side.result.partial)
      out += paragraph(plain(side.file) + ": " + partial_notice(side.result), width, style, "1;33");
  }
  for (const Beside& beside : table.others) {
    out += paragraph(sentence(beside.measures[table.ranked_by], names[beside.drill]), width, style, "1");
  }
  for (const Beside& beside : table.others) {
    out += "\n" + paragraph(fmt::format("{} beside {}", names[beside.drill], names[0]), width, style, "1;4");
    const bool any = std::ranges::any_of(beside.measures, [](const Compared& measure) { return !measure.missing; });
    if (any) out += table_of(beside).to_text(width, style);
    for (const std::string& note : notes_of(beside, sides[0].result, sides[beside.drill].result)) {
      out += paragraph(note, width, style, "");
    }
  }
  out += "\n" + paragraph(legend(table), width, style, "2");
  return out + paragraph(fmt::format("Base: {}, {}.", plain(sides[0].file), basis(sides[0].result)), width, style, "2");
}

}  // namespace report
