// What a comparison comes to, in a sentence.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>
#include <string_view>

#include "show/report/comparison.h"
#include "show/report/words.h"

namespace report {

namespace {

using comparison::Compared;
using comparison::Difference;

/// How a measure's difference is spoken of: "19 trusts fewer are infected" or "“Cost total” is £2m lower".
struct Speech {
  std::string before;           ///< "“Cost total” is "
  std::string things;           ///< " trusts"; with its space
  std::string_view less, more;  ///< "fewer", "more"
  std::string after;            ///< " are infected"
};

/// Names that end so count things that it happened to.
constexpr std::array happened = {std::string_view("cancelled"), std::string_view("displaced"), std::string_view("lost"),
                                 std::string_view("diverting"), std::string_view("infected")};

/// " (region north)" for what the name of the things does not say.
std::string rest_of(const drill::By& by, bool organisations) {
  std::string rest;
  for (const auto& [key, value] : by) {
    if (organisations && (key == "sector" || key == "kind")) continue;
    rest += (rest.empty() ? "" : ", ") + plain(key) + " " + plain(value);
  }
  return rest.empty() ? "" : " (" + rest + ")";
}

std::string organisations_of(const drill::By& by) {
  std::string things = who(by);
  for (const auto& [key, value] : by) {
    if (key == "kind") things = plain(value) + " " + things;
  }
  return things;
}

Speech speech_of(const comparison::Which& which, const std::string& unit) {
  const std::string_view name = which.name;
  const std::string counted = unit + "_";
  if (!unit.empty() && unit != "hours" && name.starts_with(counted)) {
    const bool organisations = unit == "organisations";
    const std::string things = organisations ? organisations_of(which.by) : plain(unit);
    return {"", " " + things + rest_of(which.by, organisations), "fewer", "more",
            " are " + spaced(name.substr(counted.size()))};
  }
  const std::size_t last = name.rfind('_');
  if (last != std::string_view::npos && last > 0 &&
      std::ranges::find(happened, name.substr(last + 1)) != happened.end()) {
    return {"", " " + spaced(name.substr(0, last)) + rest_of(which.by, false), "fewer", "more",
            " are " + std::string(name.substr(last + 1))};
  }
  return {"“" + label(name, which.by) + "” is ", unit_is_said(name, unit) ? "" : " " + plain(unit), "lower", "higher",
          ""};
}

/// "16 to 22" where both ends lie on the side that is spoken of, else "2 fewer to 3 more".
std::string interval_text(const Difference& d, const std::string& unit, const Speech& speech) {
  const auto size = [&](double value) { return number(std::abs(value), unit); };
  const bool one_side = d.low >= 0 || d.high <= 0;
  if (one_side) {
    const std::string near = size(d.low >= 0 ? d.low : d.high);
    const std::string far = size(d.low >= 0 ? d.high : d.low);
    return near == far ? near : near + " to " + far;
  }
  return fmt::format("{} {} to {} {}", size(d.low), speech.less, size(d.high), speech.more);
}

/// "between 0 and 41 fewer", "between 3 fewer and 2 more", "the same".
std::string nine_of_ten(const Difference& d, const std::string& unit, const Speech& speech) {
  const auto size = [&](double value) { return number(std::abs(value), unit); };
  if (d.p05 == 0 && d.p95 == 0) return "the same";
  if (d.p05 < 0 && d.p95 > 0) {
    return fmt::format("between {} {} and {} {}", size(d.p05), speech.less, size(d.p95), speech.more);
  }
  const bool less = d.p05 < 0;
  const std::string near = size(less ? d.p95 : d.p05);
  const std::string far = size(less ? d.p05 : d.p95);
  const std::string_view direction = less ? speech.less : speech.more;
  return near == far ? fmt::format("{} {}", far, direction) : fmt::format("between {} and {} {}", near, far, direction);
}

/// What an average leaves out; empty when nothing.
std::string where_it_happened(const Difference& d) {
  if (d.base_never + d.other_never == 0) return "";
  if (!d.paired) return " where it came about";
  return fmt::format(" over the {} pairs in which it came about in both", whole(d.base_used));
}

std::string why_missing(const Compared& measure) {
  switch (*measure.missing) {
    case comparison::Missing::nowhere: return "is not in both";
    case comparison::Missing::other_unit: return "is counted in another unit";
    case comparison::Missing::never_finite: break;
  }
  return measure.difference.paired ? "happened in no simulated outbreak of both" : "never happened in one of them";
}

std::string stem_of(const std::string& file) {
  const std::size_t slash = file.rfind('/');
  std::string stem = slash == std::string::npos ? file : file.substr(slash + 1);
  const std::size_t dot = stem.rfind('.');
  if (dot != std::string::npos && dot > 0) stem.erase(dot);
  return plain(stem);
}

bool all_differ(const std::vector<std::string>& names) {
  return std::set<std::string>(names.begin(), names.end()).size() == names.size() &&
         std::ranges::none_of(names, &std::string::empty);
}

}  // namespace

std::string sentence(const Compared& measure, const std::string& name) {
  const std::string what = label(measure.which.name, measure.which.by);
  if (measure.missing) {
    return fmt::format("{} cannot be compared with the base: “{}” {}.", name, what, why_missing(measure));
  }
  const Difference& d = measure.difference;
  if (!std::isfinite(d.error())) {
    return fmt::format("{} cannot be told apart from the base: one simulated outbreak says nothing of chance.", name);
  }
  if (d.mean == 0 && d.error() == 0) {
    return fmt::format("{} cannot be told apart from the base: “{}” is the same in every simulated outbreak.", name,
                       what);
  }
  const Speech speech = speech_of(measure.which, measure.unit);
  const std::string_view direction = d.mean < 0 ? speech.less : speech.more;
  const std::string mean = fmt::format("{}{}{} {}{}", speech.before, number(std::abs(d.mean), measure.unit),
                                       speech.things, direction, speech.after);
  const std::string average =
      fmt::format("{} on average ({}){}", mean, interval_text(d, measure.unit, speech), where_it_happened(d));
  if (!measure.told_apart) {
    const bool holds_zero = d.low <= 0 && 0 <= d.high;
    return fmt::format("{} cannot be told apart from the base: {}{}.", name, average,
                       holds_zero ? "" : ", which may be chance among so many comparisons or so few outbreaks");
  }
  if (!d.paired) return fmt::format("With {} {}.", name, average);
  return fmt::format("With {} {}; in 9 of 10 simulated outbreaks {}.", name, average,
                     nine_of_ten(d, measure.unit, speech));
}

std::vector<std::string> names_of(std::span<const Side> sides) {
  std::vector<std::string> names(sides.size());
  const auto add = [&](const auto& part) {
    const bool alike = std::ranges::all_of(sides, [&](const Side& side) { return part(side) == part(sides[0]); });
    for (std::size_t i = 0; i < sides.size() && !alike; ++i)
      names[i] += (names[i].empty() ? "" : ", ") + part(sides[i]);
  };
  add([](const Side& side) { return plain(side.result.threat); });
  add([](const Side& side) {
    return side.result.defence.empty() ? std::string("no defence") : plain(side.result.defence);
  });
  add([](const Side& side) { return plain(side.result.estate); });
  if (all_differ(names)) return names;
  for (std::size_t i = 0; i < sides.size(); ++i) names[i] = stem_of(sides[i].file);
  if (all_differ(names)) return names;
  for (std::size_t i = 0; i < sides.size(); ++i) names[i] = plain(sides[i].file);
  return names;
}

}  // namespace report
