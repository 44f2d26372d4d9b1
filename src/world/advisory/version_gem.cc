// Ruby gems. Source: Gem::Version of RubyGems: segments of digits or letters; a "-" is ".pre."; letters come before the
// end, the end before numbers; zeros before the first letters and at the end do not count.

#include <vector>

#include "world/advisory/version_key.h"

namespace advisory {

namespace {

constexpr unsigned char letters = 1;
constexpr unsigned char zero_then_letters = 2;  // before the end, since what follows is
constexpr unsigned char end = 3;

struct Segment {
  std::string_view text;
  bool number = false;
  bool zero = false;
};

void drop_zeros(std::vector<Segment>& segments, std::size_t from) {
  while (segments.size() > from && segments.back().zero) segments.pop_back();
}

/// Nothing when there is a character that no gem version has.
std::optional<std::vector<Segment>> segments_of(std::string_view text) {
  std::vector<Segment> segments;
  std::size_t first_letters = std::string_view::npos;
  const auto add_letters = [&](std::string_view word) {
    if (first_letters == std::string_view::npos) {
      drop_zeros(segments, 0);
      first_letters = segments.size();
    }
    segments.push_back({.text = word});
  };
  while (!text.empty()) {
    const char c = text.front();
    if (is_digit(c)) {
      const std::string_view digits = take_digits(text);
      segments.push_back({.text = digits, .number = true, .zero = significant(digits).empty()});
    } else if (is_letter(c)) {
      add_letters(take_letters(text));
    } else if (c == '.' || c == '-') {
      if (c == '-') add_letters("pre");
      text.remove_prefix(1);
    } else {
      return std::nullopt;
    }
  }
  drop_zeros(segments, 0);
  return segments;
}

}  // namespace

std::optional<std::string> gem_key(std::string_view text) {
  const auto segments = segments_of(text);
  if (!segments || !is_digit(text.front())) return std::nullopt;
  KeyWriter key;
  for (std::size_t i = 0; i < segments->size(); ++i) {
    const Segment& segment = (*segments)[i];
    if (!segment.number) {
      key.mark(letters);
      key.word(segment.text);
      continue;
    }
    std::size_t next = i;
    while (next < segments->size() && (*segments)[next].zero) ++next;
    if (segment.zero && next < segments->size() && !(*segments)[next].number) {
      key.mark(zero_then_letters);
    } else {
      key.number(segment.text);
    }
  }
  key.mark(end);
  return key.take();
}

}  // namespace advisory
