#include "show/report/words.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <utility>

#include "show/report/spreadsheet.h"

namespace report {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// Length of the UTF-8 sequence that begins at `text[at]`, 0 when there is none (overlong and surrogates included).
std::size_t sequence_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || at + length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return 0;
  }
  const unsigned char second = byte(at + 1);
  if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) || (lead == 0xF0 && second < 0x90) ||
      (lead == 0xF4 && second > 0x8F)) {
    return 0;
  }
  return length;
}

/// Controls, line and paragraph separators, and the marks that turn the direction of writing (they can make a line
/// read as another one).
bool harmless(std::string_view sequence) {
  if (sequence.size() == 1) return static_cast<unsigned char>(sequence[0]) >= 0x20 && sequence[0] != 0x7F;
  if (sequence.size() == 2) return !(sequence[0] == '\xC2' && static_cast<unsigned char>(sequence[1]) < 0xA0);
  if (sequence.starts_with("\xE2\x80")) {
    const auto last = static_cast<unsigned char>(sequence[2]);
    return !(last == 0x8E || last == 0x8F || (last >= 0xA8 && last <= 0xAE));
  }
  if (sequence.starts_with("\xE2\x81")) {
    const auto last = static_cast<unsigned char>(sequence[2]);
    return !(last >= 0xA6 && last <= 0xA9);
  }
  return true;
}

/// What the sectors of the shipped estates are called; any other is named as it stands in the table.
constexpr std::array sector_names = {
    std::pair<std::string_view, std::string_view>{"trust", "trusts"},
    std::pair<std::string_view, std::string_view>{"gp", "GP practices"},
    std::pair<std::string_view, std::string_view>{"gp-practice", "GP practices"},
    std::pair<std::string_view, std::string_view>{"ccg", "CCGs"},
};

std::string_view sector_of(const drill::By& by) {
  for (const auto& [key, value] : by) {
    if (key == "sector") return value;
  }
  return {};
}

std::string with_capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

std::string grouped(std::string digits) {
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
    digits.insert(static_cast<std::size_t>(at), 1, ',');
  }
  return digits;
}

/// A value >= 0: whole from 10 on (and where it is whole), else two significant digits.
std::string magnitude(double value) {
  if (value >= 1e15) return fmt::format("{:.3g}", value);
  if (value >= 9.95 || value == std::floor(value)) return grouped(fmt::format("{:.0f}", value));
  if (value >= 0.995) return fmt::format("{:.1f}", value);
  if (value < 0.0001) return fmt::format("{:.1e}", value);
  return fmt::format("{:.2g}", value);
}

std::string pounds(double value) {
  for (const auto& [size, name] : {std::pair{1e9, "bn"}, {1e6, "m"}, {1e3, "k"}}) {
    const double parts = value / size;
    if (parts >= 0.9995) return fmt::format("£{:.{}f}{}", parts, parts >= 99.95 ? 0 : parts >= 9.995 ? 1 : 2, name);
  }
  return fmt::format("£{:.0f}", value);
}

const drill::Measure* main_measure(const drill::Result& result) {
  const drill::Measure* best = nullptr;
  for (const drill::Measure& measure : result.measures) {
    if (measure.name != "organisations_infected") continue;
    if (measure.published) return &measure;
    if (best == nullptr || (measure.by.empty() && !best->by.empty())) best = &measure;
  }
  if (best == nullptr && !result.measures.empty()) best = &result.measures.front();
  return best;
}

}  // namespace

std::string plain(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = sequence_length(text, at);
    const std::string_view sequence = text.substr(at, length == 0 ? 1 : length);
    out += length != 0 && harmless(sequence) ? sequence : replacement;
    at += sequence.size();
  }
  return out;
}

std::string spaced(std::string_view name) {
  std::string text = plain(name);
  for (char& c : text) {
    if (c == '_') c = ' ';
  }
  return text;
}

std::string csv_cell(std::string_view text) {
  std::string out = spreadsheet_text(text);
  if (out.find_first_of(",;\"'") == std::string::npos) return out;
  std::string quoted = "\"";
  for (const char c : out) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string by_text(const drill::By& by) {
  std::string text;
  for (const auto& [key, value] : by) text += fmt::format("{}{}={}", text.empty() ? "" : " ", plain(key), plain(value));
  return text;
}

std::string who(const drill::By& by) {
  const std::string_view sector = sector_of(by);
  if (sector.empty()) return "organisations";
  for (const auto& [name, words] : sector_names) {
    if (name == sector) return std::string(words);
  }
  return plain(sector) + " organisations";
}

namespace {

/// "acute", "region north", "largest quarter".
std::string word_of(const std::string& key, const std::string& value) {
  if (key == "kind") return plain(value);
  if (key == "size" && value.size() == 1 && value[0] >= '1' && value[0] <= '4') {
    static constexpr std::array quarters = {"smallest", "second", "third", "largest"};
    return std::string(quarters[static_cast<std::size_t>(value[0] - '1')]) + " quarter";
  }
  return plain(key) + " " + plain(value);
}

}  // namespace

std::string label(std::string_view name, const drill::By& by) {
  constexpr std::string_view counted = "organisations_";
  const bool names_sector = name.starts_with(counted) && !sector_of(by).empty();
  std::string text = with_capital(names_sector ? who(by) + " " + spaced(name.substr(counted.size())) : spaced(name));
  std::string rest;
  for (const auto& [key, value] : by) {
    if (names_sector && key == "sector") continue;
    if (!rest.empty()) rest += ", ";
    rest += word_of(key, value);
  }
  return rest.empty() ? text : text + " (" + rest + ")";
}

std::string label_with_unit(std::string_view name, const drill::By& by, std::string_view unit) {
  return unit_is_said(name, unit) ? label(name, by) : label(name, by) + ", " + plain(unit);
}

std::string number(double value, std::string_view unit) {
  if (value == HUGE_VAL && unit == "hours") return "never";  // such as the hours to an alarm that was not raised
  if (!std::isfinite(value)) return "not known";
  const std::string sign = value < 0 ? "−" : "";
  const double size = std::abs(value);
  if (unit == "pounds") return sign + pounds(size);
  if (unit == "share") return sign + magnitude(size * 100) + " %";
  return sign + magnitude(size);
}

std::string interval(double low, double high, std::string_view unit) {
  const std::string from = number(low, unit);
  const std::string to = number(high, unit);
  return from == to ? from : from + "–" + to;
}

std::string published_value(const estate::Published& published, std::string_view unit) {
  const char* sign = published.relation == "at_least" ? "≥ " : published.relation == "at_most" ? "≤ " : "";
  return sign + number(published.value, unit);
}

bool unit_is_said(std::string_view name, std::string_view unit) {
  return unit.empty() || unit == "pounds" || unit == "share" || name.find(unit) != std::string_view::npos;
}

std::string length(double seconds) {
  const double days = seconds / 86400;
  if (days >= 1 && days == std::floor(days)) return fmt::format("{} day{}", days, days == 1 ? "" : "s");
  return base::duration_text(seconds);
}

std::string moment(const base::Instant& instant) {
  std::string text = base::clock_text(instant);
  return text.insert(text.rfind(' '), " " + base::to_text(instant).substr(0, 4));
}

std::string whole(std::uint64_t value) {
  return grouped(fmt::format("{}", value));
}

std::string counted(std::uint64_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", whole(number), number == 1 ? one : many);
}

std::string headline(const drill::Result& result) {
  if (result.replicas == 0) return "No simulated outbreak was finished, so there is no answer yet.";
  const drill::Measure* measure = main_measure(result);
  if (measure == nullptr) return "The drill counted nothing.";
  const drill::Quantiles& value = measure->value;
  const std::string low = number(value.p05, measure->unit);
  const std::string high = number(value.p95, measure->unit);
  const std::string between = low == high ? low : fmt::format("between {} and {}", low, high);
  const std::string_view name = measure->name;
  const std::string counted = measure->unit + "_";
  std::string what;
  if (name.starts_with(counted)) {
    std::string things = measure->unit == "organisations" ? who(measure->by) : plain(measure->unit);
    for (const auto& [key, text] : measure->by) {
      if (key == "kind") things = plain(text) + " " + things;
    }
    const std::string total = measure->of ? "of " + number(*measure->of, measure->unit) + " " : "";
    what = fmt::format("{} {}{} were {}", between, total, things, spaced(name.substr(counted.size())));
  } else {
    what = fmt::format("“{}” came to {}", label(name, measure->by), between);
  }
  if (value.median <= 0) return fmt::format("In 9 of 10 simulated outbreaks {}; at least half of them had none.", what);
  return fmt::format("In 9 of 10 simulated outbreaks {}; half of them had {} or more.", what,
                     number(value.median, measure->unit));
}

std::string basis(const drill::Result& result) {
  return fmt::format("{} simulated outbreak{}, seed {}", whole(result.replicas), result.replicas == 1 ? "" : "s",
                     result.seed);
}

std::string partial_notice(const drill::Result& result) {
  if (!result.partial) return {};
  if (result.replicas_asked == 0) {
    return fmt::format("PARTIAL: interrupted after {} simulated outbreaks, before {}", whole(result.replicas),
                       plain(result.stopping_rule));
  }
  return fmt::format("PARTIAL: interrupted after {} of {} simulated outbreaks", whole(result.replicas),
                     whole(result.replicas_asked));
}

}  // namespace report
