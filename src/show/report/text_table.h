#pragma once
// Tables and paragraphs of plain text for a terminal: no line wider than asked. Columns are code points.

#include <string>
#include <string_view>
#include <vector>

namespace report {

inline constexpr int narrowest_text = 40;  ///< fewest columns that anything is laid out for

/// Select Graphic Rendition codes, such as "1" for bold, or nothing without colour.
struct Style {
  bool colour;
  [[nodiscard]] std::string operator()(std::string_view code, const std::string& text) const;
};

struct Column {
  std::string head;
  bool right = false;   ///< numbers stand on the right
  bool can_go = false;  ///< left out where the labels would get too narrow
};

struct Row {
  std::vector<std::string> cells;  ///< the first is the label
  std::string_view code = {};      ///< style of the last cell
};

/// Lines broken at spaces; a word longer than a line is cut.
std::vector<std::string> wrapped(std::string_view text, int width);

/// The text as wrapped lines, each in the style and with its end.
std::string paragraph(const std::string& text, int width, const Style& style, std::string_view code);

/// A table when the labels keep room enough, else one block a row.
class Table {
 public:
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  void add(Row row) { rows_.push_back(std::move(row)); }  ///< as many cells as columns
  [[nodiscard]] std::string to_text(int width, const Style& style) const;

 private:
  [[nodiscard]] std::string padded(std::size_t i, const std::string& cell, int width) const;
  [[nodiscard]] std::string lines(const std::vector<int>& widths, const Style& style) const;
  [[nodiscard]] std::string label_lines(const std::string& label, int width) const;
  [[nodiscard]] std::string blocks(int width, const Style& style) const;

  std::vector<Column> columns_;
  std::vector<Row> rows_;
};

}  // namespace report
