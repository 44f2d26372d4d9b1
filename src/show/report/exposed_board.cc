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

std::size_t number_of(const exposure::Coverage& coverage, const Part& part) {
  return coverage.count[static_cast<std::size_t>(part.position)];
}

}  // namespace

std::string board(const exposure::Coverage& coverage) {
  constexpr double width = 720;
  const double all = static_cast<double>(std::max<std::size_t>(coverage.organisations.size(), 1));
  std::string bars =
      fmt::format("<rect class=\"{}\" x=\"0\" y=\"1\" width=\"{}\" height=\"46\"/>", parts.back().style, width);
  std::string words;
  std::string key;
  double at = 0;
  for (const Part& part : parts) {
    const std::size_t number = number_of(coverage, part);
    if (part.position != Position::nothing_received && number > 0) {
      const double length = width * static_cast<double>(number) / all;
      bars += fmt::format(
          "<rect class=\"ground\" x=\"{0:.2f}\" y=\"8\" width=\"{1:.2f}\" height=\"32\"/><rect "
          "class=\"{2}\" x=\"{0:.2f}\" y=\"8\" width=\"{1:.2f}\" height=\"32\"/>",
          at, length, part.style);
      at += length;
    }
    words += fmt::format("{}{} {}", words.empty() ? "" : ", ", whole(number), part.words);
    key += fmt::format(
        "<li><svg class=\"exposure\" aria-hidden=\"true\" width=\"14\" height=\"14\"><rect class=\"{}\" "
        "width=\"14\" height=\"14\"/></svg>{} {}</li>",
        part.style, whole(number), part.words);
  }
  return fmt::format(
      "<section aria-labelledby=\"board\"><h2 id=\"board\">All organisations</h2>\n<p>{}</p>\n<svg class=\"exposure\" "
      "role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {} 48\" width=\"100%\">{}</svg>\n<ul class=\"key\" "
      "aria-label=\"Key\">{}</ul></section>\n",
      coverage_sentence(coverage), words, width, bars, key);
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
