#pragma once
// An OpenDocument text (.odt), which word processors open and people change: headings, paragraphs, lists, tables.

#include <string>
#include <string_view>
#include <vector>

namespace pack {

class TextDocument {
 public:
  /// `marking` stands at the top and the foot of every page.
  explicit TextDocument(std::string marking) : marking_(std::move(marking)) {}

  void title(std::string_view text);
  void heading(std::string_view text);  ///< on a new page
  void paragraph(std::string_view text);
  void list(const std::vector<std::string>& items);
  /// The first row is the header, repeated on each page. Rows are as long as the header. `widths_cm`
  /// of the columns, 26.7 in all; none: alike.
  void table(const std::vector<std::vector<std::string>>& rows, const std::vector<double>& widths_cm = {});

  /// The file's bytes. What came in is data: nothing of it is markup.
  [[nodiscard]] std::string bytes() const;

 private:
  std::string marking_;
  std::string body_;
  std::string columns_;  ///< styles of columns that have a width
  std::size_t tables_ = 0;
};

}  // namespace pack
