#include "world/advisory/vers.h"

#include <algorithm>
#include <array>

#include "world/advisory/percent.h"

namespace advisory {

namespace {

constexpr std::string_view prefix = "vers:";
constexpr std::string_view plain = ":+/()@^#&;?$'[]{}\"\\`";  ///< what a version may have uncoded

base::Problems wrong(std::string_view value, std::string what, std::string mend) {
  return {{.file = {},
           .place = "vers",
           .value = std::string(value.substr(0, 80)),
           .what = std::move(what),
           .mend = std::move(mend)}};
}

Comparator take_comparator(std::string_view& rest) {
  struct Spelling {
    std::string_view text;
    Comparator comparator;
  };
  static constexpr std::array<Spelling, 6> spellings{{{">=", Comparator::greater_equal},
                                                      {"<=", Comparator::less_equal},
                                                      {"!=", Comparator::not_equal},
                                                      {"<", Comparator::less},
                                                      {">", Comparator::greater},
                                                      {"=", Comparator::equal}}};
  for (const Spelling& spelling : spellings) {
    if (!rest.starts_with(spelling.text)) continue;
    rest.remove_prefix(spelling.text.size());
    return spelling.comparator;
  }
  return Comparator::equal;
}

base::Result<Bound> parse_bound(Scheme scheme, std::string_view text) {
  std::string_view rest = text;
  const Comparator comparator = take_comparator(rest);
  const auto decoded = percent_decoded(rest);
  if (rest.empty() || !decoded || rest.find_first_of("<>=!*") != std::string_view::npos) {
    return tl::unexpected(wrong(text, "is no bound of a range", "write one of < <= > >= != and a version"));
  }
  auto version = parse_version(scheme, *decoded);
  if (!version) return tl::unexpected(std::move(version.error()));
  return Bound{comparator, std::move(*version)};
}

}  // namespace

base::Result<Vers> parse_vers(std::string_view text) {
  if (text.size() > range_bytes_most) {
    return tl::unexpected(wrong(text, "is too long", "write at most " + std::to_string(range_bytes_most) + " bytes"));
  }
  std::string dense(text);
  std::erase(dense, ' ');
  std::string_view rest = dense;
  const std::size_t slash = rest.find('/');
  if (!rest.starts_with(prefix) || slash == std::string_view::npos) {
    return tl::unexpected(wrong(text, "is no vers", "write vers:SCHEME/BOUND|BOUND"));
  }
  Vers vers;
  vers.scheme = std::string(rest.substr(prefix.size(), slash - prefix.size()));
  rest.remove_prefix(slash + 1);
  const auto scheme = scheme_from(vers.scheme);
  if (!scheme && vers.scheme != "all" && vers.scheme != "none") {
    return tl::unexpected(wrong(vers.scheme, "is no scheme of versions that is known",
                                "write a scheme in small letters, such as deb, rpm, npm, pypi, semver"));
  }
  if (rest == "*") {
    vers.range = vers.scheme == "none" ? VersionRange::nothing() : VersionRange::everything();
    return vers;
  }
  if (!scheme) return tl::unexpected(wrong(text, "has bounds without a scheme", "write a scheme, or * alone"));
  std::vector<Bound> bounds;
  base::Problems problems;
  for (bool more = true; more && bounds.size() <= range_bounds_most;) {
    const std::size_t bar = rest.find('|');
    auto bound = parse_bound(*scheme, rest.substr(0, bar));
    if (bound) {
      bounds.push_back(std::move(*bound));
    } else {
      problems.add(bound.error());
    }
    more = bar != std::string_view::npos;
    if (more) rest.remove_prefix(bar + 1);
  }
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  auto range = VersionRange::from(std::move(bounds));
  if (!range) return tl::unexpected(std::move(range.error()));
  vers.range = std::move(*range);
  return vers;
}

std::string to_text(const Vers& vers) {
  std::string text = std::string(prefix) + vers.scheme + "/";
  if (vers.range.all() || vers.range.none()) return text + "*";
  bool first = true;
  for (const Bound& bound : vers.range.bounds()) {
    if (!first) text += '|';
    first = false;
    text += std::string(symbol(bound.comparator)) + percent_encoded(bound.version.text, plain);
  }
  return text;
}

}  // namespace advisory
