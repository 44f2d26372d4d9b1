#include "show/report/exposed_board.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "show/report/exposed_groups.h"
#include "show/report/exposed_movement.h"
#include "show/report/exposed_pieces.h"
#include "show/report/page.h"
#include "show/report/words.h"

namespace report {

namespace {

using exposure::Position;

/// Rows of a table; JSON has all.
constexpr std::size_t rows_most = 1000;

struct Part {
  Position position;
  std::string_view style;  ///< a class of the page's style
  std::string_view words;
};
/// In front, from the left; the last lies behind the others.
constexpr std::array<Part, exposure::positions> parts{
    {{Position::exposed, "exposed", "exposed"},
     {Position::clear, "clear", "clear by evidence"},
     {Position::cannot_tell, "unsure", "cannot tell"},
     {Position::nothing_received, "absent", "no inventory received"}}};

using Counts = std::array<std::size_t, exposure::positions>;

std::size_t number_of(const Counts& counts, const Part& part) {
  return counts[static_cast<std::size_t>(part.position)];
}

constexpr double board_width = 720;

/// The parts in front, from the left, over a ground that hides what lies behind.
std::string bar(const Counts& counts, double all, double top, double height) {
  std::string out;
  double at = 0;
  for (const Part& part : parts) {
    const std::size_t number = number_of(counts, part);
    if (part.position == Position::nothing_received || number == 0) continue;
    const double length = board_width * static_cast<double>(number) / all;
    out += fmt::format(
        "<rect class=\"ground\" x=\"{0:.2f}\" y=\"{3}\" width=\"{1:.2f}\" height=\"{4}\"/><rect "
        "class=\"{2}\" x=\"{0:.2f}\" y=\"{3}\" width=\"{1:.2f}\" height=\"{4}\"/>",
        at, length, part.style, top, height);
    at += length;
  }
  return out;
}

std::string counts_words(const Counts& counts) {
  std::string words;
  for (const Part& part : parts) {
    words += fmt::format("{}{} {}", words.empty() ? "" : ", ", whole(number_of(counts, part)), part.words);
  }
  return words;
}

}  // namespace

std::string board(const ExposedAnswer& answer) {
  const exposure::Coverage& coverage = answer.coverage;
  const bool earlier = !answer.since.empty();
  std::size_t then = 0;
  for (const std::size_t number : answer.movement.was) then += number;
  // Organisations of the earlier day that are no more must have their place too.
  const double all = static_cast<double>(std::max({coverage.organisations.size(), earlier ? then : 0, std::size_t{1}}));
  std::string bars =
      fmt::format("<rect class=\"{}\" x=\"0\" y=\"1\" width=\"{}\" height=\"46\"/>", parts.back().style, board_width);
  std::string words = counts_words(coverage.count);
  std::string legend;
  if (earlier) {
    bars += fmt::format("<g class=\"earlier\">{}</g>", bar(answer.movement.was, all, 1, 46));
    const std::string was = fmt::format("on {}: {}", plain(answer.since), counts_words(answer.movement.was));
    words += "; " + was;
    legend = fmt::format("<p>Behind it, paler, the bar of {}.</p>\n", escaped(was.substr(3)));
  }
  bars += earlier ? bar(coverage.count, all, 15, 18) : bar(coverage.count, all, 8, 32);
  std::string key;
  for (const Part& part : parts) {
    key += fmt::format(
        "<li><svg class=\"exposure\" aria-hidden=\"true\" width=\"14\" height=\"14\"><rect class=\"{}\" "
        "width=\"14\" height=\"14\"/></svg>{} {}</li>",
        part.style, whole(number_of(coverage.count, part)), part.words);
  }
  return fmt::format(
      "<section aria-labelledby=\"board\"><h2 id=\"board\">All organisations</h2>\n<p>{}</p>\n<svg class=\"exposure\" "
      "role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {} 48\" width=\"100%\">{}</svg>\n<ul class=\"key\" "
      "aria-label=\"Key\">{}</ul>\n{}</section>\n",
      coverage_sentence(coverage), escaped(words), board_width, bars, key, legend);
}

std::string coverage_section(const ExposedAnswer& answer) {
  const auto& all = answer.coverage.organisations;
  std::size_t most = 1;
  for (const exposure::OrganisationCoverage& one : all) most = std::max(most, one.seen);
  const std::string lead =
      all.size() > rows_most
          ? fmt::format("The first {} of {}; --json lists all.", whole(rows_most), whole(all.size()))
          : "The gravest first. A bar is as long as there are devices. Devices expected are those of the estate.";
  std::string out =
      section_opened("groups", "By organisation", lead,
                     {"Organisation", "Picture", "Stands", "Why", "Devices seen", "Expected", "Newest evidence"});
  for (std::size_t i = 0; i < std::min(all.size(), rows_most); ++i) {
    const exposure::OrganisationCoverage& one = all[i];
    out += fmt::format(
        "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
        escaped(plain(one.id)), device_bar(one.count, most), exposure::name_of(one.position),
        escaped(position_words(one)), whole(one.seen), one.expected ? whole(*one.expected) : "not known",
        one.newest.empty() ? "none" : escaped(plain(one.newest)));
  }
  return out.append(section_closed);
}

std::string movement_section(const ExposedAnswer& answer) {
  const auto& all = answer.movement.organisations;
  std::string out = section_opened(
      "moved", "Moved since " + escaped(plain(answer.since)),
      all.empty() ? "Nobody moved." : "Devices, by what the lists of both days say.",
      {"Organisation", "Stood", "Stands", "No longer exposed", "Newly exposed", "Moved otherwise", "Newest evidence"});
  for (std::size_t i = 0; i < std::min(all.size(), rows_most); ++i) {
    const exposure::OrganisationMove& one = all[i];
    out += fmt::format(
        "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
        escaped(plain(one.id)), position_word(one.was), position_word(one.is), whole(one.closed), whole(one.opened),
        whole(one.other), one.newest.empty() ? "none" : escaped(plain(one.newest)));
  }
  return out.append(section_closed);
}

}  // namespace report
