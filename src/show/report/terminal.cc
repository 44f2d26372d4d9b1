// The result as text for a terminal: the answer in a sentence, then one table.

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "show/report/beside.h"
#include "show/report/report.h"
#include "show/report/words.h"

namespace report {

namespace {

constexpr int gap = 2;
constexpr int narrowest = 40;
constexpr int label_good = 30;   ///< a column that can go is left out when labels get less
constexpr int label_least = 16;  ///< one block a row when labels get less

/// Columns that the text takes: one for each code point.
int columns(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string spaces(int count) {
  return std::string(static_cast<std::size_t>(std::max(count, 0)), ' ');
}

/// Byte position after the first `count` code points.
std::size_t after(std::string_view text, int count) {
  std::size_t at = 0;
  while (at < text.size() && count >= 0) {
    if ((text[at] & 0xC0) != 0x80 && count-- == 0) break;
    ++at;
  }
  return at;
}

/// Breaks at spaces; a word longer than a line is cut.
std::vector<std::string> wrapped(std::string_view text, int width) {
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!lines.back().empty() && columns(lines.back()) + 1 + columns(word) > width) lines.emplace_back();
    while (columns(word) > width) {
      const std::size_t cut = after(word, width);
      lines.back() = word.substr(0, cut);
      lines.emplace_back();
      word.remove_prefix(cut);
    }
    lines.back() += (lines.back().empty() ? "" : " ") + std::string(word);
  }
  return lines;
}

struct Style {
  bool colour;
  [[nodiscard]] std::string operator()(std::string_view code, const std::string& text) const {
    return colour && !code.empty() ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : text;
  }
};

struct Column {
  std::string head;
  bool right = false;
  bool can_go = false;
};

struct Row {
  std::vector<std::string> cells;  ///< the first is the label
  std::string_view code;           ///< style of the last cell
};

/// A table when the labels keep room enough, else one block a row.
class Table {
 public:
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  void add(Row row) { rows_.push_back(std::move(row)); }

  [[nodiscard]] std::string to_text(int width, const Style& style) const {
    std::vector<int> widths;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      int widest = columns(columns_[i].head);
      for (const Row& row : rows_) widest = std::max(widest, columns(row.cells[i]));
      widths.push_back(widest);
    }
    for (std::size_t i = 1; i < widths.size() && room(width, widths) < std::min(label_good, widths[0]); ++i) {
      if (columns_[i].can_go) widths[i] = 0;
    }
    if (room(width, widths) < std::min(label_least, widths[0])) return blocks(width, style);
    widths[0] = std::min(widths[0], room(width, widths));
    return lines(widths, style);
  }

 private:
  /// What the other columns leave to the labels. A width of 0 means that the column is left out.
  [[nodiscard]] static int room(int width, const std::vector<int>& widths) {
    for (std::size_t i = 1; i < widths.size(); ++i) width -= widths[i] == 0 ? 0 : gap + widths[i];
    return width;
  }

  [[nodiscard]] std::string padded(std::size_t i, const std::string& cell, int width) const {
    const std::string fill = spaces(width - columns(cell));
    return columns_[i].right ? fill + cell : cell + fill;
  }

  [[nodiscard]] std::string lines(const std::vector<int>& widths, const Style& style) const {
    std::string head = padded(0, columns_[0].head, widths[0]);
    for (std::size_t i = 1; i < columns_.size(); ++i) {
      if (widths[i] != 0) head += spaces(gap) + padded(i, columns_[i].head, widths[i]);
    }
    head.erase(head.find_last_not_of(' ') + 1);
    std::string out = style("1", head) + "\n";
    for (const Row& row : rows_) {
      out += label_lines(row.cells[0], widths[0]);
      for (std::size_t i = 1; i < columns_.size(); ++i) {
        if (widths[i] == 0) continue;
        const bool last = i + 1 == columns_.size() && !columns_[i].right;
        const std::string cell = last ? row.cells[i] : padded(i, row.cells[i], widths[i]);
        out += spaces(gap) + (last ? style(row.code, cell) : cell);
      }
      out += '\n';
    }
    return out;
  }

  /// The label over as many lines as it takes, the last one padded; lines after the first stand further in.
  [[nodiscard]] std::string label_lines(const std::string& label, int width) const {
    if (columns(label) <= width) return padded(0, label, width);
    const auto lines = wrapped(label, width - gap);
    std::string out = lines[0];
    for (std::size_t i = 1; i < lines.size(); ++i) out += "\n" + spaces(gap) + lines[i];
    return out + spaces(width - gap - columns(lines.back()));
  }

  [[nodiscard]] std::string blocks(int width, const Style& style) const {
    std::string out;
    for (const Row& row : rows_) {
      for (const std::string& line : wrapped(row.cells[0], width)) out += style("1", line) + "\n";
      for (std::size_t i = 1; i < columns_.size(); ++i) {
        if (row.cells[i].empty()) continue;
        for (const std::string& line : wrapped(columns_[i].head + ": " + row.cells[i], width - gap)) {
          out += spaces(gap) + line + "\n";
        }
      }
    }
    return out;
  }

  std::vector<Column> columns_;
  std::vector<Row> rows_;
};

/// The label, with the unit where neither it nor the number says it already.
std::string with_unit(const drill::Measure& measure) {
  std::string text = label(measure.name, measure.by);
  if (unit_is_said(measure.name, measure.unit)) return text;
  return text + ", " + plain(measure.unit);
}

std::string_view code_of(Lies place) {
  switch (place) {
    case Lies::in_half: return "32";
    case Lies::in_nine_tenths: return "36";
    default: return "33";
  }
}

Table beside_table(const drill::Result& result) {
  Table table({{"", false},
               {"published", true},
               {"median", true, true},
               {"50 %", true},
               {"90 %", true},
               {"role", false},
               {"inside", false}});
  for (const drill::Measure& measure : result.measures) {
    if (!measure.published) continue;
    const drill::Quantiles& value = measure.value;
    const Lies place = lies(value, *measure.published);
    table.add(
        {{with_unit(measure), published_value(*measure.published, measure.unit), number(value.median, measure.unit),
          interval(value.p25, value.p75, measure.unit), interval(value.p05, value.p95, measure.unit),
          plain(measure.published->role), std::string(to_text(place))},
         code_of(place)});
  }
  return table;
}

/// All measures that are not broken down; all of them when each is.
Table measures_table(const drill::Result& result) {
  Table table({{"", false}, {"median", true}, {"50 %", true}, {"90 %", true}});
  const bool any_whole = std::any_of(result.measures.begin(), result.measures.end(),
                                     [](const drill::Measure& measure) { return measure.by.empty(); });
  for (const drill::Measure& measure : result.measures) {
    if (any_whole && !measure.by.empty()) continue;
    const drill::Quantiles& value = measure.value;
    table.add({{with_unit(measure), number(value.median, measure.unit), interval(value.p25, value.p75, measure.unit),
                interval(value.p05, value.p95, measure.unit)},
               {}});
  }
  return table;
}

std::string paragraph(const std::string& text, int width, const Style& style, std::string_view code) {
  std::string out;
  for (const std::string& line : wrapped(text, width)) out += (code.empty() ? line : style(code, line)) + "\n";
  return out;
}

}  // namespace

std::string to_terminal(const drill::Result& result, bool colour, int width) {
  width = std::max(width, narrowest);
  const Style style{colour};
  std::string out;
  if (result.partial) out += paragraph(partial_notice(result), width, style, "1;33");
  out += paragraph(headline(result), width, style, "1") + "\n";
  const bool any_published = std::any_of(result.measures.begin(), result.measures.end(),
                                         [](const drill::Measure& measure) { return measure.published.has_value(); });
  if (result.replicas > 0 && any_published) {
    out += style("1;4", "Published beside simulated") + "\n" + beside_table(result).to_text(width, style);
    out += "\n" + paragraph(
                      "50 %, 90 %: what came out in half, and in 9 of 10, of the simulated outbreaks. inside: the "
                      "narrowest of the two that holds the published value; above, below: where it lies when "
                      "neither does. ≥ at least, ≤ at most.",
                      width, style, "2");
  } else if (result.replicas > 0) {
    out += style("1;4", "Simulated") + "\n" + measures_table(result).to_text(width, style);
    out += "\n" + paragraph("50 %, 90 %: what came out in half, and in 9 of 10, of the simulated outbreaks.", width,
                            style, "2");
  }
  const std::string defence = result.defence.empty() ? "no defence" : plain(result.defence);
  out += paragraph(fmt::format("{}. {} against {}, {}; from {} for {}.", basis(result), plain(result.threat),
                               plain(result.estate), defence, moment(result.start), length(result.horizon_s)),
                   width, style, "2");
  return out;
}

}  // namespace report
