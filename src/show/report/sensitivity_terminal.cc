// What the answer rests on, as text: the assumed numbers that move it farthest.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "foresee/comparison/sensitivity.h"
#include "show/report/report.h"
#include "show/report/text_table.h"
#include "show/report/words.h"

namespace report {

namespace {

constexpr std::size_t shown = 10;

std::string change(const comparison::Difference& one, bool told_apart, const std::string& unit) {
  if (!std::isfinite(one.mean)) return "?";
  return (one.mean > 0 ? "+" : "") + number(one.mean, unit) + (told_apart ? "" : " ~");
}

}  // namespace

std::string sensitivity_to_terminal(const comparison::Sensitivity& made, bool colour, int width) {
  if (made.numbers.empty()) return "No assumed number could be moved.\n";
  width = std::max(width, narrowest_text);
  const Style style{colour};
  const comparison::Which& which = made.measures[0];
  Table table(
      {{"", false}, {"value", true, true}, {"range", true, true}, {"at the lower end", true}, {"at the upper", true}});
  for (std::size_t i = 0; i < std::min(shown, made.numbers.size()); ++i) {
    const comparison::Moved& one = made.numbers[i];
    const comparison::Swing& swing = one.swings[0];
    table.add({{plain(one.place), plain(one.value), plain(one.low_end) + " to " + plain(one.high_end),
                change(swing.low, swing.low_told_apart, made.units[0]),
                change(swing.high, swing.high_told_apart, made.units[0])},
               {}});
  }
  std::string out = style("1;4", "Which assumptions matter") + "\n" + table.to_text(width, style);
  out +=
      "\n" + paragraph(fmt::format("Of {} assumed numbers, those that move {} farthest: by how much its mean changes "
                                   "over {} simulated outbreaks when one is moved to an end of its plausible range "
                                   "and all others stay. ~ cannot be told apart from chance.",
                                   made.numbers.size(), label(which.name, which.by), whole(made.replicas)),
                       width, style, "2");
  return out;
}

}  // namespace report
