#include "world/advisory/cpe.h"

#include <optional>
#include <vector>

#include "world/advisory/percent.h"
#include "world/advisory/version_key.h"

namespace advisory {

namespace {

constexpr std::string_view prefix_23 = "cpe:2.3:";
constexpr std::string_view prefix_22 = "cpe:/";
constexpr std::string_view any = "*";
constexpr std::string_view not_applicable = "-";

constexpr std::array<std::string_view, cpe_attributes> names{"part",      "vendor",    "product",  "version",
                                                             "update",    "edition",   "language", "sw_edition",
                                                             "target_sw", "target_hw", "other"};

base::Problem wrong(std::string place, std::string_view value, std::string what, std::string mend) {
  return {.file = {},
          .place = std::move(place),
          .value = std::string(value.substr(0, 80)),
          .what = std::move(what),
          .mend = std::move(mend)};
}

bool is_plain(char c) {
  return is_digit(c) || is_letter(c) || c == '_';
}

bool is_sign(char c) {
  return c > ' ' && c <= '~' && !is_plain(c);
}

/// Splits at colons that no backslash stands before.
std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  std::size_t from = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] == '\\') {
      ++i;
    } else if (i >= text.size() || text[i] == ':') {
      parts.push_back(text.substr(from, std::min(i, text.size()) - from));
      from = i + 1;
    }
  }
  return parts;
}

/// A value of the 2.3 form in its canonical spelling; nothing when it is none. NIST wants a backslash before "." and
/// "-"; as in the wild, a missing one before these two is passed over.
std::optional<std::string> canonical(std::string_view text) {
  if (text == any || text == not_applicable) return std::string(text);
  if (text.empty()) return std::nullopt;
  std::string out;
  std::size_t begin = 0;  // of what is no wildcard
  if (text.front() == '*') {
    begin = 1;
  } else {
    while (begin < text.size() && text[begin] == '?') ++begin;
  }
  out = std::string(text.substr(0, begin));
  std::size_t i = begin;
  for (; i < text.size() && text[i] != '*' && text[i] != '?'; ++i) {
    if (is_plain(text[i])) {
      out += to_lower(text[i]);
    } else if (text[i] == '\\' && i + 1 < text.size() && is_sign(text[i + 1])) {
      out += '\\';
      out += text[++i];
    } else if (text[i] == '.' || text[i] == '-') {
      out += '\\';
      out += text[i];
    } else {
      return std::nullopt;
    }
  }
  if (i == begin) return std::nullopt;  // wildcards alone
  const std::string_view end = text.substr(i);
  if (end != "*" && end.find_first_not_of('?') != std::string_view::npos) return std::nullopt;
  return out + std::string(end);
}

/// A component of the older form, where "%01" and "%02" are "?" and "*", and empty is any.
std::optional<std::string> from_uri(std::string_view text) {
  if (text.empty()) return std::string(any);
  if (text == not_applicable) return std::string(text);
  const auto decoded = percent_decoded(text);
  if (!decoded) return std::nullopt;
  std::string spelled;
  for (const char c : *decoded) {
    if (c == '\1' || c == '\2') {
      spelled += c == '\1' ? '?' : '*';
    } else {
      if (!is_plain(c)) spelled += '\\';
      spelled += c;
    }
  }
  return canonical(spelled);
}

bool part_is_known(const std::string& part) {
  return part == "a" || part == "o" || part == "h" || part == any || part == not_applicable;
}

base::Result<Cpe> finished(const Cpe& cpe, base::Problems problems) {
  if (problems.empty() && !part_is_known(cpe.values[0])) {
    problems.add(wrong("CPE name, part", cpe.values[0], "is no part", "write a, o, h, * or -"));
  }
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return cpe;
}

base::Result<Cpe> parse_23(std::string_view text) {
  const auto parts = split(text.substr(prefix_23.size()));
  if (parts.size() != cpe_attributes) {
    return tl::unexpected(base::Problems(wrong("CPE name", text, "does not have eleven attributes",
                                               "write cpe:2.3: and eleven values with : between them, * for any")));
  }
  Cpe cpe;
  base::Problems problems;
  for (std::size_t i = 0; i < cpe_attributes; ++i) {
    if (auto value = canonical(parts[i])) {
      cpe.values[i] = std::move(*value);
    } else {
      problems.add(wrong("CPE name, " + std::string(names[i]), parts[i], "is no value of a CPE name",
                         "write * or - or a text with a backslash before each sign"));
    }
  }
  return finished(cpe, std::move(problems));
}

base::Result<Cpe> parse_22(std::string_view text) {
  constexpr std::size_t attributes_22 = 7;
  const auto parts = split(text.substr(prefix_22.size()));
  if (parts.size() > attributes_22) {
    return tl::unexpected(base::Problems(wrong("CPE name", text, "has more than seven attributes",
                                               "write cpe:/ and at most seven values with : between them")));
  }
  Cpe cpe;
  cpe.values.fill(std::string(any));
  base::Problems problems;
  const auto set = [&](std::size_t index, std::string_view part) {
    if (auto value = from_uri(part)) {
      cpe.values[index] = std::move(*value);
    } else {
      problems.add(wrong("CPE name, " + std::string(names[index]), part, "is no value of a CPE name",
                         "write letters, digits and % codes"));
    }
  };
  constexpr std::size_t edition = static_cast<std::size_t>(CpeAttribute::edition);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::string_view part = parts[i];
    if (i != edition || !part.starts_with('~')) {
      set(i, part);
      continue;
    }
    // Five attributes packed into the edition: ~edition~sw_edition~target_sw~target_hw~other.
    constexpr std::array<std::size_t, 5> packed{edition, 7, 8, 9, 10};
    for (const std::size_t index : packed) {
      part.remove_prefix(part.empty() ? 0 : 1);
      const std::string_view one = part.substr(0, part.find('~'));
      set(index, one);
      part.remove_prefix(one.size());
    }
    if (!part.empty()) problems.add(wrong("CPE name, edition", parts[i], "packs too much", "write five after ~"));
  }
  return finished(cpe, std::move(problems));
}

/// One sign of a value with its backslash, or one letter.
std::string_view take_sign(std::string_view& rest) {
  const std::size_t n = rest.front() == '\\' && rest.size() > 1 ? 2 : 1;
  const std::string_view sign = rest.substr(0, n);
  rest.remove_prefix(n);
  return sign;
}

std::vector<std::string_view> signs_of(std::string_view text) {
  std::vector<std::string_view> signs;
  while (!text.empty()) signs.push_back(take_sign(text));
  return signs;
}

bool has_wildcard(const std::string& value) {
  if (value == any) return true;
  for (const std::string_view sign : signs_of(value)) {
    if (sign == "*" || sign == "?") return true;
  }
  return false;
}

/// Whether a text without wildcards is one of those that a pattern stands for: "*" any number of signs, "?" one or
/// none.
bool matches(const std::string& pattern, const std::string& text) {
  const auto p = signs_of(pattern);
  const auto t = signs_of(text);
  // reached[j]: the signs of the pattern so far can stand for the first j signs of the text.
  std::vector<bool> reached(t.size() + 1, false);
  reached[0] = true;
  for (const std::string_view sign : p) {
    std::vector<bool> next(t.size() + 1, false);
    for (std::size_t j = 0; j <= t.size(); ++j) {
      if (sign == "*") {
        next[j] = reached[j] || (j > 0 && next[j - 1]);
      } else if (sign == "?") {
        next[j] = reached[j] || (j > 0 && reached[j - 1]);
      } else {
        next[j] = j > 0 && reached[j - 1] && t[j - 1] == sign;
      }
    }
    reached = std::move(next);
  }
  return reached[t.size()];
}

Covers covers_value(const std::string& pattern, const std::string& found) {
  if (pattern == any || pattern == found) return Covers::yes;
  if (found == any) return Covers::cannot_tell;
  if (pattern == not_applicable || found == not_applicable) return Covers::no;
  if (has_wildcard(found)) return Covers::cannot_tell;
  return matches(pattern, found) ? Covers::yes : Covers::no;
}

}  // namespace

std::string Cpe::plain(CpeAttribute attribute) const {
  const std::string& value = (*this)[attribute];
  std::string out;
  if (value == any || value == not_applicable) return out;
  for (const std::string_view sign : signs_of(value)) out += sign.back();
  return out;
}

base::Result<Cpe> parse_cpe(std::string_view text) {
  if (text.size() > cpe_bytes_most) {
    return tl::unexpected(base::Problems(
        wrong("CPE name", text, "is too long", "write at most " + std::to_string(cpe_bytes_most) + " bytes")));
  }
  const std::string lower = lowered(text.substr(0, prefix_23.size()));
  if (lower == prefix_23) return parse_23(text);
  if (lower.starts_with(prefix_22)) return parse_22(text);
  return tl::unexpected(base::Problems(wrong("CPE name", text, "is no CPE name", "begin with cpe:2.3: or cpe:/")));
}

std::string to_text(const Cpe& cpe) {
  std::string text = "cpe:2.3";
  for (const std::string& value : cpe.values) text += ":" + value;
  return text;
}

Covers covers(const Cpe& pattern, const Cpe& found) {
  Covers all = Covers::yes;
  for (std::size_t i = 0; i < cpe_attributes; ++i) {
    const Covers one = covers_value(pattern.values[i], found.values[i]);
    if (one == Covers::no) return Covers::no;
    if (one == Covers::cannot_tell) all = Covers::cannot_tell;
  }
  return all;
}

}  // namespace advisory
