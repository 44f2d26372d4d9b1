#include "world/advisory/vendor_range.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "world/advisory/vendor_text.h"
#include "world/advisory/vers.h"
#include "world/advisory/version_key.h"

namespace advisory {

namespace {

/// What was tolerated, as bits in the order in which it is said.
enum Tolerance : unsigned {
  vendor_order = 1,
  scheme_all = 2,
  all_in_words = 4,
  any_number = 8,
  in_words = 16,
};

std::string words_of(unsigned tolerated) {
  struct Entry {
    unsigned bit;
    std::string_view words;
  };
  static constexpr std::array<Entry, 5> entries{{
      {scheme_all, "\"vers:all\" allows * only; the rest is read as the vendor's own range"},
      {all_in_words, "\"all versions\" is every version"},
      {in_words, "bounds given in words"},
      {any_number, "x stands for any number"},
      {vendor_order, "versions in the order of their numbers, letters and steps such as SP"},
  }};
  std::string words;
  for (const Entry& entry : entries) {
    if ((tolerated & entry.bit) == 0) continue;
    if (!words.empty()) words += "; ";
    words += entry.words;
  }
  return words;
}

RangeReading for_a_person(std::string why) {
  return {.reading = Reading::for_a_person, .range = {}, .note = std::move(why)};
}

/// Lower case, one space where there were several, none at the ends.
std::string tidied(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const char plain = c == '\t' || c == '\n' || c == '\r' ? ' ' : to_lower(c);
    if (plain == ' ' && (out.empty() || out.back() == ' ')) continue;
    out += plain;
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool take(std::string_view& rest, std::string_view word) {
  if (!rest.starts_with(word)) return false;
  rest.remove_prefix(word.size());
  while (rest.starts_with(' ')) rest.remove_prefix(1);
  return true;
}

struct Opener {
  std::string_view text;
  Comparator comparator;
  bool words = false;
};
// Longer ones stand before what they begin with.
constexpr std::array<Opener, 16> openers{{
    {"<=", Comparator::less_equal},
    {"=<", Comparator::less_equal},
    {">=", Comparator::greater_equal},
    {"=>", Comparator::greater_equal},
    {"<", Comparator::less},
    {">", Comparator::greater},
    {"=", Comparator::equal},
    {"prior to ", Comparator::less, true},
    {"before ", Comparator::less, true},
    {"earlier than ", Comparator::less, true},
    {"lower than ", Comparator::less, true},
    {"up to and including ", Comparator::less_equal, true},
    {"from ", Comparator::greater_equal, true},
    {"newer than ", Comparator::greater, true},
    {"later than ", Comparator::greater, true},
    {"after ", Comparator::greater, true},
}};

struct Ending {
  std::string_view text;
  Comparator comparator;
};
constexpr std::array<Ending, 10> endings{{
    {" and prior", Comparator::less_equal},
    {" and earlier", Comparator::less_equal},
    {" and below", Comparator::less_equal},
    {" and older", Comparator::less_equal},
    {" or earlier", Comparator::less_equal},
    {" and prior versions", Comparator::less_equal},
    {" and later", Comparator::greater_equal},
    {" and newer", Comparator::greater_equal},
    {" and above", Comparator::greater_equal},
    {" or later", Comparator::greater_equal},
}};

/// A text of a bound, apart from what it is compared by.
struct Piece {
  Comparator comparator = Comparator::equal;
  std::string_view version;
};

bool starts_with_sign(std::string_view text) {
  const std::size_t at = text.find_first_not_of(' ');
  return at != std::string_view::npos && (text[at] == '<' || text[at] == '>' || text[at] == '=');
}

/// Splits at "|", "," and " and ", and before a comparator that follows a bound. Nothing when one follows something
/// else.
std::vector<std::string_view> pieces_of(std::string_view text) {
  std::vector<std::string_view> pieces;
  std::size_t from = 0;
  const auto cut = [&](std::size_t to, std::size_t next) {
    std::string_view piece = text.substr(from, to - from);
    while (piece.starts_with(' ')) piece.remove_prefix(1);
    while (piece.ends_with(' ')) piece.remove_suffix(1);
    pieces.push_back(piece);
    from = next;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool comparator = text[i] == '<' || text[i] == '>' || text[i] == '=';
    const bool goes_on = i > 0 && (text[i - 1] == '<' || text[i - 1] == '>' || text[i - 1] == '=');
    const std::string_view before = text.substr(from, i - from);
    const bool something_before = before.find_first_not_of(' ') != std::string_view::npos;
    if (text[i] == '|' || text[i] == ',') {
      cut(i, i + 1);
    } else if (comparator && !goes_on && something_before) {
      if (!starts_with_sign(before)) return {};
      cut(i, i);
    } else if (text.substr(i).starts_with(" and <") || text.substr(i).starts_with(" and >")) {
      cut(i, i + 5);
    }
  }
  cut(text.size(), text.size());
  return pieces;
}

Piece piece_of(std::string_view text, unsigned& tolerated) {
  for (const Opener& opener : openers) {
    if (!take(text, opener.text)) continue;
    if (opener.words) tolerated |= in_words;
    return {opener.comparator, text};
  }
  for (const Ending& ending : endings) {
    if (!text.ends_with(ending.text)) continue;
    tolerated |= in_words;
    return {ending.comparator, text.substr(0, text.size() - ending.text.size())};
  }
  return {Comparator::equal, text};
}

/// Adds the bounds of one piece; why not, when it is no bound.
std::string_view add_bounds(const Piece& piece, std::vector<Bound>& bounds, unsigned& tolerated) {
  const auto add = [&](Comparator comparator, const std::string& text) -> std::string_view {
    const std::string_view doubt = doubt_about_version(text);
    if (!doubt.empty()) return doubt;
    auto version = parse_version(Scheme::vendor, text);
    if (!version) return "a version that cannot be ordered";
    bounds.push_back({comparator, std::move(*version)});
    return {};
  };
  const auto any = numbers_of_wildcard(piece.version);
  if (!any) return add(piece.comparator, std::string(piece.version));
  tolerated |= any_number;
  switch (piece.comparator) {
    case Comparator::less: return add(Comparator::less, any->from);
    case Comparator::less_equal: return add(Comparator::less, any->below);
    case Comparator::greater: return add(Comparator::greater_equal, any->below);
    case Comparator::greater_equal: return add(Comparator::greater_equal, any->from);
    case Comparator::equal: {
      const std::string_view doubt = add(Comparator::greater_equal, any->from);
      return doubt.empty() ? add(Comparator::less, any->below) : doubt;
    }
    case Comparator::not_equal: break;
  }
  return "an exclusion of many";
}

/// Bounds as a vendor means them: at most one lower and one upper, lower below upper; versions by themselves beside.
std::string_view doubt_about_bounds(const std::vector<Bound>& bounds) {
  const Bound* low = nullptr;
  const Bound* high = nullptr;
  for (const Bound& bound : bounds) {
    const bool is_low = bound.comparator == Comparator::greater || bound.comparator == Comparator::greater_equal;
    const bool is_high = bound.comparator == Comparator::less || bound.comparator == Comparator::less_equal;
    if ((is_low && low != nullptr) || (is_high && high != nullptr)) return "several bounds on one side: one a branch?";
    if (is_low) low = &bound;
    if (is_high) high = &bound;
  }
  if (low == nullptr || high == nullptr) return {};
  const auto order = compare(low->version, high->version);
  if (order == std::partial_ordering::unordered) return "bounds that cannot be put in order";
  if (order == std::partial_ordering::greater) return "a lower bound above the upper one";
  return {};
}

RangeReading read_bounds(std::string_view text, unsigned tolerated) {
  std::vector<Bound> bounds;
  const std::vector<std::string_view> pieces = pieces_of(text);
  if (pieces.empty()) return for_a_person("a name before the version");
  for (const std::string_view part : pieces) {
    if (part == "=" || part.empty()) return for_a_person("a bound without a version");
    const Piece piece = piece_of(part, tolerated);
    const std::string_view doubt = add_bounds(piece, bounds, tolerated);
    if (!doubt.empty()) return for_a_person(std::string(doubt));
  }
  const std::string_view doubt = doubt_about_bounds(bounds);
  if (!doubt.empty()) return for_a_person(std::string(doubt));
  // ">= 3.1 | <= 3.1" is that one version.
  if (bounds.size() == 2 && bounds[0].comparator == Comparator::greater_equal &&
      bounds[1].comparator == Comparator::less_equal && bounds[0].version.key == bounds[1].version.key) {
    bounds.pop_back();
    bounds[0].comparator = Comparator::equal;
  }
  auto range = VersionRange::from(std::move(bounds));
  if (!range) return for_a_person(range.error().kept()[0].what);
  return {.reading = Reading::tolerant, .range = std::move(*range), .note = words_of(tolerated | vendor_order)};
}

/// "all versions between V2.5 (including) and V2.7 (excluding)" as bounds in signs; nothing when it is not of that
/// form.
std::optional<std::string> between(std::string_view text) {
  if (!take(text, "between ")) return std::nullopt;
  const std::size_t middle = text.find(" and ");
  if (middle == std::string_view::npos) return std::nullopt;
  const auto bound = [](std::string_view one, char side) -> std::optional<std::string> {
    constexpr std::string_view with = " (including)", without = " (excluding)";
    if (one.ends_with(with)) return side + ("= " + std::string(one.substr(0, one.size() - with.size())));
    if (one.ends_with(without)) return side + (" " + std::string(one.substr(0, one.size() - without.size())));
    return std::nullopt;
  };
  const auto low = bound(text.substr(0, middle), '>');
  const auto high = bound(text.substr(middle + 5), '<');
  if (!low || !high) return std::nullopt;
  return *low + " | " + *high;
}

}  // namespace

RangeReading read_range(std::string_view text) {
  if (text.size() > range_bytes_most) return for_a_person("too long to be a range");
  const std::string tidy = tidied(text);
  std::string_view rest = tidy;
  unsigned tolerated = 0;
  if (rest.starts_with("vers:")) {
    if (auto vers = parse_vers(text)) return {.reading = Reading::exact, .range = std::move(vers->range), .note = {}};
    if (!take(rest, "vers:all/")) return for_a_person("a vers specifier that is not well-formed");
    tolerated |= scheme_all;
  }
  if (rest == "no version" || rest == "none") {
    return {.reading = Reading::tolerant, .range = VersionRange::nothing(), .note = "no version at all"};
  }
  for (const std::string_view opening :
       {"all firmware versions", "all bios versions", "all versions", "all version", "versions", "version"}) {
    if (!take(rest, opening)) continue;
    if (opening.starts_with("all")) tolerated |= all_in_words;
    break;
  }
  if (rest.empty() || rest == "*") {
    if ((tolerated & all_in_words) == 0) return for_a_person("no version");
    return {.reading = Reading::tolerant, .range = VersionRange::everything(), .note = words_of(tolerated)};
  }
  const auto in_signs = between(rest);
  if (in_signs) return read_bounds(*in_signs, (tolerated & ~unsigned{all_in_words}) | in_words);
  // After "all versions" only bounds may follow: "all versions with Ethernet interface" is about something else.
  const bool bounded =
      std::any_of(openers.begin(), openers.end(), [&](const Opener& opener) { return rest.starts_with(opener.text); });
  if ((tolerated & all_in_words) != 0 && !bounded) return for_a_person("a condition that is not about versions");
  return read_bounds(rest, tolerated & ~unsigned{all_in_words});
}

}  // namespace advisory
