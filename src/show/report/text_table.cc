#include "show/report/text_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

namespace report {

namespace {

constexpr int gap = 2;
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

/// What the other columns leave to the labels. A width of 0 means that the column is left out.
int room(int width, const std::vector<int>& widths) {
  for (std::size_t i = 1; i < widths.size(); ++i) width -= widths[i] == 0 ? 0 : gap + widths[i];
  return width;
}

}  // namespace

std::string Style::operator()(std::string_view code, const std::string& text) const {
  return colour && !code.empty() ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : text;
}

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

std::string paragraph(const std::string& text, int width, const Style& style, std::string_view code) {
  std::string out;
  for (const std::string& line : wrapped(text, width)) out += (code.empty() ? line : style(code, line)) + "\n";
  return out;
}

std::string Table::to_text(int width, const Style& style) const {
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

std::string Table::padded(std::size_t i, const std::string& cell, int width) const {
  const std::string fill = spaces(width - columns(cell));
  return columns_[i].right ? fill + cell : cell + fill;
}

std::string Table::lines(const std::vector<int>& widths, const Style& style) const {
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
      out += spaces(gap) + (last && !cell.empty() ? style(row.code, cell) : cell);
    }
    out.erase(out.find_last_not_of(' ') + 1);
    out += '\n';
  }
  return out;
}

/// The label over as many lines as it takes, the last one padded; lines after the first stand further in.
std::string Table::label_lines(const std::string& label, int width) const {
  if (columns(label) <= width) return padded(0, label, width);
  const auto lines = wrapped(label, width - gap);
  std::string out = lines[0];
  for (std::size_t i = 1; i < lines.size(); ++i) out += "\n" + spaces(gap) + lines[i];
  return out + spaces(width - gap - columns(lines.back()));
}

std::string Table::blocks(int width, const Style& style) const {
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

}  // namespace report
