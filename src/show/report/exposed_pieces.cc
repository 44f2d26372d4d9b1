#include "show/report/exposed_pieces.h"

#include <fmt/format.h>

#include "show/report/exposed_groups.h"
#include "show/report/words.h"

namespace report {

std::string device_bar(const std::array<std::size_t, exposure::standings>& count, std::size_t most) {
  constexpr double bar_width = 240;
  std::string words;
  std::string parts;
  double at = 0;
  for (std::size_t i = 0; i < standing_classes.size(); ++i) {
    if (count.at(i) == 0) continue;
    const double width = bar_width * static_cast<double>(count.at(i)) / static_cast<double>(most);
    parts += fmt::format("<rect class=\"{}\" x=\"{:.2f}\" y=\"2\" width=\"{:.2f}\" height=\"14\"/>",
                         standing_classes.at(i), at, width);
    words += fmt::format("{}{} {}", words.empty() ? "" : ", ", whole(count.at(i)),
                         people_word(static_cast<exposure::Standing>(i)));
    at += width;
  }
  return fmt::format(
      "<svg class=\"exposure\" role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {} 18\" width=\"{}\" "
      "height=\"18\">{}</svg>",
      words.empty() ? "no devices" : words, bar_width, bar_width, parts);
}

std::string section_opened(std::string_view id, std::string_view title, std::string_view lead,
                           std::initializer_list<std::string_view> columns) {
  std::string out = fmt::format(
      "<section aria-labelledby=\"{0}\"><h2 id=\"{0}\">{1}</h2>\n<p>{2}</p>\n<div class=\"scroll\" tabindex=\"0\" "
      "role=\"group\" "
      "aria-label=\"table\"><table><thead><tr>",
      id, title, lead);
  for (const std::string_view column : columns) out += fmt::format("<th scope=\"col\">{}</th>", column);
  return out + "</tr></thead><tbody>\n";
}

}  // namespace report
