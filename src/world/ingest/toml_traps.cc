#include "world/ingest/toml_traps.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace ingest {

namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

class Walk {
 public:
  explicit Walk(std::string_view text) : text_(text) {
    if (text_.starts_with("\xEF\xBB\xBF")) start_ = at_ = 3;  // byte order mark
  }

  std::optional<base::Problem> run() {
    while (!trap_ && at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"' || c == '\'') {
        // The library would read on as if the word went on, with what looks like a text here.
        if (in_word() && (in_value_ || text_[at_ - 1] != '.')) {
          refuse("has a quote in the middle of a word", "close the text before it, or leave the quote out");
        }
        begins_line_ = false;
        skip_string(c);
      } else if (c == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else {
        look_at(c);
      }
    }
    return trap_;
  }

 private:
  void refuse(std::string what, std::string mend) {
    trap_ = base::Problem{{}, fmt::format("line {}", line_), {}, std::move(what), std::move(mend)};
  }

  void look_at(char c) {
    if (!is_ascii(c)) {
      refuse("has a character outside of quotes that only texts may have",
             "put it in quotes, \" and not typographic ones");
    }
    const bool header = c == '[' && brackets_.empty() && begins_line_;
    if (header && !names_table()) refuse("is a table header without a name", "write [name] or [[name]]");
    if ((c == '[' || c == '{') && in_word()) {
      refuse("has a bracket in the middle of a word", "write a comma or = before it, or put the word in quotes");
    }
    if (c == '=' && in_value_ && in_word()) {
      refuse("has a = in the middle of a value", "put the value in quotes, or begin a line of its own");
    }
    if (c == '.') {
      ++dots_;
    } else if (std::string_view("=,[]{}\n").find(c) != std::string_view::npos) {
      dots_ = 0;
    }
    take_bracket(c, header);
    if (brackets_.size() > toml_depth_max) {
      refuse(fmt::format("nests deeper than {} brackets", toml_depth_max),
             "close the brackets, or write tables of their own");
    }
    if (dots_ > toml_dots_max) {
      refuse(fmt::format("has a name of more than {} parts", toml_dots_max + 1), "write a shorter name");
    }
    if (c == '\n') ++line_;
    begins_line_ = c == '\n' || (begins_line_ && is_space(c));
    ++at_;
  }

  /// Keeps which brackets are open, and whether a value may stand here, or else a name.
  void take_bracket(char c, bool header) {
    if (header || (c == '[' && in_header())) {
      brackets_ += 'h';
    } else if (c == '[' || c == '{') {
      brackets_ += c;
    } else if ((c == ']' || c == '}') && !brackets_.empty()) {
      brackets_.pop_back();
    }
    const bool in_list = !brackets_.empty() && brackets_.back() == '[';
    if (c == '=') in_value_ = true;
    if (c == '\n' || c == ',' || c == '[' || c == '{') in_value_ = in_list;
  }
  [[nodiscard]] bool in_header() const { return !brackets_.empty() && brackets_.back() == 'h'; }

  /// Whether what stands before this belongs to a word.
  [[nodiscard]] bool in_word() const {
    return at_ > start_ && std::string_view(" \t\r\n=,[{").find(text_[at_ - 1]) == std::string_view::npos;
  }

  /// Whether a name can begin after the bracket or brackets that stand here.
  [[nodiscard]] bool names_table() const {
    std::size_t at = at_ + 1;
    if (at < text_.size() && text_[at] == '[') ++at;
    while (at < text_.size() && is_space(text_[at])) ++at;
    if (at == text_.size()) return false;
    const char c = text_[at];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '"' || c == '\'';
  }

  /// Leaves `at_` behind the string. A one-line string ends at the end of the line at the latest: there the library
  /// finds the mistake and stops.
  void skip_string(char quote) {
    const std::string three(3, quote);
    const bool many_lines = text_.substr(at_, 3) == three;
    at_ += many_lines ? 3 : 1;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\n' && !many_lines) return;
      if (c == '\n') ++line_;
      if (c == '\\' && quote == '"') {
        skip_escape(many_lines);
        if (trap_) return;
      } else if (!many_lines && c == quote) {
        ++at_;
        return;
      } else if (many_lines && text_.substr(at_, 3) == three) {
        at_ += 3;
        while (at_ < text_.size() && text_[at_] == quote) ++at_;  // """" ends with a quote of the text
        return;
      } else {
        ++at_;
      }
    }
  }

  void skip_escape(bool many_lines) {
    ++at_;
    if (at_ == text_.size()) return;
    const char c = text_[at_];
    if (many_lines && (!is_ascii(c) || is_space(c) || c == '\n')) {
      refuse("has a backslash in a text of many lines that escapes nothing", "write the text on one line");
    } else if (c != '\n') {  // else the one-line string ends here
      ++at_;
    }
  }

  std::string_view text_;
  std::size_t start_ = 0;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::string brackets_;  ///< that are open: [ of a list, { of a table, h of a header
  bool in_value_ = false;
  std::size_t dots_ = 0;
  bool begins_line_ = true;  ///< only white space so far
  std::optional<base::Problem> trap_;
};

}  // namespace

std::optional<base::Problem> find_toml_trap(std::string_view text) {
  return Walk(text).run();
}

}  // namespace ingest
