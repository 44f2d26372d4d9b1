#include "world/estate/needs.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace estate {

namespace {

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == '.' || c == ':' || c == '/';
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_continuation_byte(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

/// A word (name, number, share), one of the signs ( ) , or anything else as a single character; empty at the end.
struct Token {
  std::string_view text;
  std::size_t at = 0;  ///< byte where it begins
  [[nodiscard]] bool is(std::string_view expected) const { return text == expected; }
  [[nodiscard]] bool is_word() const { return !text.empty() && (is_name_character(text.front())); }
};

/// A number of digits with at most one point, nothing else.
std::optional<double> plain_number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (error != std::errc{} || end != text.data() + text.size() || text.front() == '-') return {};
  return value;
}

class Parser {
 public:
  Parser(std::string_view text, const std::function<std::optional<NeedsName>(std::string_view)>& find)
      : text_(text), find_(find) {
    advance();
  }

  base::Result<Needs> parse() {
    if (text_.size() > needs_length_max) {
      return failure({"", "", fmt::format("{} bytes", text_.size()), "is too long for an expression",
                      fmt::format("write at most {} bytes, with services in between", needs_length_max)});
    }
    if (token_.text.empty()) {
      return failure({"", place(0), "", "the expression is empty", "write 'nothing' when the service needs nothing"});
    }
    if (token_.is("nothing") && next_.text.empty()) return Needs{};
    if (term(1) && !token_.text.empty()) {
      wrong(token_, "stands after the end of the expression",
            "put several terms into a list, such as all(a, b); names are separated by commas");
    }
    if (!problems_.empty()) return tl::unexpected(std::move(problems_));
    return Needs(std::move(nodes_));
  }

 private:
  static base::Result<Needs> failure(base::Problem problem) {
    return tl::unexpected(base::Problems(std::move(problem)));
  }

  /// Characters are counted as people see them, from 1, so bytes inside a UTF-8 sequence do not count.
  [[nodiscard]] std::string place(std::size_t byte) const {
    const auto before = text_.substr(0, byte);
    const auto inside = std::count_if(before.begin(), before.end(), is_continuation_byte);
    return fmt::format("character {}", byte - static_cast<std::size_t>(inside) + 1);
  }

  bool wrong(const Token& token, std::string what, std::string mend) {
    std::string value(token.text);
    if (value.empty()) what = "the expression ends too early";
    problems_.add(base::Problem{"", place(token.at), std::move(value), std::move(what), std::move(mend)});
    return false;
  }

  [[nodiscard]] Token token_from(std::size_t at) const {
    while (at < text_.size() && is_blank(text_[at])) ++at;
    std::size_t end = at;
    while (end < text_.size() && is_name_character(text_[end])) ++end;
    if (end > at && end < text_.size() && text_[end] == '%') ++end;
    if (end == at && end < text_.size()) {
      ++end;
      while (end < text_.size() && is_continuation_byte(text_[end])) ++end;
    }
    return {text_.substr(at, end - at), at};
  }

  void advance() {
    token_ = primed_ ? next_ : token_from(0);
    primed_ = true;
    next_ = token_from(token_.at + token_.text.size());
  }

  std::uint32_t open(Needs::Node node) {
    nodes_.push_back(node);
    return static_cast<std::uint32_t>(nodes_.size() - 1);
  }

  void close(std::uint32_t node) { nodes_[node].end = static_cast<std::uint32_t>(nodes_.size()); }

  bool term(std::size_t depth) {
    if (depth > needs_depth_max) {
      return wrong(token_, "is nested too deep", fmt::format("nest at most {} deep", needs_depth_max));
    }
    if (!token_.is_word()) {
      return wrong(token_, "is not the beginning of a term",
                   "write a name, all(...), any(...), 2 of (...), 80% of (...) or at least 80% of (...)");
    }
    if (next_.is("(")) return all_or_any(depth);
    if (token_.is("at") && next_.is("least")) {
      advance();
      advance();
      return share_of(Needs::Kind::at_least, depth);
    }
    if (token_.text.back() == '%') return share_of(Needs::Kind::share, depth);
    if (next_.is("of")) return count_of(depth);
    return name();
  }

  bool all_or_any(std::size_t depth) {
    if (!token_.is("all") && !token_.is("any")) {
      return wrong(token_, "cannot stand before a list", "write all(...), any(...), 2 of (...) or 80% of (...)");
    }
    const auto node = open({token_.is("all") ? Needs::Kind::all : Needs::Kind::any, 0, 0, 0, 0});
    advance();
    return list(node, depth);
  }

  bool share_of(Needs::Kind kind, std::size_t depth) {
    const auto percent = token_.text.ends_with('%') ? plain_number(token_.text.substr(0, token_.text.size() - 1))
                                                    : std::optional<double>{};
    if (!percent || !(*percent > 0 && *percent <= 100)) {
      return wrong(token_, "is not a share", "write a share above 0% and up to 100%, such as 80%");
    }
    const auto node = open({kind, 0, *percent / 100, 0, 0});
    advance();
    return take_of() && list(node, depth);
  }

  bool count_of(std::size_t depth) {
    const Token number = token_;
    std::uint32_t k = 0;
    const char* end = number.text.data() + number.text.size();
    const auto [stop, error] = std::from_chars(number.text.data(), end, k);
    if (error != std::errc{} || stop != end || k == 0) {
      return wrong(number, "is not a number of things that are needed", "write a whole number from 1 on, or a share");
    }
    const auto node = open({Needs::Kind::count, k, 0, 0, 0});
    advance();
    if (!take_of() || !list(node, depth)) return false;
    if (k > nodes_[node].children) {
      wrong(number, "is more than the list has", fmt::format("write at most {}", nodes_[node].children));
    }
    return true;
  }

  bool take_of() {
    if (!token_.is("of")) return wrong(token_, "stands where 'of' is expected", "write 'of (' before the list");
    advance();
    return true;
  }

  bool list(std::uint32_t node, std::size_t depth) {
    if (!token_.is("(")) return wrong(token_, "stands where '(' is expected", "put the list into parentheses");
    std::vector<Token> names;
    do {
      advance();
      const bool plain = token_.is_word() && (next_.is(",") || next_.is(")"));
      if (plain) names.push_back(token_);
      if (!term(depth + 1)) return false;
      ++nodes_[node].children;
    } while (token_.is(","));
    if (!token_.is(")")) {
      return wrong(token_, "stands where ',' or ')' is expected", "separate with commas and end the list with ')'");
    }
    advance();
    close(node);
    refuse_repeats(std::move(names));
    return true;
  }

  /// A name that stands twice in a list would count twice: never what is meant.
  void refuse_repeats(std::vector<Token> names) {
    std::stable_sort(names.begin(), names.end(), [](const Token& a, const Token& b) { return a.text < b.text; });
    for (std::size_t i = 1; i < names.size(); ++i) {
      if (names[i].text == names[i - 1].text) wrong(names[i], "stands twice in one list", "name it once");
    }
  }

  bool name() {
    const auto found = find_(token_.text);
    if (found) {
      close(open({found->kind, found->index, 0, 0, 0}));
    } else {
      // Read on, so that all unknown names of an expression are reported at once.
      wrong(token_, "is not a device group or a service", "name one that exists, of any organisation");
      close(open({}));
    }
    advance();
    return true;
  }

  std::string_view text_;
  const std::function<std::optional<NeedsName>(std::string_view)>& find_;
  Token token_;
  Token next_;
  bool primed_ = false;
  std::vector<Needs::Node> nodes_;
  base::Problems problems_;
};

}  // namespace

base::Result<Needs> parse_needs(std::string_view text,
                                const std::function<std::optional<NeedsName>(std::string_view)>& find) {
  return Parser(text, find).parse();
}

}  // namespace estate
